using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ramet.Sql.Binding;
using Ramet.Sql.Types;
using Ramet.Warehouse.Results;

namespace Ramet.Cli.Printing;

/// <summary>
/// A JSON array of objects for each statement, one object a line. Numbers and booleans are JSON's own, a BIGINT or DECIMAL with all its
/// digits; ARRAY, MAP, STRUCT and JSON are nested; everything else is a string. What JSON cannot say (NaN, Infinity) is a string too.
/// </summary>
internal sealed class JsonFormat : IResultFormat
{
    private const int StackBytesMax = 384;

    /// <summary>Bytes of UTF-8 for one UTF-16 unit at most.</summary>
    private const int UnitBytesMax = 3;

    /// <summary>Leaves letters of all languages and quotes readable: the output is not embedded into HTML.</summary>
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private static readonly JsonSerializerOptions Compact = new() { Encoder = Encoder };

    /// <inheritdoc/>
    public long WriteRows(IReadOnlyList<ResultColumn> columns, RowReader readRow, Func<TextWriter> beginOutput)
    {
        var keys = Keys(columns);
        var cells = new string?[columns.Count];
        var hasRow = readRow(cells);
        var output = beginOutput();
        output.Write('[');
        var count = 0L;
        for (; hasRow; hasRow = readRow(cells))
        {
            output.Write(count++ == 0 ? "\n" : ",\n");
            WriteObject(columns, keys, cells, output);
        }
        output.Write(count == 0 ? "]\n" : "\n]\n");
        return count;
    }

    /// <inheritdoc/>
    public void WriteText(TextResult text, TextWriter output)
    {
        output.Write(text.Data.ToJsonString(Compact));
        output.Write('\n');
    }

    /// <summary>The names as JSON strings; a repeated one gets a number (<c>id_2</c>), because an object has each name once.</summary>
    private static string[] Keys(IReadOnlyList<ResultColumn> columns)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        var keys = new string[columns.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            var name = columns[i].Name;
            for (var number = 2; !used.Add(name); number++)
                name = $"{columns[i].Name}_{number}";
            keys[i] = Quote(name) + ":";
        }
        return keys;
    }

    private static void WriteObject(IReadOnlyList<ResultColumn> columns, string[] keys, string?[] cells, TextWriter output)
    {
        output.Write('{');
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
                output.Write(',');
            output.Write(keys[i]);
            output.Write(Value(columns[i].Type, cells[i]));
        }
        output.Write('}');
    }

    private static string Value(DataType type, string? cell) =>
        cell is null ? "null" : IsWrittenAsJson(type.Kind) && IsJson(cell) ? cell : Quote(cell);

    private static bool IsWrittenAsJson(TypeKind kind) => kind switch
    {
        TypeKind.Boolean or TypeKind.TinyInt or TypeKind.SmallInt or TypeKind.Int or TypeKind.BigInt => true,
        TypeKind.Float or TypeKind.Double or TypeKind.Decimal => true,
        TypeKind.Array or TypeKind.Map or TypeKind.Struct or TypeKind.Json => true,
        TypeKind.Void or TypeKind.String or TypeKind.VarChar or TypeKind.Char or TypeKind.Binary => false,
        TypeKind.Date or TypeKind.DateTime or TypeKind.Timestamp or TypeKind.TimestampNtz => false,
        TypeKind.IntervalYearMonth or TypeKind.IntervalDayTime => false,
    };

    private static bool IsJson(string text)
    {
        Span<byte> small = stackalloc byte[StackBytesMax];
        var utf8 = text.Length <= StackBytesMax / UnitBytesMax ? small : new byte[text.Length * UnitBytesMax];
        var reader = new Utf8JsonReader(utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
        try
        {
            while (reader.Read())
            {
                // The reader itself checks; nothing is to be done with the tokens.
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Quote(string text) => $"\"{Encoder.Encode(text)}\"";
}
