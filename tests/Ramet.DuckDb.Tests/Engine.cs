namespace Ramet.DuckDb.Tests;

/// <summary>A database in memory with one connection, and short ways to read results in assertions.</summary>
internal sealed class Engine : IDisposable
{
    public Engine(DuckDbOptions? options = null)
    {
        Database = DuckDbDatabase.Open(options ?? new DuckDbOptions());
        Connection = Database.Connect();
    }

    public DuckDbDatabase Database { get; }

    public DuckDbConnection Connection { get; }

    public void Dispose()
    {
        Connection.Dispose();
        Database.Dispose();
    }

    /// <summary>All values of the first column as text, NULL as null; the query casts to VARCHAR where it must.</summary>
    public List<string?> Texts(string sql)
    {
        using var result = Connection.Query(sql);
        return Texts(result);
    }

    public static List<string?> Texts(DuckDbResult result)
    {
        var texts = new List<string?>();
        while (result.TryReadChunk(out var chunk))
        {
            var vector = chunk.Vector(0);
            for (var row = 0; row < chunk.RowCount; row++)
                texts.Add(vector.IsNull(row) ? null : vector.Text(row));
        }
        return texts;
    }

    /// <summary>Runs a query and hands its first chunk to an assertion.</summary>
    public void Read(string sql, Action<DataChunk> assertion)
    {
        using var result = Connection.Query(sql);
        Assert.True(result.TryReadChunk(out var chunk));
        assertion(chunk);
    }
}
