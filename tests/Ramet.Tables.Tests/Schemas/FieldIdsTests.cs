using Ramet.Tables.Schemas;

namespace Ramet.Tables.Tests.Schemas;

public sealed class FieldIdsTests
{
    [Fact]
    public void Ids_of_one_level_are_consecutive_and_those_of_parts_follow()
    {
        var lastId = 10;
        var fields = FieldIds.Assign(
            [
                new Field(0, "m", new MapType(0, IcebergType.String, 0, new ListType(0, IcebergType.Int, false), false), false),
                new Field(0, "s", Pair(0, 0), false),
            ],
            ref lastId);

        Assert.Equal(17, lastId);
        var map = new MapType(13, IcebergType.String, 14, new ListType(15, IcebergType.Int, false), false);
        Assert.Equal(new Field(11, "m", map, false), fields[0]);
        Assert.Equal(
            new Field(12, "s", Pair(16, 17), false),
            fields[1]);
    }

    [Fact]
    public void Schema_finds_parts_by_id_and_columns_by_name_without_case()
    {
        var lastId = 0;
        var schema = new Schema(0, FieldIds.Assign([new Field(0, "Tags", new ListType(0, IcebergType.Long, true), false)], ref lastId));

        Assert.Equal("element", schema.FindField(2)?.Name);
        Assert.Equal(1, schema.FindColumn("tAGS")?.Id);
        Assert.Null(schema.FindColumn("element"));
        Assert.Equal(2, schema.LastFieldId);
    }

    [Theory]
    [InlineData("decimal(38, 18)")]
    [InlineData("decimal(9,0)")]
    [InlineData("fixed[16]")]
    [InlineData("timestamptz")]
    [InlineData("uuid")]
    public void Primitive_type_is_read_as_it_is_written(string text) =>
        Assert.Equal(text.Replace(", ", ","), IcebergType.TryParsePrimitive(text)!.ToString()!.Replace(", ", ","));

    [Theory]
    [InlineData("decimal(39, 1)")]
    [InlineData("decimal(3, 4)")]
    [InlineData("decimal(3)")]
    [InlineData("decimal(-3, 1)")]
    [InlineData("fixed[0]")]
    [InlineData("fixed[99999999999]")]
    [InlineData("timestamp_ns")]
    [InlineData("")]
    public void Text_of_no_type_of_version_2_is_refused(string text) => Assert.Null(IcebergType.TryParsePrimitive(text));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(9, 4)]
    [InlineData(10, 5)]
    [InlineData(18, 8)]
    [InlineData(38, 16)]
    public void Decimal_takes_the_bytes_that_the_specification_says(int precision, int bytes) =>
        Assert.Equal(bytes, new DecimalType(precision, 0).ByteWidth);

    private static StructType Pair(int firstId, int secondId) =>
        new([new Field(firstId, "a", IcebergType.Int, false), new Field(secondId, "b", IcebergType.Date, true)]);
}
