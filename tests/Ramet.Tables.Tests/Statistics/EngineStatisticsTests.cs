using System.Text;
using Ramet.Tables.Manifests;
using Ramet.Tables.Schemas;
using Ramet.Tables.Statistics;

namespace Ramet.Tables.Tests.Statistics;

public sealed class EngineStatisticsTests
{
    [Theory]
    [InlineData("int", "-5", "FBFFFFFF")]
    [InlineData("long", "9223372036854775807", "FFFFFFFFFFFFFF7F")]
    [InlineData("boolean", "1", "01")]
    [InlineData("boolean", "0", "00")]
    [InlineData("date", "1970-01-02", "01000000")]
    [InlineData("date", "0001-01-01", "C606F5FF")]
    [InlineData("timestamp", "1970-01-01 00:00:00.000001", "0100000000000000")]
    [InlineData("timestamp", "1969-12-31 23:59:59.5", "E05EF8FFFFFFFFFF")]
    [InlineData("timestamptz", "1970-01-01 00:00:01+00", "40420F0000000000")]
    [InlineData("decimal(10, 3)", "12.340", "3034")]
    [InlineData("decimal(10, 3)", "-1.005", "FC13")]
    [InlineData("decimal(30, 1)", "12345678901234567890123.4", "1A249B1F10A06C96AFF2")]
    public void Bound_is_the_single_value_form(string type, string text, string hex)
    {
        var bound = BoundText.TryEncodeLower(IcebergType.TryParsePrimitive(type)!, text);
        Assert.Equal(hex, Hex(bound));
    }

    [Theory]
    [InlineData("date", "infinity")]
    [InlineData("date", "0044-03-15 (BC)")]
    [InlineData("date", "12024-01-01")]
    [InlineData("timestamp", "0044-03-15 (BC) 00:00:00")]
    [InlineData("timestamptz", "2024-01-01 00:00:00+08")]
    [InlineData("timestamptz", "2024-01-01 00:00:00")]
    [InlineData("int", "4294967296")]
    [InlineData("int", "x")]
    [InlineData("double", "nan")]
    [InlineData("float", "1e39")]
    [InlineData("decimal(3, 1)", "1.25")]
    [InlineData("binary", "AA00")]
    [InlineData("uuid", "7d6f0b2e-0000-0000-0000-000000000000")]
    [InlineData("time", "12:00:00")]
    public void Form_that_is_not_known_for_certain_gives_no_bound(string type, string text)
    {
        Assert.Null(BoundText.TryEncodeLower(IcebergType.TryParsePrimitive(type)!, text));
        Assert.Null(BoundText.TryEncodeUpper(IcebergType.TryParsePrimitive(type)!, text));
    }

    [Fact]
    public void Zero_is_minus_zero_below_and_zero_above()
    {
        Assert.Equal("0000000000000080", Hex(BoundText.TryEncodeLower(IcebergType.Double, "0.0")));
        Assert.Equal("00000000", Hex(BoundText.TryEncodeUpper(IcebergType.Float, "-0.0")));
        Assert.Equal("000000000000F07F", Hex(BoundText.TryEncodeUpper(IcebergType.Double, "inf")));
        Assert.Equal("CDCCCC3D", Hex(BoundText.TryEncodeUpper(IcebergType.Float, "0.1")));
    }

    [Theory]
    [InlineData("short", "short", "short")]
    [InlineData("exactly16letters", "exactly16letters", "exactly16letters")]
    [InlineData("exactly16letters!", "exactly16letters", "exactly16lettert")]
    [InlineData("商商商商商商商商商商商商商商商商店", "商商商商商商商商商商商商商商商商", "商商商商商商商商商商商商商商商啇")]
    [InlineData("aaaaaaaaaaaaaaa\uD7FFz", "aaaaaaaaaaaaaaa\uD7FF", "aaaaaaaaaaaaaaa\uE000")]
    [InlineData("aaaaaaaaaaaaaaa\U0010FFFFz", "aaaaaaaaaaaaaaa\U0010FFFF", "aaaaaaaaaaaaaab")]
    public void Text_is_cut_to_16_characters_and_rounded_up_above(string text, string lower, string upper)
    {
        Assert.Equal(lower, Encoding.UTF8.GetString(BoundText.TryEncodeLower(IcebergType.String, text)!));
        Assert.Equal(upper, Encoding.UTF8.GetString(BoundText.TryEncodeUpper(IcebergType.String, text)!));
    }

