using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ramet.Errors;
using Ramet.Tables.Avro;

namespace Ramet.Tables.Tests.Avro;

public sealed class AvroFileTests
{
    private const string Schema =
        """
        {"type":"record","name":"r","fields":[
        {"name":"l","type":"long","field-id":1},
        {"name":"s","type":["null","string"],"field-id":2},
        {"name":"d","type":"double","field-id":3},
        {"name":"a","type":{"type":"array","items":"long"},"field-id":4}]}
        """;

    [Fact]
    public void Records_are_read_as_they_are_written()
    {
        var rows =
            from number in ArbMap.Default.GeneratorFor<long>()
            from text in ArbMap.Default.GeneratorFor<NonNull<string>>()
            from list in ArbMap.Default.GeneratorFor<long[]>()
            select new Row(number, text.Get.Length % 5 == 0 ? null : Valid(text.Get), number / 3.0, list);
        var property = Prop.ForAll(Gen.ListOf(rows).ToArbitrary(), list =>
        {
            Assert.Equal(list.Select(row => row.ToString()), Read(Write(list)).Select(row => row.ToString()));
            return true;
        });
        Check.One(Config.QuickThrowOnFailure, property);
    }

    [Fact]
    public void Many_records_make_several_blocks()
    {
        Row[] rows = [.. Enumerable.Range(0, 20_000).Select(i => new Row(i, $"text {i}", i, [i]))];
        var file = Write(rows);
        Assert.InRange(new AvroFileReader(file, "test").ReadBlocks().Count(), 3, 50);
        Assert.Equal(rows.Select(row => row.ToString()), Read(file).Select(row => row.ToString()));
    }

    [Fact]
    public void Number_has_the_bytes_that_the_specification_shows()
    {
        foreach (var (value, hex) in new[] { (0L, "00"), (-1, "01"), (1, "02"), (-64, "7F"), (64, "8001"),
            (long.MinValue, "FFFFFFFFFFFFFFFFFF01") })
        {
            var buffer = new AvroBuffer();
            buffer.WriteLong(value);
            Assert.Equal(hex, Convert.ToHexString(buffer.Written.Span));
        }
    }

