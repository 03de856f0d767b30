using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Ramet.Sql.Functions;

/// <summary>A macro of the engine.</summary>
/// <param name="Name">Its name, which begins with <c>mc_</c>.</param>
/// <param name="Definition">The statement that makes it.</param>
/// <param name="Calls">The names that begin with <c>mc_</c> in its body: macros and functions that it calls.</param>
public sealed record EngineMacro(string Name, string Definition, ImmutableArray<string> Calls);

/// <summary>
/// The functions that the engine lacks or defines differently, as SQL macros: one resource file per family. A macro must be made before the
/// first query that calls it, and those that it calls before it.
/// </summary>
public static partial class EngineMacros
{
    private static readonly ImmutableArray<string> families = ["other", "date", "string", "math", "complex"];

    private static readonly FrozenDictionary<string, EngineMacro> macros =
        families.SelectMany(ReadFamily).ToFrozenDictionary(macro => macro.Name, StringComparer.Ordinal);

    /// <summary>The names of all macros.</summary>
    public static IEnumerable<string> Names => macros.Keys;

    /// <summary>The macro of this name; null when there is none.</summary>
    public static EngineMacro? Find(string name) => macros.GetValueOrDefault(name);

    /// <summary>Whether a text of the engine calls a macro or function, itself or through macros.</summary>
    /// <param name="engineText">An expression in the engine's dialect.</param>
    /// <param name="name">The name of a macro, of a function, or any other word.</param>
    public static bool Reaches(string engineText, string name) => Reaches(engineText, name, []);

    private static bool Reaches(string engineText, string name, HashSet<string> visited) =>
        Regex.IsMatch(engineText, $@"\b{Regex.Escape(name)}\b") || NamesIn(engineText).Any(called =>
            visited.Add(called) && Find(called) is { } macro && Reaches(macro.Definition, name, visited));

    private static IEnumerable<EngineMacro> ReadFamily(string family)
    {
        using var stream = typeof(EngineMacros).Assembly.GetManifestResourceStream($"Ramet.Sql.Functions.{family}.sql")
            ?? throw new InvalidOperationException($"The resource {family}.sql is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return [.. Definition().Matches(reader.ReadToEnd()).Select(match => MacroOf(match.Groups["name"].Value, match.Value))];
    }

    private static EngineMacro MacroOf(string name, string definition) =>
        new(name, definition, [.. NamesIn(definition).Where(called => called != name).Distinct()]);

    private static IEnumerable<string> NamesIn(string text) => MacroName().Matches(text).Select(match => match.Value);

    /// <summary>A statement up to the semicolon that ends its line.</summary>
    [GeneratedRegex(@"^CREATE OR REPLACE MACRO (?<name>\w+)\(.*?;$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Definition();

    [GeneratedRegex(@"\bmc_[a-z0-9_]+")]
    private static partial Regex MacroName();
}
