using System.Buffers.Binary;

namespace Ramet.Protocol.Arrow;

/// <summary>
/// Writes the IPC streaming format of Apache Arrow (arrow.apache.org/docs/format/Columnar.html): a message with the schema, one for each batch
/// of rows, and an end. Clients of the tunnel want the batches alone.
/// <code>
/// message = ff ff ff ff length metadata body
/// stream  = schema { batch } ff ff ff ff 00 00 00 00
/// </code>
/// Everything begins at a multiple of eight bytes. Batches are neither compressed nor do they have dictionaries.
/// </summary>
/// <param name="output">Gets the bytes; the caller disposes it.</param>
public sealed class ArrowStreamWriter(Stream output)
{
    private const int Alignment = 8;

    private static readonly byte[] padding = new byte[Alignment];

    /// <summary>Number of bytes that were given to the output.</summary>
    public long BytesWritten { get; private set; }

    /// <summary>Begins the stream.</summary>
    public void WriteSchema(IReadOnlyList<ArrowField> fields)
    {
        var metadata = new FlatBufferWriter();
        var schema = metadata.AddTable(FlatField.OfShort(0), FlatField.OfPlace(AddFields(metadata, fields))); // little-endian
        WriteMessage(metadata, ArrowMessages.Schema, schema, bodyBytes: 0);
    }

    /// <summary>Writes a batch.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Their values, for each field of the schema.</param>
    public void WriteBatch(int rows, IReadOnlyList<ArrowColumn> columns)
    {
        var nodes = new List<(long, long)>();
        var buffers = new List<ReadOnlyMemory<byte>>();
        foreach (var column in columns)
            Collect(column, nodes, buffers);
        var places = new List<(long, long)>();
        var bytes = 0L;
        foreach (var buffer in buffers)
        {
            places.Add((bytes, buffer.Length));
            bytes += buffer.Length + PaddingAfter(buffer.Length);
        }

        var metadata = new FlatBufferWriter();
        var (placesAt, nodesAt) = (metadata.AddPairs(places), metadata.AddPairs(nodes));
        WriteMessage(metadata, ArrowMessages.RecordBatch, metadata.AddTable(FlatField.OfLong(rows), FlatField.OfPlace(nodesAt), FlatField.OfPlace(placesAt)), bytes);
        foreach (var buffer in buffers)
        {
            Write(buffer.Span);
            Write(padding.AsSpan(0, PaddingAfter(buffer.Length)));
        }
    }

    /// <summary>Ends the stream.</summary>
    public void End() => WritePrefix(0);

    private static int PaddingAfter(int length) => -length & (Alignment - 1);

    private static void Collect(ArrowColumn column, List<(long, long)> nodes, List<ReadOnlyMemory<byte>> buffers)
    {
        nodes.Add((column.Length, column.NullCount));
        buffers.AddRange(column.Buffers());
        foreach (var child in column.Children)
            Collect(child, nodes, buffers);
    }

    private static int AddFields(FlatBufferWriter metadata, IReadOnlyList<ArrowField> fields) =>
        metadata.AddTables([.. fields.Select(field => AddField(metadata, field))]);

    private static int AddField(FlatBufferWriter metadata, ArrowField field)
    {
        var children = AddFields(metadata, field.Children);
        var (kind, type) = AddType(metadata, field.Type);
        return metadata.AddTable(
            FlatField.OfPlace(metadata.AddText(field.Name)),
            FlatField.OfBoolean(field.IsNullable),
            FlatField.OfByte(kind),
            FlatField.OfPlace(type),
            FlatField.None, // dictionary
            FlatField.OfPlace(children));
    }

    /// <summary>Writes a type; the result is its number in the union of types, and its place.</summary>
    private static (int Kind, int Place) AddType(FlatBufferWriter metadata, ArrowType type) => type switch
    {
        ArrowType.Integer integer => (2, metadata.AddTable(FlatField.OfInt(integer.Bits), FlatField.OfBoolean(true))),
        ArrowType.FloatingPoint number => (3, metadata.AddTable(FlatField.OfShort(number.Bits == 32 ? 1 : 2))),
        ArrowType.Binary => (4, metadata.AddTable()),
        ArrowType.Utf8 => (5, metadata.AddTable()),
        ArrowType.Boolean => (6, metadata.AddTable()),
        ArrowType.Decimal number => (7, metadata.AddTable(FlatField.OfInt(number.Precision), FlatField.OfInt(number.Scale), FlatField.OfInt(128))),
        ArrowType.Date => (8, metadata.AddTable(FlatField.OfShort(0))), // days
        ArrowType.Timestamp time => (10, metadata.AddTable(FlatField.OfShort((int)time.Unit))),
        ArrowType.YearMonthInterval => (11, metadata.AddTable(FlatField.OfShort(0))),
        ArrowType.List => (12, metadata.AddTable()),
        ArrowType.Struct => (13, metadata.AddTable()),
        ArrowType.Map => (17, metadata.AddTable(FlatField.OfBoolean(false))), // keys in no order
        _ => throw new InvalidOperationException($"There is no metadata for {type}."),
    };

    private void WriteMessage(FlatBufferWriter metadata, int headerKind, int header, long bodyBytes)
    {
        var message = metadata.Finish(metadata.AddTable(
            FlatField.OfShort(ArrowMessages.Version5), FlatField.OfByte(headerKind), FlatField.OfPlace(header), FlatField.OfLong(bodyBytes)));
        WritePrefix(message.Length);
        Write(message);
    }

    private void WritePrefix(int metadataBytes)
    {
        Span<byte> prefix = stackalloc byte[2 * sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(prefix, -1);
        BinaryPrimitives.WriteInt32LittleEndian(prefix[sizeof(int)..], metadataBytes);
        Write(prefix);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        BytesWritten += bytes.Length;
    }
}