    [Theory]
    [InlineData("00", "does not begin as an Avro file does")]
    [InlineData("4F626A01", "a number is cut off")]
    [InlineData("4F626A01FFFFFFFFFFFFFFFFFF0100", "items are announced where")]
    [InlineData("4F626A0102FFFFFFFFFF0F", "bytes is announced where")]
    [InlineData("4F626A0100", "a value of 16 bytes is announced where 0 bytes are left")]
    public void Broken_head_is_one_clear_error(string hex, string problem)
    {
        var error = Assert.Throws<RametException>(() => new AvroFileReader(Convert.FromHexString(hex), "file:///w/x.avro"));
        Assert.Equal(ErrorCode.StorageError, error.Code);
        Assert.Equal(ErrorKind.Environment, error.Kind);
        Assert.Contains("file 'file:///w/x.avro' is corrupt", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"a\",\"type\":\"r\"}]}",
        "uses the type 'r', which it does not define before")]
    [InlineData("{\"type\":\"record\",\"name\":\"r\"}", "lacks 'fields'")]
    [InlineData("{\"type\":\"record\",\"name\":\"r\",\"fields\":5}", "has 5 in the place of a list")]
    [InlineData("{\"type\":\"fixed\",\"name\":\"f\"}", "a fixed type has no size")]
    [InlineData("\"long\"", "its values are not records")]
    [InlineData("{", "is not JSON")]
    public void Broken_schema_is_one_clear_error(string schema, string problem)
    {
        var file = new AvroFileWriter(schema, []).Finish();
        var error = Assert.Throws<RametException>(() => new AvroFileReader(file, "x"));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Schema_that_explodes_is_refused()
    {
        var schema = new StringBuilder("[{\"type\":\"record\",\"name\":\"r0\",\"fields\":[]}");
        for (var i = 1; i < 60; i++)
        {
            schema.Append(
                CultureInfo.InvariantCulture,
                $$"""
                ,{"type":"record","name":"r{{i}}","fields":[{"name":"a","type":"r{{i - 1}}"},{"name":"b","type":"r{{i - 1}}"}]}
                """);
        }

        var file = new AvroFileWriter(schema.Append(']').ToString(), []).Finish();
        var error = Assert.Throws<RametException>(() => new AvroFileReader(file, "x"));
        Assert.Contains("more than 100000 parts", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_codec_is_named()
    {
        var file = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(Write([new Row(1, "a", 2, [])]).Span).Replace("deflate", "snappy!"));
        var error = Assert.Throws<RametException>(() => Read(file).ToList());
        Assert.Contains("it is compressed with 'snappy!'; 'null' or 'deflate' was expected", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_file_is_an_error_or_other_values_and_never_anything_else()
    {
        var file = Write([.. Enumerable.Range(0, 50).Select(i => new Row(i, $"text {i}", i, [i, i]))]).ToArray();
        var property = Prop.ForAll(Gen.Choose(0, file.Length - 1).ToArbitrary(), Gen.Choose(1, 255).ToArbitrary(), (position, change) =>
        {
            var damaged = (byte[])file.Clone();
            damaged[position] ^= (byte)change;
            AssertErrorOrValues(damaged);
            AssertErrorOrValues(file[..position]);
            return true;
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), property);
    }

    private static void AssertErrorOrValues(byte[] file)
    {
        try
        {
            Assert.InRange(Read(file).Count, 0, file.Length * 1000);
        }
        catch (RametException e)
        {
            Assert.Equal(ErrorCode.StorageError, e.Code);
        }
    }

    // A lone surrogate has no UTF-8 form.
    private static string Valid(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static ReadOnlyMemory<byte> Write(IReadOnlyList<Row> rows)
    {
        var file = new AvroFileWriter(Schema, [new("key", "value – 值")]);
        foreach (var (number, text, real, list) in rows)
        {
            file.Record.WriteLong(number);
            file.Record.WriteLong(text is null ? 0 : 1);
            if (text is not null)
                file.Record.WriteString(text);
            file.Record.WriteDouble(real);
            if (list.Length > 0)
                file.Record.WriteLong(list.Length);
            foreach (var item in list)
                file.Record.WriteLong(item);
            file.Record.WriteLong(0);
            file.EndRecord();
        }

        return file.Finish();
    }

    private static List<Row> Read(ReadOnlyMemory<byte> file)
    {
        var reader = new AvroFileReader(file, "test");
        var rows = new List<Row>();
        foreach (var (count, records) in reader.ReadBlocks())
        {
            var decoder = new AvroDecoder(records.Span, "test");
            for (var i = 0; i < count; i++)
                rows.Add(ReadRow(ref decoder, reader.Schema));
        }

        return rows;
    }

    private static Row ReadRow(ref AvroDecoder decoder, AvroSchema schema)
    {
        if (schema.Fields.Length != 4)
            throw AvroErrors.Corrupt("test", "it has other fields");
        var number = decoder.ReadLong();
        var text = decoder.ReadBranch(schema.Fields[1].Type).Kind == AvroKind.Null ? null : decoder.ReadString();
        var real = decoder.ReadDouble();
        var list = new List<long>();
        for (var count = decoder.ReadBlockCount(); count > 0; count = decoder.ReadBlockCount())
        {
            for (var i = 0; i < count; i++)
                list.Add(decoder.ReadLong());
        }

        return new Row(number, text, real, [.. list]);
    }

    private sealed record Row(long Number, string? Text, double Real, long[] List)
    {
        public override string ToString() => $"{Number} '{Text ?? "(null)"}' {Real:R} [{string.Join(",", List)}]";
    }
}
