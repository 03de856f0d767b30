using System.Runtime.InteropServices;

namespace Ramet.Cli.Running;

/// <summary>
/// Ctrl-C while statements run: the first one cancels the statement, and a second one before it has ended ends the process.
/// </summary>
/// <param name="isIgnoredBetweenStatements">
/// Whether a key that comes too late to cancel a statement does nothing, as a shell needs it; otherwise it ends the process.
/// </param>
internal sealed class CancelKey(bool isIgnoredBetweenStatements) : IDisposable
{
    private readonly Lock gate = new();
    private PosixSignalRegistration? registration;
    private CancellationTokenSource? running;

    /// <summary>Listens to the signal until disposed.</summary>
    /// <inheritdoc cref="CancelKey(bool)" path="/param"/>
    public static CancelKey Listen(bool isIgnoredBetweenStatements)
    {
        var key = new CancelKey(isIgnoredBetweenStatements);
        key.registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = key.Press());
        return key;
    }

    /// <summary>Begins a statement; it ends when the scope is disposed.</summary>
    public StatementScope BeginStatement()
    {
        lock (gate)
            running = new CancellationTokenSource();
        return new StatementScope(this, running);
    }

    /// <summary>Does what the key asks for; false when that is the end of the process.</summary>
    public bool Press()
    {
        lock (gate)
        {
            if (running is null)
                return isIgnoredBetweenStatements;
            if (running.IsCancellationRequested)
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
