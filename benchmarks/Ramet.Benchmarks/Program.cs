using Ramet.Benchmarks;
using Ramet.Benchmarks.Reporting;
using Ramet.Benchmarks.Setting;

// dotnet run --project benchmarks/Ramet.Benchmarks -c Release [-- NAME ...]
var unknown = args.Except(Benchmark.All.Select(benchmark => benchmark.Name)).ToList();
if (unknown.Count > 0)
{
    Console.Error.WriteLine($"There is no benchmark '{unknown[0]}'. There are:");
    foreach (var benchmark in Benchmark.All)
        Console.Error.WriteLine($"  {benchmark.Name,-15} {benchmark.Question}");
    return 2;
}

#if DEBUG
Console.Error.WriteLine("This is a debug build, whose figures say little. Run it with -c Release.");
#endif
var table = new FindingTable(Console.Out);
table.WriteHead();
foreach (var benchmark in Benchmark.All.Where(benchmark => args.Length == 0 || args.Contains(benchmark.Name)))
{
    using var warehouse = new BenchmarkWarehouse();
    foreach (var finding in benchmark.Run(warehouse))
        table.Write(finding);
}
return 0;
