using System.Text;

namespace Ramet.Tables.Avro;

/// <summary>Reads an Avro object container file block by block. The layout is described at <see cref="AvroFileWriter"/>.</summary>
internal sealed class AvroFileReader
{
    private const int MarkerBytes = 16;

    private readonly ReadOnlyMemory<byte> file;
    private readonly string codec;
    private readonly ReadOnlyMemory<byte> marker;
    private int position;

    /// <summary>Reads the head of a file.</summary>
    /// <param name="file">All bytes of the file.</param>
    /// <param name="document">Its URI, for errors.</param>
    /// <exception cref="Ramet.Errors.RametException">StorageError: it is not an Avro file.</exception>
    public AvroFileReader(ReadOnlyMemory<byte> file, string document)
    {
        this.file = file;
        Document = document;
        var decoder = new AvroDecoder(file.Span, document);
        if (file.Length < 4 || !decoder.ReadRaw(4).SequenceEqual("Obj\u0001"u8))
            throw AvroErrors.Corrupt(document, "it does not begin as an Avro file does");
        Metadata = ReadMetadata(ref decoder);
        marker = file.Slice(decoder.Position, decoder.ReadRaw(MarkerBytes).Length);
        position = decoder.Position;
        codec = Metadata.TryGetValue("avro.codec", out var name) ? name : AvroCodec.Null;
        Schema = AvroSchemaParser.Parse(Encoding.UTF8.GetBytes(RequiredMetadata("avro.schema")), document);
        if (Schema.Kind != AvroKind.Record)
            throw AvroErrors.Corrupt(document, "its values are not records");
    }

    /// <summary>The URI of the file, for errors.</summary>
    public string Document { get; }

    /// <summary>The record type of the file.</summary>
    public AvroSchema Schema { get; }

    /// <summary>What the head says besides the schema.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>A value of the head that must be there.</summary>
    /// <exception cref="Ramet.Errors.RametException">StorageError: it is not.</exception>
    public string RequiredMetadata(string key) =>
        Metadata.TryGetValue(key, out var value) ? value : throw AvroErrors.Corrupt(Document, $"its head lacks '{key}'");

    /// <summary>Reads the next block that has records.</summary>
    /// <param name="records">Its records, one after the other.</param>
    /// <returns>Number of its records; 0 at the end of the file.</returns>
    public int ReadBlock(out ReadOnlyMemory<byte> records)
    {
        while (position < file.Length)
        {
            var count = ReadNextBlock(out records);

            // Every record takes at least one byte in the files of this format.
            if (count < 0 || count > records.Length)
                throw AvroErrors.Corrupt(Document, $"a block of {records.Length} bytes announces {count} records");
            if (count > 0)
                return (int)count;
        }

        records = default;
        return 0;
    }

    private long ReadNextBlock(out ReadOnlyMemory<byte> records)
    {
        var decoder = new AvroDecoder(file.Span[position..], Document);
        var count = decoder.ReadLong();
        var length = decoder.ReadBytes().Length;
        var block = file.Slice(position + decoder.Position - length, length);
        if (!decoder.ReadRaw(MarkerBytes).SequenceEqual(marker.Span))
            throw AvroErrors.Corrupt(Document, "a block does not end with the marker of the file");
        position += decoder.Position;
        records = AvroCodec.Decompress(block, codec, Document);
        return count;
    }

    private static Dictionary<string, string> ReadMetadata(ref AvroDecoder decoder)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var count = decoder.ReadBlockCount(); count > 0; count = decoder.ReadBlockCount())
        {
            for (var i = 0; i < count; i++)
            {
                var key = decoder.ReadString();
                metadata[key] = decoder.ReadString();
            }
        }

        return metadata;
    }
}
