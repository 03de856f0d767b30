using Ramet.Client.Tunnel;
using Ramet.Errors;
using Ramet.Protocol.Records;
using Ramet.Sql.Types;

namespace Ramet.Client.Tests.Tunnel;

public sealed class RecordTextsTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Fact]
    public void Values_are_printed_as_the_service_prints_them()
    {
        var rows = Read("bigint, double, string, decimal(10,2), boolean, date, datetime, timestamp, timestamp_ntz, binary", writer =>
        {
            writer.BeginValue(1, WireType.Varint);
            writer.WriteInteger(-7);
            writer.BeginValue(2, WireType.Fixed64);
            writer.WriteDouble(1e7);
            writer.BeginValue(3, WireType.LengthDelimited);
            writer.WriteBytes("東"u8);
            writer.BeginValue(4, WireType.LengthDelimited);
            writer.WriteBytes("12.30"u8);
            writer.BeginValue(5, WireType.Varint);
            writer.WriteBoolean(true);
            writer.BeginValue(6, WireType.Varint);
            writer.WriteInteger(-1);
            writer.BeginValue(7, WireType.Varint);
            writer.WriteInteger(1_767_323_045_678);
            writer.BeginValue(8, WireType.LengthDelimited);
            writer.WriteTimestamp(-1, 999_999_999);
            writer.BeginValue(9, WireType.LengthDelimited);
            writer.WriteTimestamp(0, 1_000);
            writer.BeginValue(10, WireType.LengthDelimited);
            writer.WriteBytes([0xCA, 0xFE]);
            writer.EndRecord();
        });

        var expected = new[]
        {
            "-7", "1.0E7", "東", "12.30", "true", "1969-12-31", "2026-01-02 11:04:05", "1970-01-01 07:59:59.999999999", "1970-01-01 00:00:00.000001", "CAFE",
        };
        Assert.Equal(expected, Assert.Single(rows));
    }

    [Fact]
    public void Nested_values_are_printed_as_JSON()
    {
        var rows = Read("map<string,array<int>>, struct<a:string,b:date>", writer =>
        {
            writer.BeginValue(1, WireType.LengthDelimited);
            writer.WriteCount(1);
            writer.WriteIsNull(false);
            writer.WriteBytes("a\"b"u8);
            writer.WriteCount(1);
            writer.WriteIsNull(false);
            writer.WriteCount(2);
            writer.WriteIsNull(false);
            writer.WriteInteger(1);
            writer.WriteIsNull(true);
            writer.BeginValue(2, WireType.LengthDelimited);
            writer.WriteIsNull(true);
            writer.WriteIsNull(false);
            writer.WriteInteger(0);
            writer.EndRecord();
        });

        Assert.Equal(new[] { """{"a\"b":[1,null]}""", """{"a":null,"b":"1970-01-01"}""" }, Assert.Single(rows));
    }

    [Fact]
    public void A_column_that_did_not_come_is_NULL() =>
        Assert.Equal(new string?[] { null, null }, Assert.Single(Read("bigint, string", static writer => writer.EndRecord())));

    [Fact]
    public void A_column_beyond_the_last_one_is_an_error()
    {
        var error = Assert.Throws<RametException>(() => Read("bigint", static writer =>
        {
            writer.BeginValue(2, WireType.Varint);
            writer.WriteInteger(1);
            writer.EndRecord();
        }));

        Assert.Contains("has a column 2, but the result has 1", error.Message, StringComparison.Ordinal);
    }

    private static List<string?[]> Read(string types, Action<RecordWriter> write)
    {
        using var stream = new MemoryStream();
        var writer = new RecordWriter(stream);
        write(writer);
        writer.EndStream();
        stream.Position = 0;
        var parsed = ((StructType)DataType.Parse($"struct<{Numbered(types)}>")).Fields.Select(static field => field.Type).ToList();
        var texts = new RecordTexts(new RecordReader(stream, [.. parsed.Select(static (_, index) => $"c{index}")]), parsed, Shanghai);
        var rows = new List<string?[]>();
        for (var row = new string?[parsed.Count]; texts.TryReadRow(row); row = new string?[parsed.Count])
            rows.Add(row);
        return rows;
    }

    private static string Numbered(string types) => string.Join(',', types.Split(", ").Select(static (type, index) => $"c{index}:{type}"));
}