    [Fact]
    public void Character_outside_of_the_basic_plane_counts_once()
    {
        const string face = "\U0001F600";
        var fifteen = string.Concat(Enumerable.Repeat(face, 15));
        Assert.Equal(fifteen + face, Encoding.UTF8.GetString(BoundText.TryEncodeLower(IcebergType.String, $"{fifteen}{face}x")!));
        Assert.Equal($"{fifteen}\U0001F601", Encoding.UTF8.GetString(BoundText.TryEncodeUpper(IcebergType.String, $"{fifteen}{face}x")!));
    }

    [Fact]
    public void Text_above_which_there_is_none_has_no_upper_bound() =>
        Assert.Null(BoundText.TryEncodeUpper(IcebergType.String, string.Concat(Enumerable.Repeat("\U0010FFFF", 17))));

    [Fact]
    public void Statistics_find_their_columns_by_quoted_paths()
    {
        var lastId = 0;
        var schema = new Schema(0, FieldIds.Assign(
            [
                new Field(0, "a\"b.c", IcebergType.Int, false),
                new Field(0, "li", new ListType(0, IcebergType.Int, false), false),
                new Field(0, "st", new StructType([Double("x"), Double("y")]), false),
            ],
            ref lastId));

        var converted = EngineStatistics.Convert(schema, new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["\"st\".\"x\""] = Map(("num_values", "3"), ("null_count", "2"), ("min", "1.5"), ("max", "1.5"), ("has_nan", "false")),
            ["\"st\".\"y\""] = Map(("num_values", "3"), ("null_count", "0"), ("min", "1.5"), ("max", "1.5"), ("has_nan", "true")),
            ["\"li\".\"element\""] = Map(("column_size_bytes", "51"), ("num_values", "7"), ("min", "1"), ("max", "2")),
            ["\"A\"\"b.c\""] = Map(("column_size_bytes", "26"), ("num_values", "3"), ("null_count", "1"), ("min", "-1"), ("max", "7")),
            ["\"absent\""] = Map(("num_values", "3")),
            ["\"st\".\"x"] = Map(("num_values", "3")),
        });

        Assert.Equal(
            [
                "1: size 26, values 3, nulls 1, nan -, FFFFFFFF..07000000",
                "4: size 51, values -, nulls -, nan -, -..-",
                "5: size -, values 3, nulls 2, nan 0, 000000000000F83F..000000000000F83F",
                "6: size -, values 3, nulls 0, nan -, -..-",
            ],
            converted.Select(ManifestText.Describe));
    }

    [Fact]
    public void Bounds_of_the_wanted_columns_are_not_cut()
    {
        var lastId = 0;
        var schema = new Schema(0, FieldIds.Assign([Text("a"), Text("b")], ref lastId));
        var texts = Map(("min", "https://example.com/1"), ("max", "https://example.com/2"));

        var converted = EngineStatistics.Convert(
            schema, new Dictionary<string, IReadOnlyDictionary<string, string>> { ["\"a\""] = texts, ["\"b\""] = texts }, ColumnSelection.Of([2]));

        Assert.Equal(["https://example.", "https://example.com/1"], converted.Select(column => Encoding.UTF8.GetString(column.LowerBound!)));
        Assert.Equal(["https://example/", "https://example.com/2"], converted.Select(column => Encoding.UTF8.GetString(column.UpperBound!)));
    }

    private static Field Text(string name) => new(0, name, IcebergType.String, Required: false);

    private static string Hex(byte[]? bytes) => bytes is null ? "-" : Convert.ToHexString(bytes);

    private static Field Double(string name) => new(0, name, IcebergType.Double, Required: false);

    private static Dictionary<string, string> Map(params (string Key, string Value)[] entries) =>
        entries.ToDictionary(entry => entry.Key, entry => entry.Value);
}
