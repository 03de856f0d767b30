namespace Ramet.DuckDb.Tests;

/// <summary>Rows that were recorded are the same when they come back, without the result that they came from.</summary>
public sealed class ChunkRecordTests
{
    /// <summary>Values of every type that can be recorded, of each row other ones, each NULL in some rows; lists begin anywhere in their vectors.</summary>
    private const string Rows =
        """
        SELECT CASE WHEN i % 7 <> 0 THEN COLUMNS(*) END FROM (
            SELECT i, i % 2 = 0 AS a, (i % 100)::TINYINT AS b, (i * 3)::SMALLINT AS c, (i * 70000)::INTEGER AS d, i::BIGINT << 40 AS e, i::HUGEINT << 100 AS f,
                (i % 200)::UTINYINT AS g, i::USMALLINT AS h, i::UINTEGER AS j, i::UBIGINT AS k, i::UHUGEINT AS l, i / 3::FLOAT AS m, i / 7::DOUBLE AS n,
                (i % 100 / 10)::DECIMAL(4,1) AS o, i::DECIMAL(9,2) AS p, -i::DECIMAL(18,3) AS q, i::DECIMAL(38,4) * 1000000 AS r,
                'x' || i AS s, repeat('长', (i % 40)::INTEGER) AS t, encode('b' || i) AS u, DATE '2024-01-01' + i::INTEGER AS v, make_timestamp(i * 1000003) AS w,
                make_timestamp(i)::TIMESTAMPTZ AS x, to_months(i::INTEGER) + to_microseconds(i) AS y, '{"a":1}'::JSON AS z,
                list_filter([i, NULL, -i], lambda e: e IS NULL OR e % 2 = 0) AS list, [[i::VARCHAR], [], NULL, ['a long text that is no short one', NULL]] AS lists,
                MAP {'k' || i: {'a': i, 'b "c': [i]}} AS map, MAP {} AS nothing, {'x': {'y': CASE WHEN i % 3 = 0 THEN NULL ELSE i END}, 'z': [{'w': 1.5}]} AS struct, gen_random_uuid() AS uuid
            FROM range(5000) r(i))
        """;

    [Fact]
    public void Values_of_all_types_come_back()
    {
        using var engine = new Engine();
        engine.Connection.Execute($"SET TimeZone = 'UTC'; CREATE TABLE made AS {Rows}; CREATE TABLE back AS FROM made LIMIT 0");
        var record = Record(engine, "FROM made", int.MaxValue);

        var chunks = ChunkRecord.Read(record!).ToList();
        engine.Connection.Append("back", chunks);
        chunks.ForEach(static chunk => chunk.Dispose());

        Assert.Equal(["5000"], engine.Texts("SELECT count(*)::VARCHAR FROM back"));
        Assert.Equal(["0"], engine.Texts(
            """
            WITH a AS (SELECT row_number() OVER () AS n, made AS v FROM made), b AS (SELECT row_number() OVER () AS n, back AS v FROM back)
            SELECT count(*)::VARCHAR FROM a JOIN b USING (n) WHERE a.v IS DISTINCT FROM b.v
            """));
    }

    [Fact]
    public void Types_come_back_and_outlive_the_database()
    {
        byte[]? record;
        List<string> types;
        using (var engine = new Engine())
        {
            record = Record(engine, Rows, int.MaxValue);
            using var result = engine.Connection.Query(Rows);
            types = [.. result.Columns.Select(static column => column.Type.ToString().Replace("JSON", "VARCHAR", StringComparison.Ordinal))];
        }

        var chunk = ChunkRecord.Read(record!).First();

        Assert.Equal(types, chunk.Types.Select(static type => type.ToString()));
        Assert.Equal("x1", chunk.Vector(18).Text(1));
        chunk.Dispose();
        Assert.Throws<ObjectDisposedException>(() => chunk.Vector(0));
    }

    [Fact]
    public void No_rows_are_a_record_too()
    {
        using var engine = new Engine();

        Assert.Empty(ChunkRecord.Read(Record(engine, "SELECT 1 WHERE false", bytesMax: 10)!));
    }

    [Fact]
    public void What_is_too_long_is_not_recorded()
    {
        using var engine = new Engine();
        const string Query = "SELECT repeat('x', 100)";
        var length = Record(engine, Query, 1000)!.Length;

        Assert.InRange(length, 101, 120);
        Assert.NotNull(Record(engine, Query, length));
        Assert.Null(Record(engine, Query, length - 1));
        Assert.Null(Record(engine, "SELECT 'x' FROM range(100000)", 1000));
    }

    [Theory]
    [InlineData("INTEGER[3]")]
    [InlineData("UNION(n INTEGER, s VARCHAR)")]
    [InlineData("ENUM('a', 'b')")]
    [InlineData("STRUCT(a INTEGER, b BIT)[]")]
    public void Types_that_cannot_be_recorded_are_known(string type)
    {
        using var engine = new Engine();

        engine.Read($"SELECT NULL::{type}", static chunk => Assert.False(ChunkRecord.CanWrite(chunk.Types[0])));
    }

    [Fact]
    public void Other_bytes_are_refused()
    {
        Assert.Throws<InvalidDataException>(() => ChunkRecord.Read([9, 0, 0]).ToList());
    }

    private static byte[]? Record(Engine engine, string sql, int bytesMax)
    {
        var chunks = new List<DataChunk>();
        using (var result = engine.Connection.Query(sql))
        {
            while (result.TryTakeChunk(out var chunk))
                chunks.Add(chunk);
        }
        Assert.True(chunks.TrueForAll(static chunk => chunk.Types.All(ChunkRecord.CanWrite)));
        var record = ChunkRecord.Write(chunks, bytesMax);
        chunks.ForEach(static chunk => chunk.Dispose());
        return record;
    }
}
