using System.Diagnostics;

namespace Ramet.Cli.Tests;

/// <summary>The command as a process of its own: what only shows there, such as exit codes, pipes and signals.</summary>
public sealed class RametProcessTests : IDisposable
{
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

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) // dotnet itself, which runs the tests
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var command = Path.Combine(AppContext.BaseDirectory, "ramet.dll");
        var warehouse = Path.Combine(folder, "warehouse");
        foreach (var argument in (string[])["exec", command, "--warehouse", warehouse, .. arguments])
            start.ArgumentList.Add(argument);
        return Process.Start(start)!; // null only when an existing process is used
    }
}
