using System.Collections.Immutable;
using System.Globalization;
using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Tables;
using Ramet.Sql.Syntax;
using Ramet.Tables.Commits;
using Ramet.Tables.Metadata;
using Ramet.Tables.Partitions;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Partitions;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Writing;

namespace Ramet.Warehouse.Statements;

/// <summary>ALTER TABLE: one handler for each action; those on columns are in <see cref="AlterColumnStatements"/>.</summary>
internal static class AlterTableStatements
{
    public static StatementResult Alter(StatementContext context, AlterTableStatement statement)
    {
        var table = context.RequireTable(statement.Table, AccessAction.Alter);
        return statement.Action switch
        {
            AddPartitionsAction add => AddPartitions(context, table, add),
            DropPartitionsAction drop => DropPartitions(context, statement.Table, table, drop),
            RenameTableAction rename => Rename(context, table, rename),
            SetTableCommentAction comment => SetProperty(context, table, TableProperties.Comment, TableDefinition.CheckComment(comment.Comment)!),
            SetLifecycleAction lifecycle => SetProperty(
                context, table, TableProperties.Lifecycle, TableDefinition.CheckLifecycle(lifecycle.Days)!.Value.ToString(CultureInfo.InvariantCulture)),
            AddColumnsAction add => AlterColumnStatements.Add(context, table, add),
            DropColumnsAction drop => AlterColumnStatements.Drop(context, table, drop),
            RenameColumnAction rename => AlterColumnStatements.Rename(context, table, rename),
            ChangeColumnAction change => AlterColumnStatements.Change(context, table, change),
            SetColumnCommentAction comment => AlterColumnStatements.SetComment(context, table, comment),
            AllowNullAction allow => AlterColumnStatements.AllowNull(context, table, allow),
            SetClusteringAction set => SetClustering(context, table, set),
            SetTablePropertiesAction set => SetProperties(context, table, set),
            var other => throw StatementErrors.NotSupported(other.Span, "this form of ALTER TABLE"),
        };
    }

    private static CompletedResult AddPartitions(StatementContext context, CatalogTable table, AddPartitionsAction action)
    {
        if (!table.Metadata.DefaultSpec.IsPartitioned)
            throw StatementErrors.NotPartitioned(action.Span, table.FullName);
        var written = action.Partitions.Select(partition => PartitionArguments.Key(context, table, partition)).ToList();
        return TableDataChange.Commit(context, table, current =>
        {
            var existing = context.Warehouse.Scan(current.Metadata).FindExisting(written);
            var keys = new HashSet<PartitionKey>();
            for (var i = 0; i < written.Count; i++)
            {
                var isNew = !existing.Contains(written[i]) && keys.Add(written[i]);
                if (!isNew && !action.IfNotExists)
                    throw PartitionExists(action.Partitions[i], table, written[i]);
            }
            return keys.Count == 0 ? null : SnapshotChange.Append(EmptyPartitions.Files(context, current.Metadata, keys));
        });
    }

    private static CompletedResult DropPartitions(
        StatementContext context, Sql.Syntax.TableName name, CatalogTable table, DropPartitionsAction action)
    {
        if (!table.Metadata.DefaultSpec.IsPartitioned)
            throw StatementErrors.NotPartitioned(action.Span, table.FullName);
        if (action.IsPurge)
            throw StatementErrors.NotSupported(action.Span, "PURGE", "Leave it out.");
        return TableDataChange.Commit(context, table, current =>
        {
            var keys = new HashSet<PartitionKey>();
            foreach (var filter in action.Filters)
            {
                var matches = PartitionSelection.Select(context, name, current, filter);
                if (matches.Count == 0 && !action.IfExists)
                    throw StatementErrors.PartitionNotFound(filter.Span, table.FullName, "to which this applies");
                keys.UnionWith(matches);
            }
            return keys.Count == 0 ? null : SnapshotChange.DeletePartitions(Tables.Partitions.PartitionFilter.Of(keys));
        });
    }

    private static CompletedResult Rename(StatementContext context, CatalogTable table, RenameTableAction action)
    {
        var name = ObjectName.Check("table", action.NewName);
        return TableChange.Commit(context, table, summary: null, current => new CatalogChange.RenameTable(current, name));
    }

    /// <summary>Partitions that exist stay as they are; those that are written from now on follow the new definition.</summary>
    private static CompletedResult SetClustering(StatementContext context, CatalogTable table, SetClusteringAction action)
    {
        if (!table.Metadata.DefaultSpec.IsPartitioned)
        {
            throw StatementErrors.Semantic(
                action.Span,
                $"the clustering of table {table.FullName}, which is not partitioned, cannot be changed",
                "CREATE TABLE another one with the clustering, then INSERT OVERWRITE it.");
        }
        var nowMs = context.Now.ToUnixTimeMilliseconds();
        return TableChange.Commit(context, table, TableAspects.Definition, null, metadata => TableCommit.Apply(
            metadata, Clustering.Updates(action.Clustering is { } clause ? Clustering.Of(clause, metadata) : null), nowMs));
    }

    private static CompletedResult SetProperty(StatementContext context, CatalogTable table, string name, string value) =>
        SetProperties(context, table, TableMetadata.NoProperties.SetItem(name, value));

    private static CompletedResult SetProperties(StatementContext context, CatalogTable table, SetTablePropertiesAction action)
    {
        var properties = TableDefinition.CheckProperties(action.Properties);
        if (properties.ContainsKey(TableProperties.Transactional))
        {
            // The service's own text: the property can only be given when the table is created.
            throw StatementErrors.Semantic(
                action.Span, "Catalog Service Failed, ErrorCode: 151, Error Message: Set transactional is not supported");
        }
        return SetProperties(context, table, properties);
    }

    private static CompletedResult SetProperties(StatementContext context, CatalogTable table, ImmutableSortedDictionary<string, string> properties)
    {
        var nowMs = context.Now.ToUnixTimeMilliseconds();
        return TableChange.Commit(
            context, table, TableAspects.Definition, null, metadata => TableCommit.Apply(metadata, [new TableUpdate.SetProperties(properties)], nowMs));
    }

    private static Errors.RametException PartitionExists(Sql.Syntax.PartitionSpec written, CatalogTable table, PartitionKey key) => new(
        Errors.ErrorCode.DdlTaskFailed,
        Errors.ErrorKind.User,
        $"partition {key.ToText(table.Metadata.DefaultSpec)} of table {table.FullName} already exists",
        written.Span,
        "Write ADD IF NOT EXISTS PARTITION to accept that.");
}
