using Ramet.Errors;

namespace Ramet.Client.Tunnel;

/// <summary>The table, or the partition, between which and a file rows are moved.</summary>
/// <param name="Project">The project.</param>
/// <param name="Table">The table.</param>
/// <param name="Partition">The partition as tunnels write it, <c>day=2024-01-15,region=eu</c>; null for a table without partitions.</param>
public sealed record TransferTable(string Project, string Table, string? Partition)
{
    /// <summary>Reads the form of the command line: <c>project.table/day=2024-01-15/region=eu</c>; quotes around values are allowed.</summary>
    /// <param name="text">The text.</param>
    /// <param name="project">The project when the text names none; null if there is none.</param>
    /// <exception cref="RametException">It is something else.</exception>
    public static TransferTable Parse(string text, string? project)
    {
        var parts = text.Split('/');
        var name = parts[0].Split('.');
        var levels = parts[1..].SelectMany(static part => part.Split(',')).Select(static level => level.Split('=', 2)).ToList();
        if (name is not ([{ Length: > 0 }] or [{ Length: > 0 }, { Length: > 0 }]) || levels.Exists(static level => level is not [{ Length: > 0 }, _]))
            throw Invalid($"'{text}' is not a table", "Write PROJECT.TABLE, or PROJECT.TABLE/day=2024-01-15 for a partition.");
        var spec = string.Join(',', levels.Select(static level => $"{level[0]}={level[1].Trim('\'', '"')}"));
        return new TransferTable(
            name.Length == 2 ? name[0] : project ?? throw Invalid($"the project of table '{text}' is not known", "Write PROJECT.TABLE, or give --project."),
            name[^1],
            spec.Length == 0 ? null : spec);
    }

    /// <summary>The path behind the tunnel's endpoint.</summary>
    internal string Target => $"/projects/{Uri.EscapeDataString(Project)}/tables/{Uri.EscapeDataString(Table)}";

    /// <summary>The query that every request has.</summary>
    internal string Query =>
        $"?curr_project={Uri.EscapeDataString(Project)}" + (Partition is null ? "" : $"&partition={Uri.EscapeDataString(Partition)}");

    private static RametException Invalid(string detail, string hint) => new(ErrorCode.InvalidParameter, ErrorKind.User, detail, hint: hint);
}
