using Ramet.Errors;
using Ramet.Protocol.Records;

namespace Ramet.Protocol.Tests.Records;

/// <summary>The columns of the stream are <c>id bigint, s string, ts datetime, d decimal(10,2)</c>; captured from a client of the service.</summary>
public sealed class RecordStreamTests
{
    private const string Example =
        "08 02 12 02 61 62 18 DC BC CC CA EF 66 22 05 31 32 2E 33 30 80 C0 FF 7F C3 F0 C5 F5 0A 80 C0 FF 7F 00 08 03 12 00 22 02 2D 31 "
        + "80 C0 FF 7F 80 8A A3 96 08 F0 FF FF 7F 06 F8 FF FF 7F 93 D3 B4 EC 04";

    private static readonly string?[][] rows = [["1", "ab", "1767323045678", "12.30"], [null, null, null, null], ["-2", "", null, "-1"]];

    [Fact]
    public void Example_is_written_as_captured()
    {
        using var output = new MemoryStream();
        var writer = new RecordWriter(output);
        foreach (var row in rows)
            Write(writer, row);
        writer.EndStream();

        Assert.Equal(Bytes(Example), output.ToArray());
        Assert.Equal((3L, (long)output.Length), (writer.Records, writer.BytesFlushed));
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1)]
    [InlineData(7)]
    public void Example_is_read_however_its_bytes_arrive(int bytesAtOnce)
    {
        using var input = new SlowStream(Bytes(Example), bytesAtOnce);
        Assert.Equal(rows, Read(input));
    }

    [Fact]
    public void Every_changed_byte_is_found()
    {
        var stream = Bytes(Example);
        for (var at = 0; at < stream.Length; at++)
        {
            for (var change = 1; change < 256; change++)
            {
                var damaged = (byte[])stream.Clone();
                damaged[at] ^= (byte)change;
                AssertRefused(damaged, $"byte {at} changed by {change:X2}");
            }
        }
    }

    [Fact]
    public void Every_cut_and_every_added_byte_is_found()
    {
        var stream = Bytes(Example);
        for (var length = 0; length < stream.Length; length++)
        {
            AssertRefused(stream[..length], $"cut to {length} bytes");
            AssertRefused([.. stream[..length], .. stream[(length + 1)..]], $"without byte {length}");
        }
        AssertRefused([.. stream, 0], "with a byte behind the end");
    }

    [Theory]
    [InlineData("", "the record stream is broken: it is empty; a stream without records has an end, too")]
    [InlineData("08 80 80 80 80 80 80 80 80 80 80 01", "record 1 of the stream, column id: an integer is longer than 10 bytes")]
    [InlineData("08 FF FF FF FF FF FF FF FF FF 02", "record 1 of the stream, column id: an integer has more than 64 bits")]
    [InlineData("12 FF FF FF FF 0F", "record 1 of the stream, column s: a value of 4294967295 bytes is longer than the 8388608 bytes that are allowed")]
    [InlineData("12 05 61", "record 1 of the stream, column s: the stream is cut off here")]
    [InlineData("08 02 80 C0 FF 7F 00", "record 1 of the stream, column id: its checksum is 00000000 where the bytes that arrived give ")]
    [InlineData("F0 FF FF 7F 02", "the record stream is broken: it says that it has 1 records, but 0 arrived")]
    [InlineData("F0 FF FF 7F 00 F8 FF FF 7F 01", "the record stream is broken: its checksum is 00000001 where the records that arrived give 00000000")]
    [InlineData("F0 FF FF 7F 00 08 01", "the record stream is broken: the tag 8 of field 1 stands where the checksum of the stream was expected")]
    [InlineData("00", "record 1 of the stream: the tag 0 of field 0 is not known")]
    public void Error_says_what_is_wrong_and_where(string bytes, string detail)
    {
        using var input = new MemoryStream(Bytes(bytes));
        var error = Assert.Throws<RametException>(() => Read(input));
        Assert.StartsWith(detail, error.Detail, StringComparison.Ordinal);
        Assert.Equal((ErrorCode.InvalidParameter, ErrorKind.User), (error.Code, error.Kind));
    }

    [Fact]
    public void Metrics_of_the_sender_are_passed_over_when_they_are_whole()
    {
        var checksum = default(Crc32C);
        checksum.Add(1);
        checksum.Add("{}"u8);
        byte[] Stream(uint sum) =>
            [.. Bytes("F0 FF FF 7F 00 0A 02"), .. "{}"u8, .. Bytes("80 F0 FF 7F"), .. Varint(sum), .. Bytes("F8 FF FF 7F 00")];

        Assert.Empty(Read(new MemoryStream(Stream(checksum.Value))));
        AssertRefused(Stream(checksum.Value ^ 1), "metrics with another checksum");
    }

    [Fact]
    public void Values_of_any_size_go_through_both_ways()
    {
        var random = new Random(7);
        var values = new[] { 0, 1, 127, 128, 65_535, 131_072, 131_073, 1 << 20, RecordReader.ValueBytesMax }.Select(length =>
        {
            var value = new byte[length];
            random.NextBytes(value);
            return value;
        }).ToList();
        using var stream = new MemoryStream();
        var writer = new RecordWriter(stream);
        foreach (var value in values)
        {
            writer.BeginValue(2, WireType.LengthDelimited);
            writer.WriteBytes(value);
            writer.EndRecord();
        }
        writer.EndStream();

        stream.Position = 0;
        var reader = new RecordReader(stream, []);
        foreach (var value in values)
        {
            Assert.Equal(RecordPart.Field, reader.Next());
            Assert.True(reader.ReadBytes().SequenceEqual(value));
            Assert.Equal(RecordPart.EndOfRecord, reader.Next());
        }
        Assert.Equal(RecordPart.EndOfStream, reader.Next());
        Assert.Equal(stream.Length, reader.BytesRead);
    }

    [Fact]
    public void Record_that_is_too_large_is_refused_before_it_is_in_memory()
    {
        using var stream = new MemoryStream();
        var writer = new RecordWriter(stream);
        for (var column = 1; column <= 5; column++)
        {
            writer.BeginValue(column, WireType.LengthDelimited);
            writer.WriteBytes(new byte[RecordReader.ValueBytesMax]);
        }
        writer.EndRecord();
        writer.EndStream();

        stream.Position = 0;
        var reader = new RecordReader(stream, []);
        var error = Assert.Throws<RametException>(() =>
        {
            while (reader.Next() == RecordPart.Field)
                reader.ReadBytes();
        });
        Assert.Equal("record 1 of the stream: it is larger than the 33554432 bytes that a record may have", error.Detail);
    }

    private static void AssertRefused(byte[] stream, string what)
    {
        try
        {
            Assert.Fail($"{what}: {Read(new MemoryStream(stream)).Count} records were accepted");
        }
        catch (RametException error)
        {
            Assert.Equal(ErrorCode.InvalidParameter, error.Code);
        }
    }

    private static void Write(RecordWriter writer, string?[] row)
    {
        if (row[0] is { } id)
        {
            writer.BeginValue(1, WireType.Varint);
            writer.WriteInteger(long.Parse(id, System.Globalization.CultureInfo.InvariantCulture));
        }
        WriteText(writer, 2, row[1]);
        if (row[2] is { } time)
        {
            writer.BeginValue(3, WireType.Varint);
            writer.WriteInteger(long.Parse(time, System.Globalization.CultureInfo.InvariantCulture));
        }
        WriteText(writer, 4, row[3]);
        writer.EndRecord();
    }

    private static void WriteText(RecordWriter writer, int column, string? text)
    {
        if (text is null)
            return;
        writer.BeginValue(column, WireType.LengthDelimited);
        writer.WriteBytes(System.Text.Encoding.UTF8.GetBytes(text));
    }

    private static List<string?[]> Read(Stream input)
    {
        var reader = new RecordReader(input, ["id", "s", "ts", "d"]);
        var read = new List<string?[]>();
        var row = new string?[4];
        while (true)
        {
            switch (reader.Next())
            {
                case RecordPart.EndOfStream:
                    return read;
                case RecordPart.EndOfRecord:
                    read.Add(row);
                    row = new string?[4];
                    break;
                case RecordPart.Field when reader.Column <= row.Length && row[reader.Column - 1] is null && reader.Wire == WireOf(reader.Column):
                    row[reader.Column - 1] = reader.Wire == WireType.Varint
                        ? reader.ReadInteger().ToString(System.Globalization.CultureInfo.InvariantCulture)
                        : System.Text.Encoding.Latin1.GetString(reader.ReadBytes());
                    break;
                default:
                    throw reader.Malformed("a field that cannot be here");
            }
        }
    }

    private static WireType WireOf(int column) => column is 1 or 3 ? WireType.Varint : WireType.LengthDelimited;

    private static byte[] Varint(uint value)
    {
        var bytes = new List<byte>();
        for (; value > 127; value >>= 7)
            bytes.Add((byte)(value | 128));
        bytes.Add((byte)value);
        return [.. bytes];
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    /// <summary>Gives few bytes at once, as a network may.</summary>
    private sealed class SlowStream(byte[] bytes, int bytesAtOnce) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, bytesAtOnce));
    }
}
