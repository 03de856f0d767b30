using System.Collections.Immutable;
using Ramet.Sql.Binding;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Scripts;

/// <summary>What the statements of one script share while it runs. Disposing it gives up the rows of its variables, but not its result.</summary>
/// <param name="catalog">The catalog with the changes of the script so far.</param>
/// <param name="job">The job of the whole script.</param>
/// <param name="targets">The tables that any of its statements writes: what goes into a variable may end in each of them.</param>
internal sealed class ScriptScope(ScriptCatalog catalog, JobRun job, ImmutableArray<TableName> targets) : IDisposable
{
    private const string ResultName = "script_result";

    private readonly List<StoredRows> stored = [];
    private (StatementContext Context, QueryPlan Plan)? result;

    public ScriptCatalog Catalog { get; } = catalog;

    public JobRun Job { get; } = job;

    public ImmutableArray<TableName> Targets { get; } = targets;

    /// <summary>The variables so far.</summary>
    public ScriptVariables Variables { get; set; } = ScriptVariables.None;

    /// <summary>The functions that the script has made for itself, by their names.</summary>
    public Dictionary<string, FunctionSymbol> Functions { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Keeps the rows of a variable.</summary>
    /// <param name="context">The statement that assigns them.</param>
    /// <param name="plan">The query.</param>
    public ScriptVariable.Rows Keep(StatementContext context, QueryPlan plan)
    {
        var symbol = new StoredRowsSymbol($"script_{stored.Count}", plan.Columns);
        stored.Add(StoredRows.Keep(context, symbol, plan));
        return new ScriptVariable.Rows(symbol);
    }

    /// <summary>Keeps the rows that the script shows: they must be complete before it commits.</summary>
    public CompletedResult KeepResult(StatementContext context, QueryPlan plan)
    {
        var symbol = new StoredRowsSymbol(ResultName, plan.Columns);
        StoredRows.Keep(context, symbol, plan); // the next script replaces them
        result = (context, plan with { Sql = symbol.WriteSelect(), Scans = [] });
        return context.Done();
    }

    /// <summary>What the script shows, when it has been committed; null for nothing.</summary>
    public StatementResult? OpenResult() => result is var (context, plan) ? QueryStatements.Open(context, plan) : null;

    public void Dispose() => stored.ForEach(static rows => rows.Dispose());
}
