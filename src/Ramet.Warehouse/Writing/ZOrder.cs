using System.Collections.Immutable;
using System.Globalization;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Writing;

/// <summary>
/// ZORDER BY: the order of the rows of a file in which rows that are near each other in all of several columns stand near each other. So each row group
/// of the file holds a narrow range of every one of the columns, and a condition on any of them leaves out most row groups.
/// </summary>
/// <remarks>
/// Values of different types and distributions are made comparable by their rank among all rows, in 15 bits. The bits of the columns, taken in
/// turn, the highest first, are a number; rows are sorted by it.
///
///     a = a2 a1 a0, b = b2 b1 b0   ->   a2 b2 a1 b1 a0 b0
/// </remarks>
/// <param name="Columns">The columns.</param>
internal sealed record ZOrder(IReadOnlyList<ColumnSymbol> Columns)
{
    private const int ColumnsMax = 4;
    private const int BitsPerColumn = 15; // four columns make 60 bits, which a BIGINT holds

    /// <summary>Takes the clause of a statement; null when there is none.</summary>
    /// <param name="written">The columns as written.</param>
    /// <param name="table">The table that gets the rows.</param>
    /// <exception cref="RametException">A column does not exist, has no order, is named twice or is one of partitions, or there are too many.</exception>
    public static ZOrder? Of(ImmutableArray<Identifier> written, TableSymbol table)
    {
        if (written.IsEmpty)
            return null;
        if (written.Length > ColumnsMax)
            throw StatementErrors.Semantic(written[ColumnsMax].Span, $"ZORDER BY takes at most {ColumnsMax} columns", "Each further column makes the order of the others coarser.");
        var columns = new List<ColumnSymbol>();
        foreach (var name in written)
            columns.Add(ColumnOf(name, table, columns));
        return new ZOrder(columns);
    }

    /// <summary>Writes a query that gives the rows in order.</summary>
    /// <param name="rows">The rows in the engine's dialect: exactly the table's columns under their names.</param>
    /// <param name="table">The table.</param>
    public string Sort(string rows, TableSymbol table)
    {
        var prefix = FreePrefix(table);
        var ranks = Columns.Select((column, index) =>
            $"CAST((rank() OVER (ORDER BY {DuckDbNames.Quote(column.Name)} NULLS FIRST) - 1) * {1 << BitsPerColumn} // count(*) OVER () AS BIGINT) AS {Rank(prefix, index)}");
        var bits = new List<string>();
        for (var bit = 0; bit < BitsPerColumn; bit++)
        {
            for (var index = 0; index < Columns.Count; index++)
            {
                var place = bit * Columns.Count + Columns.Count - 1 - index;
                bits.Add(string.Create(CultureInfo.InvariantCulture, $"(({Rank(prefix, index)} >> {bit}) & 1) << {place}"));
            }
        }
        var names = string.Join(", ", table.Columns.Select(column => DuckDbNames.Quote(column.Name)));
        return $"SELECT {names} FROM (SELECT *, {string.Join(", ", ranks)} FROM ({rows}) AS q) AS ranked ORDER BY {string.Join(" | ", bits.Select(static bit => $"({bit})"))}";
    }

    private static string FreePrefix(TableSymbol table)
    {
        var prefix = "rank";
        while (table.Columns.Any(column => column.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            prefix += "_";
        return prefix;
    }

    private static string Rank(string prefix, int index) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{index}");

    private static ColumnSymbol ColumnOf(Identifier name, TableSymbol table, List<ColumnSymbol> before)
    {
        var position = table.IndexOf(name.Name);
        if (position < 0)
            throw StatementErrors.Semantic(name.Span, $"column {name.Name} of ZORDER BY is no column of table {table}");
        if (table.IsPartitionColumn(position))
            throw StatementErrors.Semantic(name.Span, $"column {name.Name} of ZORDER BY is a partition column", "All rows of a partition have the same value there.");
        var column = table.Columns[position];
        if (!Clustering.IsSortable(column.Type))
            throw StatementErrors.Semantic(name.Span, $"rows cannot be sorted by column {column.Name}, which is {column.Type}");
        return before.Contains(column) ? throw StatementErrors.Semantic(name.Span, "the column is named twice") : column;
    }
}
