using System.Text;

namespace Ramet.Warehouse.Results;

/// <summary>
/// Draws the grid of MaxCompute's clients, line by line:
/// <code>
/// +----+------------+
/// | id | name       |
/// +----+------------+
/// </code>
/// A cell that is wider than its column is not cut and pushes its line out.
/// </summary>
/// <param name="widths">The widths of the columns.</param>
/// <param name="widthOf">The width of a text in the same unit: characters, or cells of a terminal.</param>
/// <param name="rowEnd">What ends a row, with the line break.</param>
/// <param name="output">Where to draw.</param>
public sealed class TextGrid(IReadOnlyList<int> widths, Func<string, int> widthOf, string rowEnd, TextWriter output)
{
    private readonly StringBuilder line = new();

    /// <summary>Draws the line above and below the names, and below the last row.</summary>
    public void WriteFrame()
    {
        foreach (var width in widths)
            line.Append('+').Append('-', width + 2);
        line.Append("+\n");
        WriteLine();
    }

    /// <summary>Draws a row, or the names of the columns.</summary>
    /// <param name="cells">A text for each column.</param>
    public void WriteRow(IReadOnlyList<string> cells)
    {
        for (var column = 0; column < widths.Count; column++)
        {
            var cell = cells[column];
            line.Append("| ").Append(cell).Append(' ', Math.Max(0, widths[column] - widthOf(cell)) + 1);
        }
        line.Append(rowEnd);
        WriteLine();
    }

    private void WriteLine()
    {
        output.Write(line);
        line.Clear();
    }
}
