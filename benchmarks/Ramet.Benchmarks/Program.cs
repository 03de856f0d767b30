using System.Globalization;
using Ramet.Benchmarks;
using Ramet.Benchmarks.Reporting;
using Ramet.Benchmarks.Setting;

// dotnet run --project benchmarks/Ramet.Benchmarks -c Release [-- NAME ... [--scale TPCH_SCALE_FACTOR]]
var names = args.ToList();
var tpchScale = 1.0;
if (names.IndexOf("--scale") is var option and >= 0)
{
    var value = names.ElementAtOrDefault(option + 1);
    if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out tpchScale) || tpchScale is not (> 0 and <= 1000))
    {
        Console.Error.WriteLine($"--scale takes the scale factor of TPC-H, a number up to 1000; found '{value}'.");
        return 2;
    }
    names.RemoveRange(option, 2);
}
var benchmarks = Benchmark.All(tpchScale);
var unknown = names.Except(benchmarks.Select(benchmark => benchmark.Name)).ToList();
if (unknown.Count > 0)
{
    Console.Error.WriteLine($"There is no benchmark '{unknown[0]}'. There are:");
    foreach (var benchmark in benchmarks)
        Console.Error.WriteLine($"  {benchmark.Name,-15} {benchmark.Question}");
    return 2;
}

#if DEBUG
Console.Error.WriteLine("This is a debug build, whose figures say little. Run it with -c Release.");
#endif
var table = new FindingTable(Console.Out);
table.WriteHead();
foreach (var benchmark in benchmarks.Where(benchmark => names.Count == 0 || names.Contains(benchmark.Name)))
{
    using var warehouse = new BenchmarkWarehouse();
    foreach (var finding in benchmark.Run(warehouse))
        table.Write(finding);
}
return 0;
