using Ramet.DuckDb;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Metadata;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Sessions;
using Ramet.Warehouse.Statements;
using Ramet.Warehouse.Transfer.Arrow;

namespace Ramet.Warehouse.Transfer;

/// <summary>
/// A look at some rows of a table: the head that <see cref="TableReader.OpenHead"/> gives, as an Arrow stream with its schema. It needs the right to
/// select the columns and no more, as the first rows of a query do: what may not be carried away may still be looked at.
/// </summary>
/// <param name="session">On whose behalf.</param>
public sealed class TablePreview(Session session)
{
    /// <summary>Writes the rows.</summary>
    /// <param name="project">The project.</param>
    /// <param name="table">The table or view.</param>
    /// <param name="query">How many rows, and what of them.</param>
    /// <param name="output">Gets the stream, nothing before the first rows were found; the caller disposes it.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="RametException">There is no such table or column, or the caller may not read it.</exception>
    public TransferCount Write(string project, string table, TableHeadQuery query, Stream output, CancellationToken cancellation = default) =>
        new TableReader(session).ReadHead(
            project,
            table,
            query,
            context =>
            {
                var count = Write(context, QueryPlanner.Plan(context, ((SelectStatement)context.Statement).Query), output);
                context.Finish();
                return count;
            },
            cancellation);

    private static TransferCount Write(StatementContext context, QueryPlan plan, Stream output)
    {
        try
        {
            using var rows = context.Session.Engine.Query(plan.Sql, context.Zone, context.CancellationToken);
            var hasRows = rows.TryReadChunk(out var chunk);
            var encoder = ArrowEncoder.OfStream(plan.Columns, output);
            while (hasRows)
            {
                encoder.Write(chunk!.Vector, 0, chunk!.RowCount); // there is one
                hasRows = rows.TryReadChunk(out chunk);
            }
            encoder.Finish();
            return new TransferCount(encoder.Rows, encoder.Bytes);
        }
        catch (DuckDbException error)
        {
            throw QueryErrors.Explain(context, plan, error);
        }
    }
}
