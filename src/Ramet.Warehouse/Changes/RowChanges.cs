using Ramet.DuckDb;
using Ramet.Errors;
using Ramet.Sql.DuckDb;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Changes;

/// <summary>The changes of one statement, in a temporary table of the session's engine until this is disposed.</summary>
internal sealed class RowChanges : IDisposable
{
    private readonly StatementContext context;

    private bool hasTable;

    private RowChanges(StatementContext context) => this.context = context;

    /// <summary>The files that hold changed rows.</summary>
    public IReadOnlyList<ChangedFile> Files { get; private set; } = [];

    /// <summary>How many rows are inserted.</summary>
    public long Inserted { get; private set; }

    /// <summary>Runs the query of a statement and keeps its result. Nothing is run when whole partitions go.</summary>
    /// <exception cref="RametException">A row would be changed twice, or the query fails.</exception>
    public static RowChanges Find(StatementContext context, RowChangePlan plan)
    {
        var changes = new RowChanges(context);
        if (plan.Change.DeletesPartitions)
        {
            changes.Files = [.. plan.Files.Select((file, position) => new ChangedFile(position, Updated: 0, Deleted: file.RecordCount))];
            return changes;
        }
        try
        {
            changes.Fill(plan);
            changes.Count();
            if (plan.Change.MayRepeat)
                changes.CheckNotRepeated(plan);
            return changes;
        }
        catch
        {
            changes.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (!hasTable)
            return;
        try
        {
            context.Session.Engine.Execute(RowChangeText.WriteDrop(), CancellationToken.None);
        }
        catch (DuckDbException)
        {
            // The next statement replaces the table; an error of this one matters more.
        }
    }

    private void Fill(RowChangePlan plan)
    {
        hasTable = true;
        try
        {
            using var result = Query(RowChangeText.WriteCreate(plan.Change, plan.Query.Sql));
            while (result.TryReadChunk(out _))
            {
                // It gives the number of rows.
            }
        }
        catch (DuckDbException error)
        {
            throw QueryErrors.Explain(context, plan.Query, error);
        }
    }

    private void Count()
    {
        var files = new List<ChangedFile>();
        using var rows = Query(RowChangeText.WriteCounts());
        while (rows.TryReadChunk(out var chunk))
        {
            for (var row = 0; row < chunk.RowCount; row++)
            {
                if (chunk.Vector(0).IsNull(row))
                    Inserted = chunk.Vector(3).Values<long>()[row];
                else
                    files.Add(new ChangedFile(checked((int)chunk.Vector(0).Values<long>()[row]), chunk.Vector(1).Values<long>()[row], chunk.Vector(2).Values<long>()[row]));
            }
        }
        Files = files;
    }

    /// <summary>Which of two changes would hold is not said anywhere, so a row that two rows of the source want to change is an error.</summary>
    private void CheckNotRepeated(RowChangePlan plan)
    {
        if (FindRepeated() is not var (file, row))
            return;
        throw new RametException(
            ErrorCode.InvalidArguments,
            ErrorKind.User,
            $"more than one row of the source changes the same row of {plan.Table.FullName} ({NameOf(plan, file, row)})",
            plan.Span,
            "Let the source give at most one row for each row of the table, for example by GROUP BY.");
    }

    private (int File, long Row)? FindRepeated()
    {
        using var rows = Query(RowChangeText.WriteRepeated());
        return rows.TryReadChunk(out var chunk) && chunk.RowCount > 0
            ? (checked((int)chunk.Vector(0).Values<long>()[0]), chunk.Vector(1).Values<long>()[0])
            : null;
    }

    private string NameOf(RowChangePlan plan, int file, long row)
    {
        using var rows = Query(RowChangeText.WriteRowName(plan.Change, QueryPlanner.FilesToScan(context, [plan.Files[file]]), row));
        return rows.TryReadChunk(out var chunk) && chunk.RowCount > 0
            ? chunk.Vector(0).Text(0)
            : throw new InvalidOperationException("A row that was read is not there any more.");
    }

    private DuckDbResult Query(string sql) => context.Session.Engine.Query(sql, context.Zone, context.CancellationToken);
}

/// <summary>What happens to the rows of one file.</summary>
/// <param name="Position">The file's position in <see cref="RowChangePlan.Files"/>.</param>
/// <param name="Updated">How many rows get new values.</param>
/// <param name="Deleted">How many rows go.</param>
internal sealed record ChangedFile(int Position, long Updated, long Deleted);
