using System.Text.Json;
using Ramet.Tables.Parquet;
using Ramet.Testing;

namespace Ramet.Tables.Tests.Parquet;

public sealed class EmptyParquetFileTests
{
    [Fact]
    public void Independent_reader_finds_the_declared_columns_and_no_rows()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.File("empty.parquet");
        File.WriteAllBytes(path, EmptyParquetFile.Build(SampleTable.AllTypes().CurrentSchema).ToArray());

        var schema = IcebergReader.Schema(path);

        Assert.Equal(0, schema.GetProperty("rows").GetInt64());
        Assert.Equal(
            [
                "REQUIRED c0 #1 BOOLEAN",
                "OPTIONAL c1 #2 INT32",
                "REQUIRED c2 #3 INT64",
                "OPTIONAL c3 #4 FLOAT",
                "REQUIRED c4 #5 DOUBLE",
                "OPTIONAL c5 #6 INT32 DATE",
                "REQUIRED c6 #7 INT64 TIME",
                "OPTIONAL c7 #8 INT64 TIMESTAMP(utc=false)",
                "REQUIRED c8 #9 INT64 TIMESTAMP(utc=true)",
                "OPTIONAL c9 #10 BYTE_ARRAY STRING",
                "REQUIRED c10 #11 FIXED_LEN_BYTE_ARRAY(16) UUID",
                "OPTIONAL c11 #12 BYTE_ARRAY",
                "REQUIRED c12 #13 INT32 DECIMAL(9,2)",
                "OPTIONAL c13 #14 INT64 DECIMAL(18,0)",
                "REQUIRED c14 #15 FIXED_LEN_BYTE_ARRAY(16) DECIMAL(38,18)",
                "OPTIONAL c15 #16 FIXED_LEN_BYTE_ARRAY(7)",
                "OPTIONAL list #17 group of 1 LIST",
                "REPEATED list group of 1",
                "OPTIONAL element #20 group of 2",
                "REQUIRED a #21 INT32",
                "OPTIONAL b #22 BYTE_ARRAY STRING",
                "REQUIRED map #18 group of 1 MAP",
                "REPEATED key_value group of 2",
                "REQUIRED key #23 BYTE_ARRAY STRING",
                "REQUIRED value #24 group of 1 LIST",
                "REPEATED list group of 1",
                "REQUIRED element #25 FIXED_LEN_BYTE_ARRAY(9) DECIMAL(20,5)",
                "OPTIONAL struct #19 group of 1",
                "OPTIONAL x #26 group of 1 MAP",
                "REPEATED key_value group of 2",
                "REQUIRED key #27 INT32",
                "OPTIONAL value #28 INT64 TIMESTAMP(utc=true)",
            ],
            schema.GetProperty("columns").EnumerateArray().Select(Describe));
    }

    [Fact]
    public void Footer_is_framed_as_a_parquet_file()
    {
        var file = EmptyParquetFile.Build(SampleTable.SaleDetail().CurrentSchema).Span;
        Assert.True(file.StartsWith("PAR1"u8));
        Assert.True(file.EndsWith("PAR1"u8));
        Assert.Equal(file.Length - 12, BitConverter.ToInt32(file[^8..^4]));
    }

    private static string Describe(JsonElement column)
    {
        var text = $"{column.GetProperty("repetition_type").GetString()} {column.GetProperty("name").GetString()}";
        if (column.TryGetProperty("field_id", out var id))
            text += $" #{id}";
        text += column.TryGetProperty("num_children", out var children)
            ? $" group of {children}"
            : $" {column.GetProperty("type").GetString()}";
        if (column.TryGetProperty("type_length", out var length))
            text += $"({length})";
        return column.TryGetProperty("logical_type", out var logical) ? $"{text} {DescribeLogical(logical)}" : text;
    }

    private static string DescribeLogical(JsonElement logical)
    {
        var type = logical.GetProperty("type").GetString()!;
        return type switch
        {
            "TIMESTAMP" => $"{type}(utc={(logical.GetProperty("isAdjustedToUTC").GetBoolean() ? "true" : "false")})",
            "DECIMAL" => $"{type}({logical.GetProperty("precision")},{logical.GetProperty("scale")})",
            _ => type,
        };
    }
}
