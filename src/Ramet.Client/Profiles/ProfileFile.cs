using Ramet.Errors;

namespace Ramet.Client.Profiles;

/// <summary>
/// A file of profiles: lines <c>name = value</c>, in sections <c>[name]</c> or, as in the <c>odps_config.ini</c> of MaxCompute's own
/// command-line client, in none. Lines that begin with <c>#</c> or <c>;</c> are comments.
/// </summary>
public sealed class ProfileFile
{
    /// <summary>The section that is read when none is named, and the lines before the first section.</summary>
    public const string DefaultSection = "default";

    private const string SettingPrefix = "set.";

    /// <summary>The words for one thing: ours first, then those of <c>odps_config.ini</c>.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["endpoint"] = "endpoint",
        ["end_point"] = "endpoint",
        ["access_id"] = "access_id",
        ["access_key"] = "access_key",
        ["project"] = "project",
        ["project_name"] = "project",
        ["tunnel_endpoint"] = "tunnel_endpoint",
        ["region"] = "region",
        ["region_id"] = "region",
    };

    private readonly string path;
    private readonly Dictionary<string, Dictionary<string, string>> sections;

    private ProfileFile(string path, Dictionary<string, Dictionary<string, string>> sections)
    {
        this.path = path;
        this.sections = sections;
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="RametException">It cannot be read, or a line is neither of the three.</exception>
    public static ProfileFile Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RametException(
                ErrorCode.StorageError, ErrorKind.Environment, $"the profiles in '{path}' cannot be read: {exception.Message}", cause: exception);
        }
        return Parse(path, lines);
    }

    /// <summary>The profile of a section, whose missing parts are given by what the user said otherwise.</summary>
    /// <param name="section">The name of the section; null for <see cref="DefaultSection"/>.</param>
    /// <param name="given">What goes before the file.</param>
    /// <exception cref="RametException">There is no such section, or endpoint or key are given nowhere.</exception>
    public ServiceProfile Find(string? section, GivenProfile given)
    {
        if (section is not null && !sections.ContainsKey(section))
            throw Invalid($"'{path}' has no profile '{section}'", $"It has {string.Join(", ", sections.Keys)}.");
        return given.Over(sections.GetValueOrDefault(section ?? DefaultSection) ?? [], path);
    }

    private static ProfileFile Parse(string path, string[] lines)
    {
        var sections = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        var current = DefaultSection;
        for (var number = 1; number <= lines.Length; number++)
        {
            var line = lines[number - 1].Trim();
            if (line.Length == 0 || line[0] is '#' or ';')
                continue;
            if (line is ['[', .., ']'])
                current = line[1..^1].Trim();
            else
                Add(sections, current, line, $"{path}:{number}");
        }
        return new ProfileFile(path, sections);
    }

    private static void Add(Dictionary<string, Dictionary<string, string>> sections, string section, string line, string place)
    {
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
            throw Invalid($"expected name = value at {place}, found '{line.Split(' ')[0]}'", null); // the rest may be a secret
        var name = line[..equals].Trim();
        if (!sections.TryGetValue(section, out var values))
            sections[section] = values = new Dictionary<string, string>(StringComparer.Ordinal);

        // Names that only the other client knows (https_check, data_size_confirm, ...) are kept and mean nothing here.
        values[name.StartsWith(SettingPrefix, StringComparison.Ordinal) ? name : Names.GetValueOrDefault(name, name)] = line[(equals + 1)..].Trim();
    }

    private static RametException Invalid(string detail, string? hint) => new(ErrorCode.InvalidParameter, ErrorKind.User, detail, hint: hint);

    /// <summary>What the user gave on the command line or in the environment; null where nothing.</summary>
    /// <param name="Endpoint">The endpoint.</param>
    /// <param name="Project">The project.</param>
    /// <param name="AccessKeyId">The id of the key.</param>
    /// <param name="AccessKeySecret">The secret of the key.</param>
    public sealed record GivenProfile(Uri? Endpoint, string? Project, string? AccessKeyId, string? AccessKeySecret)
    {
        /// <summary>The profile when there is no file.</summary>
        /// <exception cref="RametException">Something that is needed is missing.</exception>
        public ServiceProfile WithoutFile() => Over([], path: null);

        internal ServiceProfile Over(Dictionary<string, string> file, string? path) => new()
        {
            Endpoint = Endpoint ?? Address(file, "endpoint", path) ?? throw Missing("endpoint", "Give --endpoint URL", path),
            AccessKeyId = AccessKeyId ?? Value(file, "access_id") ?? throw Missing("access_id", "Set RAMET_ACCESS_ID", path),
            AccessKeySecret = AccessKeySecret ?? Value(file, "access_key") ?? throw Missing("access_key", "Set RAMET_ACCESS_KEY", path),
            Project = Project ?? Value(file, "project"),
            TunnelEndpoint = Address(file, "tunnel_endpoint", path),
            Region = Value(file, "region"),
            Settings = file.Where(static pair => pair.Key.StartsWith(SettingPrefix, StringComparison.Ordinal))
                .ToDictionary(static pair => pair.Key[SettingPrefix.Length..], static pair => pair.Value, StringComparer.Ordinal),
        };

        private static string? Value(Dictionary<string, string> file, string name) => file.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

        private static Uri? Address(Dictionary<string, string> file, string name, string? path)
        {
            if (Value(file, name) is not { } text)
                return null;
            return ServiceAddress.TryParse(text, out var address)
                ? address
                : throw Invalid($"'{text}' in '{path}' is not the address of a service", "Write http:// or https:// before the host.");
        }

        private static RametException Missing(string name, string remedy, string? path) => Invalid(
            $"the {name} of the service is not known",
            path is null ? $"{remedy}, or write a profile; docs/cli.md says how." : $"{remedy}, or write {name} = ... into '{path}'.");
    }
}
