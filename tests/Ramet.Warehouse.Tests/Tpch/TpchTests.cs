using System.Globalization;
using Ramet.Warehouse.Tests.Golden;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests.Tpch;

/// <summary>
/// The 22 queries of TPC-H at scale factor 0.01, in the text that the benchmark runs. The data are those of its generator (without the comments of lineitem, part and
/// partsupp, which no query reads); the answers are DuckDB's over the same files, with averages and quotients as exact as the dialect makes them.
/// </summary>
public sealed class TpchTests(TpchTests.LoadedWarehouse loaded) : IClassFixture<TpchTests.LoadedWarehouse>
{
    private static readonly string Sources = Path.Combine(GoldenFile.Repository, "benchmarks", "tpch");
    private static readonly string Folder = Path.Combine(GoldenFile.Repository, "tests", "Ramet.Warehouse.Tests", "Tpch");

    public static TheoryData<int> Queries => [.. Enumerable.Range(1, 22)];

    [Theory]
    [MemberData(nameof(Queries))]
    public void Query_gives_the_known_answer(int number)
    {
        var name = $"q{number.ToString("D2", CultureInfo.InvariantCulture)}";

        var rows = loaded.World.Rows(File.ReadAllText(Path.Combine(Sources, "queries", name + ".sql")));

        Assert.NotEmpty(rows);
        Assert.Equal(File.ReadAllLines(Path.Combine(Folder, "answers", name + ".txt")), rows);
    }

    /// <summary>A warehouse with the eight tables.</summary>
    public sealed class LoadedWarehouse : IDisposable
    {
        public LoadedWarehouse()
        {
            World.Run(File.ReadAllText(Path.Combine(Sources, "tables.sql")) + "; SET odps.sql.validate.orderby.limit=false");
            foreach (var file in Directory.GetFiles(Path.Combine(Folder, "data"), "*.parquet"))
                World.Run($"LOAD OVERWRITE TABLE {Path.GetFileNameWithoutExtension(file)} FROM LOCATION '{new Uri(file)}' STORED AS PARQUET");
        }

        internal TestWarehouse World { get; } = new();

        public void Dispose() => World.Dispose();
    }
}
