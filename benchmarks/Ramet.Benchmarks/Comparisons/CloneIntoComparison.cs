using System.Diagnostics;
using System.Globalization;
using Ramet.Benchmarks.Measuring;
using Ramet.Benchmarks.Setting;

namespace Ramet.Benchmarks.Comparisons;

/// <summary>
/// CLONE TABLE ... IF EXISTS OVERWRITE of ten thousand partitions, a file each, into a table that has ten thousand of its own, against the
/// cheapest copy that a file system can make of as many files: hard links.
/// </summary>
internal static class CloneIntoComparison
{
    private const int Partitions = 10_000;
    private const int Warmups = 2;
    private const int TimedRounds = 9;
    private const int MemoryAddedMaxMiB = 200;

    public static IEnumerable<Finding> Run(BenchmarkWarehouse warehouse)
    {
        Prepare(warehouse);
        var files = MakeFiles(warehouse);

        var times = Rounds.Time(
            Warmups,
            TimedRounds,
            round => HardLink(files, $"{files}-{round}"),
            round => warehouse.Run(Into("others", round)),
            round => warehouse.Run(Into("same", round)));
        yield return new Finding("into 10,000 other partitions vs cp -al", times[1], times[0], new Limit.Ratio(1));
        yield return new Finding("over the same 10,000 partitions vs cp -al", times[2], times[0], new Limit.Ratio(1));

        var into = RametProcess.PeakMemory(warehouse, Into("others", Warmups + TimedRounds));
        var whole = RametProcess.PeakMemory(warehouse, "CLONE TABLE source TO whole");
        yield return new Finding(
            "memory above that of a clone to a new name", Samples.One(Unit.Mebibytes, into - whole), Limit: new Limit.Absolute(MemoryAddedMaxMiB));
    }

    /// <summary>The source, and for each round a destination with other partitions and one with the same.</summary>
    private static void Prepare(BenchmarkWarehouse warehouse)
    {
        foreach (var table in (string[])["source", "others", "same"])
            warehouse.Run($"CREATE TABLE {table} (v BIGINT) PARTITIONED BY (ds STRING)");
        SyntheticPartitions.Add(warehouse, "source", Partitions);
        SyntheticPartitions.Add(warehouse, "others", Partitions, first: Partitions);
        SyntheticPartitions.Add(warehouse, "same", Partitions);
        for (var round = 0; round <= Warmups + TimedRounds; round++)
        {
            foreach (var table in (string[])["others", "same"])
                warehouse.Run(string.Create(CultureInfo.InvariantCulture, $"CLONE TABLE {table} TO {table}_{round}"));
        }
    }

    private static string Into(string table, int round) =>
        string.Create(CultureInfo.InvariantCulture, $"CLONE TABLE source TO {table}_{round} IF EXISTS OVERWRITE");

    private static string MakeFiles(BenchmarkWarehouse warehouse)
    {
        var directory = Path.Combine(warehouse.Root, "files");
        Directory.CreateDirectory(directory);
        for (var file = 0; file < Partitions; file++)
            File.WriteAllText(Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{file:D8}.parquet")), "a row");
        return directory;
    }

    private static void HardLink(string from, string to)
    {
        using var process = Process.Start("cp", ["-al", from, to]);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"cp -al ended with exit code {process.ExitCode}.");
    }
}
