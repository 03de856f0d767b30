namespace Ramet.DuckDb.Tests;

/// <summary>Every type: how it is named, how its values are read, and that NULL is told apart.</summary>
public sealed class ValueTests
{
    [Theory]
    [InlineData("BOOLEAN", "BOOLEAN", DuckDbKind.Boolean)]
    [InlineData("TINYINT", "TINYINT", DuckDbKind.TinyInt)]
    [InlineData("SMALLINT", "SMALLINT", DuckDbKind.SmallInt)]
    [InlineData("INTEGER", "INTEGER", DuckDbKind.Integer)]
    [InlineData("BIGINT", "BIGINT", DuckDbKind.BigInt)]
    [InlineData("HUGEINT", "HUGEINT", DuckDbKind.HugeInt)]
    [InlineData("UTINYINT", "UTINYINT", DuckDbKind.UTinyInt)]
    [InlineData("USMALLINT", "USMALLINT", DuckDbKind.USmallInt)]
    [InlineData("UINTEGER", "UINTEGER", DuckDbKind.UInteger)]
    [InlineData("UBIGINT", "UBIGINT", DuckDbKind.UBigInt)]
    [InlineData("UHUGEINT", "UHUGEINT", DuckDbKind.UHugeInt)]
    [InlineData("BIGNUM", "BIGNUM", DuckDbKind.BigNum)]
    [InlineData("FLOAT", "FLOAT", DuckDbKind.Float)]
    [InlineData("DOUBLE", "DOUBLE", DuckDbKind.Double)]
    [InlineData("DECIMAL(18,3)", "DECIMAL(18,3)", DuckDbKind.Decimal)]
    [InlineData("VARCHAR", "VARCHAR", DuckDbKind.Varchar)]
    [InlineData("JSON", "JSON", DuckDbKind.Varchar)]
    [InlineData("BLOB", "BLOB", DuckDbKind.Blob)]
    [InlineData("BIT", "BIT", DuckDbKind.Bit)]
    [InlineData("UUID", "UUID", DuckDbKind.Uuid)]
    [InlineData("DATE", "DATE", DuckDbKind.Date)]
    [InlineData("TIME", "TIME", DuckDbKind.Time)]
    [InlineData("TIME_NS", "TIME_NS", DuckDbKind.TimeNanos)]
    [InlineData("TIMETZ", "TIME WITH TIME ZONE", DuckDbKind.TimeTz)]
    [InlineData("TIMESTAMP", "TIMESTAMP", DuckDbKind.Timestamp)]
    [InlineData("TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE", DuckDbKind.TimestampTz)]
    [InlineData("TIMESTAMP_S", "TIMESTAMP_S", DuckDbKind.TimestampSeconds)]
    [InlineData("TIMESTAMP_MS", "TIMESTAMP_MS", DuckDbKind.TimestampMillis)]
    [InlineData("TIMESTAMP_NS", "TIMESTAMP_NS", DuckDbKind.TimestampNanos)]
    [InlineData("INTERVAL", "INTERVAL", DuckDbKind.Interval)]
    [InlineData("INTEGER[]", "INTEGER[]", DuckDbKind.List)]
    [InlineData("INTEGER[3]", "INTEGER[3]", DuckDbKind.Array)]
    [InlineData("MAP(VARCHAR, DOUBLE[])", "MAP(VARCHAR, DOUBLE[])", DuckDbKind.Map)]
    [InlineData("STRUCT(a INTEGER, \"B \"\"c\" DATE[])", "STRUCT(\"a\" INTEGER, \"B \"\"c\" DATE[])", DuckDbKind.Struct)]
    [InlineData("UNION(n INTEGER, s VARCHAR)", "UNION(\"n\" INTEGER, \"s\" VARCHAR)", DuckDbKind.Union)]
    [InlineData("ENUM('a', 'it''s')", "ENUM('a', 'it''s')", DuckDbKind.Enum)]
    public void A_type_is_read_and_its_name_means_the_same_type(string declared, string expected, DuckDbKind kind)
    {
        using var engine = new Engine();
        var type = TypeOf($"SELECT NULL::{declared}", engine);

        Assert.Equal(expected, type.ToString());
        Assert.Equal(kind, type.Kind);
        Assert.Equal(type, TypeOf($"SELECT NULL::{type}", engine));
    }

