using System.Buffers.Binary;
using Ramet.Errors;

namespace Ramet.Protocol.Records;

/// <summary>
/// Reads a record stream, whose form <see cref="RecordWriter"/> tells. Every checksum is verified before the record, or the stream, counts
/// as read; damage is an error that says in which record. The reader knows no types: after a field the caller calls the methods that the
/// type of the column asks for. It reads as far as it must, so that a value can be used before the next one has arrived.
/// </summary>
/// <param name="input">Gives the bytes; the caller disposes it.</param>
/// <param name="columnNames">The names of the columns from number 1 on, for errors.</param>
public sealed class RecordReader(Stream input, IReadOnlyList<string> columnNames)
{
    /// <summary>The largest text or binary value, in bytes: what session replies call <c>MaxFieldSize</c>.</summary>
    public const int ValueBytesMax = 8 * 1024 * 1024;

    /// <summary>The largest record, in bytes of memory: a record is taken as a whole.</summary>
    public const int RecordBytesMax = 32 * 1024 * 1024;

    private const int BufferBytes = 128 * 1024;
    private const int VarintBytesMax = 10;

    private byte[] buffer = new byte[BufferBytes];
    private int start;
    private int end;
    private bool isEnded;
    private bool isInRecord;
    private Crc32C record;
    private Crc32C checksums;
    private long recordBytes;

    /// <summary>Number of records that were read to their end.</summary>
    public long Records { get; private set; }

    /// <summary>Number of bytes that were taken from the input.</summary>
    public long BytesRead { get; private set; }

    /// <summary>The number of the column whose field was read last, from 1.</summary>
    public int Column { get; private set; }

    /// <summary>How the field that was read last is delimited.</summary>
    public WireType Wire { get; private set; }

    /// <summary>Reads on to the next field of the record, the end of the record, or the end of the stream.</summary>
    /// <exception cref="RametException">InvalidParameter: a checksum or count is wrong, or the stream is cut off or malformed.</exception>
    public RecordPart Next()
    {
        var tag = ReadVarint();
        switch (tag)
        {
            case (ulong)RecordFields.EndOfRecord << 3:
                EndRecord();
                return RecordPart.EndOfRecord;
            case (ulong)RecordFields.RecordCount << 3 when !isInRecord:
                EndStream();
                return RecordPart.EndOfStream;
            case < 1 << 3 or >= (ulong)(RecordFields.ColumnMax + 1) << 3:
                throw Malformed($"the tag {tag} of field {tag >> 3} is not known");
        }
        isInRecord = true;
        Column = (int)(tag >> 3);
        Wire = (WireType)(tag & 7);
        record.Add(Column);
        return RecordPart.Field;
    }

    /// <summary>Reads a BOOLEAN.</summary>
    public bool ReadBoolean()
    {
        var value = ReadFlag("a BOOLEAN");
        record.Add([value ? (byte)1 : (byte)0]);
        return value;
    }

    /// <summary>Reads an integer: also DATE (days), DATETIME (UTC milliseconds) and intervals of months.</summary>
    public long ReadInteger()
    {
        var value = UnZigZag(ReadVarint());
        record.Add(value);
        return value;
    }

    /// <summary>Reads a FLOAT.</summary>
    public float ReadFloat()
    {
        var bytes = Take(sizeof(float));
        record.Add(bytes);
        return BinaryPrimitives.ReadSingleLittleEndian(bytes);
    }

    /// <summary>Reads a DOUBLE.</summary>
    public double ReadDouble()
    {
        var bytes = Take(sizeof(double));
        record.Add(bytes);
        return BinaryPrimitives.ReadDoubleLittleEndian(bytes);
    }

