using Ramet.DuckDb;
using Ramet.Sql.Binding;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Queries;

/// <summary>
/// The rows of a query that later queries of the same statement read, in a temporary table of the session's engine until this is disposed. What
/// does not fit into memory is spilled.
/// </summary>
internal sealed class StoredRows : IDisposable
{
    private readonly StatementContext context;
    private readonly StoredRowsSymbol symbol;

    private StoredRows(StatementContext context, StoredRowsSymbol symbol)
    {
        this.context = context;
        this.symbol = symbol;
    }

    /// <summary>Runs the query and keeps its rows.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="symbol">The name of the temporary table, and the columns.</param>
    /// <param name="plan">The query.</param>
    public static StoredRows Keep(StatementContext context, StoredRowsSymbol symbol, QueryPlan plan)
    {
        var rows = new StoredRows(context, symbol);
        try
        {
            using var result = context.Session.Engine.Query(symbol.WriteCreate(plan.Sql), context.Zone, context.CancellationToken);
            while (result.TryReadChunk(out _))
            {
                // It gives the number of rows.
            }
            return rows;
        }
        catch (DuckDbException error)
        {
            rows.Dispose();
            throw DataFileDiagnosis.Explain(context, plan, error);
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        try
        {
            context.Session.Engine.Execute(symbol.WriteDrop(), CancellationToken.None);
        }
        catch (DuckDbException)
        {
            // The next statement replaces the table; an error of this one matters more.
        }
    }
}
