using Ramet.Benchmarks.Comparisons;
using Ramet.Benchmarks.Measuring;
using Ramet.Benchmarks.Observations;
using Ramet.Benchmarks.Setting;

namespace Ramet.Benchmarks;

/// <summary>One group of measurements that can be asked for by name.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Question">What it answers.</param>
/// <param name="Run">Takes the measurements in a new, empty warehouse.</param>
internal sealed record Benchmark(string Name, string Question, Func<BenchmarkWarehouse, IEnumerable<Finding>> Run)
{
    /// <summary>All of them: first those that have limits.</summary>
    /// <param name="tpchScale">The scale factor of TPC-H: about so many gigabytes of data as text.</param>
    public static IReadOnlyList<Benchmark> All(double tpchScale) =>
    [
        new("clone", "Is a clone one small commit, whatever the size of the table?", CloneComparison.Run),
        new("clone-into", "Is a clone into an existing table cheaper than linking its files?", CloneIntoComparison.Run),
        new("clone-parallel", "What do clones cost that run at the same time?", ParallelCloneComparison.Run),
        new("grant", "How many permissions can a script grant in a second?", GrantComparison.Run),
        new("count", "How long does a query take that has next to nothing to read?", CountComparison.Run),
        new("desc", "How long does the command take from start to end?", DescribeComparison.Run),
        new("lookup", "Does a query for a key gain from clustering?", LookupComparison.Run),
        new("scan", "Do queries run as fast as the engine can?", ScanComparison.Run),
        new("plan", "How long is a query under way before it reads, on a table with ten thousand partitions?", PlanComparison.Run),
        new("parse", "How fast is a large script parsed?", ParseComparison.Run),
        new("tpch", "Do the 22 queries of TPC-H run as fast as the engine's own?", _ => TpchComparison.Run(tpchScale)),
        new("insert-1", "What does it cost to make one row durable?", SingleInsertComparison.Run),
        new("insert-10m", "Are many rows written as fast as the engine can?", BulkInsertComparison.Run),
        new("server", "How long do clients wait for metadata and small jobs?", ServerComparison.Run),
        new("tunnel", "How long do many rows take over HTTP, in and out?", TunnelComparison.Run),
        new("access", "How long does the decision over a statement take?", static _ => DecisionComparison.Run()),
        new("cold", "How long does the first query of a process take?", ColdQueryObservation.Run),
        new("memory", "How much memory does writing many rows take?", MemoryObservation.Run),
        new("partitions", "How do statements behave on a table with ten thousand partitions?", PartitionObservation.Run),
        new("insert-1000", "Does the time of an insert stay the same over a thousand of them?", InsertSeriesObservation.Run),
    ];
}
