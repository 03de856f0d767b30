namespace Ramet.DuckDb;

/// <summary>Ties a cancellation token to the query that a connection runs, until it is disposed.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationToken _token;
    private readonly CancellationTokenRegistration _registration;

    /// <exception cref="OperationCanceledException">The token is cancelled already.</exception>
    public Interruption(DuckDbConnection connection, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        _token = token;
        _registration = token.UnsafeRegister(static connection => ((DuckDbConnection)connection!).Interrupt(), connection);
    }

    /// <summary>Whether the token is cancelled.</summary>
    public bool IsRequested => _token.IsCancellationRequested;

    /// <summary>What the caller sees when the token ended the query.</summary>
    public OperationCanceledException Exception(DuckDbException? cause = null) => new("The query was cancelled.", cause, _token);

    /// <summary>An interruption by the token is a cancellation; every other error stays what it is.</summary>
    public Exception Explain(DuckDbException error) =>
        error.ErrorType == DuckDbErrorType.Interrupt && IsRequested ? Exception(error) : error;

    /// <summary>Waits for an interruption that is under way, so that it cannot hit the connection's next query.</summary>
    public void Dispose() => _registration.Dispose();
}
