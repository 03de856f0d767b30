using Ramet.DuckDb;
using Ramet.Errors;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Queries;

/// <summary>Explains what went wrong while the engine ran a query: a damaged file, or a value, with its place in the statement.</summary>
internal static class QueryErrors
{
    /// <summary>The error with its reason; the exception itself when there is nothing more to say.</summary>
    public static Exception Explain(StatementContext context, QueryPlan plan, Exception exception)
    {
        var explained = DataFileDiagnosis.Explain(context, plan, exception);
        if (explained is not DuckDbException error || plan.Query is null)
            return explained;
        return ErrorTranslation.Of(error, context.CancellationToken, plan.Query) is { Kind: ErrorKind.User } located ? located : explained;
    }
}
