using Microsoft.Data.Sqlite;

namespace Ramet.Benchmarks.Setting;

/// <summary>
/// The least that a durable change of an SQLite database costs: one prepared INSERT of one small row in a transaction of its own, with the
/// library and the settings of the catalog (write-ahead log, synced at each commit), in a file beside the warehouse.
/// </summary>
/// <remarks>The catalog binds the library, so a warehouse must have been opened before.</remarks>
internal sealed class BareCommit : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand insert;

    public BareCommit(BenchmarkWarehouse warehouse)
    {
        connection = new SqliteConnection($"Data Source={Path.Combine(warehouse.Root, "bare.db")};Pooling=False");
        connection.Open();
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (value INTEGER NOT NULL)");
        insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO t VALUES (1)";
    }

    /// <summary>Commits one row.</summary>
    public void Run() => insert.ExecuteNonQuery();

    public void Dispose()
    {
        insert.Dispose();
        connection.Dispose();
    }

    private void Execute(string script)
    {
        using var command = connection.CreateCommand();
        command.CommandText = script;
        command.ExecuteNonQuery();
    }
}
