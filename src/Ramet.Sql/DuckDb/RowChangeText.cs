using System.Globalization;
using Ramet.Sql.Binding;

namespace Ramet.Sql.DuckDb;

/// <summary>
/// The engine's text for carrying out a <see cref="BoundRowChange"/>: its changes are kept in a temporary table, and then the files that hold
/// changed rows are written anew.
/// </summary>
public static class RowChangeText
{
    private const string Table = "row_changes";
    private const string File = "file_position";
    private const string Row = "row_position";
    private const string Action = "row_action";
    private const int NamedColumnsMax = 3;

    /// <summary>Makes the temporary table of the changes.</summary>
    /// <param name="change">The change.</param>
    /// <param name="changes">The text of its query.</param>
    public static string WriteCreate(BoundRowChange change, string changes) =>
        $"CREATE OR REPLACE TEMP TABLE {Table} AS SELECT * FROM ({changes}) AS changes({string.Join(", ", Columns(change))})";

    /// <summary>Removes the temporary table; harmless when there is none.</summary>
    public static string WriteDrop() => $"DROP TABLE IF EXISTS temp.{Table}";

    /// <summary>
    /// A query for what happens to each file: its position in the list of the target's files, NULL for rows that are inserted, and how many
    /// rows are updated, deleted and inserted; all BIGINT.
    /// </summary>
    public static string WriteCounts() =>
        $"SELECT {File}, {Count(RowAction.Update)}, {Count(RowAction.Delete)}, {Count(RowAction.Insert)} FROM {Table} GROUP BY {File} ORDER BY {File}";

    /// <summary>A query for one row of the target that is changed more than once: the positions of file and row; no row when there is none.</summary>
    public static string WriteRepeated() =>
        $"SELECT {File}, {Row} FROM {Table} WHERE {File} IS NOT NULL GROUP BY {File}, {Row} HAVING count(*) > 1 ORDER BY {File}, {Row} LIMIT 1";

    /// <summary>
    /// A query for one row of the target as a text, by which people find the row: <c>id=1, name=NULL</c>. It shows columns that the statement
    /// reads anyway, and no others, which the user may not be allowed to see.
    /// </summary>
    /// <param name="change">The change.</param>
    /// <param name="file">The file that holds the row.</param>
    /// <param name="row">The position of the row in the file.</param>
    public static string WriteRowName(BoundRowChange change, ScanFiles file, long row)
    {
        var columns = change.Target.Columns.Where(column => column.IsUsed).Take(NamedColumnsMax);
        var parts = columns.Select(column =>
            $"{DuckDbNames.Literal(column.Name + "=")} || coalesce(CAST(t.{DuckDbNames.Quote(column.EngineName)} AS VARCHAR), 'NULL')");
        return $"SELECT concat_ws(', ', {string.Join(", ", parts.DefaultIfEmpty("'no column is read'"))}) FROM {Reader(change, file)} AS t "
            + $"WHERE t.{FileReader.ColumnOf(RowPositionPart.Row)} = {Number(row)}";
    }

    /// <summary>
    /// The rows that replace those of some files: those that are not deleted, with their new values, and those that are inserted. Exactly the
    /// target's columns under their names.
    /// </summary>
    /// <param name="change">The change.</param>
    /// <param name="files">The files that are written anew; empty when rows are only inserted.</param>
    /// <param name="positions">For each of these files its position in the list of the target's files.</param>
    /// <param name="hasInserts">Whether rows are inserted.</param>
    public static string WriteRows(BoundRowChange change, ScanFiles files, IReadOnlyList<int> positions, bool hasInserts)
    {
        var kept = files.Paths.IsEmpty ? null : WriteKept(change, files, positions);
        var inserted = hasInserts ? WriteInserted(change) : null;
        return string.Join(" UNION ALL ", new[] { kept, inserted }.OfType<string>());
    }

    // Files are numbered anew when fewer are read, so a row is found by way of the list of positions.
    private static string WriteKept(BoundRowChange change, ScanFiles files, IReadOnlyList<int> positions)
    {
        var file = $"[{string.Join(", ", positions.Select(position => Number(position)))}]"
            + $"[CAST(t.{FileReader.ColumnOf(RowPositionPart.File)} AS BIGINT) + 1]";
        var row = $"t.{FileReader.ColumnOf(RowPositionPart.Row)}";
        var columns = change.Target.Columns.Select(column => $"{Kept(change, column)} AS {DuckDbNames.Quote(column.Name)}");
        return $"SELECT {string.Join(", ", columns)} FROM {Reader(change, files)} AS t "
            + $"LEFT JOIN {Table} AS c ON c.{File} = {file} AND c.{Row} = {row} "
            + $"WHERE c.{Action} IS DISTINCT FROM {Number((int)RowAction.Delete)}";
    }

    private static string Kept(BoundRowChange change, SourceColumn column)
    {
        var old = $"t.{DuckDbNames.Quote(column.EngineName)}";
        return change.Updated.Contains(column.Index)
            ? $"CASE WHEN c.{Action} = {Number((int)RowAction.Update)} THEN c.{Value(column.Index)} ELSE {old} END"
            : old;
    }

    private static string WriteInserted(BoundRowChange change)
    {
        var columns = change.Target.Columns.Select(column => $"{Value(column.Index)} AS {DuckDbNames.Quote(column.Name)}");
        return $"SELECT {string.Join(", ", columns)} FROM {Table} WHERE {Action} = {Number((int)RowAction.Insert)}";
    }

    private static string Reader(BoundRowChange change, ScanFiles files) => DuckDbWriter.WriteReader(change.Target, change.Target.Columns, files);

    private static IEnumerable<string> Columns(BoundRowChange change) => [File, Row, Action, .. change.Assigned.Select(Value)];

    private static string Value(int column) => $"value_{Number(column)}";

    private static string Count(RowAction action) => $"count(*) FILTER (WHERE {Action} = {Number((int)action)})";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
