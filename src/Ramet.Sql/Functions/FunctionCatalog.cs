using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Ramet.Sql.Functions;

/// <summary>The built-in functions by name. To add one, add a line to the table of its family.</summary>
internal static class FunctionCatalog
{
    private static readonly FrozenDictionary<string, ImmutableArray<FunctionOverload>> overloads = All()
        .GroupBy(overload => overload.Name)
        .ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The names of all functions.</summary>
    public static IEnumerable<string> Names => overloads.Keys.Concat(RowFunctions.Names);

    /// <summary>All ways to call a function; empty when there is none of that name.</summary>
    public static ImmutableArray<FunctionOverload> Find(string name) => overloads.GetValueOrDefault(name, []);

    /// <summary>Whether the function gives rows, so that it may stand in LATERAL VIEW.</summary>
    public static bool GivesRows(string name) => Find(name) is [{ Kind: FunctionKind.Table }, ..] || RowFunctions.Find(name) is not null;

    private static IEnumerable<FunctionOverload> All() =>
    [
        .. DateFunctions.All,
        .. StringFunctions.All,
        .. MathFunctions.All,
        .. AggregateFunctions.All,
        .. WindowFunctions.All,
        .. ComplexFunctions.All,
        .. OtherFunctions.All,
    ];
}
