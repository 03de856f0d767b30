using System.Buffers.Binary;
using System.Text;

namespace Ramet.Tables.Avro;

/// <summary>
/// Reads values in the binary encoding of Avro. It never reads outside of its bytes and never believes a length or count that the bytes
/// that are left cannot hold: the bytes may be anything.
/// </summary>
/// <param name="bytes">The values, one after the other.</param>
/// <param name="document">The file that they come from, for errors.</param>
internal ref struct AvroDecoder(ReadOnlySpan<byte> bytes, string document)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private int position;

    /// <summary>Number of bytes read so far.</summary>
    public readonly int Position => position;

    public readonly bool AtEnd => position == bytes.Length;

    public readonly int Remaining => bytes.Length - position;

    public long ReadLong()
    {
        ulong zigzag = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (position == bytes.Length)
                throw AvroErrors.Corrupt(document, "a number is cut off");
            var next = bytes[position++];
            zigzag |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
        }

        throw AvroErrors.Corrupt(document, "a number is longer than 64 bits");
    }

    public int ReadInt()
    {
        var value = ReadLong();
        return value is >= int.MinValue and <= int.MaxValue
            ? (int)value
            : throw AvroErrors.Corrupt(document, $"{value} does not fit into 32 bits");
    }

    public bool ReadBoolean() => ReadRaw(1)[0] != 0;

    public float ReadFloat() => BinaryPrimitives.ReadSingleLittleEndian(ReadRaw(sizeof(float)));

    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(ReadRaw(sizeof(double)));

    public ReadOnlySpan<byte> ReadBytes() => ReadRaw(ReadLong());

    public string ReadString() => Encoding.UTF8.GetString(ReadBytes());

    public ReadOnlySpan<byte> ReadRaw(long length)
    {
        if (length < 0 || length > Remaining)
            throw AvroErrors.Corrupt(document, $"a value of {length} bytes is announced where {Remaining} bytes are left");
        var value = bytes.Slice(position, (int)length);
        position += (int)length;
        return value;
    }

    /// <summary>Resolves a union to the alternative that the next value has; any other type is its own.</summary>
    public AvroSchema ReadBranch(AvroSchema schema)
    {
        if (schema.Kind != AvroKind.Union)
            return schema;
        var index = ReadLong();
        if (index < 0 || index >= schema.Branches.Length)
            throw AvroErrors.Corrupt(document, $"alternative {index} of a union of {schema.Branches.Length} is announced");
        return schema.Branches[index];
    }

    /// <summary>Begins the next block of an array or map. Call it until it gives 0.</summary>
    /// <returns>Number of items that follow.</returns>
    public int ReadBlockCount()
    {
        var count = ReadLong();
        if (count < 0)
        {
            ReadLong(); // the size in bytes, for readers that skip the block
            count = count == long.MinValue ? long.MaxValue : -count;
        }

        // Every item takes at least one byte in the files of this format.
        if (count > Remaining)
            throw AvroErrors.Corrupt(document, $"{count} items are announced where {Remaining} bytes are left");
        return (int)count;
    }

    public void Skip(AvroSchema schema)
    {
        switch (schema.Kind)
        {
            case AvroKind.Null:
                break;
            case AvroKind.Boolean:
                ReadRaw(1);
                break;
            case AvroKind.Int or AvroKind.Long or AvroKind.Enum:
                ReadLong();
                break;
            case AvroKind.Float:
                ReadRaw(sizeof(float));
                break;
            case AvroKind.Double:
                ReadRaw(sizeof(double));
                break;
            case AvroKind.Bytes or AvroKind.String:
                ReadBytes();
                break;
            case AvroKind.Fixed:
                ReadRaw(schema.Size);
                break;
            case AvroKind.Union:
                Skip(ReadBranch(schema));
                break;
            case AvroKind.Record:
                foreach (var field in schema.Fields)
                    Skip(field.Type);
                break;
            case AvroKind.Array:
                for (var count = ReadBlockCount(); count > 0; count = ReadBlockCount())
                {
                    for (var i = 0; i < count; i++)
                        Skip(schema.Items!); // an array has items
                }

                break;
            case AvroKind.Map:
                for (var count = ReadBlockCount(); count > 0; count = ReadBlockCount())
                {
                    for (var i = 0; i < count; i++)
                    {
                        ReadBytes();
                        Skip(schema.Items!); // a map has values
                    }
                }

                break;
        }
    }
}
