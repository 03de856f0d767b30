using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Warehouse.Results;

namespace Ramet.Warehouse.Statements;

/// <summary>
/// Runs statements that compute what they write from the table that they write to. Their result is right only for the state that was read,
/// so after a conflict nothing of it can be used: the statement is run again, from the reading of its tables on. Updates are never lost, and
/// each statement takes effect as if it had run alone.
/// </summary>
internal static class StateRetry
{
    private const int AttemptsMax = 20;

    /// <summary>Runs the statement until it commits on the state that it read.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="table">The name of the table that is written to.</param>
    /// <param name="run">One run. What it decides and requires is forgotten when it ends in a conflict.</param>
    /// <param name="mayRepeat">Whether another run can help; null for always.</param>
    /// <exception cref="RametException">Others were faster every time (kind Conflict), or what <paramref name="run"/> throws.</exception>
    public static CompletedResult Run(StatementContext context, TableName table, Func<CompletedResult> run, Func<bool>? mayRepeat = null)
    {
        IDisposable? turn = null;
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var start = context.Mark();
                try
                {
                    return run();
                }
                catch (RametException error) when (error.Kind == ErrorKind.Conflict && attempt < AttemptsMax && mayRepeat?.Invoke() != false)
                {
                    context.ReturnTo(start);
                    turn ??= context.TakeTurn(table);
                }
            }
        }
        finally
        {
            turn?.Dispose();
        }
    }
}
