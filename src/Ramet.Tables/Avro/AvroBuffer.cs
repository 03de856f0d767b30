using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Ramet.Tables.Avro;

/// <summary>A growing array of bytes with writers for the binary encoding of Avro (Avro specification, "Binary Encoding").</summary>
internal sealed class AvroBuffer
{
    private const int VarintBytesMax = 10;

    private readonly ArrayBufferWriter<byte> bytes = new(initialCapacity: 4096);

    public int Length => bytes.WrittenCount;

    public ReadOnlyMemory<byte> Written => bytes.WrittenMemory;

    public void Clear() => bytes.ResetWrittenCount();

    public void WriteRaw(ReadOnlySpan<byte> value) => bytes.Write(value);

    public void WriteByte(byte value)
    {
        bytes.GetSpan(1)[0] = value;
        bytes.Advance(1);
    }

    public void WriteBoolean(bool value) => WriteByte(value ? (byte)1 : (byte)0);

    /// <summary>An int or a long: zigzag, then seven bits to a byte, least significant first.</summary>
    public void WriteLong(long value)
    {
        var span = bytes.GetSpan(VarintBytesMax);
        var zigzag = (ulong)((value << 1) ^ (value >> 63));
        var length = 0;
        for (; zigzag > 0x7F; zigzag >>= 7)
            span[length++] = (byte)(zigzag | 0x80);
        span[length++] = (byte)zigzag;
        bytes.Advance(length);
    }

    public void WriteFloat(float value)
    {
        BinaryPrimitives.WriteSingleLittleEndian(bytes.GetSpan(sizeof(float)), value);
        bytes.Advance(sizeof(float));
    }

    public void WriteDouble(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.GetSpan(sizeof(double)), value);
        bytes.Advance(sizeof(double));
    }

    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        WriteLong(value.Length);
        WriteRaw(value);
    }

    public void WriteString(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        WriteLong(length);
        Encoding.UTF8.GetBytes(value, bytes.GetSpan(length));
        bytes.Advance(length);
    }
}
