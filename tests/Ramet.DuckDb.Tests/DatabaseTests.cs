namespace Ramet.DuckDb.Tests;

public sealed class DatabaseTests
{
    [Fact]
    public void A_database_in_memory_answers_a_query()
    {
        using var database = DuckDbDatabase.Open(new DuckDbOptions());
        using var connection = database.Connect();
        using var result = connection.Query("SELECT 42 AS answer");

        Assert.True(result.TryReadChunk(out var chunk));
        Assert.Equal("answer", Assert.Single(result.Columns).Name);
        Assert.Equal([42], chunk.Vector(0).Values<int>().ToArray());
        Assert.False(result.TryReadChunk(out _));
    }
}
