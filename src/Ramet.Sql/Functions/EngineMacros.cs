using System.Collections.Immutable;
using System.Text;

namespace Ramet.Sql.Functions;

/// <summary>
/// The functions that the engine lacks or defines differently, as SQL macros: one resource file per family. They must be run once in each
/// engine, before the first query; running them again is harmless.
/// </summary>
public static class EngineMacros
{
    private static readonly ImmutableArray<string> families = ["other", "date", "string", "math", "complex"];

    /// <summary>The text of all families: CREATE MACRO statements separated by <c>;</c>.</summary>
    public static string Read()
    {
        var text = new StringBuilder();
        foreach (var family in families)
        {
            using var stream = typeof(EngineMacros).Assembly.GetManifestResourceStream($"Ramet.Sql.Functions.{family}.sql")
                ?? throw new InvalidOperationException($"The resource {family}.sql is missing from the assembly.");
            using var reader = new StreamReader(stream);
            text.AppendLine(reader.ReadToEnd());
        }
        return text.ToString();
    }
}
