namespace Ramet.DuckDb.Tests;

public sealed class AppenderTests
{
    [Fact]
    public void Values_of_every_type_arrive()
    {
        using var engine = new Engine();
        engine.Connection.Execute("""
            SET TimeZone = 'UTC';
            CREATE TABLE t (a BOOLEAN, b TINYINT, c SMALLINT, d INTEGER, e BIGINT, f HUGEINT, g UTINYINT, h USMALLINT, i UINTEGER,
                j UBIGINT, k FLOAT, l DOUBLE, m DECIMAL(4,1), n DECIMAL(9,2), o DECIMAL(18,3), p DECIMAL(38,4), q VARCHAR,
                r VARCHAR, s BLOB, t DATE, u DATE, v TIMESTAMP, w TIMESTAMPTZ, x JSON);
            """);
        using (var appender = engine.Connection.Append("t"))
        {
            appender.Append(true);
            appender.Append(sbyte.MinValue);
            appender.Append(short.MinValue);
            appender.Append(int.MinValue);
            appender.Append(long.MinValue);
            appender.Append(Int128.MinValue);
            appender.Append(byte.MaxValue);
            appender.Append(ushort.MaxValue);
            appender.Append((long)uint.MaxValue);
            appender.Append((Int128)ulong.MaxValue);
            appender.Append(1.5);
            appender.Append(0.1);
            appender.AppendDecimal(-1250, 2);
            appender.AppendDecimal(1250, 2);
            appender.AppendDecimal(1250, 0);
            appender.AppendDecimal(-Int128.Parse(new string('9', 34), System.Globalization.CultureInfo.InvariantCulture), 0);
            appender.Append("short");
            appender.AppendUtf8("长于十二个字节的文本"u8);
            appender.AppendBytes([0, 255]);
            appender.Append(new DateOnly(2024, 1, 15));
            appender.AppendDate(-1);
            appender.AppendTimestamp(1);
            appender.AppendTimestamp(-1);
            appender.Append("{}");
            appender.EndRow();
            for (var column = 0; column < 24; column++)
                appender.AppendNull();
            appender.EndRow();
            appender.Complete();
        }

        Assert.Equal(
            [
                "true|-128|-32768|-2147483648|-9223372036854775808|-170141183460469231731687303715884105728|255|65535|4294967295|"
                + "18446744073709551615|1.5|0.1|-12.5|12.50|1250.000|-9999999999999999999999999999999999.0000|short|"
                + "长于十二个字节的文本|\\x00\\xFF|2024-01-15|1969-12-31|1970-01-01 00:00:00.000001|1969-12-31 23:59:59.999999+00|{}",
                "",
            ],
            engine.Texts("SELECT concat_ws('|', *COLUMNS(*)) FROM t"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2047)]
    [InlineData(2048)]
    [InlineData(2049)]
    [InlineData(300_000)]
    public void Any_number_of_rows_arrives_in_order(int rowCount)
    {
        using var engine = new Engine();
        engine.Connection.Execute("CREATE TABLE t (i BIGINT, s VARCHAR)");
        using (var appender = engine.Connection.Append("t"))
        {
            for (var i = 0; i < rowCount; i++)
            {
                if (i % 7 == 0)
                    appender.AppendNull();
                else
                    appender.Append(i);
                appender.Append(i % 2 == 0 ? "even" : "an odd number of the row");
                appender.EndRow();
            }
            appender.Complete();
        }

        Assert.Equal(
            [$"{rowCount}|0"],
            engine.Texts("""
                SELECT count(*) || '|' || count(*) FILTER (WHERE i IS DISTINCT FROM CASE WHEN rowid % 7 = 0 THEN NULL ELSE rowid END
                    OR s <> CASE WHEN rowid % 2 = 0 THEN 'even' ELSE 'an odd number of the row' END) FROM t
                """));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(170)]
    [InlineData(171)]
    [InlineData(100_000)]
    public void Text_of_any_length_arrives(int length)
    {
        using var engine = new Engine();
        engine.Connection.Execute("CREATE TABLE t (s VARCHAR)");
        var text = new string('文', length);
        using (var appender = engine.Connection.Append("t"))
        {
            appender.Append(text);
            appender.EndRow();
            appender.Complete();
        }
        Assert.Equal([text], engine.Texts("SELECT s FROM t"));
    }

    [Fact]
    public void A_broken_constraint_is_reported_when_the_rows_are_added()
    {
        using var engine = new Engine();
        engine.Connection.Execute("CREATE TABLE t (i INTEGER NOT NULL)");
        using (var appender = engine.Connection.Append("t"))
        {
            appender.AppendNull();
            appender.EndRow();
            Assert.Equal(DuckDbErrorType.Constraint, Assert.Throws<DuckDbException>(appender.Complete).ErrorType);
        }
        Assert.Equal(["0"], engine.Texts("SELECT count(*)::VARCHAR FROM t"));
    }

    [Fact]
    public void A_refused_batch_ends_the_appender()
    {
        using var engine = new Engine();
        engine.Connection.Execute("CREATE TABLE t (i BIGINT NOT NULL)");
        using var appender = engine.Connection.Append("t");

        var error = Assert.Throws<DuckDbException>(() =>
        {
            for (var i = 0; i < 1_000_000; i++)
            {
                appender.AppendNull();
                appender.EndRow();
            }
        });

        Assert.Equal(DuckDbErrorType.Constraint, error.ErrorType);
        Assert.Throws<ObjectDisposedException>(() => appender.Append(1));
        Assert.Throws<ObjectDisposedException>(appender.Complete);
        Assert.Equal(["0"], engine.Texts("SELECT count(*)::VARCHAR FROM t"));
    }

    [Theory]
    [InlineData("INTEGER[]")]
    [InlineData("INTEGER[2]")]
    [InlineData("MAP(VARCHAR, INTEGER)")]
    [InlineData("STRUCT(a VARCHAR)")]
    [InlineData("UNION(a VARCHAR)")]
    [InlineData("VARIANT")]
    public void A_table_with_a_nested_column_has_no_appender(string type)
    {
        using var engine = new Engine();
        engine.Connection.Execute($"CREATE TABLE t (i INTEGER, n {type})");
        var error = Assert.Throws<InvalidOperationException>(() => engine.Connection.Append("t"));
        Assert.StartsWith("Column 1 is ", error.Message, StringComparison.Ordinal);
        engine.Connection.Execute("SELECT 1");
    }

    [Fact]
    public void Nested_values_are_written_column_by_column()
    {
        using var engine = new Engine();
        engine.Connection.Execute("CREATE TABLE t (l INTEGER[][], m MAP(VARCHAR, STRUCT(a BIGINT, b VARCHAR[])))");
        const int rows = 5_000; // several batches, whose lists outgrow the room for elements that the engine begins with
        using (var appender = engine.Connection.AppendVectors("t"))
        {
            for (var row = 0; row < rows; row++)
            {
                WriteLists(appender.Column(0), row % appender.RowsMax, row);
                WriteMap(appender.Column(1), row % appender.RowsMax, row);
                if ((row + 1) % appender.RowsMax == 0 || row == rows - 1)
                    appender.Flush((row % appender.RowsMax) + 1);
            }
            appender.Complete();
        }

        using var wrong = engine.Connection.Query(
            """
            WITH numbered AS (SELECT row_number() OVER () - 1 AS i, l, m FROM t),
            expected AS (SELECT i, l, m,
                CASE WHEN i % 7 <> 0 THEN list_transform(range(i % 4), lambda x: CASE WHEN x % 3 <> 2 THEN list_transform(range(i % 3), lambda y: CASE WHEN y <> 1 THEN (i + y)::INTEGER END) END) END AS el,
                CASE WHEN i % 5 <> 0 THEN map_from_entries(list_transform(range(i % 3), lambda x: {'k': 'key' || x,
                    'v': CASE WHEN x <> 1 THEN {'a': i, 'b': CASE WHEN i % 2 = 0 THEN ['a text that is not short ' || i, NULL] END} END})) END AS em
                FROM numbered)
            SELECT count(*) FILTER (WHERE l IS DISTINCT FROM el OR m IS DISTINCT FROM em), count(*), count(*) FILTER (WHERE m IS NULL) FROM expected
            """);
        Assert.True(wrong.TryReadChunk(out var chunk));
        Assert.Equal((0L, (long)rows, 1_000L), (chunk.Vector(0).Values<long>()[0], chunk.Vector(1).Values<long>()[0], chunk.Vector(2).Values<long>()[0]));
    }

    private static void WriteLists(VectorWriter lists, int row, int number)
    {
        if (number % 7 == 0)
        {
            lists.WriteNull(row);
            return;
        }
        var first = lists.ElementCount;
        for (var x = 0; x < number % 4; x++)
        {
            var (inner, element) = (lists.Elements, lists.AddElement());
            if (x % 3 == 2)
            {
                inner.WriteNull(element);
                continue;
            }
            var innerFirst = inner.ElementCount;
            for (var y = 0; y < number % 3; y++)
            {
                if (y == 1)
                    inner.Elements.WriteNull(inner.AddElement());
                else
                    inner.Elements.Write(inner.AddElement(), number + y);
            }
            inner.WriteList(element, innerFirst);
        }
        lists.WriteList(row, first);
    }

    private static void WriteMap(VectorWriter maps, int row, int number)
    {
        if (number % 5 == 0)
        {
            maps.WriteNull(row);
            return;
        }
        var first = maps.ElementCount;
        for (var x = 0; x < number % 3; x++)
        {
            var element = maps.AddElement();
            var (key, value) = (maps.Elements.Field(0), maps.Elements.Field(1));
            key.WriteBytes(element, System.Text.Encoding.UTF8.GetBytes($"key{x}"));
            if (x == 1)
            {
                value.WriteNull(element);
                continue;
            }
            value.Field(0).Write(element, (long)number);
            var texts = value.Field(1);
            if (number % 2 != 0)
            {
                texts.WriteNull(element);
                continue;
            }
            var firstText = texts.ElementCount;
            texts.Elements.WriteBytes(texts.AddElement(), System.Text.Encoding.UTF8.GetBytes($"a text that is not short {number}"));
            texts.Elements.WriteNull(texts.AddElement());
            texts.WriteList(element, firstText);
        }
        maps.WriteList(row, first);
    }

    [Fact]
    public void Rows_of_an_appender_that_is_left_are_dropped()
    {
        using var engine = new Engine();
        engine.Connection.Execute("CREATE TABLE t (i INTEGER)");
        using (var appender = engine.Connection.Append("t"))
        {
            for (var i = 0; i < 5000; i++)
            {
                appender.Append(i);
                appender.EndRow();
            }
        }
        Assert.Equal(["0"], engine.Texts("SELECT count(*)::VARCHAR FROM t"));
    }

    [Fact]
    public void A_transaction_takes_appended_rows_back()
    {
        using var engine = new Engine();
        engine.Connection.Execute("CREATE TABLE t (i INTEGER); BEGIN");
        using (var appender = engine.Connection.Append("t"))
        {
            for (var i = 0; i < 500_000; i++)
            {
                appender.Append(i);
                appender.EndRow();
            }
            appender.Complete();
        }
        Assert.Equal(["500000"], engine.Texts("SELECT count(*)::VARCHAR FROM t"));
        engine.Connection.Execute("ROLLBACK");
        Assert.Equal(["0"], engine.Texts("SELECT count(*)::VARCHAR FROM t"));
    }

    [Fact]
    public void A_value_that_does_not_fit_is_refused_and_can_be_replaced()
    {
        using var engine = new Engine();
        engine.Connection.Execute("CREATE TABLE t (i TINYINT, d DECIMAL(4,2))");
        using (var appender = engine.Connection.Append("t"))
        {
            Assert.Throws<OverflowException>(() => appender.Append(128));
            appender.Append(127);
            Assert.Throws<OverflowException>(() => appender.AppendDecimal(10000, 2));
            Assert.Throws<OverflowException>(() => appender.AppendDecimal(1, 3));
            Assert.Throws<OverflowException>(() => appender.AppendDecimal(Int128.MaxValue, 0));
            appender.AppendDecimal(10, 3);
            appender.EndRow();
            appender.Complete();
        }
        Assert.Equal(["127|0.01"], engine.Texts("SELECT i || '|' || d FROM t"));
    }

    [Fact]
    public void A_value_of_another_type_than_the_column_is_refused()
    {
        using var engine = new Engine();
        engine.Connection.Execute("CREATE TABLE t (i INTEGER, d DATE)");
        using var appender = engine.Connection.Append("t");

        var error = Assert.Throws<InvalidOperationException>(() => appender.Append("1"));
        Assert.Equal("Column 0 is INTEGER; text cannot be appended to it.", error.Message);
        Assert.Throws<InvalidOperationException>(() => appender.Append(true));
        Assert.Throws<InvalidOperationException>(() => appender.Append(1.0));
        Assert.Throws<InvalidOperationException>(() => appender.AppendDate(1));
        Assert.Throws<InvalidOperationException>(() => appender.AppendTimestamp(1));
        Assert.Throws<InvalidOperationException>(() => appender.AppendBytes([1]));
        Assert.Throws<InvalidOperationException>(() => appender.AppendDecimal(1, 0));
        appender.Append(1);
        Assert.Throws<InvalidOperationException>(() => appender.Append(1));
    }

    [Fact]
    public void Rows_with_too_few_or_too_many_values_are_refused()
    {
        using var engine = new Engine();
        engine.Connection.Execute("CREATE TABLE t (i INTEGER, j INTEGER)");
        using var appender = engine.Connection.Append("t");
        appender.Append(1);
        Assert.Throws<InvalidOperationException>(appender.EndRow);
        Assert.Throws<InvalidOperationException>(appender.Complete);
        appender.Append(2);
        Assert.Throws<InvalidOperationException>(() => appender.Append(3));
        appender.EndRow();
        appender.Complete();
        Assert.Throws<ObjectDisposedException>(() => appender.Append(1));
        Assert.Equal(["1|2"], engine.Texts("SELECT i || '|' || j FROM t"));
    }

    [Fact]
    public void A_table_that_does_not_exist_is_named()
    {
        using var engine = new Engine();
        var error = Assert.Throws<DuckDbException>(() => engine.Connection.Append("nowhere"));
        Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
        engine.Connection.Execute("SELECT 1");
    }

    [Fact]
    public void A_table_of_another_schema_is_found()
    {
        using var engine = new Engine();
        engine.Connection.Execute("CREATE SCHEMA s; CREATE TABLE s.\"T 1\" (i INTEGER)");
        using (var appender = engine.Connection.Append("T 1", "s", "memory"))
        {
            appender.Append(1);
            appender.EndRow();
            appender.Complete();
        }
        Assert.Equal(["1"], engine.Texts("SELECT i::VARCHAR FROM s.\"T 1\""));
    }
}
