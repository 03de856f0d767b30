using Ramet.Access;
using Ramet.Cli.Tests.Support;
using Ramet.Warehouse;
using Ramet.Warehouse.Tests.Support;
using Xunit.Abstractions;

namespace Ramet.Cli.Tests.Kill;

/// <summary>
/// The real process is killed at random moments. What it has left must be the state after the last statement that it acknowledged (I6),
/// or after the one that it was about to acknowledge, and never anything else (I1); every file of it must be there (I4).
/// </summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 10;
    private const int StatementsOfScript = 400;
    private const int AcknowledgedMax = 60;
    private const int DelayMaxMs = 20;
    private const int StartMaxMs = 400;

    private readonly string folder = Directory.CreateTempSubdirectory("ramet-kill-").FullName;

    private string WarehouseDirectory => Path.Combine(folder, "warehouse");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_killed_process_leaves_the_state_between_two_statements()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}"); // of the scripts; when the process dies depends on the machine
        var random = new Random(seed);
        RunToEnd("CREATE PROJECT p");
        var state = KillState.Empty;
        var number = 1;
        for (var kill = 0; kill < Kills; kill++)
        {
            var script = KillScript.Make(random, state, number, StatementsOfScript);
            var acknowledged = RunAndKill(script, random);

            var found = Reopen();
            KillState[] possible = [state, .. script.Select(statement => statement.After)];
            var left = possible.Skip(acknowledged).Take(2).ToList();
            output.WriteLine($"killed after {acknowledged} statements");
            var now = left.Find(candidate => candidate.ToString() == found);
            Assert.True(now is not null, $"after {acknowledged} statements, the last of which was {LastOf(script, acknowledged)}\n{found}is neither\n{string.Join("nor\n", left)}");
            state = now;
            number += StatementsOfScript;
        }
    }

    [Fact]
    public void A_warehouse_whose_first_process_was_killed_can_be_used()
    {
        for (var kill = 0; kill < 3; kill++)
        {
            using (var process = RametProcess.Start(WarehouseDirectory, "-e", "CREATE PROJECT IF NOT EXISTS p"))
            {
                Thread.Sleep(Random.Shared.Next(StartMaxMs));
                process.Kill();
                process.WaitForExit();
            }
            RunToEnd("CREATE PROJECT IF NOT EXISTS p; CREATE TABLE p.t (id BIGINT); INSERT INTO p.t VALUES (1); SELECT COUNT(*) FROM p.t");
            Directory.Delete(WarehouseDirectory, recursive: true);
        }
    }

    /// <summary>Runs the script and kills the process after a random number of statements and some milliseconds.</summary>
    /// <returns>How many statements were acknowledged.</returns>
    private int RunAndKill(IReadOnlyList<(string Sql, KillState After)> script, Random random)
    {
        var (wanted, delayMs) = (random.Next(AcknowledgedMax), random.Next(DelayMaxMs));
        using var process = RametProcess.Start(WarehouseDirectory, "--project", KillState.Project, "--threads", "1");
        process.StandardInput.Write(string.Concat(script.Select(statement => statement.Sql + ";\n")));
        process.StandardInput.Close();
        var acknowledged = 0;
        while (acknowledged < wanted)
            acknowledged += IsAcknowledgement(process.StandardError.ReadLine() ?? throw new InvalidOperationException("The process has ended by itself.")) ? 1 : 0;
        Thread.Sleep(delayMs);
        process.Kill();
        while (process.StandardError.ReadLine() is { } line)
            acknowledged += IsAcknowledgement(line) ? 1 : 0;
        process.WaitForExit();
        return acknowledged;
    }

    private static bool IsAcknowledgement(string line)
    {
        Assert.False(line.StartsWith("FAILED", StringComparison.Ordinal), line);
        return line.StartsWith("OK", StringComparison.Ordinal);
    }

    private string Reopen()
    {
        Assert.Empty(ReachableFiles.FindDamaged(WarehouseDirectory));
        using var warehouse = RametWarehouse.Open(new WarehouseOptions { Directory = WarehouseDirectory, Threads = 1 });
        using var session = warehouse.OpenSession(Principal.Administrator);
        return KillState.Read(session);
    }

    private void RunToEnd(string sql)
    {
        using var process = RametProcess.Start(WarehouseDirectory, "--quiet", "-e", sql);
        process.StandardInput.Close();
        process.StandardOutput.ReadToEnd();
        Assert.Equal("", process.StandardError.ReadToEnd());
        process.WaitForExit();
        Assert.Equal(ExitCode.Success, process.ExitCode);
    }

    private static string LastOf(IReadOnlyList<(string Sql, KillState After)> script, int acknowledged) =>
        acknowledged == 0 ? "none" : script[acknowledged - 1].Sql;
}
