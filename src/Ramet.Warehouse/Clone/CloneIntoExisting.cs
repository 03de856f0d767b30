using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Tables;
using Ramet.Sql.Syntax;
using Ramet.Tables.Partitions;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;
using PartitionFilter = Ramet.Tables.Partitions.PartitionFilter;

namespace Ramet.Warehouse.Clone;

/// <summary>
/// CLONE TABLE into a table that exists: the destination keeps its definition and gets the source's files. As always the files are
/// shared, and so are the source's manifests; only one of which the destination needs a part is written anew. Where the field ids of the
/// two tables differ, because their columns were changed in different ways, the rows are copied instead.
/// </summary>
/// <remarks>
/// Each attempt is planned on the state of the destination that it is committed to: whether the columns match, which partitions are
/// there, and whether files can be shared. What is expensive, the copies, is used again as long as it fits.
/// </remarks>
internal sealed class CloneIntoExisting
{
    private const int PartitionsMax = 10_000;

    private readonly StatementContext context;
    private readonly CloneTableStatement statement;
    private readonly CatalogTable source;
    private readonly Func<PartitionKey, bool> isWanted;
    private Prepared? prepared;

    private CloneIntoExisting(StatementContext context, CloneTableStatement statement, CatalogTable source, Func<PartitionKey, bool> isWanted)
    {
        this.context = context;
        this.statement = statement;
        this.source = source;
        this.isWanted = isWanted;
    }

    private bool IsPartitioned => source.Metadata.DefaultSpec.IsPartitioned;

    /// <summary>
    /// OVERWRITE: the source's rows, or each of its partitions, replace the destination's; other partitions stay. IGNORE: only partitions
    /// that the destination lacks are added; a table without partitions is left as it is.
    /// </summary>
    /// <param name="context">The statement's context.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="source">The table that is cloned.</param>
    /// <param name="destination">The table that gets the files.</param>
    /// <param name="isWanted">Whether a partition of the source is taken.</param>
    public static CompletedResult Run(
        StatementContext context, CloneTableStatement statement, CatalogTable source, CatalogTable destination, Func<PartitionKey, bool> isWanted) =>
        TableChange.Commit(context, destination, new CloneIntoExisting(context, statement, source, isWanted).Plan);

    /// <summary>What a run would do now. It is checked as if it ran, and nothing is written.</summary>
    public static (string Title, JobSummary Counts) Explain(
        StatementContext context, CloneTableStatement statement, CatalogTable source, CatalogTable destination, Func<PartitionKey, bool> isWanted)
    {
        var clone = new CloneIntoExisting(context, statement, source, isWanted);
        CloneRules.CheckCompatible(statement, source, destination);
        var isOverwrite = statement.WhenExists == CloneWhenExists.Overwrite;
        var existing = context.Warehouse.Scan(destination.Metadata).Partitions(PartitionFilter.All).Select(partition => partition.Key).ToHashSet();
        var scope = clone.Find(destination, key => isWanted(key) && (isOverwrite || (clone.IsPartitioned && !existing.Contains(key))));
        var known = isOverwrite
            ? scope.Partitions.Count(existing.Contains)
            : context.Warehouse.Scan(source.Metadata).FindExisting([.. existing.Where(isWanted)]).Count;
        var effect = (isOverwrite, clone.IsPartitioned) switch
        {
            (true, true) => "whose partitions are replaced",
            (true, false) => "whose rows are replaced",
            (false, true) => "which gets the partitions that it lacks",
            (false, false) => "which stays as it is",
        };
        return (
            $"Clone {source.FullName} to {destination.FullName}, {effect}",
            scope.Summary(isOverwrite ? known : 0, isOverwrite ? 0 : known, isCopied: !CloneRules.CanShareFiles(source.Metadata, destination.Metadata)));
    }

    private PlannedChange? Plan(CatalogTable destination)
    {
        CloneRules.CheckCompatible(statement, source, destination);
        var isOverwrite = statement.WhenExists == CloneWhenExists.Overwrite;
        if (!isOverwrite && !IsPartitioned)
            return null;
        return isOverwrite ? PlanOverwrite(destination) : PlanIgnore(destination);
    }

