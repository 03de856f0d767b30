using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Ramet.Sql.Functions;

/// <summary>What a function does, with an example.</summary>
/// <param name="Name">The name, in lower case.</param>
/// <param name="Meaning">One line.</param>
/// <param name="Signatures">The ways to call it, in the form of the definitions: <c>substr(string, bigint, bigint?) string</c>.</param>
/// <param name="Example">An expression, or a query.</param>
/// <param name="Result">The rows that the example gives, cells joined by <c> | </c>.</param>
public sealed record FunctionEntry(
    string Name, string Meaning, ImmutableArray<string> Signatures, string Example, ImmutableArray<string> Result)
{
    /// <summary>The example as a query.</summary>
    public string Query => Example.StartsWith("SELECT ", StringComparison.Ordinal) ? Example : $"SELECT {Example}";
}

/// <summary>A family of functions.</summary>
/// <param name="Title">What they are about.</param>
/// <param name="Functions">The functions, by their names.</param>
public sealed record FunctionFamily(string Title, ImmutableArray<FunctionEntry> Functions);

/// <summary>
/// The reference of the built-in functions: the signatures of the catalog with what <c>reference.txt</c> says about them. Its lines:
/// <c>== family</c>, <c>name: meaning</c>, <c>: signature</c> (of functions that the catalog has no signature for), <c>&gt; example</c>, and
/// <c>= a row of the result</c>.
/// </summary>
public static class FunctionReference
{
    private const string MissingTitle = "Missing";

    private static readonly ImmutableArray<FunctionFamily> all = [.. Read()];

    /// <summary>The families in the order of the page.</summary>
    public static IEnumerable<FunctionFamily> Families => all.Where(family => family.Title != MissingTitle);

    /// <summary>Functions of MaxCompute that are not there; the meaning says what to do instead.</summary>
    public static IEnumerable<FunctionEntry> Missing => all.Where(family => family.Title == MissingTitle).SelectMany(family => family.Functions);

    /// <summary>The names of all functions that can be called by a definition of the catalog.</summary>
    public static IEnumerable<string> DefinedNames => FunctionCatalog.Names;

    private static readonly FrozenDictionary<string, string> missing =
        Missing.ToFrozenDictionary(function => function.Name, function => function.Meaning, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> reserved =
        all.SelectMany(static family => family.Functions).Select(static function => function.Name).Concat(DefinedNames)
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is known about a function; null when there is none of that name.</summary>
    public static FunctionEntry? Find(string name) => Families.SelectMany(family => family.Functions)
        .FirstOrDefault(function => function.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Why a function of MaxCompute is missing; null for other names.</summary>
    public static string? WhyMissing(string name) => missing.GetValueOrDefault(name);

    /// <summary>Whether a name belongs to the dialect, so that no user may give it to a function: also those of functions that are missing here.</summary>
    public static bool IsReserved(string name) => reserved.Contains(name);

    private static List<FunctionFamily> Read()
    {
        using var stream = typeof(FunctionReference).Assembly.GetManifestResourceStream("Ramet.Sql.Functions.reference.txt")
            ?? throw new InvalidOperationException("The resource reference.txt is missing from the assembly.");
        using var reader = new StreamReader(stream);
        List<FunctionFamily> families = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("== ", StringComparison.Ordinal))
                families.Add(new FunctionFamily(line[3..], []));
            else if (line.Length > 0)
                families[^1] = families[^1] with { Functions = Extend(families[^1].Functions, line) };
        }
        return families;
    }

    private static ImmutableArray<FunctionEntry> Extend(ImmutableArray<FunctionEntry> functions, string line) => line[0] switch
    {
        ':' => functions.SetItem(functions.Length - 1, functions[^1] with { Signatures = [line[2..]] }),
        '>' => functions.SetItem(functions.Length - 1, functions[^1] with { Example = line[2..] }),
        '=' => functions.SetItem(functions.Length - 1, functions[^1] with { Result = functions[^1].Result.Add(line[2..]) }),
        _ => functions.Add(Begin(line)),
    };

    private static FunctionEntry Begin(string line)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        var name = line[..colon];
        var signatures = FunctionCatalog.Find(name).Select(overload => overload.Signature).Distinct();
        return new FunctionEntry(name, line[(colon + 2)..], [.. signatures], "", []);
    }
}
