using System.Text.Json;
using System.Text.Json.Nodes;
using Ramet.Cli.Printing;
using Ramet.Cli.Tests.Fakes;
using Ramet.Sql.Types;
using Ramet.Warehouse.Results;

namespace Ramet.Cli.Tests.Printing;

public class JsonFormatTests
{
    private static readonly JsonFormat Json = new();

    [Fact]
    public void A_statement_gives_one_array_with_an_object_a_line()
    {
        var rows = new ListRows("a,b", ["x", null], ["", "é"]);

        Assert.Equal("[\n{\"a\":\"x\",\"b\":null},\n{\"a\":\"\",\"b\":\"é\"}\n]\n", rows.PrintedAs(Json));
    }

    [Fact]
    public void No_rows_give_an_empty_array()
    {
        Assert.Equal("[]\n", new ListRows("a").PrintedAs(Json));
    }

    [Theory]
    [InlineData(TypeKind.BigInt, "9223372036854775807", "9223372036854775807")]
    [InlineData(TypeKind.Int, "-5", "-5")]
    [InlineData(TypeKind.Decimal, "12345678901234567890.000000000000000001", "12345678901234567890.000000000000000001")]
    [InlineData(TypeKind.Double, "1.0E10", "1.0E10")]
    [InlineData(TypeKind.Double, "NaN", "\"NaN\"")]
    [InlineData(TypeKind.Double, "Infinity", "\"Infinity\"")]
    [InlineData(TypeKind.Boolean, "true", "true")]
    [InlineData(TypeKind.String, "1", "\"1\"")]
    [InlineData(TypeKind.String, "say \"hi\"\n\u0001", "\"say \\\"hi\\\"\\n\\u0001\"")]
    [InlineData(TypeKind.Date, "2024-01-15", "\"2024-01-15\"")]
    [InlineData(TypeKind.Array, "[1,2]", "[1,2]")]
    [InlineData(TypeKind.Map, "{\"a\":1}", "{\"a\":1}")]
    [InlineData(TypeKind.Struct, "{\"x\":\"y\"}", "{\"x\":\"y\"}")]
    [InlineData(TypeKind.Json, "{\"a\":[1, null]}", "{\"a\":[1, null]}")]
    [InlineData(TypeKind.Json, "{broken", "\"{broken\"")]
    public void A_value_is_written_as_its_type_asks(TypeKind kind, string cell, string expected)
    {
        var rows = new ListRows([("v", TypeOf(kind))], [[cell]]);

        Assert.Equal($"[\n{{\"v\":{expected}}}\n]\n", rows.PrintedAs(Json));
    }

    [Fact]
    public void Repeated_column_names_get_a_number()
    {
        var text = new ListRows("id,id,id_2", ["1", "2", "3"]).PrintedAs(Json);

        Assert.Equal("[\n{\"id\":\"1\",\"id_2\":\"2\",\"id_2_2\":\"3\"}\n]\n", text);
    }

    [Fact]
    public void A_long_nested_value_stays_nested()
    {
        var array = $"[{string.Join(',', Enumerable.Range(0, 1000))}]";

        using var document = JsonDocument.Parse(new ListRows([("v", new ArrayType(DataType.Int))], [[array]]).PrintedAs(Json));

        Assert.Equal(1000, document.RootElement[0].GetProperty("v").GetArrayLength());
    }

    [Fact]
    public void A_text_is_written_as_its_data()
    {
        var output = new StringWriter();
        using var text = new TextResult { Text = "for people\n", Data = new JsonArray("pt=é") };

        Json.WriteText(text, output);

        Assert.Equal("[\"pt=é\"]\n", output.ToString());
    }

    private static DataType TypeOf(TypeKind kind) => kind switch
    {
        TypeKind.Boolean => DataType.Boolean,
        TypeKind.Int => DataType.Int,
        TypeKind.BigInt => DataType.BigInt,
        TypeKind.Double => DataType.Double,
        TypeKind.Decimal => new DecimalType(38, 18),
        TypeKind.String => DataType.String,
        TypeKind.Date => DataType.Date,
        TypeKind.Json => DataType.Json,
        TypeKind.Array => new ArrayType(DataType.BigInt),
        TypeKind.Map => new MapType(DataType.String, DataType.BigInt),
        TypeKind.Struct => new StructType([new StructField("x", DataType.String)]),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No test uses this kind."),
    };
}
