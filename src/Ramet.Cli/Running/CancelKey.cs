using System.Runtime.InteropServices;

namespace Ramet.Cli.Running;

/// <summary>
/// Ctrl-C while statements run: the first one cancels the statement, a second one before it has ended, or one between statements,
/// ends the process as if nobody listened.
/// </summary>
internal sealed class CancelKey : IDisposable
{
    private readonly Lock gate = new();
    private PosixSignalRegistration? registration;
    private CancellationTokenSource? running;

    /// <summary>Listens to the signal until disposed.</summary>
    public static CancelKey Listen()
    {
        var key = new CancelKey();
        key.registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = key.TryCancel());
        return key;
    }

    /// <summary>Begins a statement; it ends when the scope is disposed.</summary>
    public StatementScope BeginStatement()
    {
        lock (gate)
            running = new CancellationTokenSource();
        return new StatementScope(this, running);
    }

    /// <summary>Cancels the running statement; false when there is none or it was cancelled already.</summary>
    public bool TryCancel()
    {
        lock (gate)
        {
            if (running is null or { IsCancellationRequested: true })
                return false;
            running.Cancel();
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => registration?.Dispose();

    private void EndStatement()
    {
        lock (gate)
        {
            running?.Dispose();
            running = null;
        }
    }

    /// <summary>The time in which Ctrl-C cancels one statement.</summary>
    internal sealed class StatementScope(CancelKey key, CancellationTokenSource source) : IDisposable
    {
        /// <summary>Cancelled by Ctrl-C.</summary>
        public CancellationToken Token { get; } = source.Token;

        /// <inheritdoc/>
        public void Dispose() => key.EndStatement();
    }
}
