using Ramet.Tables.Commits;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Keys;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Changes;

/// <summary>
/// Changes rows by copy on write. Files are immutable (I4), so those that hold changed rows are replaced:
/// </summary>
/// <remarks>
/// 1. One query finds all changes; they are kept in a temporary table of the engine, which spills what does not fit into memory. A DELETE of
///    whole partitions needs no query.
/// 2. The files that hold changed rows are read once more, together, and written anew with the changes; those of which no row stays are only
///    left out. No other file of the table is read again, and none is written when nothing changes.
/// 3. One commit takes the old files out and puts the new ones in, if the table still is what was read. Otherwise the whole statement is run
///    again (<see cref="StateRetry"/>), since other rows may fulfil its condition by then.
/// </remarks>
internal static class RowChangeRun
{
    public static CompletedResult Run(StatementContext context, RowChangePlan plan)
    {
        context.AnnounceJob();
        using var changes = RowChanges.Find(context, plan);
        var rewrite = RowRewrite.Write(context, plan, changes);
        if (changes.Inserted > 0)
            KeyRule.Check(context, plan, rewrite);
        var summary = Summary(changes, rewrite);
        if (rewrite.IsEmpty)
            return context.Commit(summary);

        var table = plan.Table;
        return TableDataChange.Commit(
            context,
            table,
            rewrite.ToChange(context, table.Metadata),
            summary,
            new TableRequirement.HasCurrentSnapshot(table.Metadata.CurrentSnapshotId),
            new TableRequirement.HasCurrentSchema(table.Metadata.CurrentSchemaId));
    }

    private static JobSummary Summary(RowChanges changes, RowRewrite rewrite) => new(
        ("rows updated", changes.Files.Sum(file => file.Updated)),
        ("rows deleted", changes.Files.Sum(file => file.Deleted)),
        ("rows inserted", changes.Inserted),
        ("files replaced", rewrite.Removed.Count),
        ("files written", rewrite.Added.Count),
        ("bytes written", rewrite.Added.Sum(file => file.SizeBytes)));
}
