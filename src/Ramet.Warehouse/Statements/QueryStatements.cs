using Ramet.DuckDb;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Results;

namespace Ramet.Warehouse.Statements;

/// <summary>SELECT.</summary>
internal static class QueryStatements
{
    public static StatementResult Select(StatementContext context, SelectStatement statement)
    {
        return Rows(context, QueryPlanner.Plan(context, statement.Query));
    }

    /// <summary>The rows of a query: made while the session reads them, or kept when the statement is a job of the queue.</summary>
    public static StatementResult Rows(StatementContext context, QueryPlan plan)
    {
        context.AnnounceJob();
        if (context is { Script: { } script, QueuedJob: null })
            return script.KeepResult(context, plan);
        return context.QueuedJob is { Results: { } results } run
            ? results.Keep(context, run, plan)
            : Open(context, plan);
    }

    /// <summary>The rows of a query, made while the session reads them.</summary>
    public static StatementResult Open(StatementContext context, QueryPlan plan) => new QueryRows(context, plan, Start(context, plan)) { JobId = context.JobId };

    private static DuckDbResult Start(StatementContext context, QueryPlan plan)
    {
        try
        {
            return context.Session.Engine.Query(LocalTimes.InResult(plan.Sql, plan.Columns), context.Zone, context.CancellationToken);
        }
        catch (DuckDbException error)
        {
            throw QueryErrors.Explain(context, plan, error);
        }
    }
}
