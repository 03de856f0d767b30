using Ramet.Access;
using Ramet.Errors;
using Ramet.Sql.Parsing;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Sessions;
using Ramet.Warehouse.Tests.Faults;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests;

/// <summary>UNLOAD writes what LOAD reads again, only where it may, and leaves either a whole file or none.</summary>
public sealed class UnloadTests
{
    private const string Columns = """
        ti TINYINT, si SMALLINT, i INT, b BIGINT, f FLOAT, d DOUBLE, dc DECIMAL(38,18), small DECIMAL(5,2), s STRING, vc VARCHAR(4), c CHAR(3), bin BINARY, bo BOOLEAN,
        da DATE, dt DATETIME, ts TIMESTAMP, n TIMESTAMP_NTZ, j JSON
        """;

    private const string Nested = ", a ARRAY<DECIMAL(38,18)>, m MAP<STRING,DATETIME>, mi MAP<INT,BOOLEAN>, st STRUCT<x:TINYINT, y:ARRAY<STRING>>";

    private const string Rows = """
        (1Y, -2S, 3, 9223372036854775807L, 0.1F, 0.1D, 12345678901234567890.123456789012345678BD, -1.25BD, 'a,"b"\n\t', 'wxyz', 'q', UNHEX('005c22c3bf'), TRUE,
            DATE'0001-01-01', DATETIME'2024-02-29 23:59:59', TIMESTAMP'1969-12-31 23:59:59.999999', TIMESTAMP_NTZ'9999-12-31 23:59:59.999999', JSON'{"a":[1,null],"b":"x"}'
        """;

    private const string NestedRows = ", ARRAY(12345678901234567890.123456789012345678BD, NULL), MAP('k', DATETIME'2024-02-29 23:59:59'), MAP(1, TRUE), NAMED_STRUCT('x', 1Y, 'y', ARRAY('')))";

    [Theory]
    [InlineData("PARQUET", true)]
    [InlineData("JSON", true)]
    [InlineData("CSV", false)]
    [InlineData("CSV WITH SERDEPROPERTIES ('odps.text.option.null.indicator'='\\\\N', 'odps.text.option.delimiter'='|', 'odps.text.option.header.lines.count'='1')", false)]
    public void What_is_unloaded_is_loaded_again_as_it_was(string format, bool isNested)
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run($"""
            SET odps.sql.timezone=Asia/Shanghai;
            CREATE TABLE t ({Columns}{(isNested ? Nested : "")});
            CREATE TABLE copy LIKE t;
            INSERT INTO t VALUES {Rows}{(isNested ? NestedRows : ")")};
            INSERT INTO t (f, d, s) VALUES (CAST('NaN' AS FLOAT), CAST('-Infinity' AS DOUBLE), 'x'), (-0.0F, CAST('Infinity' AS DOUBLE), '中文'), (NULL, NULL, NULL)
            """);

        warehouse.Run($"""
            UNLOAD FROM t INTO LOCATION 'file:{warehouse.UnloadDirectory}/out' STORED AS {format};
            LOAD INTO TABLE copy FROM LOCATION 'file:{warehouse.UnloadDirectory}/out' STORED AS {format}
            """);

