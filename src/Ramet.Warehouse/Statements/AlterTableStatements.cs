using System.Collections.Immutable;
using System.Globalization;
using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Tables;
using Ramet.Sql.Syntax;
using Ramet.Tables.Commits;
using Ramet.Tables.Metadata;
using Ramet.Warehouse.Compaction;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Results;

namespace Ramet.Warehouse.Statements;

/// <summary>ALTER TABLE: one handler for each action; those on columns are in <see cref="AlterColumnStatements"/>,
/// those on partitions in <see cref="AlterPartitionStatements"/>.</summary>
internal static class AlterTableStatements
{
    public static StatementResult Alter(StatementContext context, AlterTableStatement statement)
    {
        var table = context.RequireTableOrView(statement.Table, AccessAction.Alter);
        if (table.Kind != TableKind.External || statement.Action is not (RenameTableAction or SetTableCommentAction))
            TableKinds.RequireManaged(table, statement.Table.Span);
        return statement.Action switch
        {
            AddPartitionsAction add => AlterPartitionStatements.Add(context, table, add),
            DropPartitionsAction drop => AlterPartitionStatements.Drop(context, statement.Table, table, drop),
            RenamePartitionAction rename => AlterPartitionStatements.Rename(context, table, rename),
            MergePartitionsAction merge => MergePartitionStatement.Merge(context, statement.Table, table, merge),
            MergeSmallFilesAction merge => CompactionStatements.MergeSmallFiles(context, table, merge),
            CompactAction compact => CompactionStatements.Compact(context, table, compact),
            TouchAction touch => AlterPartitionStatements.Touch(context, table, touch),
            SwitchLifecycleAction change => AlterPartitionStatements.SwitchLifecycle(context, table, change),
            ChangeOwnerAction change => ChangeOwner(context, table, change),
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

    /// <summary>
    /// The owner of a table may do everything with it, so the right to alter it is not enough to give it away: only its owner, that of the
    /// project and the administrator can.
    /// </summary>
    private static CompletedResult ChangeOwner(StatementContext context, CatalogTable table, ChangeOwnerAction action)
    {
        var owner = NewOwner.Of(action.Owner);
        return TableChange.Commit(context, table, summary: null, current =>
        {
            if (!context.Caller.IsAdministrator && context.Caller != current.Owner && context.Caller != current.Project.Definition.Owner)
            {
                throw StatementErrors.Semantic(
                    action.Span,
                    $"only the owner of table {current.FullName}, the owner of its project and the administrator can change who owns it",
                    $"Ask {current.Owner}.");
            }
            return new CatalogChange.ChangeTableOwner(current, owner);
        });
    }
}
