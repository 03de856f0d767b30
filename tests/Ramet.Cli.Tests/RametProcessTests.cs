using System.Diagnostics;
using System.Globalization;
using Ramet.Cli.Tests.Support;

namespace Ramet.Cli.Tests;

/// <summary>The command as a process of its own: what only shows there, such as exit codes, pipes and signals.</summary>
public sealed class RametProcessTests : IDisposable
{
    /// <summary>
    /// After so long a query that was told to end is ended by force, so that the test fails instead of lasting for hours. Who starts the tests
    /// with SIGINT ignored, as shells do for commands in the background, sees that.
    /// </summary>
    private static readonly TimeSpan cancelTimeout = TimeSpan.FromMinutes(2);

    private readonly string folder = Directory.CreateTempSubdirectory("ramet-process-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(ExitCode.Success, "-e", "WHOAMI")]
    [InlineData(ExitCode.Failure, "-e", "SELEC 1")]
    [InlineData(ExitCode.Usage, "--format", "xml")]
    public void The_exit_code_says_how_it_went(int expected, params string[] arguments)
    {
        using var process = Start(arguments);
        process.StandardInput.Close();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(expected, process.ExitCode);
    }

    [Fact]
    public void A_script_can_be_piped_in_and_its_result_out()
    {
        using var process = Start("--quiet");
        process.StandardInput.Write("CREATE PROJECT p;\nUSE p;\nCREATE TABLE t (id BIGINT);\nSHOW TABLES;");
        process.StandardInput.Close();

        Assert.Equal("ALIYUN$administrator@ramet.local:t\n", process.StandardOutput.ReadToEnd());
        Assert.Equal("", process.StandardError.ReadToEnd());
        process.WaitForExit();
        Assert.Equal(ExitCode.Success, process.ExitCode);
    }

    [Fact]
    public void A_reader_that_goes_away_ends_the_command_quietly()
    {
        if (OperatingSystem.IsWindows())
            return; // there a closed pipe is not told from other errors
        using var process = Start("--quiet");
        process.StandardOutput.Close();
        process.StandardInput.Write("WHOAMI;");
        process.StandardInput.Close();

        Assert.Equal("", process.StandardError.ReadToEnd());
        process.WaitForExit();
        Assert.Equal(ExitCode.OutputClosed, process.ExitCode);
    }

    [Fact]
    public void Ctrl_C_cancels_the_running_statement_and_ends_the_script()
    {
        if (OperatingSystem.IsWindows())
            return; // there a signal cannot be sent to one process
        using var process = Start();
        var rows = string.Join(", ", Enumerable.Repeat("(1)", 1000));
        process.StandardInput.Write($"CREATE PROJECT p; USE p; CREATE TABLE t (n BIGINT); INSERT INTO t VALUES {rows};\n");
        process.StandardInput.Write("SELECT COUNT(*) FROM t a JOIN t b ON a.n = b.n JOIN t c ON a.n = c.n JOIN t d ON a.n = d.n;\nWHOAMI;");
        process.StandardInput.Close();

        // The query takes hours; it runs once the statements before it are done, of which INSERT is the last to say OK.
        for (var ended = 0; ended < 4;)
            ended += process.StandardError.ReadLine()!.StartsWith("OK", StringComparison.Ordinal) ? 1 : 0;
        WaitUntilBusy(process);
        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
            kill.WaitForExit();
        using var deadline = new Timer(_ => process.Kill(), null, cancelTimeout, Timeout.InfiniteTimeSpan);

        Assert.StartsWith("FAILED: ODPS-0120031:", process.StandardError.ReadToEnd(), StringComparison.Ordinal);
        Assert.Equal("", process.StandardOutput.ReadToEnd());
        process.WaitForExit();
        Assert.Equal(ExitCode.Cancelled, process.ExitCode);
    }

    /// <summary>Waits until the process has worked for a second from now on.</summary>
    private static void WaitUntilBusy(Process process)
    {
        var before = process.TotalProcessorTime;
        while (process.TotalProcessorTime < before + TimeSpan.FromSeconds(1))
        {
            Thread.Sleep(50);
            process.Refresh();
        }
    }

    private Process Start(params string[] arguments) => RametProcess.Start(Path.Combine(folder, "warehouse"), arguments);
}
