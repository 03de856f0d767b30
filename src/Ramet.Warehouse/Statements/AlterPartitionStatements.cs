using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Tables.Commits;
using Ramet.Tables.Manifests;
using Ramet.Tables.Metadata;
using Ramet.Tables.Partitions;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Partitions;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Writing;
using PartitionFilter = Ramet.Tables.Partitions.PartitionFilter;
using PartitionSpec = Ramet.Sql.Syntax.PartitionSpec;

namespace Ramet.Warehouse.Statements;

/// <summary>
/// The actions of ALTER TABLE on partitions. Each is planned on the state that it is committed to, so that it sees partitions that another
/// statement added or dropped meanwhile.
/// </summary>
internal static class AlterPartitionStatements
{
    public static CompletedResult Add(StatementContext context, CatalogTable table, AddPartitionsAction action)
    {
        RequirePartitioned(table, action.Span);
        var written = action.Partitions.Select(partition => PartitionArguments.Key(context, table, partition)).ToList();
        return TableDataChange.Commit(context, table, current =>
        {
            var existing = context.Warehouse.Scan(current.Metadata).FindExisting(written);
            var keys = new HashSet<PartitionKey>();
            for (var i = 0; i < written.Count; i++)
            {
                var isNew = !existing.Contains(written[i]) && keys.Add(written[i]);
                if (!isNew && !action.IfNotExists)
                    throw PartitionExists(action.Partitions[i].Span, table, written[i], "Write ADD IF NOT EXISTS PARTITION to accept that.");
            }
            return keys.Count == 0 ? null : SnapshotChange.Append(EmptyPartitions.Files(context, current.Metadata, keys));
        });
    }

    public static CompletedResult Drop(StatementContext context, Sql.Syntax.TableName name, CatalogTable table, DropPartitionsAction action)
    {
        RequirePartitioned(table, action.Span);
        AuthorizePurge(context, name, table, action.IsPurge);
        return TableChange.Commit(context, table, current =>
        {
            var keys = PartitionSelection.SelectAny(context, name, current, action.Filters, action.IfExists);
            if (keys.Count == 0)
                return null;
            var metadata = TableDataChange.Apply(context, current.Metadata, SnapshotChange.DeletePartitions(PartitionFilter.Of(keys)));
            metadata = LifecycleSwitch.Forget(metadata, keys.Select(key => key.ToText(metadata.DefaultSpec)));
            return new PlannedChange(Changes(current, metadata, action.IsPurge), Summary: null);
        });
    }

    /// <summary>
    /// Gives a partition another name. Its value is in its files too, so they are written anew; until the commit the partition has the old
    /// name and files.
    /// </summary>
    public static CompletedResult Rename(StatementContext context, CatalogTable table, RenamePartitionAction action)
    {
        RequirePartitioned(table, action.Span);
        var (from, to) = (PartitionArguments.Key(context, table, action.Partition), PartitionArguments.Key(context, table, action.NewPartition));
        var copies = new CopiedFiles();
        return TableChange.Commit(context, table, current =>
        {
            var scan = context.Warehouse.Scan(current.Metadata);
            if (scan.FindExisting([from]).Count == 0)
                throw StatementErrors.PartitionNotFound(action.Partition.Span, table.FullName, from.ToText(current.Metadata.DefaultSpec));
            if (scan.FindExisting([to]).Count > 0)
                throw PartitionExists(action.NewPartition.Span, table, to, "Drop it first, or choose another value.");

            var files = scan.FilesWithRows(PartitionFilter.Of([from])).ToList();
            var renamed = copies.Of(files, () =>
            {
                context.AnnounceJob();
                return new RowCopy(context, current, action.Partition.Span).ToPartition(files, to);
            });
            return Renamed(context, current, from, to, renamed);
        });
    }

    /// <summary>
    /// Makes now the time of the last change. A partition is as old as the newest of its files, so it gets one more, without rows.
    /// </summary>
    public static CompletedResult Touch(StatementContext context, CatalogTable table, TouchAction action)
    {
        if (action.Partition is not { } written)
            return TableChange.Commit(context, table, TableAspects.Data, null, metadata => metadata);
        RequirePartitioned(table, written.Span);
        return TableDataChange.Commit(context, table, current =>
            SnapshotChange.Append(EmptyPartitions.Files(context, current.Metadata, PartitionArguments.ExistingKeys(context, current, [written]))));
    }

    public static CompletedResult SwitchLifecycle(StatementContext context, CatalogTable table, SwitchLifecycleAction action)
    {
        if (action.Partition is { } written)
            RequirePartitioned(table, written.Span);
        return TableChange.Commit(context, table, TableAspects.Definition, null, metadata => TableCommit.Apply(
            metadata,
            [LifecycleSwitch.Set(PartitionName(context, table with { Metadata = metadata }, action.Partition), action.IsEnabled)],
            context.Now.ToUnixTimeMilliseconds()));
    }

    /// <summary>Checks that a table can have partitions.</summary>
    /// <exception cref="RametException">It has no partition columns.</exception>
    public static void RequirePartitioned(CatalogTable table, SourceSpan span)
    {
        if (!table.Metadata.DefaultSpec.IsPartitioned)
            throw StatementErrors.NotPartitioned(span, table.FullName);
    }

    /// <summary>PURGE takes away the past of the whole table, as PURGE TABLE does, so it needs the same right.</summary>
    public static void AuthorizePurge(StatementContext context, Sql.Syntax.TableName name, CatalogTable table, bool isPurge)
    {
        if (isPurge)
            context.Authorize(AccessAction.Drop, context.Access.ObjectOf(table, context.Resolve(name)), name.Span);
    }

    /// <summary>
    /// Gives a table a state in which partitions have ended. With PURGE all older states are given up in the same commit: each may hold the
    /// partitions, and what was purged must not come back.
    /// </summary>
    public static IReadOnlyList<CatalogChange> Changes(CatalogTable current, TableMetadata metadata, bool isPurge)
    {
        var replace = new CatalogChange.ReplaceTableState(current, metadata, TableAspects.Data);
        return isPurge ? [replace, new CatalogChange.PurgeTable(current)] : [replace];
    }

    private static PlannedChange Renamed(StatementContext context, CatalogTable current, PartitionKey from, PartitionKey to, IReadOnlyList<DataFile> files)
    {
        var contents = files.Count > 0 ? files : EmptyPartitions.Files(context, current.Metadata, [to]);
        var metadata = TableDataChange.Apply(context, current.Metadata, SnapshotChange.ReplacePartitions(PartitionFilter.Of([from]), contents));
        metadata = LifecycleSwitch.Rename(metadata, from.ToText(metadata.DefaultSpec), to.ToText(metadata.DefaultSpec));
        var summary = new JobSummary(("rows", files.Sum(file => file.RecordCount)), ("files", files.Count), ("bytes copied", files.Sum(file => file.SizeBytes)));
        return new PlannedChange([new CatalogChange.ReplaceTableState(current, metadata, TableAspects.Data)], summary);
    }

    private static string? PartitionName(StatementContext context, CatalogTable table, PartitionSpec? written) => written is null
        ? null
        : PartitionArguments.ExistingKeys(context, table, [written]).Single().ToText(table.Metadata.DefaultSpec);

    private static RametException PartitionExists(SourceSpan span, CatalogTable table, PartitionKey key, string hint) => new(
        ErrorCode.DdlTaskFailed,
        ErrorKind.User,
        $"partition {key.ToText(table.Metadata.DefaultSpec)} of table {table.FullName} already exists",
        span,
        hint);
}
