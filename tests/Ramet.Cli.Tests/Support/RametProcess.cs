using System.Diagnostics;

namespace Ramet.Cli.Tests.Support;

/// <summary>The command as a process of its own.</summary>
internal static class RametProcess
{
    /// <summary>Starts it, with all three streams in the hands of the test.</summary>
    /// <param name="warehouse">The directory of the warehouse.</param>
    /// <param name="arguments">The arguments besides the warehouse.</param>
    public static Process Start(string warehouse, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) // dotnet itself, which runs the tests
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var command = Path.Combine(AppContext.BaseDirectory, "ramet.dll");
        foreach (var argument in (string[])["exec", command, "--warehouse", warehouse, .. arguments])
            start.ArgumentList.Add(argument);
        return Process.Start(start)!; // null only when an existing process is used
    }
}
