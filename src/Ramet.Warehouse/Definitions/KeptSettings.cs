using Ramet.Sql.Binding;

namespace Ramet.Warehouse.Definitions;

/// <summary>The settings that a text of SQL is kept with, so that it means the same in every session, as text: <c>name=value;name=value</c>.</summary>
internal static class KeptSettings
{
    private const char Separator = ';';

    public static string Write(BinderSettings settings) => string.Join(Separator, settings.ToValues().Select(pair => $"{pair.Key}={pair.Value}"));

    public static BinderSettings Read(string text) => BinderSettings.Parse(
        text.Split(Separator).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal));
}
