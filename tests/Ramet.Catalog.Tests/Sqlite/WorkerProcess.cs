using System.Diagnostics;
using System.Globalization;
using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Jobs;
using Ramet.Catalog.Sqlite;

namespace Ramet.Catalog.Tests.Sqlite;

/// <summary>
/// Another process on the same warehouse: this assembly, started as a program. It records a running job, then creates accounts until it
/// is told to stop or killed, and prints the name of each when its commit has returned.
/// </summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process process;

    private WorkerProcess(Process process) => this.process = process;

    /// <summary>The worker. Its arguments are the directory of the warehouse, its own name and the number of accounts.</summary>
    public static void Main(string[] args)
    {
        var (directory, name, count) = (args[0], args[1], int.Parse(args[2], CultureInfo.InvariantCulture));
        using var catalog = SqliteCatalog.Open(directory, TimeProvider.System);
        var job = new Job
        {
            Id = new InstanceId(name),
            ProjectName = "p",
            Owner = Principal.Administrator,
            Statement = "work",
            SubmittedAt = DateTimeOffset.UtcNow,
            Status = JobStatus.Running,
        };
        catalog.Commit(new CatalogCommit { Job = job }, CancellationToken.None);
        for (var i = 0; i < count; i++)
        {
            var account = Principal.Parse($"ALIYUN${name}-{i}");
            catalog.Commit(new CatalogCommit { Changes = [new CatalogChange.CreatePrincipal(account)] }, CancellationToken.None);
            Console.WriteLine(account);
        }
    }

    public static WorkerProcess Start(string directory, string name, int count)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[] { typeof(WorkerProcess).Assembly.Location, directory, name, $"{count}" })
            start.ArgumentList.Add(argument);
        return new WorkerProcess(Process.Start(start) ?? throw new InvalidOperationException("The worker did not start."));
    }

    /// <summary>The next account whose commit has returned; null at the end.</summary>
    public string? ReadAccount() => process.StandardOutput.ReadLine();

    /// <summary>Ends the process without any chance to tidy up; returns what it had acknowledged besides.</summary>
    public IReadOnlyList<string> Kill()
    {
        process.Kill();
        process.WaitForExit();
        return ReadToEnd();
    }

    /// <summary>Waits for the end of the work; returns the accounts that it had still to acknowledge.</summary>
    public IReadOnlyList<string> Finish()
    {
        var acknowledged = ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode); // Its standard error, which is ours too, says more.
        return acknowledged;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    private string[] ReadToEnd() =>
        process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
