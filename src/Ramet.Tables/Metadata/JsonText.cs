using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ramet.Tables.Metadata;

/// <summary>Writes JSON documents as text.</summary>
internal static class JsonText
{
    // The text goes into files and the catalog, never into HTML, so column names and comments stay readable.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions Indented = Compact with { Indented = true };

    public static string Write(Action<Utf8JsonWriter> write, bool indented = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, indented ? Indented : Compact))
            write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<KeyValuePair<string, string>> texts)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in texts)
            writer.WriteString(key, value);
        writer.WriteEndObject();
    }
}
