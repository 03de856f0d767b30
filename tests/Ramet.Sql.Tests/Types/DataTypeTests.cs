using Ramet.Errors;
using Ramet.Sql.Types;

namespace Ramet.Sql.Tests.Types;

public sealed class DataTypeTests
{
    [Theory]
    [InlineData("bigint", "bigint", "BIGINT")]
    [InlineData("TimeStamp_NTZ", "timestamp_ntz", "TIMESTAMP_NTZ")]
    [InlineData("decimal", "decimal(38,18)", "DECIMAL(38,18)")]
    [InlineData("DECIMAL(10)", "decimal(10,0)", "DECIMAL(10,0)")]
    [InlineData("decimal( 10 , 2 )", "decimal(10,2)", "DECIMAL(10,2)")]
    [InlineData("varchar(65535)", "varchar(65535)", "VARCHAR(65535)")]
    [InlineData("char(1)", "char(1)", "CHAR(1)")]
    [InlineData("MAP<STRING, ARRAY<BIGINT>>", "map<string,array<bigint>>", "MAP<STRING,ARRAY<BIGINT>>")]
    [InlineData("struct<Id : int, `a b`:json, `to`:int>", "struct<Id:int,`a b`:json,to:int>", "STRUCT<Id:INT,`a b`:JSON,to:INT>")]
    public void Types_are_read_and_written_in_both_cases(string text, string lower, string upper)
    {
        var type = DataType.Parse(text);
        Assert.Equal(lower, type.ToString());
        Assert.Equal(upper, type.ToSql());
        Assert.Equal(type, DataType.Parse(lower));
    }

    [Fact]
    public void Every_simple_type_is_read_back_from_its_name()
    {
        var simple = typeof(DataType).GetFields().Select(field => field.GetValue(null)).OfType<SimpleType>().ToArray();
        Assert.Equal(17, simple.Length);
        foreach (var type in simple) // also those of expressions alone: results of queries have them
            Assert.Equal(type, DataType.Parse(type.ToString()));
    }

    [Fact]
    public void Types_are_equal_by_value()
    {
        Assert.Equal(new ArrayType(new DecimalType(10, 2)), new ArrayType(new DecimalType(10, 2)));
        Assert.NotEqual(new DecimalType(10, 2), new DecimalType(10, 3));
        Assert.NotEqual<DataType>(CharacterType.Char(5), CharacterType.VarChar(5));
        Assert.Equal(Struct(("a", DataType.Int), ("b", DataType.Date)), Struct(("A", DataType.Int), ("b", DataType.Date)));
        Assert.Equal(Struct(("a", DataType.Int)).GetHashCode(), Struct(("A", DataType.Int)).GetHashCode());
        Assert.NotEqual(Struct(("a", DataType.Int), ("b", DataType.Date)), Struct(("b", DataType.Date), ("a", DataType.Int)));
    }

    [Theory]
    [InlineData("", "found the end of the statement, expected a type")]
    [InlineData("strng", "found 'strng', expected a type")]
    [InlineData("bigint bigint", "found 'bigint', expected the end of the statement")]
    [InlineData("decimal(0,0)", "the precision of DECIMAL must be from 1 to 38, found 0")]
    [InlineData("decimal(10,19)", "the scale of DECIMAL must be from 0 to 10, found 19")]
    [InlineData("varchar(0)", "the length of VARCHAR must be from 1 to 65535, found 0")]
    [InlineData("char(99999999999)", "the length of CHAR must be from 1 to 255, found 99999999999")]
    [InlineData("array<>", "found '<>', expected '<'")]
    [InlineData("map<int>", "found '>', expected ','")]
    public void What_is_no_type_is_an_error(string text, string detail) =>
        Assert.Equal(detail, Assert.Throws<RametException>(() => DataType.Parse(text)).Detail);

    [Fact]
    public void Parameters_out_of_range_are_misuse_in_code()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DecimalType(39, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DecimalType(10, 11));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DecimalType(38, 19));
        Assert.Throws<ArgumentOutOfRangeException>(() => CharacterType.Char(256));
        Assert.Throws<ArgumentOutOfRangeException>(() => CharacterType.VarChar(0));
    }

    private static StructType Struct(params (string Name, DataType Type)[] fields) =>
        new([.. fields.Select(field => new StructField(field.Name, field.Type))]);
}