    /// <summary>Reads text in UTF-8, which is not checked, bytes, JSON, or a DECIMAL as text.</summary>
    /// <returns>The bytes; valid until the next call of this reader.</returns>
    /// <exception cref="RametException">InvalidParameter: the value is longer than <see cref="ValueBytesMax"/>.</exception>
    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        if (length > ValueBytesMax)
            throw Malformed($"a value of {length} bytes is longer than the {ValueBytesMax} bytes that are allowed");
        var bytes = Take((int)length);
        record.Add(bytes);
        return bytes;
    }

    /// <summary>Reads a TIMESTAMP, TIMESTAMP_NTZ, or an interval of days and seconds.</summary>
    public (long Seconds, int Nanoseconds) ReadTimestamp()
    {
        var seconds = UnZigZag(ReadVarint());
        var nanoseconds = UnZigZag(ReadVarint());
        if (nanoseconds is < int.MinValue or > int.MaxValue)
            throw Malformed($"{nanoseconds} are too many nanoseconds");
        record.Add(seconds);
        record.Add((int)nanoseconds);
        return (seconds, (int)nanoseconds);
    }

    /// <summary>Reads the number of elements of an ARRAY, or of the keys or values of a MAP. The elements need not be there.</summary>
    public int ReadCount()
    {
        var count = ReadVarint();
        return count <= RecordBytesMax
            ? (int)count
            : throw Malformed($"an ARRAY or MAP of {count} elements is larger than the {RecordBytesMax} bytes that a record may have");
    }

    /// <summary>Reads whether an element or a field of a STRUCT is NULL.</summary>
    public bool ReadIsNull() => ReadFlag("the mark of a NULL");

    /// <summary>Counts memory that the caller needs for the record besides its bytes, such as for NULLs in an ARRAY.</summary>
    /// <exception cref="RametException">InvalidParameter: the record is larger than <see cref="RecordBytesMax"/>.</exception>
    public void Charge(int bytes)
    {
        recordBytes += bytes;
        if (recordBytes > RecordBytesMax)
            throw Malformed($"it is larger than the {RecordBytesMax} bytes that a record may have");
    }

    /// <summary>An error about the record that is being read.</summary>
    /// <param name="detail">What is wrong with it.</param>
    public RametException Malformed(string detail) =>
        new(ErrorCode.InvalidParameter, ErrorKind.User, $"record {Records + 1} of the stream{Place()}: {detail}");

    private string Place() => isInRecord && Column <= columnNames.Count ? $", column {columnNames[Column - 1]}" : "";

    private void EndRecord()
    {
        var expected = record.Value;
        var found = ReadVarint();
        if (found != expected)
            throw Malformed($"its checksum is {found:X8} where the bytes that arrived give {expected:X8}");
        checksums.Add((int)expected);
        record = default;
        recordBytes = 0;
        isInRecord = false;
        Records++;
    }

    private void EndStream()
    {
        var count = UnZigZag(ReadVarint());
        if (count != Records)
            throw Broken($"it says that it has {count} records, but {Records} arrived");
        var tag = ReadVarint();
        if ((WireType)(tag & 7) == WireType.LengthDelimited)
        {
            SkipMetrics((int)(tag >> 3));
            tag = ReadVarint();
        }
        if (tag != (ulong)RecordFields.Checksum << 3)
            throw Broken($"the tag {tag} of field {tag >> 3} stands where the checksum of the stream was expected");
        var found = ReadVarint();
        if (found != checksums.Value)
            throw Broken($"its checksum is {found:X8} where the records that arrived give {checksums.Value:X8}");
        if (Fill(1))
            throw Broken("bytes follow its end");
    }

    /// <summary>What the sender measured, a JSON document with a checksum of its own, is not of interest.</summary>
    private void SkipMetrics(int field)
    {
        record = default;
        record.Add(field);
        ReadBytes();
        var expected = record.Value;
        if (ReadVarint() != (ulong)RecordFields.EndOfMetrics << 3 || ReadVarint() != expected)
            throw Broken("its metrics are damaged");
    }

    private bool ReadFlag(string what)
    {
        var value = ReadVarint();
        return value <= 1 ? value == 1 : throw Malformed($"{value} stands where {what} is 0 or 1");
    }

    private ulong ReadVarint()
    {
        // Most are short, and most lie wholly in the buffer.
        if (start < end && buffer[start] < 0x80)
        {
            recordBytes++;
            return buffer[start++];
        }
        return ReadLongVarint();
    }

    private ulong ReadLongVarint()
    {
        var value = 0UL;
        for (var i = 0; i < VarintBytesMax; i++)
        {
            if (start == end && !Fill(1))
                throw CutOff();
            var part = buffer[start++];
            recordBytes++;
            value |= (ulong)(part & 0x7F) << (7 * i);
            if (part < 0x80)
                return i < VarintBytesMax - 1 || part <= 1 ? value : throw Malformed("an integer has more than 64 bits");
        }
        throw Malformed($"an integer is longer than {VarintBytesMax} bytes");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (end - start < count && !Fill(count))
            throw CutOff();
        Charge(count);
        var bytes = buffer.AsSpan(start, count);
        start += count;
        return bytes;
    }

    /// <summary>Makes sure that so many bytes lie in the buffer; false when the input ends before.</summary>
    private bool Fill(int count)
    {
        if (count > buffer.Length - start)
            MakeRoom(count);
        while (end - start < count)
        {
            var read = isEnded ? 0 : ReadInput();
            if (read == 0)
            {
                isEnded = true;
                return false;
            }
            end += read;
            BytesRead += read;
        }
        return true;
    }

    private int ReadInput()
    {
        try
        {
            return input.Read(buffer, end, buffer.Length - end);
        }
        catch (InvalidDataException)
        {
            throw Broken("it cannot be decompressed");
        }
    }

    private void MakeRoom(int count)
    {
        var kept = buffer.AsSpan(start, end - start);
        var target = count <= buffer.Length ? buffer : new byte[Math.Min(checked(count + BufferBytes), 2 * Math.Max(count, buffer.Length))];
        kept.CopyTo(target);
        buffer = target;
        (start, end) = (0, kept.Length);
    }

    private RametException CutOff() => BytesRead == 0
        ? Broken("it is empty; a stream without records has an end, too")
        : Malformed("the stream is cut off here");

    private static RametException Broken(string detail) => new(ErrorCode.InvalidParameter, ErrorKind.User, $"the record stream is broken: {detail}");

    private static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}

/// <summary>What a reader of records has come to.</summary>
public enum RecordPart
{
    /// <summary>A field; its value is next.</summary>
    Field,

    /// <summary>The end of a record, whose checksum was right. Columns without a field are NULL.</summary>
    EndOfRecord,

    /// <summary>The end of the stream, whose count and checksum were right.</summary>
    EndOfStream,
}
