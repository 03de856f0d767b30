using Ramet.DuckDb;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Results;

/// <summary>The rows of a query, as the engine makes them.</summary>
internal sealed class QueryRows : RowsResult
{
    private readonly StatementContext context;
    private readonly QueryPlan plan;
    private readonly DuckDbResult rows;
    private readonly ValueText[] texts;
    private DataChunk? chunk;
    private int nextRow;
    private bool isFinished;

    public QueryRows(StatementContext context, QueryPlan plan, DuckDbResult rows)
    {
        this.context = context;
        this.plan = plan;
        this.rows = rows;
        Columns = plan.Columns;
        texts = [.. plan.Columns.Select(column => new ValueText(column.Type))];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ResultColumn> Columns { get; }

    /// <inheritdoc/>
    public override bool TryReadRow(Span<string?> cells)
    {
        if (!TryReadRow())
            return false;
        var column = 0;
        try
        {
            for (; column < texts.Length; column++)
                cells[column] = texts[column].Read(chunk!.Vector(column), nextRow);
        }
        catch (Exception exception)
        {
            isFinished = true;
            chunk = null; // no row comes after the error
            throw context.Fail(exception is RametException error && plan.Query?.PlaceOf(column) is { } place ? error.At(place) : exception);
        }
        nextRow++;
        return true;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        rows.Dispose();
        try
        {
            Finish(); // Whoever stops reading early has what he wanted.
        }
        catch (RametException)
        {
            // The job was killed, or cannot be recorded: nobody who stopped reading waits for that.
        }
        base.Dispose();
    }

    /// <summary>Makes sure that <see cref="nextRow"/> is a row of <see cref="chunk"/>.</summary>
    private bool TryReadRow()
    {
        if (chunk is not null && nextRow < chunk.RowCount)
            return true;
        if (isFinished)
            return false;
        try
        {
            nextRow = 0;
            if (rows.TryReadChunk(out chunk))
                return true;
        }
        catch (Exception exception)
        {
            isFinished = true;
            rows.Dispose(); // the connection is needed to look for the reason
            throw context.Fail(QueryErrors.Explain(context, plan, exception));
        }
        Finish();
        return false;
    }

    private void Finish()
    {
        if (isFinished)
            return;
        isFinished = true;
        context.Finish();
    }
}
