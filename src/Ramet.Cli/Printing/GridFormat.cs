using Ramet.Cli.Terminal;
using Ramet.Sql.Binding;
using Ramet.Warehouse.Results;

namespace Ramet.Cli.Printing;

/// <summary>
/// The grid that MaxCompute's documentation shows:
/// <code>
/// +----+------------+
/// | id | name       |
/// +----+------------+
/// | 1  | NULL       |
/// +----+------------+
/// </code>
/// A column is as wide as its widest cell among the first rows, which are held back to find that out; a wider cell further down is not
/// cut and pushes its line out.
/// </summary>
internal sealed class GridFormat : IResultFormat
{
    /// <summary>Rows that are held back to measure them.</summary>
    public const int MeasuredRowsMax = 10_000;

    /// <summary>Characters that are held back at most, so that a few rows of large texts do not fill the memory.</summary>
    public const int MeasuredCharactersMax = 16 * 1024 * 1024;

    private const string Null = "NULL";

    /// <inheritdoc/>
    public long WriteRows(IReadOnlyList<ResultColumn> columns, RowReader readRow, Func<TextWriter> beginOutput)
    {
        var names = columns.Select(static column => VisibleText.Of(column.Name)).ToArray();
        var measured = ReadMeasured(readRow, names.Length, out var hasMore);
        var grid = new TextGrid(Widths(names, measured), static cell => CellWidth.Of(cell), rowEnd: "|\n", beginOutput());
        grid.WriteFrame();
        grid.WriteRow(names);
        grid.WriteFrame();
        foreach (var row in measured)
            grid.WriteRow(row);
        var count = measured.Count + (hasMore ? WriteRest(readRow, names.Length, grid) : 0);
        grid.WriteFrame();
        return count;
    }

    /// <inheritdoc/>
    public void WriteText(TextResult text, TextWriter output) => output.Write(text.Text);

    private static List<string[]> ReadMeasured(RowReader readRow, int columnCount, out bool hasMore)
    {
        var measured = new List<string[]>();
        var characters = 0L;
        var cells = new string?[columnCount];
        hasMore = true;
        while (hasMore && measured.Count < MeasuredRowsMax && characters < MeasuredCharactersMax)
        {
            hasMore = readRow(cells);
            if (hasMore)
            {
                var shown = Shown(cells);
                measured.Add(shown);
                characters += shown.Sum(static cell => cell.Length);
            }
        }
        return measured;
    }

    private static long WriteRest(RowReader readRow, int columnCount, TextGrid grid)
    {
        var count = 0L;
        var cells = new string?[columnCount];
        for (; readRow(cells); count++)
            grid.WriteRow(Shown(cells));
        return count;
    }

    private static string[] Shown(string?[] cells) => Array.ConvertAll(cells, static cell => cell is null ? Null : VisibleText.Of(cell));

    private static int[] Widths(string[] names, List<string[]> rows)
    {
        var widths = Array.ConvertAll(names, static name => CellWidth.Of(name));
        foreach (var row in rows)
        {
            for (var column = 0; column < widths.Length; column++)
                widths[column] = Math.Max(widths[column], CellWidth.Of(row[column]));
        }
        return widths;
    }
}
