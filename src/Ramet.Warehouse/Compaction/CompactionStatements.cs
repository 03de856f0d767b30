using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Tables.Manifests;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Partitions;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;
using Ramet.Warehouse.Writing;
using PartitionFilter = Ramet.Tables.Partitions.PartitionFilter;

namespace Ramet.Warehouse.Compaction;

/// <summary>ALTER TABLE ... MERGE SMALLFILES and COMPACT: the same rows in fewer files.</summary>
/// <remarks>
/// 1. The small files of each partition are divided into groups, and the rows of each group are written to one new file.
/// 2. One commit exchanges the groups that the table still has as they were read. Of another group some files are gone, because a statement has
///    changed or dropped their rows meanwhile; its copy is left unreferenced, and the rest of its files stay as they are.
/// Files are only left out of the new snapshot (I4): older states, and clones, go on reading them.
/// </remarks>
internal static class CompactionStatements
{
    public static CompletedResult MergeSmallFiles(StatementContext context, CatalogTable table, MergeSmallFilesAction action) =>
        Merge(context, table, action.Partition, action.Span);

    /// <summary>
    /// Row changes write files anew and leave nothing beside them, so that 'minor', which is to bring changes and rows together, has nothing to
    /// do; 'major' merges small files besides.
    /// </summary>
    public static CompletedResult Compact(StatementContext context, CatalogTable table, CompactAction action)
    {
        if (IsMajor(table, action))
            return Merge(context, table, action.Partition, action.Span);
        Wanted(context, table, action.Partition);
        return context.Commit(Summary([]));
    }

    private static bool IsMajor(CatalogTable table, CompactAction action)
    {
        var isMajor = action.Kind.Value.ToUpperInvariant() switch
        {
            "MAJOR" => true,
            "MINOR" => false,
            _ => throw StatementErrors.Semantic(action.Kind.Span, $"COMPACT takes 'major' or 'minor', found '{action.Kind.Value}'"),
        };
        if (!TableProperties.IsTransactional(table.Metadata))
        {
            throw StatementErrors.Semantic(
                action.Span, $"table {table.FullName} is not transactional, so that there is nothing to compact", "Write MERGE SMALLFILES.");
        }
        return isMajor;
    }

    /// <summary>What the statement would do now. It is checked as if it ran, and nothing is written.</summary>
    public static (string Title, JobSummary Counts) Explain(StatementContext context, AlterTableStatement statement)
    {
        var table = context.RequireTable(statement.Table, AccessAction.Alter);
        var (merges, partition) = statement.Action switch
        {
            CompactAction compact => (IsMajor(table, compact), compact.Partition),
            MergeSmallFilesAction merge => (true, merge.Partition),
            var other => throw new ArgumentException($"{other.GetType().Name} merges no files.", nameof(statement)),
        };
        var wanted = Wanted(context, table, partition);
        var groups = merges ? GroupsOf(context, table, wanted) : [];
        return ($"Merge small files of {table.FullName}", new JobSummary(
            ("files replaced", groups.Sum(static group => group.Count)),
            ("files written", groups.Count),
            ("bytes read", groups.SelectMany(static group => group).Sum(static file => file.SizeBytes))));
    }

    private static CompletedResult Merge(StatementContext context, CatalogTable table, Sql.Syntax.PartitionSpec? partition, SourceSpan span)
    {
        var wanted = Wanted(context, table, partition);
        var groups = GroupsOf(context, table, wanted);
        if (groups.Count > 0)
            context.AnnounceJob();
        var copy = new RowCopy(context, table, span);
        var merged = groups.ConvertAll(group => new MergedFiles(group, copy.ToOneFile(group)));
        return TableChange.Commit(context, table, current => Plan(context, current, wanted, merged));
    }

    private static PartitionFilter Wanted(StatementContext context, CatalogTable table, Sql.Syntax.PartitionSpec? partition)
    {
        if (partition is null)
            return PartitionFilter.All;
        AlterPartitionStatements.RequirePartitioned(table, partition.Span);
        return PartitionFilter.Of(PartitionArguments.ExistingKeys(context, table, [partition]));
    }

    /// <summary>What would be merged. The files of a clustered table are its buckets, each of which is one sorted file already.</summary>
    private static List<IReadOnlyList<DataFile>> GroupsOf(StatementContext context, CatalogTable table, PartitionFilter wanted) =>
        Clustering.Of(table.Metadata) is null ? SmallFiles.Groups(context.Warehouse.Scan(table.Metadata).FilesWithRows(wanted)) : [];

    private static PlannedChange Plan(StatementContext context, CatalogTable current, PartitionFilter wanted, List<MergedFiles> merged)
    {
        var present = merged.Count == 0
            ? []
            : context.Warehouse.Scan(current.Metadata).FilesWithRows(wanted).Select(static file => file.Path).ToHashSet(StringComparer.Ordinal);
        var valid = merged.FindAll(group => group.Replaced.All(file => present.Contains(file.Path)));
        if (valid.Count == 0)
            return new PlannedChange([], Summary(valid));
        var change = SnapshotChange.RewriteFiles(valid.SelectMany(static group => group.Replaced), [.. valid.SelectMany(static group => group.Written)]);
        var metadata = TableDataChange.Apply(context, current.Metadata, change);
        return new PlannedChange([new CatalogChange.ReplaceTableState(current, metadata, TableAspects.Data)], Summary(valid));
    }

    private static JobSummary Summary(List<MergedFiles> merged) => new(
        ("files replaced", merged.Sum(static group => group.Replaced.Count)),
        ("files written", merged.Sum(static group => group.Written.Count)),
        ("bytes written", merged.SelectMany(static group => group.Written).Sum(static file => file.SizeBytes)));
}

/// <summary>A group of files and what holds their rows now.</summary>
/// <param name="Replaced">The files of one partition.</param>
/// <param name="Written">The new file.</param>
internal sealed record MergedFiles(IReadOnlyList<DataFile> Replaced, IReadOnlyList<DataFile> Written);
