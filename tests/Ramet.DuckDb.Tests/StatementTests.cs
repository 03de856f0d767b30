namespace Ramet.DuckDb.Tests;

public sealed class StatementTests
{
    [Fact]
    public void Parameters_of_every_type_arrive()
    {
        using var engine = new Engine();
        using var statement = engine.Connection.Prepare("""
            SELECT concat_ws('|', typeof($1), $1, typeof($2), $2, typeof($3), $3, typeof($4), $4, typeof($5), $5, typeof($6), $6,
                typeof($7), $7, typeof($8), $8, typeof($9), $9, typeof($10), $10, typeof($11), $11, typeof($12), coalesce($12, 'none'))
            """);
        engine.Connection.Execute("SET TimeZone = 'UTC'");
        statement.Bind(1, true);
        statement.Bind(2, int.MinValue);
        statement.Bind(3, long.MaxValue);
        statement.Bind(4, Int128.MinValue);
        statement.Bind(5, 0.1);
        statement.Bind(6, "多");
        statement.BindBytes(7, [0, 255]);
        statement.BindDecimal(8, -1250, precision: 5, scale: 2);
        statement.Bind(9, new DateOnly(2024, 1, 15));
        statement.BindTimestamp(10, 1_705_276_800_000_001);
        statement.BindTimestampTz(11, -1);
        statement.BindNull(12);

        using var result = statement.Query();

        Assert.Equal(
            "BOOLEAN|true|INTEGER|-2147483648|BIGINT|9223372036854775807|HUGEINT|-170141183460469231731687303715884105728|"
            + @"DOUBLE|0.1|VARCHAR|多|BLOB|\x00\xFF|DECIMAL(5,2)|-12.50|DATE|2024-01-15|TIMESTAMP|2024-01-15 00:00:00.000001|"
            + "TIMESTAMP WITH TIME ZONE|1969-12-31 23:59:59.999999+00|\"NULL\"|none",
            Assert.Single(Engine.Texts(result)));
    }

    [Fact]
    public void Decimals_of_every_width_are_bound()
    {
        using var engine = new Engine();
        using var statement = engine.Connection.Prepare("SELECT $1::VARCHAR");
        foreach (var precision in new[] { 4, 9, 18, 38 })
        {
            var digits = new string('9', precision);
            statement.BindDecimal(1, -Int128.Parse(digits, System.Globalization.CultureInfo.InvariantCulture), precision, scale: 2);
            using var result = statement.Query();
            Assert.Equal($"-{digits.Insert(precision - 2, ".")}", Assert.Single(Engine.Texts(result)));
            var tooLarge = precision == 38 ? Int128.MaxValue : (Int128)Math.Pow(10, precision);
            Assert.Throws<OverflowException>(() => statement.BindDecimal(1, tooLarge, precision, scale: 2));
        }
    }

    [Fact]
    public void Empty_text_and_bytes_are_not_null()
    {
        using var engine = new Engine();
        using var statement = engine.Connection.Prepare("SELECT ($1 = '' AND octet_length($2::BLOB) = 0)::VARCHAR");
        statement.Bind(1, "");
        statement.BindBytes(2, []);
        using var result = statement.Query();
        Assert.Equal(["true"], Engine.Texts(result));
    }

    [Fact]
    public void A_statement_runs_again_with_other_values()
    {
        using var engine = new Engine();
        engine.Connection.Execute("CREATE TABLE t (i INTEGER, s VARCHAR)");
        using var insert = engine.Connection.Prepare("INSERT INTO t VALUES (?, ?)");
        insert.Bind(2, "kept");
        for (var i = 0; i < 3; i++)
        {
            insert.Bind(1, i);
            Assert.Equal(1, insert.Execute());
        }
        Assert.Equal(["0kept", "1kept", "2kept"], engine.Texts("SELECT i || s FROM t ORDER BY i"));
    }

    [Fact]
    public void A_parameter_without_a_value_is_an_error()
    {
        using var engine = new Engine();
        using var statement = engine.Connection.Prepare("SELECT ?, ?");
        Assert.Equal(2, statement.ParameterCount);
        statement.Bind(1, 1);
        Assert.Throws<DuckDbException>(() => statement.Query());

        statement.Bind(2, 2);
        statement.Execute();
        statement.ClearBindings();
        Assert.Throws<DuckDbException>(() => statement.Execute());
    }

    [Fact]
    public void A_parameter_that_does_not_exist_is_refused()
    {
        using var engine = new Engine();
        using var statement = engine.Connection.Prepare("SELECT ?");
        Assert.Throws<ArgumentOutOfRangeException>(() => statement.Bind(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => statement.Bind(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => statement.Bind(-1, "x"));
    }

    [Fact]
    public void Text_that_is_not_utf8_is_refused()
    {
        using var engine = new Engine();
        using var statement = engine.Connection.Prepare("SELECT ?");
        Assert.Throws<ArgumentException>(() => statement.BindUtf8(1, [0xC3, 0x28]));
    }

    [Fact]
    public void A_statement_survives_its_own_errors()
    {
        using var engine = new Engine();
        using var statement = engine.Connection.Prepare("SELECT ($1::VARCHAR)::INTEGER::VARCHAR");
        statement.Bind(1, "x");
        Assert.Equal(DuckDbErrorType.Conversion, Assert.Throws<DuckDbException>(() => statement.Execute()).ErrorType);

        statement.Bind(1, "7");
        using var result = statement.Query();
        Assert.Equal(["7"], Engine.Texts(result));
    }

    [Fact]
    public void A_transaction_spans_statements()
    {
        using var engine = new Engine();
        engine.Connection.Execute("CREATE TABLE t (i INTEGER); BEGIN; INSERT INTO t VALUES (1)");
        Assert.Equal(["1"], engine.Texts("SELECT count(*)::VARCHAR FROM t"));
        engine.Connection.Execute("ROLLBACK");
        Assert.Equal(["0"], engine.Texts("SELECT count(*)::VARCHAR FROM t"));
    }
}
