using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ramet.Sql.Binding;

namespace Ramet.Server.Rest;

/// <summary>Rows as a JSON array of objects, a text for each value and null for NULL; and JSON documents as texts.</summary>
internal static class ResultJson
{
    // Clients show texts as they are: only what JSON itself asks for is escaped.
    private static readonly JsonWriterOptions Settings = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes rows.</summary>
    /// <param name="columns">The columns; of equal names all are written.</param>
    /// <param name="readRow">Reads the rows.</param>
    /// <param name="bytesMax">Rows after so many bytes are left out.</param>
    public static string Write(IReadOnlyList<ResultColumn> columns, RowReader readRow, long bytesMax) => Document(json =>
    {
        var cells = new string?[columns.Count];
        json.WriteStartArray();
        while (json.BytesCommitted + json.BytesPending < bytesMax && readRow(cells))
        {
            json.WriteStartObject();
            for (var index = 0; index < cells.Length; index++)
                json.WriteString(columns[index].Name, cells[index]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    /// <summary>The text of a document.</summary>
    public static string Document(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Settings))
            write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
