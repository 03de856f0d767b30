using System.Globalization;
using Ramet.Sql.Binding;

namespace Ramet.Sql.DuckDb;

/// <summary>
/// The engine's text for keeping the primary key of a table unique. Two rows have the same key when the columns of the key are equal and they
/// belong to the same partition.
/// </summary>
public static class KeyText
{
    private const string NewRows = "new_rows";

    /// <summary>
    /// Of rows with the same key the last one; exactly the columns of the table under their names. "Last" is meant in the order in which the
    /// rows come, which for a query is as certain as the order of its rows.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">The rows, a query with the columns of the table under their names.</param>
    public static string WriteLast(TableSymbol table, string rows) => WriteLast(table, rows, "row_number() OVER ()");

    /// <summary>The same for the rows of files: the last one in the order of the files and of the rows in them.</summary>
    /// <param name="table">The table.</param>
    /// <param name="files">The files.</param>
    public static string WriteLast(TableSymbol table, ScanFiles files)
    {
        var scan = BoundTableScan.OfWhole(table, default);
        var columns = scan.Columns.Select(column => $"{DuckDbNames.Quote(column.EngineName)} AS {DuckDbNames.Quote(column.Name)}");
        var (file, row) = (Unused(table, "key_file"), Unused(table, "key_row"));
        var rows = $"SELECT {string.Join(", ", columns)}, {FileReader.ColumnOf(RowPositionPart.File)} AS {file}, {FileReader.ColumnOf(RowPositionPart.Row)} AS {row} "
            + $"FROM {DuckDbWriter.WriteReader(scan, scan.Columns, files)}";
        return WriteLast(table, rows, $"({file}, {row})");
    }

    /// <summary>
    /// The rows of a table that have the keys of other rows, as the query of a <see cref="BoundRowChange"/> that deletes them.
    /// </summary>
    /// <param name="change">The change.</param>
    /// <param name="files">The files of the table in which they are looked for.</param>
    /// <param name="newFiles">The files of the other rows, which are of the same table.</param>
    public static string WriteMatches(BoundRowChange change, ScanFiles files, ScanFiles newFiles)
    {
        var target = change.Target;
        var keys = KeyColumns(target.Table).Select(position => target.Columns[position]).ToList();
        var names = keys.ConvertAll(column => DuckDbNames.Quote(column.EngineName));
        return $"SELECT CAST(t.{FileReader.ColumnOf(RowPositionPart.File)} AS BIGINT), t.{FileReader.ColumnOf(RowPositionPart.Row)}, {Number((int)RowAction.Delete)} "
            + $"FROM {DuckDbWriter.WriteReader(target, keys, files)} AS t "
            + $"SEMI JOIN {DuckDbWriter.WriteReader(target, keys, newFiles)} AS {NewRows} "
            + $"ON {string.Join(" AND ", names.Select(name => $"t.{name} = {NewRows}.{name}"))}";
    }

    /// <summary>A query for one key that several rows of files have, as a text by which people find it; no row when there is none.</summary>
    /// <param name="table">The table.</param>
    /// <param name="files">The files.</param>
    public static string WriteRepeated(TableSymbol table, ScanFiles files)
    {
        var scan = BoundTableScan.OfWhole(table, default);
        var keys = KeyColumns(table).Select(position => scan.Columns[position]).ToList();
        var names = keys.ConvertAll(column => DuckDbNames.Quote(column.EngineName));
        var parts = keys.Zip(names, (column, name) => $"{DuckDbNames.Literal(column.Name + "=")} || CAST({name} AS VARCHAR)");
        return $"SELECT concat_ws(', ', {string.Join(", ", parts)}) FROM {DuckDbWriter.WriteReader(scan, keys, files)} "
            + $"GROUP BY {string.Join(", ", names)} HAVING count(*) > 1 ORDER BY {string.Join(", ", names)} LIMIT 1";
    }

    /// <summary>The rows of files with a certain value in a column; exactly the columns of the table under their names.</summary>
    /// <param name="table">The table.</param>
    /// <param name="staged">What the files hold: the columns of the table, and others.</param>
    /// <param name="files">The files.</param>
    /// <param name="column">The name of the column, which holds whole numbers.</param>
    /// <param name="value">The value.</param>
    public static string WriteRowsWith(TableSymbol table, TableSymbol staged, ScanFiles files, string column, long value)
    {
        var scan = BoundTableScan.OfWhole(staged, default);
        var columns = table.Columns.Select(wanted => $"{EngineName(scan, wanted.Name)} AS {DuckDbNames.Quote(wanted.Name)}");
        return $"SELECT {string.Join(", ", columns)} FROM {DuckDbWriter.WriteReader(scan, scan.Columns, files)} WHERE {EngineName(scan, column)} = {Number(value)}";
    }

    /// <summary>A query for how many rows of files have another value in a column than some, as BIGINT.</summary>
    /// <param name="staged">What the files hold.</param>
    /// <param name="files">The files.</param>
    /// <param name="column">The name of the column, which holds whole numbers.</param>
    /// <param name="values">The values.</param>
    public static string WriteCountWithout(TableSymbol staged, ScanFiles files, string column, params IEnumerable<long> values)
    {
        var scan = BoundTableScan.OfWhole(staged, default);
        var name = EngineName(scan, column);
        return $"SELECT count(*) FROM {DuckDbWriter.WriteReader(scan, [scan.Columns[staged.IndexOf(column)]], files)} "
            + $"WHERE {name} IS NULL OR {name} NOT IN ({string.Join(", ", values.Select(value => Number(value)))})";
    }

    /// <summary>A query for how many rows of files have a list that is not empty in a column, as BIGINT.</summary>
    /// <param name="staged">What the files hold.</param>
    /// <param name="files">The files.</param>
    /// <param name="column">The name of the column, which holds lists.</param>
    public static string WriteCountOfFilled(TableSymbol staged, ScanFiles files, string column)
    {
        var scan = BoundTableScan.OfWhole(staged, default);
        return $"SELECT count(*) FROM {DuckDbWriter.WriteReader(scan, [scan.Columns[staged.IndexOf(column)]], files)} WHERE len({EngineName(scan, column)}) > 0";
    }

    private static string WriteLast(TableSymbol table, string rows, string order)
    {
        var place = Unused(table, "key_place");
        var keys = KeyColumns(table).Select(position => DuckDbNames.Quote(table.Columns[position].Name));
        var columns = table.Columns.Select(column => DuckDbNames.Quote(column.Name));
        return $"SELECT {string.Join(", ", columns)} FROM (SELECT *, {order} AS {place} FROM ({rows})) "
            + $"QUALIFY row_number() OVER (PARTITION BY {string.Join(", ", keys)} ORDER BY {place} DESC) = 1";
    }

    /// <summary>The columns that must not be equal in two rows: those of the key and those of partitions.</summary>
    private static IEnumerable<int> KeyColumns(TableSymbol table) =>
        [.. table.PrimaryKey, .. Enumerable.Range(table.DataColumnCount, table.PartitionColumnCount)];

    private static string EngineName(BoundTableScan scan, string column) => DuckDbNames.Quote(scan.Columns[scan.Table.IndexOf(column)].EngineName);

    private static string Unused(TableSymbol table, string name)
    {
        while (table.IndexOf(name) >= 0)
            name += "_";
        return name;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
