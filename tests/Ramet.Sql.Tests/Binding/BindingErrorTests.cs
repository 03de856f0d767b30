using Ramet.Sql.Binding;
using Ramet.Sql.Tests.Support;

namespace Ramet.Sql.Tests.Binding;

/// <summary>What is refused, with the code, the place and the words that clients look for.</summary>
public sealed class BindingErrorTests
{
    [Theory]
    [InlineData("SELECT nmae FROM plain",
        "ODPS-0130071:[1,8] Semantic analysis exception - column nmae cannot be resolved", "Did you mean name?")]
    [InlineData("SELECT p.x FROM plain", "ODPS-0130071:[1,8] Semantic analysis exception - column p.x cannot be resolved", null)]
    [InlineData("SELECT shop_name FROM sale_detail a CROSS JOIN shops b",
        "ODPS-0130071:[1,8] Semantic analysis exception - column shop_name is ambiguous", "Write a.shop_name or b.shop_name.")]
    [InlineData("SELECT part.z FROM plain", "ODPS-0130071:[1,13] Semantic analysis exception - column z cannot be resolved", null)]
    [InlineData("SELECT * FROM nowhere", "ODPS-0130131:[1,15] Table not found - table p.nowhere cannot be resolved", null)]
    [InlineData("SELECT lenght('a')",
        "ODPS-0130071:[1,8] Semantic analysis exception - function or view 'lenght' cannot be resolved", "Did you mean length?")]
    [InlineData("SELECT SUBSTR('a')",
        "ODPS-0130221:[1,8] Invalid number of arguments - function substr needs 2 to 3 parameters, actually have 1", null)]
    [InlineData("SELECT LOWER('a', 'b')",
        "ODPS-0130221:[1,8] Invalid number of arguments - function lower needs 1 parameter, actually have 2", null)]
    [InlineData("SELECT ARRAY_CONTAINS('a', 'b')",
        "ODPS-0130121:[1,23] Invalid argument type - invalid type STRING of argument 1 for function array_contains, expect ARRAY<T>",
        "Convert the argument with CAST.")]
    [InlineData("SELECT REPEAT('a', '3')",
        "ODPS-0130121:[1,20] Invalid argument type - invalid type STRING of argument 2 for function repeat, expect BIGINT",
        "Convert the argument with CAST.")]
    [InlineData("SELECT true + 1",
        "ODPS-0130121:[1,8] Invalid argument type - invalid type BOOLEAN for the operator +, expect a number", "Convert the operand with CAST.")]
    [InlineData("SELECT true = 1",
        "ODPS-0130121:[1,8] Invalid argument type - invalid types BOOLEAN and INT for the operator =", "Convert one of the operands with CAST.")]
    [InlineData("SELECT 1 FROM plain WHERE id",
        "ODPS-0130121:[1,27] Invalid argument type - expect a BOOLEAN condition, found BIGINT", "Compare the value with something, or use CAST.")]
    [InlineData("SELECT CAST(ARRAY(1) AS BIGINT)", "ODPS-0123091:[1,8] Illegal type cast - cannot cast ARRAY<INT> to BIGINT", null)]
    [InlineData("SELECT 1 UNION ALL SELECT 'a'",
        "ODPS-0130241:[1,20] Illegal union operation - column _c0 has the types INT and STRING, which have no common type", null)]
    [InlineData("SELECT 1 UNION ALL SELECT 1, 2",
        "ODPS-0130241:[1,20] Illegal union operation - the branches have 1 and 2 columns, expect the same number", null)]
    [InlineData("SELECT name, COUNT(*) FROM plain",
        "ODPS-0130071:[1,8] Semantic analysis exception - Expression not in GROUP BY key : name",
        "Add name to GROUP BY, or put it into an aggregate function such as MAX.")]
    [InlineData("SELECT id + 1 FROM plain GROUP BY id + 2",
        "ODPS-0130071:[1,8] Semantic analysis exception - Expression not in GROUP BY key : id",
        "Add id to GROUP BY, or put it into an aggregate function such as MAX.")]
    [InlineData("SELECT region AS r FROM sale_detail GROUP BY r",
        "ODPS-0130071:[1,46] Semantic analysis exception - column r cannot be resolved",
        "r is an alias of the SELECT list; GROUP BY takes the expression itself.")]
    [InlineData("SELECT 1 FROM plain WHERE COUNT(*) > 1",
        "ODPS-0130071:[1,27] Semantic analysis exception - the aggregate function count may not be called in WHERE", null)]
    [InlineData("SELECT SUM(COUNT(*)) FROM plain",
        "ODPS-0130071:[1,12] Semantic analysis exception - the aggregate function count may not be called within another one", null)]
    [InlineData("SELECT ROW_NUMBER() FROM plain",
        "ODPS-0130181:[1,8] Window function exception - the function row_number needs an OVER clause", null)]
    [InlineData("SELECT 1 FROM plain WHERE ROW_NUMBER() OVER (ORDER BY id) = 1",
        "ODPS-0130181:[1,27] Window function exception - the window function row_number may not be called in WHERE", null)]
    [InlineData("SELECT 1 FROM plain a JOIN plain b",
        "ODPS-0130252:[1,28] Cartesian product is not allowed - the join has no condition", "Add ON or USING, or write CROSS JOIN.")]
    [InlineData("SELECT (SELECT 1, 2)",
        "ODPS-0130111:[1,8] Subquery partition pruning exception - the subquery must give 1 column, it gives 2", null)]
    [InlineData("SELECT 1, EXPLODE(ARRAY(1))",
        "ODPS-0130071:[1,11] Semantic analysis exception - the function explode gives rows; it may only be the single item of a SELECT list, "
        + "or stand in LATERAL VIEW", null)]
    [InlineData("SELECT WM_CONCAT(name, name) FROM plain",
        "ODPS-0130071:[1,18] Semantic analysis exception - argument 1 of the function wm_concat must be a constant", null)]
    [InlineData("SELECT DATE'2024-13-01'",
        "ODPS-0130071:[1,8] Semantic analysis exception - '2024-13-01' is not a DATE, expect yyyy-mm-dd", null)]
    [InlineData("SELECT DISTINCT id FROM plain ORDER BY name",
        "ODPS-0130071:[1,40] Semantic analysis exception - ORDER BY of a SELECT DISTINCT may only use the columns of its SELECT list", null)]
    [InlineData("WITH c AS (SELECT 1), c AS (SELECT 2) SELECT 1",
        "ODPS-0130071:[1,23] Semantic analysis exception - WITH defines c twice", null)]
    [InlineData("SELECT * FROM VALUES (1,2),(3) t(a,b)",
        "ODPS-0130071:[1,28] Semantic analysis exception - a row of VALUES has 1 values, expect 2", null)]
    public void A_query_without_meaning_is_refused_where_it_is_wrong(string sql, string message, string? hint)
    {
        var error = Bind.Error(sql);
        Assert.Equal((message, hint), (error.Message, error.Hint));
    }

