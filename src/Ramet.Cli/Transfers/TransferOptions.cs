using Ramet.Cli.Options;

namespace Ramet.Cli.Transfers;

/// <summary>What <c>ramet tunnel upload</c> and <c>download</c> move, and where to.</summary>
internal sealed record TransferOptions
{
    /// <summary>The service.</summary>
    public required ServiceSelection Service { get; init; }

    /// <summary>The file; its extension says its form unless <see cref="Format"/> does.</summary>
    public required string File { get; init; }

    /// <summary>The table, with its partition if it has partitions: <c>project.table/day=2024-01-15</c>.</summary>
    public required string Table { get; init; }

    /// <summary>The form of the file when its extension does not say it; null otherwise.</summary>
    public required FileFormat? Format { get; init; }

    /// <summary>Of uploads: whether the rows take the place of those that are there.</summary>
    public bool IsOverwrite { get; init; }

    /// <summary>Whether standard error is kept to errors.</summary>
    public bool IsQuiet { get; init; }
}
