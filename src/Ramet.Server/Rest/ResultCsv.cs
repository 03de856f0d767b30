using System.Text;
using Ramet.Sql.Binding;
using Ramet.Sql.Types;

namespace Ramet.Server.Rest;

/// <summary>Reads the next row as texts; false after the last one.</summary>
/// <param name="cells">Gets a text for each column; null stands for NULL.</param>
internal delegate bool RowReader(Span<string?> cells);

/// <summary>
/// Rows as clients read them outside of the tunnel: a line of names, then a line a row; texts in quotes, which are doubled inside, and NULL as
/// <c>\N</c>. No cell is cut.
/// </summary>
internal static class ResultCsv
{
    private const string Null = @"\N";

    /// <summary>Writes rows.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="readRow">Reads them.</param>
    /// <param name="charactersMax">Rows after so many characters are left out.</param>
    public static string Write(IReadOnlyList<ResultColumn> columns, RowReader readRow, int charactersMax = int.MaxValue)
    {
        var text = new StringBuilder();
        text.AppendJoin(',', columns.Select(static column => Quoted(column.Name))).Append('\n');
        var cells = new string?[columns.Count];
        while (text.Length < charactersMax && readRow(cells))
        {
            for (var index = 0; index < cells.Length; index++)
            {
                if (index > 0)
                    text.Append(',');
                text.Append(cells[index] is { } cell ? IsBare(columns[index].Type.Kind) ? cell : Quoted(cell) : Null);
            }
            text.Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Whether values of the type hold neither commas nor quotes.</summary>
    private static bool IsBare(TypeKind kind) => kind is TypeKind.Boolean or TypeKind.TinyInt or TypeKind.SmallInt or TypeKind.Int or TypeKind.BigInt
        or TypeKind.Float or TypeKind.Double or TypeKind.Decimal or TypeKind.Date or TypeKind.DateTime or TypeKind.Timestamp or TypeKind.TimestampNtz;

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
