using Ramet.Benchmarks.Measuring;
using Ramet.Benchmarks.Setting;

namespace Ramet.Benchmarks.Comparisons;

/// <summary><c>ramet -e "DESC t"</c> as a whole process, from its start to its end.</summary>
internal static class DescribeComparison
{
    private const int Warmups = 2;
    private const int TimedRounds = 15;

    public static IEnumerable<Finding> Run(BenchmarkWarehouse warehouse)
    {
        warehouse.Run("CREATE TABLE t (id BIGINT, name STRING COMMENT 'who') PARTITIONED BY (ds STRING)");

        var times = Rounds.Time(Warmups, TimedRounds, _ => RametProcess.Run(warehouse, "DESC t"));
        yield return new Finding("ramet -e \"DESC t\", whole process", times[0], Limit: new Limit.Absolute(400));
    }
}
