using Ramet.Cli.Tests.Fakes;

namespace Ramet.Cli.Tests;

/// <summary>The whole command in this process, on a warehouse of its own, with a console in memory.</summary>
public sealed class RametApplicationTests : IDisposable
{
    private const string ProjectWithTable = "CREATE PROJECT p; USE p; CREATE TABLE t (id BIGINT);";

    private readonly string folder = Directory.CreateTempSubdirectory("ramet-cli-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Results_go_to_standard_output_and_the_rest_to_standard_error()
    {
        using var console = new TestConsole();

        Assert.Equal(ExitCode.Success, Run(console, "-e", $"{ProjectWithTable} SHOW TABLES"));

        Assert.Equal("ALIYUN$administrator@ramet.local:t\n", console.Output);
        Assert.Matches(@"^OK\nOK\n(ID = \w+\n)?OK\nOK\n$", console.ErrorWithoutTimes);
    }

    [Fact]
    public void Quiet_leaves_only_errors_on_standard_error()
    {
        using var console = new TestConsole();

        Assert.Equal(ExitCode.Failure, Run(console, "--quiet", "-e", "CREATE PROJECT p; USE p; DESC missing;"));

        Assert.StartsWith("FAILED: ODPS-0130131:[1,31] ", console.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_texts_run_one_after_the_other_in_one_session()
    {
        using var console = new TestConsole();

        Assert.Equal(ExitCode.Success, Run(console, "-e", ProjectWithTable, "-e", "SHOW TABLES"));

        Assert.Equal("ALIYUN$administrator@ramet.local:t\n", console.Output);
    }

    [Fact]
    public void An_expected_error_is_printed_and_the_script_goes_on()
    {
        using var console = new TestConsole();

        Assert.Equal(ExitCode.Success, Run(console, "-f", Script("""
            CREATE PROJECT p; USE p;
            \expect ODPS-0130131
            DESC missing;
            CREATE TABLE a (id BIGINT); SHOW TABLES;
            """)));

        Assert.Equal(
            "FAILED: ODPS-0130131: Table not found - table p.missing cannot be resolved\nALIYUN$administrator@ramet.local:a\n",
            console.Output);
    }

    [Theory]
    [InlineData("SHOW FLAGS", "FAILED: ODPS-0420061:Invalid parameter in HTTP request - expected the error ODPS-0130131, but the statement succeeded")]
    [InlineData("DROP PROJECT missing", "FAILED: ODPS-0420111:[2,14] Project not found")]
    public void An_expected_error_that_does_not_come_ends_the_script(string statement, string error)
    {
        using var console = new TestConsole();

        Assert.Equal(ExitCode.Failure, Run(console, "-f", Script($"\\expect ODPS-0130131\n{statement};\nSHOW FLAGS;")));

        Assert.Contains(error, console.ErrorWithoutTimes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new string[0], "a\n")]
    [InlineData(new[] { "--continue" }, "a\nb\n")]
    public void A_script_stops_at_the_first_error_unless_told_to_go_on(string[] options, string expected)
    {
        using var console = new TestConsole();
        var script = Script("""
            CREATE PROJECT p; USE p;
            CREATE TABLE a (id BIGINT); SHOW TABLES LIKE 'a';
            DESC missing;
            CREATE TABLE b (id BIGINT); SHOW TABLES LIKE 'b';
            """);

        Assert.Equal(ExitCode.Failure, Run(console, ["-f", script, .. options]));

        Assert.Equal(expected, console.Output.Replace("ALIYUN$administrator@ramet.local:", "", StringComparison.Ordinal));
    }

    [Fact]
    public void An_error_of_a_script_names_the_file_the_line_and_the_place()
    {
        using var console = new TestConsole();
        var script = Script("CREATE PROJECT p;\n\n-- a comment\n  SELEC 1;\n");

        Assert.Equal(ExitCode.Failure, Run(console, "-f", script, "--quiet"));

        Assert.StartsWith("FAILED: ODPS-0130161:[4,3] Parse exception - ", console.Error, StringComparison.Ordinal);
        Assert.EndsWith($"\n{script}:4:3\n    SELEC 1;\n    ^^^^^\nHint: Did you mean SELECT?\n", console.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-f", "-")]
    [InlineData]
    public void Standard_input_is_a_script(params string[] options)
    {
        using var console = new TestConsole(input: "CREATE PROJECT p;\nSELEC");

        Assert.Equal(ExitCode.Failure, Run(console, options));

        Assert.Contains("\nstandard input:2:1\n", console.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void As_switches_the_caller_for_the_statements_that_follow()
    {
        using var console = new TestConsole();

        Assert.Equal(ExitCode.Success, Run(console, "-e", """
            CREATE ACCOUNT ALIYUN$bob@example.com;
            WHOAMI;
            \as ALIYUN$bob@example.com
            WHOAMI;
            """));

        Assert.Equal(
            ["Name: ALIYUN$administrator@ramet.local", "Name: ALIYUN$bob@example.com"],
            console.Output.Split('\n').Where(static line => line.StartsWith("Name:", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_caller_and_the_project_of_the_options_are_those_of_the_first_statement()
    {
        using var console = new TestConsole();
        Run(console, "-e", "CREATE ACCOUNT ALIYUN$bob@example.com; CREATE PROJECT p OWNER ALIYUN$bob@example.com;");

        Assert.Equal(ExitCode.Success, Run(console, "--as", "ALIYUN$bob@example.com", "--project", "p", "-e", "WHOAMI"));

        Assert.Contains("Name: ALIYUN$bob@example.com\n", console.Output, StringComparison.Ordinal);
        Assert.Contains("Project: p\n", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_command_is_an_error_of_the_script()
    {
        using var console = new TestConsole();

        Assert.Equal(ExitCode.Failure, Run(console, "-f", Script("CREATE PROJECT p;\n\\as bob\nCREATE PROJECT q;\n")));

        Assert.Contains(":2:5\n  \\as bob\n      ^^^\n", console.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("q", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Quit_ends_the_script()
    {
        using var console = new TestConsole();

        Assert.Equal(ExitCode.Success, Run(console, "-e", "CREATE PROJECT p;\n\\q\nSELEC 1;", "-e", "SELEC 1;"));
    }

    [Fact]
    public void Help_is_a_result()
    {
        using var console = new TestConsole();

        Assert.Equal(ExitCode.Success, Run(console, "-e", "\\?"));

        Assert.Contains("CLONE TABLE", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_script_makes_no_warehouse()
    {
        using var console = new TestConsole();

        Assert.Equal(ExitCode.Failure, Run(console, "-f", Path.Combine(folder, "missing.sql")));

        Assert.StartsWith("FAILED: ODPS-0010100:", console.Error, StringComparison.Ordinal);
        Assert.Contains("missing.sql", console.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Warehouse));
    }

    [Fact]
    public void A_warehouse_that_cannot_be_opened_is_explained()
    {
        using var console = new TestConsole();
        File.WriteAllText(Warehouse, "not a directory");

        Assert.Equal(ExitCode.Failure, Run(console, "-e", "LIST PROJECTS"));

        Assert.StartsWith("FAILED: ODPS-", console.Error, StringComparison.Ordinal);
        Assert.Contains(Warehouse, console.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_json_format_gives_the_facts_of_a_description()
    {
        using var console = new TestConsole();

        Assert.Equal(ExitCode.Success, Run(console, "--format", "json", "-e", $"{ProjectWithTable} SHOW TABLES"));

        Assert.StartsWith("[", console.Output, StringComparison.Ordinal);
        Assert.Contains("\"t\"", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_relative_location_counts_from_the_directory_of_the_script()
    {
        using var console = new TestConsole();
        File.WriteAllText(Path.Combine(folder, "data.csv"), "1,one\n2,two\n");
        var script = Script("""
            CREATE PROJECT p; USE p; CREATE TABLE t (id BIGINT, name STRING);
            LOAD OVERWRITE TABLE t FROM LOCATION 'file:data.csv' STORED AS CSV;
            SELECT * FROM t ORDER BY id LIMIT 10;
            """);

        Run(console, "-f", script, "--format", "csv");

        Assert.Equal("id,name\n1,one\n2,two\n", console.Output);
        Assert.EndsWith("2 rows\n", console.ErrorWithoutTimes, StringComparison.Ordinal);
    }

    [Fact]
    public void The_metadata_of_a_table_is_printed_or_written_into_a_directory()
    {
        using var printed = new TestConsole();
        using var exported = new TestConsole();
        Run(exported, "--quiet", "-e", ProjectWithTable);
        var target = Path.Combine(folder, "export");

        Assert.Equal(ExitCode.Success, Run(printed, "table", "metadata", "p.t"));
        Assert.Equal(ExitCode.Success, Run(exported, "table", "metadata", "t", "--project", "p", "--export", target));

        Assert.Contains("\"format-version\": 2", printed.Output, StringComparison.Ordinal);
        Assert.StartsWith(target, exported.Output, StringComparison.Ordinal);
        Assert.Equal(printed.Output.TrimEnd(), File.ReadAllText(exported.Output.TrimEnd()).TrimEnd());
    }

    [Fact]
    public void The_metadata_of_a_missing_table_is_an_error()
    {
        using var console = new TestConsole();

        Assert.Equal(ExitCode.Failure, Run(console, "table", "metadata", "p.missing"));

        Assert.StartsWith("FAILED: ODPS-", console.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Garbage_is_collected_by_the_administrator_alone()
    {
        using var collected = new TestConsole();
        using var denied = new TestConsole();
        Run(collected, "--quiet", "-e", ProjectWithTable);

        Assert.Equal(ExitCode.Success, Run(collected, "gc", "--dry-run", "--grace", "0"));
        Assert.Equal(ExitCode.Failure, Run(denied, "gc", "--as", "ALIYUN$somebody"));

        Assert.Matches(@"^unreachable since before [-0-9: ]+Z, would be deleted:\nfiles: 0\nbytes: 0\nempty directories: 0\nexpired snapshots: 0\njobs: 0\n$", collected.Output);
        Assert.StartsWith("FAILED: ODPS-0420095", denied.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shell_runs_statements_until_the_user_leaves()
    {
        Environment.SetEnvironmentVariable("XDG_STATE_HOME", folder); // keeps the user's own history out of the test
        var terminal = new FakeTerminal(80, 24, [
            .. Keys.Type("CREATE PROJECT p;\n"),
            .. Keys.Type("USE p;\n"),
            .. Keys.Type("CREATE TABLE t\n(id BIGINT);\n"),
            .. Keys.Type("SELEC;\n"),
            .. Keys.Type("SHOW TABLES; SHOW TABLES;\n"),
            Keys.Ctrl(ConsoleKey.C),
            .. Keys.Type("exit\n")]);
        using var console = new TestConsole(terminal: terminal);

        Assert.Equal(ExitCode.Success, Run(console));

        Assert.Equal("ALIYUN$administrator@ramet.local:t\nALIYUN$administrator@ramet.local:t\n", console.Output);
        Assert.Contains("FAILED: ODPS-0130161:[1,1] ", console.Error, StringComparison.Ordinal);
        Assert.Equal(
            """
            ramet> CREATE PROJECT p;
            ramet> USE p;
            p> CREATE TABLE t
            -> (id BIGINT);
            p> SELEC;
            p> SHOW TABLES; SHOW TABLES;
            p> ^C
            p> exit
            """,
            terminal.Screen);
    }

    private string Warehouse => Path.Combine(folder, "warehouse");

    private int Run(TestConsole console, params string[] arguments) =>
        new RametApplication(console.Console).Run(["--warehouse", Warehouse, .. arguments]);

    private string Script(string text)
    {
        var path = Path.Combine(folder, "script.sql");
        File.WriteAllText(path, text);
        return path;
    }
}
