using System.Collections.Immutable;
using System.Globalization;
using Ramet.Sql.Binding;

namespace Ramet.Warehouse.Sessions;

/// <summary>
/// The settings that SET gave a session: a value by name. Names that nobody knows are kept and have no effect, as in the service, whose
/// clients send many of them.
/// </summary>
/// <param name="Values">The values by name; names are compared exactly, as the service does.</param>
internal sealed record SessionSettings(ImmutableSortedDictionary<string, string> Values)
{
    /// <summary>The time zone in which times are read and shown; without it the project's.</summary>
    public const string TimeZone = "odps.sql.timezone";

    /// <summary>Whether <c>a.b</c> means schema and table rather than project and table.</summary>
    public const string NamespaceSchema = "odps.namespace.schema";

    /// <summary>A session that has set nothing.</summary>
    public static readonly SessionSettings None = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>What the binder needs to know.</summary>
    public BinderSettings Binder => BinderSettings.Parse(Values);

    /// <summary>Whether names have three levels.</summary>
    public bool HasSchemas => Values.TryGetValue(NamespaceSchema, out var text) && bool.TryParse(text, out var value) && value;

    /// <summary>These settings with one more, or a changed one.</summary>
    public SessionSettings With(string name, string value) => new(Values.SetItem(name, value));

    /// <summary>These settings without one.</summary>
    public SessionSettings Without(string name) => new(Values.Remove(name));

    /// <summary>The settings as <c>name=value</c> lines in the order of their names.</summary>
    public override string ToString() =>
        string.Concat(Values.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value}\n")));
}
