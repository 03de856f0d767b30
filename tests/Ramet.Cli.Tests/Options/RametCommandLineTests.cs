using Ramet.Access;
using Ramet.Cli.Options;

namespace Ramet.Cli.Tests.Options;

public sealed class RametCommandLineTests : IDisposable
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();
    private RunOptions? run;
    private MetadataOptions? metadata;
    private CollectOptions? collect;

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public void Without_options_there_are_the_defaults()
    {
        Assert.Equal(ExitCode.Success, Invoke());

        Assert.NotNull(run);
        Assert.Empty(run.Statements);
        Assert.Null(run.File);
        Assert.Equal(OutputFormat.Table, run.Format);
        Assert.False(run.Quiet);
        Assert.False(run.Continue);
        Assert.Equal(UserDirectories.DefaultWarehouse(), run.Warehouse.Directory);
        Assert.Equal(Principal.Administrator, run.Warehouse.Caller);
        Assert.Null(run.Warehouse.Project);
        Assert.Null(run.Warehouse.MemoryBytes);
        Assert.Null(run.Warehouse.Threads);
        Assert.Empty(run.Warehouse.AllowedLocations);
        Assert.Empty(run.Warehouse.UnloadLocations);
    }

    [Fact]
    public void All_options_are_read()
    {
        Assert.Equal(ExitCode.Success, Invoke("-f", "x.sql", "--warehouse", "w", "--project", "p", "--as", "RAM$alice@example.com:etl",
            "--format", "json", "--quiet", "--continue", "--memory", "4GB", "--threads", "2",
            "--allow-location", "a", "--allow-location", "b", "--unload-to", "c", "--unload-to", "d"));

        Assert.NotNull(run);
        Assert.Equal("x.sql", run.File);
        Assert.Equal("w", run.Warehouse.Directory);
        Assert.Equal("p", run.Warehouse.Project);
        Assert.Equal(Principal.Parse("RAM$alice@example.com:etl"), run.Warehouse.Caller);
        Assert.Equal(OutputFormat.Json, run.Format);
        Assert.True(run.Quiet);
        Assert.True(run.Continue);
        Assert.Equal(4_000_000_000, run.Warehouse.MemoryBytes);
        Assert.Equal(2, run.Warehouse.Threads);
        Assert.Equal(["a", "b"], run.Warehouse.AllowedLocations);
        Assert.Equal(["c", "d"], run.Warehouse.UnloadLocations);
    }

    [Fact]
    public void Statements_keep_their_order_and_text()
    {
        Assert.Equal(ExitCode.Success, Invoke("-e", "@x := SELECT 1;", "-e", "-- a comment\nSELECT 2;", "-e", "SELECT 3; SELECT 4"));

        Assert.Equal(["@x := SELECT 1;", "-- a comment\nSELECT 2;", "SELECT 3; SELECT 4"], run!.Statements);
    }

    [Theory]
    [InlineData("--format", "xml")]
    [InlineData("--as", "alice")]
    [InlineData("--memory", "much")]
    [InlineData("--threads", "0")]
    [InlineData("--unknown")]
    [InlineData("stray")]
    [InlineData("-e")]
    [InlineData("-e", "SELECT 1", "-f", "x.sql")]
    [InlineData("-f", "a.sql", "-f", "b.sql")]
    [InlineData("table", "metadata")]
    [InlineData("gc", "--grace", "soon")]
    [InlineData("gc", "--grace", "-1")]
    public void Wrong_usage_is_explained_and_runs_nothing(params string[] arguments)
    {
        Assert.Equal(ExitCode.Usage, Invoke(arguments));

        Assert.Null(run);
        Assert.Null(metadata);
        Assert.Null(collect);
        Assert.Equal("", output.ToString());
        Assert.StartsWith("ramet: ", error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("Hint: ramet --help lists the options.\n", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_message_names_what_was_expected()
    {
        Invoke("--format", "xml");

        Assert.StartsWith("ramet: 'xml' is not a format. Use table, csv, json or tsv.\n", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_metadata_of_a_table_has_its_own_command()
    {
        Assert.Equal(ExitCode.Success, Invoke("table", "metadata", "p.t", "--export", "out", "--warehouse", "w"));

        Assert.Null(run);
        Assert.NotNull(metadata);
        Assert.Equal("p.t", metadata.Table);
        Assert.Equal("out", metadata.ExportDirectory);
        Assert.Equal("w", metadata.Warehouse.Directory);
    }

    [Fact]
    public void Garbage_is_collected_after_a_day_unless_another_time_is_given()
    {
        Assert.Equal(ExitCode.Success, Invoke("gc"));
        Assert.Equal((false, 24), (collect!.IsDryRun, collect.GraceHours));

        Assert.Equal(ExitCode.Success, Invoke("gc", "--dry-run", "--grace", "0", "--warehouse", "w"));
        Assert.Equal((true, 0, "w"), (collect.IsDryRun, collect.GraceHours, collect.Warehouse.Directory));
        Assert.Null(run);
    }

    [Fact]
    public void The_version_is_printed_without_the_commit()
    {
        Assert.Equal(ExitCode.Success, Invoke("--version"));

        Assert.Matches(@"^ramet \d+\.\d+\.\d+\n$", output.ToString());
    }

    [Fact]
    public void The_help_names_every_option()
    {
        Assert.Equal(ExitCode.Success, Invoke("--help"));

        Assert.Contains("--warehouse", output.ToString(), StringComparison.Ordinal);
        Assert.Null(run);
    }

    private int Invoke(params string[] arguments)
    {
        var commandLine = new RametCommandLine(
            options =>
            {
                run = options;
                return ExitCode.Success;
            },
            options =>
            {
                metadata = options;
                return ExitCode.Success;
            },
            options =>
            {
                collect = options;
                return ExitCode.Success;
            },
            static _ => ExitCode.Success,
            static _ => ExitCode.Success,
            static _ => ExitCode.Success);
        return commandLine.Invoke(arguments, output, error);
    }
}
