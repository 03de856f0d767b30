using System.Collections.Immutable;
using System.Globalization;
using Ramet.Errors;
using Ramet.Sql.Binding;

namespace Ramet.Warehouse.Sessions;

/// <summary>
/// Settings of a session: a value by name. SET gives them; what it does not give, the properties of the current project may. Names that nobody knows are kept and have no effect, as in the service, whose
/// clients send many of them.
/// </summary>
/// <param name="Values">The values by name; names are compared exactly, as the service does.</param>
internal sealed record SessionSettings(ImmutableSortedDictionary<string, string> Values)
{
    /// <summary>The time zone in which times are read and shown; without it the project's.</summary>
    public const string TimeZone = "odps.sql.timezone";

    /// <summary>Whether <c>a.b</c> means schema and table rather than project and table.</summary>
    public const string NamespaceSchema = "odps.namespace.schema";

    /// <summary>Whether a partitioned table may be read without a condition on its partitions.</summary>
    public const string AllowFullScan = "odps.sql.allow.fullscan";

    /// <summary>The form in which the service writes the result of a job into its answer: <c>HumanReadable</c>, <c>csv</c> or <c>json</c>.</summary>
    public const string OutputFormat = "odps.sql.select.output.format";

    /// <summary>A session that has set nothing.</summary>
    public static readonly SessionSettings None = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>What the binder needs to know.</summary>
    public BinderSettings Binder => BinderSettings.Parse(Values);

    /// <summary>Whether names have three levels.</summary>
    public bool HasSchemas => Values.TryGetValue(NamespaceSchema, out var text) && bool.TryParse(text, out var value) && value;

    /// <summary>Whether jobs are asked for facts rather than for the texts in which people read them.</summary>
    public bool IsOutputJson => Values.TryGetValue(OutputFormat, out var format) && format.Equals("json", StringComparison.OrdinalIgnoreCase);

    /// <summary>These settings with one more, or a changed one.</summary>
    public SessionSettings With(string name, string value) => new(Values.SetItem(name, value));

    /// <summary>These settings without one.</summary>
    public SessionSettings Without(string name) => new(Values.Remove(name));

    /// <summary>These settings, and the defaults for what they leave out.</summary>
    public SessionSettings Over(IReadOnlyDictionary<string, string> defaults) =>
        defaults.Count == 0 ? this : new(None.Values.SetItems(defaults).SetItems(Values));

    /// <summary>Does nothing when the value is one that the setting takes; a setting that nobody knows takes every value.</summary>
    /// <param name="name">The name of the setting.</param>
    /// <param name="value">The value.</param>
    /// <param name="span">Where it was written; null when it came beside the statement.</param>
    /// <exception cref="RametException">InvalidParameter: it is not.</exception>
    public static void Check(string name, string value, SourceSpan? span)
    {
        if (name == TimeZone && !TimeZoneInfo.TryFindSystemTimeZoneById(value, out _))
            throw Invalid($"'{value}' is not a time zone", span, "Write an IANA name such as Asia/Shanghai or UTC.");
        if ((name == NamespaceSchema || BinderSettings.IsFlag(name)) && !bool.TryParse(value.Trim(), out _))
            throw Invalid($"{name} is true or false, found '{value}'", span, $"Write {name}=true or {name}=false.");
        if (BinderSettings.IsNumber(name) && !BinderSettings.IsCount(value))
            throw Invalid($"{name} is a whole number from 1, found '{value}'", span, $"Write {name}=100.");
    }

    private static RametException Invalid(string detail, SourceSpan? span, string hint) =>
        new(ErrorCode.InvalidParameter, ErrorKind.User, detail, span, hint);

    /// <summary>The settings as <c>name=value</c> lines in the order of their names.</summary>
    public override string ToString() =>
        string.Concat(Values.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value}\n")));
}
