using Ramet.DuckDb;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Unloading;

namespace Ramet.Warehouse.Statements;

/// <summary>SELECT and EXPLAIN.</summary>
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

    public static StatementResult Explain(StatementContext context, ExplainStatement statement)
    {
        var plan = statement.Explained switch
        {
            SelectStatement select => QueryPlanner.Plan(context, select.Query),
            InsertStatement insert => InsertStatements.Plan(context, insert).Query,
            MultiInsertStatement insert => MultiInsertStatements.Plan(context, insert) is var plans && plans.Source is { } source ? source : plans.Branches[0].Query,
            UnloadStatement unload => UnloadStatements.Plan(context, unload),
            RowChangeStatement change => RowChangeStatements.Plan(context, change).Query,
            var other => throw StatementErrors.NotSupported(other.Span, $"EXPLAIN of {StatementKind.Name(other)}", "EXPLAIN takes a SELECT, INSERT, UPDATE, DELETE or MERGE."),
        };
        var (text, data) = PlanText.Write(context, plan);
        return context.Show(text, data);
    }

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
