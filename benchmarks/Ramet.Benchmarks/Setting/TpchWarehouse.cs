using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Ramet.Benchmarks.Setting;

/// <summary>
/// The tables of TPC-H in a warehouse that is made once for each scale factor and kept beside the program. The rows come from the generator
/// of an older DuckDB, which Node.js runs (<c>benchmarks/tpch/generate.mjs</c>): the library that the warehouse uses has none.
/// </summary>
internal sealed class TpchWarehouse : IDisposable
{
    /// <summary>The tables.</summary>
    public static readonly IReadOnlyList<string> Tables = ["customer", "lineitem", "nation", "orders", "part", "partsupp", "region", "supplier"];

    private const string ReadyFile = "ready";
    private const string EngineQueriesFile = "queries.json";

    private TpchWarehouse(string root)
    {
        Warehouse = BenchmarkWarehouse.OpenKept(root);
        EngineQueries = JsonSerializer.Deserialize<string[]>(File.ReadAllText(Path.Combine(root, EngineQueriesFile)))!; // the generator writes an array
        Queries = [.. Enumerable.Range(1, EngineQueries.Count).Select(number => File.ReadAllText(Path.Combine(Sources, "queries", FileName(number))))];
    }

    /// <summary>The warehouse.</summary>
    public BenchmarkWarehouse Warehouse { get; }

    /// <summary>The 22 queries in the dialect of the warehouse, in their order.</summary>
    public IReadOnlyList<string> Queries { get; }

    /// <summary>The same in DuckDB's dialect, as DuckDB itself publishes them.</summary>
    public IReadOnlyList<string> EngineQueries { get; }

    private static string Sources => Path.Combine(Repository.Root, "benchmarks", "tpch");

    /// <summary>Opens the warehouse of a scale factor; makes it when there is none.</summary>
    public static TpchWarehouse Open(double scale)
    {
        var scaleText = scale.ToString(CultureInfo.InvariantCulture);
        var root = Path.Combine(AppContext.BaseDirectory, "tpch", $"scale-{scaleText}");
        if (!File.Exists(Path.Combine(root, ReadyFile)))
            Make(root, scaleText);
        return new TpchWarehouse(root);
    }

    public void Dispose() => Warehouse.Dispose();

    private static void Make(string root, string scaleText)
    {
        if (Directory.Exists(root))
            Directory.Delete(root, recursive: true); // what an interrupted run left
        var data = Path.Combine(root, "generated");
        Directory.CreateDirectory(data);
        Console.Error.WriteLine($"Generating the tables of TPC-H at scale factor {scaleText}, once, into {root}");
        Run(root, "node", Path.Combine(InstallGenerator(), "generate.mjs"), scaleText, data);
        File.Move(Path.Combine(data, EngineQueriesFile), Path.Combine(root, EngineQueriesFile));
        using (var warehouse = BenchmarkWarehouse.OpenKept(root))
        {
            warehouse.Run(File.ReadAllText(Path.Combine(Sources, "tables.sql")));
            foreach (var table in Tables)
                warehouse.Run($"LOAD OVERWRITE TABLE {table} FROM LOCATION 'file://{data}/{table}' STORED AS PARQUET");
        }
        Directory.Delete(data, recursive: true);
        File.WriteAllText(Path.Combine(root, ReadyFile), "");
    }

    /// <summary>Fetches the generator's packages by its lock file, beside the program, so that the sources stay as they are.</summary>
    /// <returns>The directory of the generator.</returns>
    private static string InstallGenerator()
    {
        var directory = Path.Combine(AppContext.BaseDirectory, "tpch", "generator");
        Directory.CreateDirectory(directory);
        foreach (var file in (string[])["generate.mjs", "package.json", "package-lock.json", ".npmrc"])
            File.Copy(Path.Combine(Sources, file), Path.Combine(directory, file), overwrite: true);
        if (!Directory.Exists(Path.Combine(directory, "node_modules")))
            Run(directory, OperatingSystem.IsWindows() ? "npm.cmd" : "npm", "ci", "--ignore-scripts", "--loglevel=error");
        return directory;
    }

    private static void Run(string directory, string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = directory })
            ?? throw new InvalidOperationException("The operating system started no process.");
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with exit code {process.ExitCode}; its messages are above.");
    }

    private static string FileName(int number) => $"q{number.ToString("D2", CultureInfo.InvariantCulture)}.sql";
}
