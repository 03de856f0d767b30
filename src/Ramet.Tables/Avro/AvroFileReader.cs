using System.Text;

namespace Ramet.Tables.Avro;

/// <summary>Reads an Avro object container file block by block. The layout is described at <see cref="AvroFileWriter"/>.</summary>
internal sealed class AvroFileReader
{
    private const int MarkerBytes = 16;

    private readonly ReadOnlyMemory<byte> file;
    private readonly string codec;
    private readonly ReadOnlyMemory<byte> marker;
    private readonly int firstBlock;

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
        firstBlock = decoder.Position;
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

    /// <summary>The blocks of the file in order; each is read when it is asked for.</summary>
    /// <exception cref="Ramet.Errors.RametException">StorageError, when a block is asked for: it is corrupt.</exception>
    public IEnumerable<AvroBlock> ReadBlocks()
    {
        for (var position = firstBlock; position < file.Length;)
            yield return ReadBlock(ref position);
    }

    private AvroBlock ReadBlock(ref int position)
    {
        var decoder = new AvroDecoder(file.Span[position..], Document);
        var count = decoder.ReadLong();
        var length = decoder.ReadBytes().Length;
        var compressed = file.Slice(position + decoder.Position - length, length);
        if (!decoder.ReadRaw(MarkerBytes).SequenceEqual(marker.Span))
            throw AvroErrors.Corrupt(Document, "a block does not end with the marker of the file");
        position += decoder.Position;
        var records = AvroCodec.Decompress(compressed, codec, Document);

        // Every record takes at least one byte in the files of this format.
        if (count < 0 || count > records.Length)
            throw AvroErrors.Corrupt(Document, $"a block of {records.Length} bytes announces {count} records");
        return new AvroBlock((int)count, records);
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

/// <summary>Some records of a file.</summary>
/// <param name="Count">Their number.</param>
/// <param name="Records">The records, one after the other.</param>
internal readonly record struct AvroBlock(int Count, ReadOnlyMemory<byte> Records);
