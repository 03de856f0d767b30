using System.Collections.Immutable;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>Names the columns of results.</summary>
internal static class Outputs
{
    /// <summary>The columns for names and types in order; a missing name becomes <c>_c</c> and the position.</summary>
    public static ImmutableArray<BoundOutput> Name(IEnumerable<(string? Name, DataType Type)> columns)
    {
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. columns.Select((column, index) =>
        {
            var name = column.Name?.ToLowerInvariant() ?? DefaultName(index);
            return new BoundOutput(name, Unique(name, used), column.Type);
        })];
    }

    /// <summary>The name of an unnamed column by its position from 0.</summary>
    public static string DefaultName(int index) => $"_c{index}";

    // The engine takes no two columns of one name in a subquery.
    private static string Unique(string name, HashSet<string> used)
    {
        var unique = name;
        for (var number = 2; !used.Add(unique); number++)
            unique = $"{name}_{number}";
        return unique;
    }
}
