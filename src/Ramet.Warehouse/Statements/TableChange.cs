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
        StatementContext context, CatalogTable table, JobSummary? summary, Func<CatalogTable, IReadOnlyList<CatalogChange>> build)
    {
        for (var attempt = 1; ; attempt++)
        {
            // Outside of the try: a conflict that is found while building cannot be helped by building again.
            var changes = build(table);
            try
            {
                return context.Commit(summary, changes);
            }
            catch (RametException error) when (error.Kind == ErrorKind.Conflict && attempt < AttemptsMax)
            {
                context.CancellationToken.WaitHandle.WaitOne(Random.Shared.Next(RetryDelayMaxMs * attempt / AttemptsMax + 1));
                context.CancellationToken.ThrowIfCancellationRequested();
                table = Reload(context, table);
            }
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