    [Fact]
    public void Order_without_limit_is_refused_unless_the_session_allows_it()
    {
        const string sql = "SELECT id FROM plain ORDER BY id";
        Assert.Equal(
            "ODPS-0130071:[1,31] Semantic analysis exception - "
            + "ORDER BY must be used with a LIMIT clause, please set odps.sql.validate.orderby.limit=false to use it.",
            Bind.Error(sql, BinderSettings.Default).Message);
        Bind.Query(sql + " LIMIT 1", BinderSettings.Default);
        Bind.Query(sql, BinderSettings.Parse(new Dictionary<string, string> { ["odps.sql.validate.orderby.limit"] = "false" }));
    }

    [Fact]
    public void Types_of_edition_2_need_its_flag() => Assert.Equal(
        "TIMESTAMP type is not enabled in current mode. Please set odps.sql.type.system.odps2=true to use it.",
        Bind.Error("SELECT CAST(1 AS TIMESTAMP)", new BinderSettings { TypeSystem2 = false }).Detail);

    [Fact]
    public void Edition_1_reads_integers_as_bigint_and_converts_texts_by_itself()
    {
        var settings = new BinderSettings { TypeSystem2 = false };
        Assert.Equal("bigint", Bind.TypeOf("1", settings));
        Assert.Equal("bigint", Bind.TypeOf("CAST('1' AS INT)", settings));
        Assert.Equal("string", Bind.TypeOf("REPEAT('a', '3')", settings));
    }

    [Fact]
    public void Hive_mode_reads_fractions_as_decimal() =>
        Assert.Equal("decimal(2,1)", Bind.TypeOf("1.5", new BinderSettings { HiveCompatible = true }));
}