        var before = warehouse.Rows("SELECT * FROM t").Order(StringComparer.Ordinal).ToList();
        Assert.Equal(4, before.Count);
        Assert.Equal(string.Join('\n', before), string.Join('\n', warehouse.Rows("SELECT * FROM copy").Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Text_files_and_empty_texts_are_loaded_again_as_they_were()
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run($"""
            CREATE TABLE t (s STRING, i INT);
            CREATE TABLE copy LIKE t;
            INSERT INTO t VALUES ('', 1), (NULL, 2), ('"quoted", with comma', NULL), ('\\', 4);
            UNLOAD FROM t INTO LOCATION 'file:{warehouse.UnloadDirectory}/text' STORED AS TEXTFILE;
            UNLOAD FROM t INTO LOCATION 'file:{warehouse.UnloadDirectory}/csv' STORED AS CSV WITH SERDEPROPERTIES ('odps.text.option.null.indicator'='none');
            LOAD INTO TABLE copy FROM LOCATION 'file:{warehouse.UnloadDirectory}/text' STORED AS TEXTFILE;
            LOAD INTO TABLE copy FROM LOCATION 'file:{warehouse.UnloadDirectory}/csv' STORED AS CSV WITH SERDEPROPERTIES ('odps.text.option.null.indicator'='none')
            """);

        Assert.Equal(
            warehouse.Rows("SELECT * FROM t UNION ALL SELECT * FROM t").Order(StringComparer.Ordinal),
            warehouse.Rows("SELECT * FROM copy").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("PARQUET")]
    [InlineData("CSV")]
    [InlineData("TEXTFILE")]
    public void Bytes_that_are_no_text_are_loaded_again_as_they_were(string format)
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run($"""
            CREATE TABLE t (a BINARY, b INT);
            CREATE TABLE copy LIKE t;
            INSERT INTO t VALUES (UNHEX('00ff5c78'), 1), (UNHEX('0a0d2c22'), 2);
            UNLOAD FROM t INTO LOCATION 'file:{warehouse.UnloadDirectory}/out' STORED AS {format};
            LOAD INTO TABLE copy FROM LOCATION 'file:{warehouse.UnloadDirectory}/out' STORED AS {format}
            """);

        Assert.Equal(["0A0D2C22|2", "00FF5C78|1"], warehouse.Rows("SELECT HEX(a), b FROM copy").OrderDescending(StringComparer.Ordinal));
        Assert.Contains("no text in UTF-8", Assert.Throws<RametException>(() => warehouse.Run($"UNLOAD FROM t INTO LOCATION 'file:{warehouse.UnloadDirectory}/json' STORED AS JSON")).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_a_query_is_that_of_the_file()
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run($"UNLOAD FROM (SELECT x FROM VALUES (3), (1), (2) v (x) ORDER BY x DESC LIMIT 10) INTO LOCATION 'file:{warehouse.UnloadDirectory}' STORED AS CSV");

        var file = Assert.Single(Directory.GetFiles(warehouse.UnloadDirectory));
        Assert.Equal("3\n2\n1\n", File.ReadAllText(file));
        Assert.EndsWith(".csv", file, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_written_into_the_warehouse_by_whatever_path()
    {
        var place = Directory.CreateTempSubdirectory("ramet-place-").FullName;
        try
        {
            var directory = Path.Combine(place, "warehouse");
            using var warehouse = RametWarehouse.Open(new WarehouseOptions { Directory = directory, Threads = 1, UnloadLocations = [place] });
            using var session = warehouse.OpenSession(Principal.Administrator);
            foreach (var statement in new[] { "CREATE PROJECT p", "USE p", "CREATE TABLE t (a BIGINT)", "INSERT INTO t VALUES (1)" })
                session.Execute(statement).Dispose();
            Directory.CreateSymbolicLink(Path.Combine(place, "link"), Path.Combine(directory, "data"));
            Directory.CreateSymbolicLink(Path.Combine(place, "out"), Path.GetTempPath());
            var before = Directory.GetFileSystemEntries(directory, "*", SearchOption.AllDirectories).Length;

            foreach (var path in new[] { "warehouse", "warehouse/data", "link", "link/new", "", "./x/../warehouse/new" })
                Assert.Equal(ErrorCode.SemanticError, Refusal(session, Path.Combine(place, path)).Code);
            Assert.Equal(ErrorCode.AccessDenied, Refusal(session, Path.Combine(place, "out")).Code);
            Assert.Equal(ErrorCode.AccessDenied, Refusal(session, Path.Combine(place, "..", "x")).Code);

            Assert.Equal(before, Directory.GetFileSystemEntries(directory, "*", SearchOption.AllDirectories).Length);
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }

    [Fact]
    public void Without_a_commit_there_is_no_file_and_no_directory()
    {
        using var place = new Place();
        place.Run("CREATE PROJECT p; USE p; CREATE TABLE t (a BIGINT); INSERT INTO t VALUES (1)");
        place.BeforeCommit = () => throw new IOException("the disk is gone");

        Assert.Throws<RametException>(() => place.Run($"UNLOAD FROM t INTO LOCATION 'file:{place.Output}/a/b' STORED AS PARQUET"));

        Assert.Null(place.BeforeCommit);
        Assert.Empty(Directory.GetFileSystemEntries(place.Output));
        Assert.Throws<RametException>(() => place.Run($"UNLOAD FROM (SELECT FAILIF(a = 1, 'no') FROM t) INTO LOCATION 'file:{place.Output}/a/b' STORED AS CSV"));
        Assert.Empty(Directory.GetFileSystemEntries(place.Output));
    }

    [Fact]
    public void Who_loses_the_right_to_download_meanwhile_gets_no_file()
    {
        using var place = new Place();
        place.Run("""
            CREATE ACCOUNT ALIYUN$reader; CREATE PROJECT p; USE p; CREATE TABLE t (a BIGINT); INSERT INTO t VALUES (1); ADD USER ALIYUN$reader;
            GRANT CreateInstance ON PROJECT p TO USER ALIYUN$reader; GRANT Select ON TABLE t TO USER ALIYUN$reader
            """);
        using var session = place.Warehouse.OpenSession(Principal.Parse("ALIYUN$reader"), "p");
        place.BeforeCommit = () => place.Run("SET ProjectProtection=true");

        var error = Refusal(session, place.Output);

        Assert.Equal(ErrorKind.Denied, error.Kind);
        Assert.Empty(Directory.GetFileSystemEntries(place.Output));
    }

    [Fact]
    public void The_summary_tells_rows_and_bytes()
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run("CREATE TABLE t (a BIGINT); INSERT INTO t VALUES (1), (2)");

        using var result = (CompletedResult)warehouse.Session.Execute($"UNLOAD FROM t INTO LOCATION 'file:{warehouse.UnloadDirectory}' STORED AS CSV");

        Assert.Equal("rows: 2, files: 1, bytes: 4", result.Summary);
    }

    private static RametException Refusal(Session session, string path) =>
        Assert.Throws<RametException>(() => session.Execute($"UNLOAD FROM t INTO LOCATION 'file:{path}' STORED AS PARQUET").Dispose());

    /// <summary>A warehouse in which something is done between the making of a file and the commit of its job.</summary>
    private sealed class Place : IDisposable
    {
        private readonly string directory = Directory.CreateTempSubdirectory("ramet-place-").FullName;
        private readonly Session session;

        public Place()
        {
            Output = Directory.CreateDirectory(Path.Combine(directory, "out")).FullName;
            Warehouse = RametWarehouse.Open(
                new WarehouseOptions { Directory = Path.Combine(directory, "warehouse"), Threads = 1, UnloadLocations = [Output] },
                catalog => InterceptedCatalog.Wrap(catalog, Around, isAll: true),
                store => store);
            session = Warehouse.OpenSession(Principal.Administrator);
        }

        /// <summary>The directory that is open to UNLOAD.</summary>
        public string Output { get; }

        public RametWarehouse Warehouse { get; }

        /// <summary>What is done when the first file is there; null for nothing. It is done once.</summary>
        public Action? BeforeCommit { get; set; }

        public void Run(string script)
        {
            foreach (var part in ScriptSplitter.Split(script).Parts)
                session.Execute(part.Text).Dispose();
        }

        public void Dispose()
        {
            session.Dispose();
            Warehouse.Dispose();
            Directory.Delete(directory, recursive: true);
        }

        private void Around(Action commit)
        {
            if (BeforeCommit is { } before && Directory.EnumerateFiles(Output, "*.parquet", SearchOption.AllDirectories).Any(file => new FileInfo(file).Length > 0))
            {
                BeforeCommit = null;
                before();
            }
            commit();
        }
    }
}
