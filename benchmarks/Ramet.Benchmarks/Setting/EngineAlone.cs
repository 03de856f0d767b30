using Ramet.DuckDb;
using Ramet.Sql.DuckDb;

namespace Ramet.Benchmarks.Setting;

/// <summary>DuckDB alone, with the warehouse's threads and memory and SQL written by hand.</summary>
internal sealed class EngineAlone : IDisposable
{
    private readonly DuckDbDatabase database;
    private readonly DuckDbConnection connection;

    public EngineAlone(BenchmarkWarehouse warehouse)
    {
        database = warehouse.OpenEngine();
        connection = database.Connect();
    }

    /// <summary>
    /// What stands behind FROM to read Parquet files. All columns come from the files, as they do for the warehouse: names of directories do
    /// not stand in for the partition columns.
    /// </summary>
    public static string Files(IEnumerable<string> paths) =>
        $"read_parquet([{string.Join(", ", paths.Select(DuckDbNames.Literal))}], hive_partitioning = false)";

    /// <summary>Runs a query and takes its rows as they come.</summary>
    /// <returns>The number of rows.</returns>
    public int Read(string query)
    {
        using var result = connection.Query(query);
        var rows = 0;
        while (result.TryReadChunk(out var chunk))
            rows += chunk.RowCount;
        return rows;
    }

    /// <summary>Runs a query and gives its rows as the engine's own texts; null is NULL.</summary>
    public IReadOnlyList<string?[]> Rows(string query)
    {
        using var result = connection.Query($"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ({query}) AS q");
        var rows = new List<string?[]>();
        while (result.TryReadChunk(out var chunk))
        {
            for (var row = 0; row < chunk.RowCount; row++)
                rows.Add([.. Enumerable.Range(0, result.Columns.Count).Select(column => chunk.Vector(column).IsNull(row) ? null : chunk.Vector(column).Text(row))]);
        }
        return rows;
    }

    /// <summary>Runs statements for their effect.</summary>
    public void Run(string script) => connection.Execute(script);

    public void Dispose()
    {
        connection.Dispose();
        database.Dispose();
    }
}