    [Fact]
    public void Types_are_equal_when_their_parts_are()
    {
        using var engine = new Engine();
        var type = TypeOf("SELECT NULL::STRUCT(a DECIMAL(10,2)[])", engine);
        var same = TypeOf("SELECT NULL::STRUCT(a DECIMAL(10,2)[])", engine);
        var other = TypeOf("SELECT NULL::STRUCT(a DECIMAL(10,3)[])", engine);

        Assert.Equal(type, same);
        Assert.Equal(type.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(type, other);
        Assert.False(type.Equals(null));
    }

    [Fact]
    public void Fixed_width_values_are_read_in_place()
    {
        Values("true", "false", true, false);
        Values("'-128'::TINYINT", "'127'::TINYINT", sbyte.MinValue, sbyte.MaxValue);
        Values("'-32768'::SMALLINT", "'32767'::SMALLINT", short.MinValue, short.MaxValue);
        Values("'-2147483648'::INTEGER", "'2147483647'::INTEGER", int.MinValue, int.MaxValue);
        Values("'-9223372036854775808'::BIGINT", "'9223372036854775807'::BIGINT", long.MinValue, long.MaxValue);
        Values("'-170141183460469231731687303715884105728'::HUGEINT", "'170141183460469231731687303715884105727'::HUGEINT",
            Int128.MinValue, Int128.MaxValue);
        Values("0::UTINYINT", "255::UTINYINT", byte.MinValue, byte.MaxValue);
        Values("0::USMALLINT", "65535::USMALLINT", ushort.MinValue, ushort.MaxValue);
        Values("0::UINTEGER", "4294967295::UINTEGER", uint.MinValue, uint.MaxValue);
        Values("0::UBIGINT", "18446744073709551615::UBIGINT", ulong.MinValue, ulong.MaxValue);
        Values("0::UHUGEINT", "'340282366920938463463374607431768211455'::UHUGEINT", UInt128.MinValue, UInt128.MaxValue);
        Values("1.5::FLOAT", "'-inf'::FLOAT", 1.5f, float.NegativeInfinity);
        Values("1e308::DOUBLE", "'nan'::DOUBLE", 1e308, double.NaN);
    }

    [Fact]
    public void Times_are_numbers_since_their_origin()
    {
        Values("DATE '1970-01-02'", "DATE '1969-12-31'", 1, -1);
        Values("TIME '00:00:01'", "TIME '23:59:59.999999'", 1_000_000L, 86_399_999_999L);
        Values("TIMESTAMP '1970-01-01 00:00:01'", "TIMESTAMP '1969-12-31 23:59:59.999999'", 1_000_000L, -1L);
        Values("TIMESTAMPTZ '1970-01-01 08:00:01+08'", "TIMESTAMPTZ '1970-01-01 00:00:00Z'", 1_000_000L, 0L);
        Values("TIMESTAMP_S '1970-01-01 00:01:00'", "TIMESTAMP_S '1970-01-01'", 60L, 0L);
        Values("TIMESTAMP_MS '1970-01-01 00:01:00'", "TIMESTAMP_MS '1970-01-01'", 60_000L, 0L);
        Values("TIMESTAMP_NS '1970-01-01 00:00:00.000000001'", "TIMESTAMP_NS '1970-01-01'", 1L, 0L);
        Values("'00:00:00.000000001'::TIME_NS", "'00:00:00'::TIME_NS", 1L, 0L);
        Values("INTERVAL '1 month 2 days 3 microseconds'", "INTERVAL '-1 year'",
            new DuckDbInterval(1, 2, 3), new DuckDbInterval(-12, 0, 0));
    }

    [Fact]
    public void A_time_with_zone_holds_time_and_offset()
    {
        using var engine = new Engine();
        engine.Read("SELECT TIMETZ '12:00:00+08:00'", chunk =>
        {
            var bits = chunk.Vector(0).Values<ulong>()[0];
            Assert.Equal(12L * 3600 * 1_000_000, (long)(bits >> 24));
            Assert.Equal(8 * 3600, 57_599 - (int)(bits & 0xFFFFFF));
        });
    }

    [Theory]
    [InlineData("DECIMAL(4,2)", "12.50", 1250)]
    [InlineData("DECIMAL(4,2)", "-99.99", -9999)]
    [InlineData("DECIMAL(9,0)", "999999999", 999_999_999)]
    [InlineData("DECIMAL(18,6)", "-123456789012.000001", -123_456_789_012_000_001)]
    [InlineData("DECIMAL(38,2)", "-12.50", -1250)]
    public void Decimals_of_every_width_are_unscaled_integers(string type, string text, long expected)
    {
        using var engine = new Engine();
        engine.Read($"SELECT v::{type} FROM (VALUES ('{text}'), (NULL)) t(v)", chunk =>
        {
            Assert.Equal(expected, chunk.Vector(0).UnscaledDecimal(0));
            Assert.True(chunk.Vector(0).IsNull(1));
        });
    }

    [Fact]
    public void The_largest_decimal_is_read()
    {
        using var engine = new Engine();
        var digits = new string('9', 38);
        engine.Read($"SELECT '{digits}'::DECIMAL(38,0)", chunk =>
            Assert.Equal(digits, chunk.Vector(0).UnscaledDecimal(0).ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("twelve bytes")]
    [InlineData("thirteen byte")]
    [InlineData("多于十二个字节的文本")]
    [InlineData("a zero \0 inside")]
    public void Text_is_read_short_and_long(string text)
    {
        using var engine = new Engine();
        using var statement = engine.Connection.Prepare("SELECT unnest([$1::VARCHAR, NULL, $1])");
        statement.Bind(1, text);
        using var result = statement.Query();
        Assert.Equal([text, null, text], Engine.Texts(result));
    }

    [Fact]
    public void Bytes_and_bits_are_read()
    {
        using var engine = new Engine();
        engine.Read(@"SELECT '\x00\xFFabc'::BLOB, '10101'::BIT", chunk =>
        {
            Assert.Equal([0x00, 0xFF, (byte)'a', (byte)'b', (byte)'c'], chunk.Vector(0).Bytes(0).ToArray());
            Assert.Equal([3, 0b1111_0101], chunk.Vector(1).Bytes(0).ToArray());
        });
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000001")]
    [InlineData("ffffffff-ffff-ffff-ffff-fffffffffffe")]
    [InlineData("12345678-9abc-def0-1234-56789abcdef0")]
    public void A_uuid_is_read(string uuid)
    {
        using var engine = new Engine();
        engine.Read($"SELECT '{uuid}'::UUID", chunk => Assert.Equal(Guid.Parse(uuid), chunk.Vector(0).Uuid(0)));
    }

    [Theory]
    [InlineData(3, typeof(byte))]
    [InlineData(300, typeof(ushort))]
    [InlineData(70_000, typeof(uint))]
    public void An_enum_is_read_as_its_label(int labelCount, Type storage)
    {
        using var engine = new Engine();
        engine.Connection.Execute($"CREATE TYPE e AS ENUM (SELECT 'label ' || i FROM range({labelCount}) r(i))");
        engine.Read($"SELECT ('label ' || v)::e FROM (VALUES (0), ({labelCount - 1}), (NULL)) t(v)", chunk =>
        {
            var vector = chunk.Vector(0);
            Assert.Equal(storage, vector.Type.Storage);
            Assert.Equal("label 0", vector.Text(0));
            Assert.Equal($"label {labelCount - 1}", vector.Text(1));
            Assert.True(vector.IsNull(2));
            Assert.Equal(labelCount, Assert.IsType<DuckDbType.Enum>(vector.Type).Labels.Count);
        });
    }

    [Fact]
    public void Lists_are_ranges_of_their_elements()
    {
        using var engine = new Engine();
        engine.Read("SELECT * FROM (VALUES ([1, NULL, 3]), ([]), (NULL), ([4])) t(v)", chunk =>
        {
            var lists = chunk.Vector(0);
            Assert.Equal([3, 0, 1], new[] { 0, 1, 3 }.Select(row => lists.Entry(row).Length));
            Assert.True(lists.IsNull(2));
            var first = lists.Entry(0);
            Assert.Equal(1, lists.Elements.Values<int>()[first.Start]);
            Assert.True(lists.Elements.IsNull(first.Start + 1));
            Assert.Equal(3, lists.Elements.Values<int>()[first.End - 1]);
            Assert.Equal(4, lists.Elements.Values<int>()[lists.Entry(3).Start]);
            Assert.Equal(lists.Entry(3), lists.Values<ListEntry>()[3]);
        });
    }

    [Fact]
    public void Arrays_are_ranges_of_fixed_length()
    {
        using var engine = new Engine();
        engine.Read("SELECT v::INTEGER[2] FROM (VALUES ([1, 2]), (NULL), ([5, NULL])) t(v)", chunk =>
        {
            var arrays = chunk.Vector(0);
            Assert.Equal(2, Assert.IsType<DuckDbType.Array>(arrays.Type).Length);
            Assert.True(arrays.IsNull(1));
            Assert.Equal([1, 2], arrays.Elements.Values<int>()[..2].ToArray());
            Assert.Equal(5, arrays.Elements.Values<int>()[arrays.Entry(2).Start]);
            Assert.True(arrays.Elements.IsNull(arrays.Entry(2).End - 1));
        });
    }

    [Fact]
    public void Maps_are_lists_of_keys_and_values()
    {
        using var engine = new Engine();
        engine.Read("SELECT * FROM (VALUES (MAP {'a': 1, 'b': NULL}), (MAP {}), (NULL)) t(v)", chunk =>
        {
            var maps = chunk.Vector(0);
            Assert.Equal(2, maps.Entry(0).Length);
            Assert.Equal("b", maps.Elements.Field(0).Text(1));
            Assert.Equal(1, maps.Elements.Field(1).Values<int>()[0]);
            Assert.True(maps.Elements.Field(1).IsNull(1));
            Assert.Equal(0, maps.Entry(1).Length);
            Assert.True(maps.IsNull(2));
        });
    }

    [Fact]
    public void Structs_are_vectors_side_by_side()
    {
        using var engine = new Engine();
        const string values = "({'n': 1, 'inner': {'s': 'x', 'l': [1, 2]}}), ({'n': NULL, 'inner': NULL}), (NULL)";
        engine.Read($"SELECT * FROM (VALUES {values}) t(v)", chunk =>
        {
            var structs = chunk.Vector(0);
            Assert.Equal(["n", "inner"], Assert.IsType<DuckDbType.Struct>(structs.Type).Fields.Select(field => field.Name));
            Assert.Equal(1, structs.Field(0).Values<int>()[0]);
            Assert.Equal("x", structs.Field(1).Field(0).Text(0));
            Assert.Equal([1, 2], structs.Field(1).Field(1).Elements.Values<int>().ToArray());
            Assert.True(structs.Field(0).IsNull(1));
            Assert.True(structs.Field(1).IsNull(1));
            Assert.True(structs.IsNull(2));
        });
    }

    [Fact]
    public void A_union_is_a_tag_and_its_members()
    {
        using var engine = new Engine();
        engine.Connection.Execute("CREATE TABLE t (u UNION(n INTEGER, s VARCHAR)); INSERT INTO t VALUES (7), ('seven'), (NULL)");
        engine.Read("SELECT u FROM t", chunk =>
        {
            var unions = chunk.Vector(0);
            Assert.Equal([0, 1], unions.Field(0).Values<byte>()[..2].ToArray());
            Assert.Equal(7, unions.Field(1).Values<int>()[0]);
            Assert.Equal("seven", unions.Field(2).Text(1));
            Assert.True(unions.IsNull(2));
        });
    }

    // Inside the engine vectors may be constants, dictionaries or sequences, also below the top level: readers must never see that.
    [Theory]
    [InlineData("SELECT [[42], [42]] FROM range(3)")]
    [InlineData("SELECT [[x, 42]] FROM (SELECT 42 AS x FROM range(3))")]
    [InlineData("SELECT list_transform([1, 2], e -> [42]) FROM range(3)")]
    [InlineData("SELECT * FROM (SELECT array_agg([42]) FROM range(6) r(i) GROUP BY i % 3)")]
    [InlineData("SELECT v FROM range(3), (SELECT [[42]] AS v)")]
    [InlineData("SELECT list_filter([[i], [42]], e -> e[1] = 42) FROM range(3) r(i)")]
    [InlineData("SELECT list_value(v) FROM (SELECT unnest([[42], [42], [42]]) AS v)")]
    public void Nested_vectors_are_flat_however_they_came_about(string sql)
    {
        using var engine = new Engine();
        engine.Read(sql, chunk =>
        {
            var outer = chunk.Vector(0);
            for (var row = 0; row < chunk.RowCount; row++)
            {
                Assert.False(outer.IsNull(row));
                var inner = outer.Entry(row);
                Assert.NotEqual(0, inner.Length);
                for (var i = inner.Start; i < inner.End; i++)
                {
                    var numbers = outer.Elements.Entry(i);
                    for (var j = numbers.Start; j < numbers.End; j++)
                        Assert.Equal(42, outer.Elements.Elements.Type.Kind == DuckDbKind.BigInt
                            ? outer.Elements.Elements.Values<long>()[j]
                            : outer.Elements.Elements.Values<int>()[j]);
                }
            }
        });
    }

    [Fact]
    public void Dictionaries_of_parquet_files_are_read_as_plain_values()
    {
        using var directory = new ScratchDirectory();
        using var engine = new Engine();
        engine.Connection.Execute($$"""
            COPY (SELECT 'word ' || (i % 3) AS w, ['part ' || (i % 2), NULL] AS l, {'s': 'x' || (i % 5)} AS s FROM range(10_000) r(i))
            TO '{{directory["d.parquet"]}}'
            """);
        using var result = engine.Connection.Query($"SELECT w, l, s FROM '{directory["d.parquet"]}'");
        var rows = 0;

        while (result.TryReadChunk(out var chunk))
        {
            for (var row = 0; row < chunk.RowCount; row++, rows++)
            {
                Assert.Equal($"word {rows % 3}", chunk.Vector(0).Text(row));
                var part = chunk.Vector(1).Entry(row).Start;
                Assert.Equal($"part {rows % 2}", chunk.Vector(1).Elements.Text(part));
                Assert.True(chunk.Vector(1).Elements.IsNull(part + 1));
                Assert.Equal($"x{rows % 5}", chunk.Vector(2).Field(0).Text(row));
            }
        }

        Assert.Equal(10_000, rows);
    }

    [Fact]
    public void A_bare_null_is_null()
    {
        using var engine = new Engine();
        engine.Read("SELECT NULL, i FROM range(3) r(i)", chunk =>
        {
            Assert.True(chunk.Vector(0).MayHaveNulls);
            Assert.All(Enumerable.Range(0, 3), row => Assert.True(chunk.Vector(0).IsNull(row)));
            Assert.False(chunk.Vector(1).MayHaveNulls);
        });
    }

    [Fact]
    public void Reading_values_as_another_type_is_refused()
    {
        using var engine = new Engine();
        engine.Read("SELECT 1, 'text', [1], 1.5", chunk =>
        {
            var error = Assert.Throws<InvalidOperationException>(() => chunk.Vector(0).Values<long>().Length);
            Assert.Contains("Values<Int32>()", error.Message, StringComparison.Ordinal);
            Assert.Throws<InvalidOperationException>(() => chunk.Vector(0).Values<uint>().Length);
            Assert.Throws<InvalidOperationException>(() => chunk.Vector(0).Utf8(0).Length);
            Assert.Throws<InvalidOperationException>(() => chunk.Vector(0).UnscaledDecimal(0));
            Assert.Throws<InvalidOperationException>(() => chunk.Vector(0).Uuid(0));
            Assert.Throws<InvalidOperationException>(() => chunk.Vector(0).Entry(0));
            Assert.Throws<InvalidOperationException>(() => chunk.Vector(0).Elements);
            Assert.Throws<InvalidOperationException>(() => chunk.Vector(0).Field(0));
            Assert.Throws<InvalidOperationException>(() => chunk.Vector(1).Values<long>().Length);
            Assert.Throws<InvalidOperationException>(() => chunk.Vector(2).Bytes(0).Length);
        });
    }

    [Fact]
    public void Rows_and_columns_that_do_not_exist_are_refused()
    {
        using var engine = new Engine();
        engine.Read("SELECT 'text', {'a': 1}", chunk =>
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => chunk.Vector(0).IsNull(1));
            Assert.Throws<ArgumentOutOfRangeException>(() => chunk.Vector(0).Bytes(-1).Length);
            Assert.Throws<IndexOutOfRangeException>(() => chunk.Vector(2));
            Assert.Throws<IndexOutOfRangeException>(() => chunk.Vector(1).Field(1));
        });
    }

    private static DuckDbType TypeOf(string sql, Engine engine)
    {
        using var result = engine.Connection.Query(sql);
        return Assert.Single(result.Columns).Type;
    }

    private static void Values<T>(string firstSql, string secondSql, T first, T second)
        where T : unmanaged
    {
        using var engine = new Engine();
        engine.Read($"SELECT * FROM (VALUES ({firstSql}), ({secondSql}), (NULL)) t(v)", chunk =>
        {
            Assert.Equal(3, chunk.RowCount);
            Assert.Equal([first, second], chunk.Vector(0).Values<T>()[..2].ToArray());
            Assert.Equal([false, false, true], new[] { 0, 1, 2 }.Select(chunk.Vector(0).IsNull));
        });
    }
}
