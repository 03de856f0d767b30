using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Tables.Partitions;

namespace Ramet.Warehouse.Writing;

/// <summary>Rows that come without the partition to which all of them go get its values: data files have the partition columns too.</summary>
internal static class PartitionColumns
{
    /// <summary>A query that gives the rows with the partition columns behind the others.</summary>
    /// <param name="rows">The rows, a query in the engine's dialect.</param>
    /// <param name="target">The table.</param>
    /// <param name="partition">The partition; null to leave the rows as they are.</param>
    public static string AddTo(string rows, TableSymbol target, PartitionKey? partition)
    {
        if (partition is null)
            return rows;
        var items = new List<string> { "*" };
        for (var level = 0; level < partition.Count; level++)
        {
            var column = target.PartitionColumns[level];
            items.Add($"CAST({DuckDbNames.Literal(partition[level].ToString())} AS {DuckDbTypes.NameOf(column.Type)}) AS {DuckDbNames.Quote(column.Name)}");
        }
        return $"SELECT {string.Join(", ", items)} FROM ({rows})";
    }
}
