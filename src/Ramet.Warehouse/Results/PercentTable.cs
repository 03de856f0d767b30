using System.Text;

namespace Ramet.Warehouse.Results;

/// <summary>
/// Lists in columns of fixed shares of 150 characters, as MaxCompute's client prints them; a longer value is printed whole, followed by one
/// space.
/// </summary>
internal static class PercentTable
{
    private const int LineLength = 150;

    /// <summary>Adds a line.</summary>
    /// <param name="text">To what.</param>
    /// <param name="percents">The shares of the columns.</param>
    /// <param name="cells">A value for each.</param>
    public static void AppendLine(StringBuilder text, ReadOnlySpan<int> percents, params ReadOnlySpan<string> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            var cell = cells[i].ReplaceLineEndings(" ");
            var width = percents[i] * LineLength / 100;
            text.Append(cell.Length <= width ? cell.PadRight(width) : cell + " ");
        }
        text.Append('\n');
    }
}
