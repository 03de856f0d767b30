using Ramet.Catalog.Tables;

namespace Ramet.Warehouse.Statements;

/// <summary>
/// Lets the statements of this process that have lost a race for a table run one after the other, so that many at once do not starve some.
/// This is courtesy: what is right is decided by the commit alone. Statements of other processes, and those that have not lost yet, do not
/// wait here.
/// </summary>
internal sealed class TableTurns : IDisposable
{
    private const int Count = 64;

    // Two tables may share a turn, which costs time only.
    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, Count).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Waits for a turn at a table, which lasts until the result is disposed. A statement takes one turn only.</summary>
    public IDisposable Wait(TableName table, CancellationToken cancellationToken)
    {
        var turn = turns[(uint)table.GetHashCode() % Count];
        turn.Wait(cancellationToken);
        return new Turn(turn);
    }

    public void Dispose()
    {
        foreach (var turn in turns)
            turn.Dispose();
    }

    private sealed class Turn(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}