    private PlannedChange PlanOverwrite(CatalogTable destination)
    {
        var ready = Prepare(destination, isWanted, scope => IsPartitioned
            ? scope.Apply(files => SnapshotChange.ReplacePartitions(PartitionFilter.Of(scope.Partitions), files))
            : scope.Apply(SnapshotChange.ReplaceAll));
        var replaced = IsPartitioned ? context.Warehouse.Scan(destination.Metadata).FindExisting(ready.Scope.Partitions).Count : 0;
        return Planned(destination, ready, ready.Scope.Summary(replaced, skippedPartitions: 0));
    }

    private PlannedChange PlanIgnore(CatalogTable destination)
    {
        var existing = context.Warehouse.Scan(destination.Metadata).Partitions(PartitionFilter.All).Select(partition => partition.Key).ToHashSet();
        var ready = Prepare(destination, key => isWanted(key) && !existing.Contains(key), scope => scope.Apply(SnapshotChange.Append));
        var skipped = context.Warehouse.Scan(source.Metadata).FindExisting([.. existing.Where(isWanted)]).Count;
        var summary = ready.Scope.Summary(replacedPartitions: 0, skipped);
        return ready.Scope.Partitions.Count == 0 ? new PlannedChange([], summary) : Planned(destination, ready, summary);
    }

    private PlannedChange Planned(CatalogTable destination, Prepared ready, JobSummary summary)
    {
        var metadata = TableDataChange.Apply(context, ready.Writer, destination.Metadata);
        return new PlannedChange([new CatalogChange.ReplaceTableState(destination, metadata, TableAspects.Data)], summary);
    }

    /// <summary>Finds what to take, and copies it where it cannot be shared; what an earlier attempt prepared is used again if it fits.</summary>
    private Prepared Prepare(CatalogTable destination, Func<PartitionKey, bool> takes, Func<CloneScope, SnapshotChange> change)
    {
        var scope = Find(destination, takes);
        var canShare = CloneRules.CanShareFiles(source.Metadata, destination.Metadata);
        var schemaId = canShare ? (int?)null : destination.Metadata.CurrentSchemaId;
        if (prepared is { } known && known.CopiedForSchema == schemaId && known.Scope.Partitions.SetEquals(scope.Partitions))
            return known;
        if (!canShare)
        {
            context.AnnounceJob();
            scope = scope.CopiedTo(context, source, statement.Source.Span, destination);
        }
        prepared = new Prepared(scope, new SnapshotWriter(context.Warehouse.Manifests, change(scope)), schemaId);
        return prepared;
    }

    private CloneScope Find(CatalogTable destination, Func<PartitionKey, bool> takes)
    {
        var scope = CloneScope.Of(context, source, takes);
        CheckLimit(destination, scope);
        AuthorizeNewPartitions(destination, scope);
        return scope;
    }

    /// <summary>Who adds partitions to a table needs Alter on it, as for ADD PARTITION; whether there are new ones is only looked for without it.</summary>
    private void AuthorizeNewPartitions(CatalogTable destination, CloneScope scope)
    {
        if (!IsPartitioned || scope.Partitions.Count == 0)
            return;
        var target = context.Access.ObjectOf(destination, context.Resolve(statement.Destination));
        if (context.Access.Ask(AccessAction.Alter, target).IsAllowed
            || context.Warehouse.Scan(destination.Metadata).FindExisting(scope.Partitions).Count < scope.Partitions.Count)
        {
            context.Authorize(AccessAction.Alter, target, statement.Destination.Span);
        }
    }

    private void CheckLimit(CatalogTable destination, CloneScope scope)
    {
        if (scope.Partitions.Count > PartitionsMax)
        {
            throw StatementErrors.Semantic(
                statement.Destination.Span,
                $"at most {PartitionsMax} partitions can be cloned into the existing table {destination.FullName}, found {scope.Partitions.Count}",
                "Clone to a new name, which has no limit, or clone some PARTITION (...) at a time.");
        }
    }

    /// <summary>What one attempt made, and another can use.</summary>
    /// <param name="Scope">The partitions and files.</param>
    /// <param name="Writer">Makes the snapshot.</param>
    /// <param name="CopiedForSchema">The schema of the destination that the copies were written for; null when the files are shared.</param>
    private sealed record Prepared(CloneScope Scope, SnapshotWriter Writer, int? CopiedForSchema);
}
