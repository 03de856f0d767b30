using System.Diagnostics;

namespace Ramet.Benchmarks.Setting;

/// <summary>The built <c>ramet</c> command, started as a process of its own.</summary>
internal static class RametProcess
{
    private static readonly TimeSpan lookInterval = TimeSpan.FromMilliseconds(10);

    /// <summary>Runs a statement from the start of the process to its end.</summary>
    public static void Run(BenchmarkWarehouse warehouse, string statement)
    {
        using var process = Start(warehouse, statement);
        WaitForSuccess(process, statement);
    }

    /// <summary>Runs a statement and looks at the memory of the process.</summary>
    /// <returns>The most physical memory that it had, in mebibytes.</returns>
    public static double PeakMemory(BenchmarkWarehouse warehouse, string statement)
    {
        using var process = Start(warehouse, statement);
        var peakBytes = 0L;
        while (!process.WaitForExit(lookInterval))
        {
            process.Refresh();
            peakBytes = Math.Max(peakBytes, PeakBytes(process));
        }
        WaitForSuccess(process, statement);
        return peakBytes / (double)(1 << 20);
    }

    private static Process Start(BenchmarkWarehouse warehouse, string statement)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "ramet.exe" : "ramet"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["--warehouse", warehouse.WarehouseDirectory, "--project", BenchmarkWarehouse.Project, "-e", statement])
            start.ArgumentList.Add(argument);
        return Process.Start(start) ?? throw new InvalidOperationException("The operating system started no process.");
    }

    private static void WaitForSuccess(Process process, string statement)
    {
        var errors = process.StandardError.ReadToEnd();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"ramet -e \"{statement}\" ended with exit code {process.ExitCode}: {errors}");
    }

    /// <summary>A process that has just ended has no memory any more.</summary>
    private static long PeakBytes(Process process)
    {
        try
        {
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }
}
