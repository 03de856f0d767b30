using Ramet.Access;
using Ramet.Cli.Tests.Fakes;
using Ramet.Server;
using Ramet.Warehouse;
using Ramet.Warehouse.Results;

namespace Ramet.Cli.Tests;

/// <summary>The command on a service: what it prints must be what it prints on a directory.</summary>
public sealed class RemoteTests : IAsyncLifetime
{
    private const string Script = """
        CREATE TABLE t (id BIGINT COMMENT 'key', s STRING, d DECIMAL(10,2), at DATETIME, ts TIMESTAMP, a ARRAY<INT>, m MAP<STRING,DOUBLE>, st STRUCT<p:INT,q:DATE>, b BOOLEAN, x BINARY) PARTITIONED BY (p STRING);
        INSERT INTO t PARTITION (p='a')
        SELECT 1L, 'a "quoted" text', 1.50BD, DATETIME'2024-01-15 08:00:00', TIMESTAMP'2024-01-15 08:00:00.123456', ARRAY(1, NULL), MAP('k', 1e30), NAMED_STRUCT('p', 1, 'q', DATE'2024-01-15'), true, X'CAFE';
        INSERT INTO t PARTITION (p='a') (id, s) VALUES (2, '');
        DESC t;
        SHOW TABLES;
        SHOW PARTITIONS t;
        SHOW CREATE TABLE t;
        SELECT * FROM t WHERE p = 'a';
        SELECT COUNT(*) AS n, SUM(d) AS s, MAX(at) FROM t WHERE p = 'a';
        SELECT x FROM (SELECT EXPLODE(SEQUENCE(1, 3)) AS x) q WHERE x > 5;
        SET odps.sql.timezone=Asia/Shanghai;
        SELECT at, ts FROM t WHERE p = 'a';
        SHOW FLAGS;
        SHOW SecurityConfiguration;
        CREATE ROLE worker;
        LIST ROLES;
        DESC ROLE worker;
        UNSET odps.sql.timezone;
        CLONE TABLE t TO t2;
        \expect ODPS-0130131
        SELECT * FROM missing;
        \expect ODPS-0130071
        SELECT *
          FROM t;
        WITH w AS (SELECT 1 AS one) SELECT one FROM w;
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("ramet-remote-").FullName;
    private RametWarehouse warehouse = null!; // InitializeAsync gives them
    private RametServer server = null!;
    private string profile = "";

    public async Task InitializeAsync()
    {
        warehouse = RametWarehouse.Open(new WarehouseOptions { Directory = Path.Combine(folder, "served"), Threads = 2 });
        using var session = warehouse.OpenSession(Principal.Administrator);
        session.Execute("CREATE PROJECT p").Dispose();
        using var made = session.Execute($"CREATE ACCESS KEY FOR {Principal.Administrator}");
        var key = ((TextResult)made).Text.Split('\n').Take(2).Select(static line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]).ToList();
        server = await RametServer.StartAsync(warehouse, new ServerOptions { Port = 0 });
        profile = Path.Combine(folder, "config.ini");
        await File.WriteAllTextAsync(profile, $"endpoint = {server.Address}api\naccess_id = {key[0]}\naccess_key = {key[1]}\nproject = p\n");
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        warehouse.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("csv")]
    [InlineData("tsv")]
    [InlineData("json")]
    public void A_script_prints_the_same_on_a_service_as_on_a_directory(string format)
    {
        var script = Path.Combine(folder, "script.sql");
        File.WriteAllText(script, Script);
        var directory = Path.Combine(folder, "opened");
        using var setUp = new TestConsole();
        Succeed(setUp, "--warehouse", directory, "-e", "CREATE PROJECT p");
        using var embedded = new TestConsole();
        using var remote = new TestConsole();

        Succeed(embedded, "--warehouse", directory, "--project", "p", "--format", format, "-f", script);
        Succeed(remote, "--config", profile, "--format", format, "-f", script);

        Assert.Equal(WithoutTimes(embedded.Output), WithoutTimes(remote.Output));
        Assert.Equal(WithoutIds(embedded.ErrorWithoutTimes), WithoutIds(remote.ErrorWithoutTimes));
    }

    [Fact]
    public void An_error_has_its_place_in_the_script_and_ends_it()
    {
        using var console = new TestConsole();

        Assert.Equal(ExitCode.Failure, Run(console, "--config", profile, "-e", "SELECT 1 AS a;\nSELECT * FROM missing; SELECT 2;"));

        Assert.Contains("FAILED: ODPS-0130131:[2,15] Table not found - table p.missing cannot be resolved\n", console.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("2", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_key_and_a_dead_endpoint_are_errors_that_say_so()
    {
        using var wrong = new TestConsole();
        var config = Path.Combine(folder, "wrong.ini");
        File.WriteAllText(config, File.ReadAllText(profile).Replace("access_key = ", "access_key = x", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Failure, Run(wrong, "--config", config, "-e", "SELECT 1"));
        Assert.Contains("signature", wrong.Error, StringComparison.OrdinalIgnoreCase);

        using var dead = new TestConsole();
        Assert.Equal(ExitCode.Failure, Run(dead, "--config", profile, "--endpoint", "http://127.0.0.1:1/api", "-e", "SELECT 1"));
        Assert.Contains("the service at http://127.0.0.1:1/api cannot be reached", dead.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_knows_its_callers_by_their_keys()
    {
        using var console = new TestConsole();

        Assert.Equal(ExitCode.Failure, Run(console, "--config", profile, "-e", "\\as ALIYUN$x@example.com"));

        Assert.Contains("a service knows its callers by their keys", console.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    public void Rows_go_into_a_file_and_back(string form)
    {
        using var console = new TestConsole();
        Succeed(console, "--config", profile, "-e", Script.Split("DESC t;")[0]);
        var path = Path.Combine(folder, $"rows.{form}");

        Succeed(console, "tunnel", "download", "p.t/p=a", path, "--config", profile);
        Succeed(console, "tunnel", "upload", path, "p.t/p='b'", "--config", profile);
        Succeed(console, "tunnel", "upload", path, "t/p=b", "--overwrite", "--config", profile);

        Assert.Contains("2 rows", console.Error, StringComparison.Ordinal);
        Assert.Equal(Rows("a"), Rows("b"));
    }

    [Fact]
    public void A_CSV_file_has_the_texts_that_are_printed()
    {
        using var console = new TestConsole();
        Succeed(console, "--config", profile, "-e", Script.Split("DESC t;")[0] + "SETPROJECT odps.sql.timezone=Asia/Shanghai;");
        var path = Path.Combine(folder, "rows.csv");
        Succeed(console, "tunnel", "download", "t/p=a", path, "--config", profile);

        using var printed = new TestConsole();
        Succeed(printed, "--config", profile, "--format", "csv", "-e", "SELECT id, s, d, at, ts, a, m, st, b, x FROM t WHERE p = 'a'");

        Assert.Contains("1.0E30", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal(printed.Output.Split('\n').Order(StringComparer.Ordinal), File.ReadAllText(path).Split('\n').Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_that_does_not_fit_changes_nothing()
    {
        using var console = new TestConsole();
        Succeed(console, "--config", profile, "-e", "CREATE TABLE n (id BIGINT, s STRING)");
        var path = Path.Combine(folder, "rows.csv");

        File.WriteAllText(path, "id,s\n1,a\nx,b\n");
        Assert.Equal(ExitCode.Failure, Run(console, "tunnel", "upload", path, "n", "--config", profile));
        File.WriteAllText(path, "id\n1\n");
        Assert.Equal(ExitCode.Failure, Run(console, "tunnel", "upload", path, "n", "--config", profile));

        Assert.Contains("'x'", console.Error, StringComparison.Ordinal);
        Assert.Contains("has no column s; it has id", console.Error, StringComparison.Ordinal);
        using var check = new TestConsole();
        Succeed(check, "--config", profile, "--format", "csv", "-e", "SELECT COUNT(*) AS n FROM n");
        Assert.Equal("n\n0\n", check.Output);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    public void A_key_is_shown_once_and_works(string format)
    {
        using var console = new TestConsole();
        Succeed(console, "--config", profile, "--format", format, "-e", $"CREATE ACCESS KEY FOR {Principal.Administrator}");
        var key = System.Text.RegularExpressions.Regex.Matches(console.Output, @"AccessKey(?:Id|Secret)\W+(\w+)").Select(static match => match.Groups[1].Value).ToList();
        var config = Path.Combine(folder, "made.ini");
        File.WriteAllText(config, $"endpoint = {server.Address}api\naccess_id = {key[0]}\naccess_key = {key[1]}\nproject = p\n");

        using var other = new TestConsole();
        Succeed(other, "--config", config, "--format", "csv", "-e", "SELECT 1 AS one");

        Assert.Equal("one\n1\n", other.Output);
    }

    [Fact]
    public void What_is_about_a_directory_is_refused_beside_a_service()
    {
        using var console = new TestConsole();

        Assert.Equal(ExitCode.Usage, Run(console, "--config", profile, "--warehouse", folder, "-e", "SELECT 1"));

        Assert.Contains("--config asks a service and --warehouse is about a warehouse", console.Error, StringComparison.Ordinal);
    }

    private string Rows(string partition)
    {
        using var console = new TestConsole();
        Succeed(console, "--config", profile, "--format", "csv", "-e", $"SELECT id, s, d, at, ts, a, m, st, b, x FROM t WHERE p = '{partition}'");
        return console.Output;
    }

    private static int Run(TestConsole console, params string[] arguments) => new RametApplication(console.Console).Run(arguments);

    private static void Succeed(TestConsole console, params string[] arguments) => Assert.True(Run(console, arguments) == ExitCode.Success, console.Error);

    /// <summary>DESC shows times of creation, and sizes of files that hold them.</summary>
    private static string WithoutTimes(string output) =>
        System.Text.RegularExpressions.Regex.Replace(output, @"(Time: +)\d{4}-\d\d-\d\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00|(Size: )\d+ +|(""Size"":)\d+|(""TableID"":"")\w+", "$1$2$3$4");

    /// <summary>On a service DESC and SHOW are jobs too.</summary>
    private static string WithoutIds(string messages) =>
        System.Text.RegularExpressions.Regex.Replace(messages, @"ID = \w+\n|bytes( shared)?: \d+", "");
}
