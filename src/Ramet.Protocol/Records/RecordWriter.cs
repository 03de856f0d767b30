using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Ramet.Protocol.Records;

/// <summary>
/// Writes a record stream, the form in which rows travel through the tunnel. The layout is that of Protocol Buffers without its rules:
/// <code>
/// record  = { tag value }                 a field for each column that is not NULL, numbered from 1
///           80 c0 ff 7f checksum          end of the record
/// stream  = { record }
///           f0 ff ff 7f count             number of records, zigzag
///           f8 ff ff 7f checksum          over the checksums of all records
/// </code>
/// A record is a run of <see cref="BeginValue"/>, each followed by the methods for the parts of the value, and <see cref="EndRecord"/>.
/// The writer knows no types: the caller calls the methods that the type asks for. Memory is one small buffer, whatever the values.
/// </summary>
/// <param name="output">Gets the bytes; the caller disposes it.</param>
public sealed class RecordWriter(Stream output)
{
    private const int BufferBytes = 128 * 1024;
    private const int FlushBytes = 64 * 1024;

    /// <summary>More than the largest part that is written without looking at the room in the buffer: tag, length, numbers.</summary>
    private const int PartBytesMax = 32;

    private readonly byte[] buffer = new byte[BufferBytes];
    private int length;
    private Crc32C record;
    private Crc32C checksums;

    /// <summary>Number of records that were ended.</summary>
    public long Records { get; private set; }

    /// <summary>Number of bytes that were given to the output.</summary>
    public long BytesFlushed { get; private set; }

    /// <summary>Begins the value of a column. A column without one is NULL.</summary>
    /// <param name="column">The number of the column, from 1.</param>
    /// <param name="wire">What the type of the column asks for.</param>
    public void BeginValue(int column, WireType wire)
    {
        Reserve();
        AppendVarint(((uint)column << 3) | (uint)wire);
        record.Add(column);
    }

    /// <summary>Writes a BOOLEAN.</summary>
    public void WriteBoolean(bool value)
    {
        Reserve();
        var single = value ? (byte)1 : (byte)0;
        buffer[length++] = single;
        record.Add([single]);
    }

    /// <summary>Writes an integer: also DATE (days), DATETIME (UTC milliseconds) and intervals of months.</summary>
    public void WriteInteger(long value)
    {
        Reserve();
        AppendVarint(ZigZag(value));
        record.Add(value);
    }

    /// <summary>Writes a FLOAT.</summary>
    public void WriteFloat(float value)
    {
        Reserve();
        BinaryPrimitives.WriteSingleLittleEndian(buffer.AsSpan(length), value);
        record.Add(buffer.AsSpan(length, sizeof(float)));
        length += sizeof(float);
    }

    /// <summary>Writes a DOUBLE.</summary>
    public void WriteDouble(double value)
    {
        Reserve();
        BinaryPrimitives.WriteDoubleLittleEndian(buffer.AsSpan(length), value);
        record.Add(BitConverter.DoubleToInt64Bits(value));
        length += sizeof(double);
    }

    /// <summary>Writes text in UTF-8, bytes, JSON, or a DECIMAL as plain text.</summary>
    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        Reserve();
        AppendVarint((uint)value.Length);
        record.Add(value);
        if (value.Length > BufferBytes - length)
        {
            Flush();
            if (value.Length > BufferBytes)
            {
                output.Write(value);
                BytesFlushed += value.Length;
                return;
            }
        }
        value.CopyTo(buffer.AsSpan(length));
        length += value.Length;
    }

    /// <summary>Writes a TIMESTAMP, TIMESTAMP_NTZ, or an interval of days and seconds.</summary>
    /// <param name="seconds">Whole seconds, rounded down.</param>
    /// <param name="nanoseconds">The rest, 0 to 999,999,999.</param>
    public void WriteTimestamp(long seconds, int nanoseconds)
    {
        Reserve();
        AppendVarint(ZigZag(seconds));
        AppendVarint(ZigZag(nanoseconds));
        record.Add(seconds);
        record.Add(nanoseconds);
    }

    /// <summary>Writes the number of elements of an ARRAY, or of the keys or values of a MAP; each follows with <see cref="WriteIsNull"/> before it.</summary>
    public void WriteCount(int count)
    {
        Reserve();
        AppendVarint((uint)count);
    }

    /// <summary>Writes whether an element or a field of a STRUCT is NULL; its value follows if it is not.</summary>
    public void WriteIsNull(bool isNull)
    {
        Reserve();
        buffer[length++] = isNull ? (byte)1 : (byte)0;
    }

    /// <summary>Ends the record.</summary>
    public void EndRecord()
    {
        Reserve();
        AppendTag(RecordFields.EndOfRecord);
        AppendVarint(record.Value);
        checksums.Add((int)record.Value);
        record = default;
        Records++;
        if (length >= FlushBytes)
            Flush();
    }

    /// <summary>Ends the stream and gives the last bytes to the output.</summary>
    public void EndStream()
    {
        Reserve();
        AppendTag(RecordFields.RecordCount);
        AppendVarint(ZigZag(Records));
        AppendTag(RecordFields.Checksum);
        AppendVarint(checksums.Value);
        Flush();
    }

    private void Flush()
    {
        output.Write(buffer, 0, length);
        BytesFlushed += length;
        length = 0;
    }

    private void Reserve()
    {
        if (length > BufferBytes - PartBytesMax)
            Flush();
    }

    private void AppendTag(int field) => AppendVarint((uint)field << 3);

    private void AppendVarint(ulong value)
    {
        while (value >= 0x80)
        {
            buffer[length++] = (byte)(value | 0x80);
            value >>= 7;
        }
        buffer[length++] = (byte)value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));
}
