using Ramet.Sql.Binding;

namespace Ramet.Sql.DuckDb;

/// <summary>
/// What the engine's reader of Parquet files adds to every row by itself. A column of the file that has such a name would hide it, so a
/// table's column goes by another name in the engine's text (<see cref="BoundTableScan"/>).
/// </summary>
internal static class FileReader
{
    private const string FileIndex = "file_index";
    private const string FileRowNumber = "file_row_number";

    /// <summary>The reader's column for a part of a row's position.</summary>
    public static string ColumnOf(RowPositionPart part) => part switch
    {
        RowPositionPart.File => FileIndex,
        RowPositionPart.Row => FileRowNumber,
    };

    /// <summary>Names in the engine's text for a table's columns, none of which is one of the reader's.</summary>
    public static IEnumerable<string> EngineNames(TableSymbol table) => table.Columns.Select(column =>
    {
        var name = column.Name;
        while (name is FileIndex or FileRowNumber || (name != column.Name && table.IndexOf(name) >= 0))
            name += "_";
        return name;
    });
}
