namespace Ramet.DuckDb.Tests;

public sealed class DatabaseTests
{
    [Fact]
    public void A_database_in_memory_answers_a_query()
    {
        using var engine = new Engine();
        using var result = engine.Connection.Query("SELECT 42 AS answer");

        Assert.True(result.TryReadChunk(out var chunk));
        Assert.Equal("answer", Assert.Single(result.Columns).Name);
        Assert.Equal([42], chunk.Vector(0).Values<int>().ToArray());
        Assert.False(result.TryReadChunk(out _));
    }

    [Fact]
    public void A_database_file_keeps_its_tables()
    {
        using var directory = new ScratchDirectory();
        var options = new DuckDbOptions { Path = directory["kept.db"] };
        using (var engine = new Engine(options))
            engine.Connection.Execute("CREATE TABLE t AS SELECT 'kept' AS word");

        using var reopened = new Engine(options with { ReadOnly = true });
        Assert.Equal(["kept"], reopened.Texts("SELECT word FROM t"));
        var refusal = Assert.Throws<DuckDbException>(() => reopened.Connection.Execute("INSERT INTO t VALUES ('more')"));
        Assert.Equal(DuckDbErrorType.InvalidInput, refusal.ErrorType);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        using var directory = new ScratchDirectory();
        File.WriteAllText(directory["not.db"], new string('x', 100_000));

        var error = Assert.Throws<DuckDbException>(() => DuckDbDatabase.Open(new DuckDbOptions { Path = directory["not.db"] }));

        Assert.Equal(DuckDbErrorType.Io, error.ErrorType);
        Assert.Contains("not.db", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_become_settings_of_the_engine()
    {
        using var directory = new ScratchDirectory();
        using var engine = new Engine(new DuckDbOptions
        {
            Threads = 3,
            MemoryLimitBytes = 256 << 20,
            TempDirectory = directory.Path,
            TempDirectoryBytesMax = 1L << 30,
            Settings = new Dictionary<string, string> { ["default_null_order"] = "nulls_first" },
        });

        string? Setting(string name) => Assert.Single(engine.Texts($"SELECT current_setting('{name}')::VARCHAR"));

        Assert.Equal("3", Setting("threads"));
        Assert.Equal("256.0 MiB", Setting("memory_limit"));
        Assert.Equal(directory.Path, Setting("temp_directory"));
        Assert.Equal("1.0 GiB", Setting("max_temp_directory_size"));
        Assert.Equal("nulls_first", Setting("default_null_order"), ignoreCase: true);
        Assert.Equal("false", Setting("autoinstall_known_extensions"));
        Assert.Equal("false", Setting("autoload_known_extensions"));
    }

    [Fact]
    public void A_setting_by_name_wins_over_the_option()
    {
        using var engine = new Engine(new DuckDbOptions
        {
            Threads = 3,
            TempDirectoryBytesMax = 1L << 30,
            Settings = new Dictionary<string, string> { ["THREADS"] = "2", ["max_temp_directory_size"] = "2GiB" },
        });
        Assert.Equal(["2|2.0 GiB"], engine.Texts("SELECT current_setting('threads') || '|' || current_setting('max_temp_directory_size')"));
    }

    [Fact]
    public void A_setting_that_does_not_exist_is_named()
    {
        var options = new DuckDbOptions { Settings = new Dictionary<string, string> { ["no_such_setting"] = "1" } };
        var error = Assert.Throws<DuckDbException>(() => DuckDbDatabase.Open(options));
        Assert.Contains("no_such_setting", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_with_a_wrong_value_is_named()
    {
        var options = new DuckDbOptions { Settings = new Dictionary<string, string> { ["threads"] = "many" } };
        var error = Assert.Throws<DuckDbException>(() => DuckDbDatabase.Open(options));
        Assert.Equal(DuckDbErrorType.InvalidConfiguration, error.ErrorType);
        Assert.Contains("'threads' cannot be 'many'", error.Message, StringComparison.Ordinal);

        options = new DuckDbOptions { Settings = new Dictionary<string, string> { ["max_temp_directory_size"] = "much" } };
        Assert.Throws<DuckDbException>(() => DuckDbDatabase.Open(options));
    }

    [Fact]
    public void A_locked_configuration_refuses_changes_but_for_the_exceptions()
    {
        using var engine = new Engine();
        engine.Database.LockConfiguration("TimeZone");

        using var later = engine.Database.Connect();
        later.Execute("SET TimeZone = 'Asia/Shanghai'");
        var error = Assert.Throws<DuckDbException>(() => later.Execute("SET threads = 1"));
        Assert.Contains("locked", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_locked_configuration_stays_locked()
    {
        using var engine = new Engine();
        engine.Database.LockConfiguration();
        Assert.Throws<DuckDbException>(() => engine.Database.LockConfiguration("threads"));
    }

    [Fact]
    public void The_library_has_the_locked_version()
    {
        using var engine = new Engine();
        Assert.Equal("v1.5.6", engine.Database.EngineVersion);
    }

    [Fact]
    public void Timestamps_follow_the_time_zone_of_the_session()
    {
        using var engine = new Engine();
        engine.Connection.Execute("SET TimeZone = 'Asia/Shanghai'");
        Assert.Equal(["2024-01-15 08:00:00+08"], engine.Texts("SELECT make_timestamptz(1705276800000000)::VARCHAR"));
    }

    [Fact]
    public void Connections_of_one_database_share_tables_and_work_at_once()
    {
        using var engine = new Engine();
        engine.Connection.Execute("CREATE TABLE t (i INTEGER)");

        Parallel.For(0, 4, worker =>
        {
            using var connection = engine.Database.Connect();
            for (var i = 0; i < 25; i++)
                connection.Execute($"INSERT INTO t VALUES ({worker * 100 + i})");
        });

        Assert.Equal(["100"], engine.Texts("SELECT count(DISTINCT i)::VARCHAR FROM t"));
    }

    [Fact]
    public void Two_databases_in_memory_know_nothing_of_each_other()
    {
        using var one = new Engine();
        using var other = new Engine();
        one.Connection.Execute("CREATE TABLE t (i INTEGER)");

        var error = Assert.Throws<DuckDbException>(() => other.Connection.Execute("SELECT * FROM t"));

        Assert.Equal(DuckDbErrorType.Catalog, error.ErrorType);
    }

    // A sort keeps all of its rows: 80 MB of numbers that do not compress.
    private const string LargeSort =
        "SELECT hash(i) h, hash(i + 1), hash(i + 2), hash(i + 3), hash(i + 4) FROM range(2_000_000) r(i) ORDER BY h";

    [Fact]
    public void A_query_over_the_memory_limit_spills_into_the_temporary_directory()
    {
        using var directory = new ScratchDirectory();
        using var engine = new Engine(new DuckDbOptions { MemoryLimitBytes = 32 << 20, TempDirectory = directory["spill"], Threads = 2 });
        using var result = engine.Connection.Query(LargeSort);

        Assert.True(result.TryReadChunk(out _));

        Assert.NotEmpty(Directory.GetFiles(directory["spill"]));
    }

    [Fact]
    public void A_query_over_both_limits_is_out_of_memory_and_leaves_the_connection_usable()
    {
        using var directory = new ScratchDirectory();
        using var engine = new Engine(new DuckDbOptions
        {
            MemoryLimitBytes = 32 << 20,
            TempDirectory = directory["spill"],
            TempDirectoryBytesMax = 1 << 20,
        });

        var error = Assert.Throws<DuckDbException>(() => engine.Connection.Execute(LargeSort));

        Assert.Equal(DuckDbErrorType.OutOfMemory, error.ErrorType);
        Assert.Equal(["alive"], engine.Texts("SELECT 'alive'"));
    }
}
