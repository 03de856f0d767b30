namespace Ramet.DuckDb;

/// <summary>Quoting in the engine's dialect.</summary>
internal static class SqlText
{
    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
