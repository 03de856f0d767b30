using System.Globalization;
using Ramet.Sql.Binding;
using Ramet.Sql.Types;
using Ramet.Warehouse.Results;

namespace Ramet.Server.Rest;

/// <summary>
/// Rows as the box that MaxCompute's command-line client draws, which has its widths from the names alone: 10 characters at least, and 4 for
/// BOOLEAN.
/// </summary>
internal static class ResultBox
{
    private const int WidthMin = 10;
    private const int WidthMinOfBoolean = 4;
    private const string Null = "NULL";

    /// <summary>Draws rows.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="readRow">Reads the rows.</param>
    /// <param name="charactersMax">Rows after so many characters are left out.</param>
    public static string Write(IReadOnlyList<ResultColumn> columns, RowReader readRow, int charactersMax)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var grid = new TextGrid([.. columns.Select(Width)], static cell => cell.Length, rowEnd: "| \n", text);
        grid.WriteFrame();
        grid.WriteRow([.. columns.Select(static column => column.Name)]);
        grid.WriteFrame();
        var cells = new string?[columns.Count];
        while (text.GetStringBuilder().Length < charactersMax && readRow(cells))
            grid.WriteRow(Array.ConvertAll(cells, static cell => cell ?? Null));
        grid.WriteFrame();
        return text.ToString();
    }

    private static int Width(ResultColumn column) =>
        Math.Max(column.Name.Length, column.Type.Kind == TypeKind.Boolean ? WidthMinOfBoolean : WidthMin);
}
