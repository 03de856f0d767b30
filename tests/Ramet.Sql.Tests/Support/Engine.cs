using Ramet.DuckDb;
using Ramet.Functions;
using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Sql.Parsing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Tests.Support;

/// <summary>An engine with the macros installed and data files for the test tables, in the time zone Asia/Shanghai.</summary>
public sealed class Engine : IDisposable
{
    private readonly DuckDbDatabase database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1 });
    private readonly DuckDbConnection connection;
    private readonly FunctionLibrary library;
    private readonly string directory = Directory.CreateTempSubdirectory("ramet-sql-").FullName;

    public Engine()
    {
        connection = database.Connect();
        library = new FunctionLibrary(database);
        connection.Execute("SET TimeZone = 'Asia/Shanghai'");
        Fill("sale_detail", """
            SELECT * FROM (VALUES ('s1', 'c1', 100.1e0, '2013', 'china'), ('s2', 'c2', 100.2e0, '2013', 'china'), ('s3', 'c3', 100.3e0, '2013', 'china'),
                ('null', 'c5', NULL, '2014', 'shanghai'), ('s6', 'c6', 100.4e0, '2014', 'shanghai'), ('s7', 'c7', 100.5e0, '2014', 'shanghai'))
            """);
        Fill("plain", """
            SELECT * FROM (VALUES
                (1::BIGINT, 'one', 10.50::DECIMAL(10,2), DATE '2024-01-15', TIMESTAMPTZ '2024-01-15 08:00:00', ['x', 'y'], MAP {'k': 1::BIGINT}, {'a': 7, 'b': 'seven'}),
                (2, 'two', 0.25, DATE '2024-02-29', TIMESTAMPTZ '2024-02-29 23:59:59', [], MAP {}, NULL),
                (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL))
            """);
        Fill("shops", "SELECT * FROM (VALUES ('s1', 'wuhan', 'china'), ('s9', 'paris', 'europe'))");
        Fill("parts", "SELECT * FROM (VALUES (1::BIGINT, '20240101', 8::BIGINT, DATE '2024-01-01'), (2, '20240102', 9, DATE '2024-01-02'))");
    }

    /// <summary>The rows of a query in the dialect: cells as the engine's text between bars.</summary>
    public IReadOnlyList<string> Rows(string sql, BinderSettings? settings = null) =>
        Run(DuckDbWriter.Write(Bind.Query(sql, settings), scan => new ScanFiles([PathOf(scan.Table.Name)], RowCount: 1_000)));

    /// <summary>The first row of a query.</summary>
    public string Row(string sql, BinderSettings? settings = null) => Assert.Single(Rows(sql, settings));

    /// <summary>The rows of a query in the engine's own dialect.</summary>
    public IReadOnlyList<string> Run(string engineSql)
    {
        List<string> rows = [];
        library.Provide(engineSql);
        using var result = connection.Query($"SELECT concat_ws('|', *COLUMNS(c -> true)) FROM (SELECT coalesce(CAST(COLUMNS(*) AS VARCHAR), 'NULL') FROM ({engineSql}))");
        while (result.TryReadChunk(out var chunk))
            rows.AddRange(Enumerable.Range(0, chunk.RowCount).Select(chunk.Vector(0).Text));
        return rows;
    }

    /// <summary>The engine's types of a query's columns.</summary>
    public IReadOnlyList<string> Types(string engineSql) => [.. Run($"SELECT column_type FROM (DESCRIBE {engineSql})")];

    public void Dispose()
    {
        connection.Dispose();
        database.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private string PathOf(string table) => Path.Combine(directory, $"{table}.parquet");

    private void Fill(string name, string rows)
    {
        var columns = TestTables.Instance.Resolve(((SelectBody)SqlParser.ParseQuery($"SELECT 1 FROM {name}").Body).From[0] is NamedTable table
            ? table.Name
            : throw new ArgumentException(name), version: null).Columns;
        var ids = string.Join(", ", columns.Select(column => $"{DuckDbNames.Quote(column.Name)}: {column.FieldId}"));
        var names = string.Join(", ", columns.Select(column => DuckDbNames.Quote(column.Name)));
        connection.Execute($"COPY (SELECT * FROM ({rows}) AS t({names})) TO '{PathOf(name)}' (FORMAT parquet, FIELD_IDS {{{ids}}})");
    }
}
