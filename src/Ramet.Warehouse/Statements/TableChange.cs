using Ramet.Catalog.Commits;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Tables.Metadata;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Results;

namespace Ramet.Warehouse.Statements;

/// <summary>
/// The optimistic commit of a change of one table: build the new state on the one that was read, write it if nobody was faster, else
/// read again and build anew. What is expensive, the data files, is made before and used by every attempt.
/// </summary>
internal static class TableChange
{
    private const int AttemptsMax = 20;
    private const int RetryDelayMaxMs = 50;

    /// <summary>Commits the change.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="table">The table as the statement read it.</param>
    /// <param name="aspects">What the change concerns.</param>
    /// <param name="summary">What the job did.</param>
    /// <param name="build">The new state, from the state of the attempt. It may be called again with a newer one.</param>
    /// <exception cref="RametException">Others were faster every time (kind Conflict), or what <paramref name="build"/> throws.</exception>
    public static CompletedResult Commit(
        StatementContext context, CatalogTable table, TableAspects aspects, JobSummary? summary, Func<TableMetadata, TableMetadata> build) =>
        Commit(context, table, summary, current => new CatalogChange.ReplaceTableState(current, build(current.Metadata), aspects));

    /// <summary>Commits a change that is right for whatever state the table has by then, such as its end or another name.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="table">The table as the statement read it.</param>
    /// <param name="summary">What the job did.</param>
    /// <param name="build">The change of the table in the state of the attempt. It may be called again with a newer one.</param>
    /// <exception cref="RametException">Others were faster every time (kind Conflict), or what <paramref name="build"/> throws.</exception>
    public static CompletedResult Commit(StatementContext context, CatalogTable table, JobSummary? summary, Func<CatalogTable, CatalogChange> build) =>
        CommitAll(context, table, summary, current => [build(current)]);

    /// <summary>Commits several changes of one table at once, each built on the state that the one before leaves.</summary>
    /// <inheritdoc cref="Commit(StatementContext, CatalogTable, JobSummary?, Func{CatalogTable, CatalogChange})"/>
    public static CompletedResult CommitAll(
        StatementContext context, CatalogTable table, JobSummary? summary, Func<CatalogTable, IReadOnlyList<CatalogChange>> build) =>
        Commit(context, table, current => new PlannedChange(build(current), summary));

    /// <summary>Commits a change that depends on the state of the table: what it does is planned for each attempt.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="table">The table as the statement read it.</param>
    /// <param name="plan">
    /// What to do to the table in the state of the attempt; null for nothing. It may be called again with a newer one, and throws where the
    /// statement would be refused in that state.
    /// </param>
    /// <exception cref="RametException">Others were faster every time (kind Conflict), or what <paramref name="plan"/> throws.</exception>
    public static CompletedResult Commit(StatementContext context, CatalogTable table, Func<CatalogTable, PlannedChange?> plan) =>
        Commit(context, [table], tables => plan(tables[0]));

    /// <summary>Commits a change of several tables at once.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="tables">The tables as the statement read them, each once.</param>
    /// <param name="plan">What to do to the tables in the states of the attempt, which it gets in their order; null for nothing.</param>
    /// <exception cref="RametException">Others were faster every time (kind Conflict), or what <paramref name="plan"/> throws.</exception>
    public static CompletedResult Commit(
        StatementContext context, IReadOnlyList<CatalogTable> tables, Func<IReadOnlyList<CatalogTable>, PlannedChange?> plan)
    {
        IDisposable? turn = null;
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                // Outside of the try: a conflict that is found while planning cannot be helped by planning again.
                if (plan(tables) is not var (changes, summary))
                    return context.Done();
                try
                {
                    return context.Commit(summary, changes);
                }
                catch (RametException error) when (error.Kind == ErrorKind.Conflict && attempt < AttemptsMax)
                {
                    turn ??= context.TakeTurn(tables[0].FullName);
                    context.CancellationToken.WaitHandle.WaitOne(Random.Shared.Next(RetryDelayMaxMs * attempt / AttemptsMax + 1));
                    context.CancellationToken.ThrowIfCancellationRequested();
                    var fresh = tables.Select(table => Reload(context, table)).ToList();

                    // The conflict was about something else, such as the source of a clone, which another attempt would not find changed back.
                    if (fresh.Select(static table => table.Version).SequenceEqual(tables.Select(static table => table.Version)))
                        throw;
                    tables = fresh;
                }
            }
        }
        finally
        {
            turn?.Dispose();
        }
    }

    private static CatalogTable Reload(StatementContext context, CatalogTable table)
    {
        var fresh = context.Catalog.FindTable(table.FullName);
        return fresh is not null && fresh.Id == table.Id
            ? fresh
            : throw new RametException(
                ErrorCode.ConcurrentChange,
                ErrorKind.Conflict,
                $"table {table.FullName} was dropped or renamed by another statement",
                hint: "Run the statement again.");
    }
}

/// <summary>What a statement does to a table in one state of it.</summary>
/// <param name="Changes">The changes, each built on the state that the one before leaves.</param>
/// <param name="Summary">What the job did by it; null when there is nothing to say.</param>
internal sealed record PlannedChange(IReadOnlyList<CatalogChange> Changes, JobSummary? Summary);
