using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.Syntax;
using Ramet.Tables.Commits;
using Ramet.Tables.Manifests;
using Ramet.Tables.Partitions;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Partitions;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Writing;
using PartitionKeys = Ramet.Tables.Partitions.PartitionFilter;

namespace Ramet.Warehouse.Statements;

/// <summary>INSERT INTO and INSERT OVERWRITE.</summary>
internal static class InsertStatements
{
    public static StatementResult Insert(StatementContext context, InsertStatement statement)
    {
        if (!statement.ZOrderBy.IsEmpty)
            throw StatementErrors.NotSupported(statement.ZOrderBy[0].Span, "ZORDER BY", "Leave it out.");
        var readsTarget = false;
        return StateRetry.Run(context, context.Resolve(statement.Target.Table), Run, mayRepeat: () => readsTarget);

        CompletedResult Run()
        {
            var plan = Plan(context, statement);
            readsTarget = plan.ReadsTarget;
            context.AnnounceJob();
            return InsertStatements.Run(context, plan, statement.Target.IsOverwrite);
        }
    }

    /// <summary>Plans the rows of an INSERT.</summary>
    public static InsertPlan Plan(StatementContext context, InsertStatement statement)
    {
        var tables = new QueryTables(context, statement, statement.Target.Table);
        var insert = context.Binder(tables).BindInsert(statement);
        var target = tables.TableOf(insert.Target);
        var partition = StaticPartition(context, target, statement.Target);
        CheckClustered(target, statement.Target.Table.Span, statement.Target.IsOverwrite, isDynamic: partition is null);
        return new InsertPlan(target, insert.Target, partition, QueryPlanner.Plan(context, insert.Source, tables));
    }

    /// <summary>A clustered table takes rows by partitions as wholes, or all at once: a bucket is one sorted file.</summary>
    public static void CheckClustered(CatalogTable target, SourceSpan span, bool isOverwrite, bool isDynamic)
    {
        if (Clustering.Of(target.Metadata) is null)
            return;
        if (!isOverwrite)
        {
            throw StatementErrors.Semantic(
                span,
                $"rows cannot be added to {target.FullName}, which is a clustered table",
                "Write INSERT OVERWRITE TABLE with all rows of the table or partition.");
        }
        if (isDynamic && target.Metadata.DefaultSpec.IsPartitioned)
        {
            throw StatementErrors.Semantic(
                span,
                $"{target.FullName} is a clustered table, whose partitions cannot be chosen by the rows",
                "Write one INSERT OVERWRITE TABLE ... PARTITION (column=value, ...) for each partition.");
        }
    }

    /// <summary>Writes the rows and commits them.</summary>
    public static CompletedResult Run(StatementContext context, InsertPlan plan, bool isOverwrite)
    {
        var table = plan.Target;
        var files = new DataFileWriter(context, table.Metadata, plan.Symbol).Write(plan.Query, plan.StaticPartition);
        var summary = new JobSummary(
            ("rows", files.Sum(file => file.RecordCount)), ("files", files.Count), ("bytes", files.Sum(file => file.SizeBytes)));
        return Change(context, plan, isOverwrite, files) is { } change
            ? TableDataChange.Commit(context, table, change, summary, Requirements(plan))
            : context.Commit(summary);
    }

    /// <summary>What happens to the files of the target; null when nothing does.</summary>
    private static SnapshotChange? Change(StatementContext context, InsertPlan plan, bool isOverwrite, IReadOnlyList<DataFile> files)
    {
        var isPartitioned = plan.Target.Metadata.DefaultSpec.IsPartitioned;
        if (plan.StaticPartition is not { } partition)
        {
            // Rows decide on the partitions: those that get none are not touched.
            return (isOverwrite, isPartitioned) switch
            {
                (true, false) => SnapshotChange.ReplaceAll(files),
                _ when files.Count == 0 => null,
                (false, _) => SnapshotChange.Append(files),
                (true, true) => SnapshotChange.ReplacePartitionsOf(files),
            };
        }

        // The partition that is named exists afterwards, also without rows.
        var contents = files.Count > 0 ? files : EmptyPartitions.Files(context, plan.Target.Metadata, [partition]);
        return isOverwrite ? SnapshotChange.ReplacePartitions(PartitionKeys.Of([partition]), contents) : SnapshotChange.Append(contents);
    }

    /// <summary>Rows that were computed from the target are right only as long as the target is what was read.</summary>
    private static IReadOnlyList<TableRequirement> Requirements(InsertPlan plan) =>
        plan.ReadsTarget
            ? [new TableRequirement.HasCurrentSnapshot(plan.Target.Metadata.CurrentSnapshotId)]
            : [];

    /// <summary>The partition when all of its levels have values; null when rows decide on some of them, or there are no partitions.</summary>
    private static PartitionKey? StaticPartition(StatementContext context, CatalogTable table, InsertTarget target) =>
        target.Partition is { } written && written.Columns.All(column => column.Value is not null)
            ? PartitionArguments.Key(context, table, written)
            : null;
}

/// <summary>An INSERT that is ready to run.</summary>
/// <param name="Target">The table in the state that was read.</param>
/// <param name="Symbol">Its columns.</param>
/// <param name="StaticPartition">The partition that all rows go to; null when the rows decide, or there are no partitions.</param>
/// <param name="Query">The rows.</param>
internal sealed record InsertPlan(CatalogTable Target, TableSymbol Symbol, PartitionKey? StaticPartition, QueryPlan Query)
{
    /// <summary>Whether the rows are computed from the table that they are written to.</summary>
    public bool ReadsTarget => Query.Scans.Any(scan => scan.Table.Id == Target.Id);
}
