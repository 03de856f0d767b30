using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.Syntax;
using Ramet.Tables.Manifests;
using Ramet.Tables.Metadata;
using Ramet.Tables.Partitions;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Partitions;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;
using Ramet.Warehouse.Views;
using PartitionKeys = Ramet.Tables.Partitions.PartitionFilter;

namespace Ramet.Warehouse.MaterializedViews;

/// <summary>
/// CREATE, ALTER, DROP and SHOW MATERIALIZED VIEW. A materialized view is a table with a query: it is read like a table, its rows are those that
/// the query gave when it was last computed, with the rights of its owner, and nothing but REBUILD changes them.
/// </summary>
internal static class MaterializedViewStatements
{
    public static StatementResult Create(StatementContext context, CreateMaterializedViewStatement statement)
    {
        var target = NewTable.Find(context, statement.View, statement.IfNotExists);
        if (target is null)
            return context.Done();
        var tables = new QueryTables(context, statement.Query, []);
        var settings = context.Settings.Binder with { AllowFullScan = true };
        var plan = QueryPlanner.Plan(context, new Binder(tables, settings).BindQuery(statement.Query), tables);
        var columns = Columns(statement, plan);
        var order = Order(statement, columns);
        var qualified = ViewStatements.Qualify(statement.Query, tables);
        var definition = ViewDefinition.OfQuery(qualified, settings, [.. order.Select(column => plan.Columns[column].Name)]);
        var table = new TableDefinition
        {
            Columns = [.. order.SkipLast(statement.PartitionedBy.Length).Select(column => columns[column])],
            PartitionColumns = [.. order.TakeLast(statement.PartitionedBy.Length).Select(column => columns[column])],
            Comment = TableDefinition.CheckComment(statement.Comment),
            LifecycleDays = TableDefinition.CheckLifecycle(statement.Lifecycle),
            UserProperties = TableDefinition.CheckProperties(statement.Properties),
        }.Checked(statement.View.Span);
        var sources = statement.IsDeferred ? null : MaterializedSources.Describe(definition, tables.Find);
        var create = target.Create(
            (uuid, location, nowMs) => WithDefinition(table.ToMetadata(uuid, location, nowMs), definition, order, sources, statement.IsRewriteDisabled),
            TableKind.Materialized);
        if (statement.IsDeferred)
            return target.Commit(create, statement.IfNotExists);

        context.AnnounceJob();
        var files = new MaterializedRows(context, create.Metadata, TableSymbols.Of(create.Metadata, target.FullName)).Write(plan, partition: null);
        var filled = create with { Metadata = TableDataChange.Apply(context, create.Metadata, SnapshotChange.Append(files)) };
        return target.Commit(filled, statement.IfNotExists, Summary(files));
    }

    /// <summary>
    /// Computes the rows anew with the rights of the owner, as reading a view would. If only one partition is computed, the view goes on to count as
    /// outdated when it did before.
    /// </summary>
    public static StatementResult Rebuild(StatementContext context, RebuildMaterializedViewStatement statement)
    {
        var view = TableKinds.RequireMaterialized(context.RequireTableOrView(statement.View, AccessAction.Alter), statement.View.Span);
        if (statement.Partition is { } written && !view.Metadata.DefaultSpec.IsPartitioned)
            throw StatementErrors.NotPartitioned(written.Span, view.FullName);
        PartitionKey? partition = statement.Partition is { } one ? PartitionArguments.Key(context, view, one) : null;
        var definition = ViewDefinition.Of(view);
        var tables = new QueryTables(
            context, statement.View, [], referencesOf: table => table.Id == view.Id ? definition.References : ViewDefinition.ReferencesOf(table));
        var sources = partition is null ? MaterializedSources.Describe(definition, tables.Find) : null;
        var plan = Plan(context, statement, view, tables);
        var rows = new MaterializedRows(context, view.Metadata, TableSymbols.Of(view));
        rows.RequireSameColumns(view, plan, statement.View.Span);

        context.AnnounceJob();
        var files = rows.Write(plan, partition);
        var change = partition is { } key ? SnapshotChange.ReplacePartitions(PartitionKeys.Of([key]), files) : SnapshotChange.ReplaceAll(files);
        return TableChange.Commit(context, view, TableAspects.Data, Summary(files), metadata =>
        {
            var rebuilt = TableDataChange.Apply(context, metadata, change);
            return partition is null ? rebuilt with { Properties = WithSources(rebuilt.Properties, sources) } : rebuilt;
        });
    }

    public static StatementResult SetRewrite(StatementContext context, SetRewriteStatement statement)
    {
        var view = TableKinds.RequireMaterialized(context.RequireTableOrView(statement.View, AccessAction.Alter), statement.View.Span);
        return TableChange.Commit(context, view, TableAspects.Definition, summary: null, metadata =>
            metadata with { Properties = metadata.Properties.SetItem(TableProperties.MaterializedRewrite, Flag(statement.IsEnabled)) });
    }

    public static StatementResult Drop(StatementContext context, DropMaterializedViewStatement statement)
    {
        var found = context.FindTable(statement.View, AccessAction.Drop);
        if (found is null && statement.IfExists)
            return context.Done();
        if (found is null)
            throw context.TableNotFound(context.Resolve(statement.View), statement.View.Span);
        var view = TableKinds.RequireMaterialized(found, statement.View.Span);
        return TableChange.Commit(context, view, summary: null, current => new CatalogChange.DropTable(current));
    }

    public static StatementResult Show(StatementContext context, ShowMaterializedViewsStatement statement)
    {
        var project = context.RequireProject(statement.Project, AccessAction.List, statement.Span);
        var (text, data) = (new StringBuilder(), new JsonArray());
        foreach (var view in context.Catalog.ListTables(project.Id, new TableFilter { NamePattern = statement.Pattern?.Value, Kind = TableKind.Materialized }))
        {
            text.Append(CultureInfo.InvariantCulture, $"{view.Owner}:{view.Name}\n");
            data.Add(new JsonObject { ["Owner"] = view.Owner.ToString(), ["Name"] = view.Name });
        }
        return context.Show(text.ToString(), data);
    }

    private static QueryPlan Plan(StatementContext context, RebuildMaterializedViewStatement statement, CatalogTable view, QueryTables tables)
    {
        var definition = ViewDefinition.Of(view);
        try
        {
            var behind = ViewTables.Enter(context, tables, view, around: null);
            return QueryPlanner.Plan(context, new Binder(behind, definition.Settings with { AllowFullScan = true }).BindQuery(definition.Query), tables);
        }
        catch (RametException error) when (error.Span is not null)
        {
            throw error.WithoutPlace().At(statement.View.Span); // its place is in the text of the view
        }
    }

    private static List<DefinedColumn> Columns(CreateMaterializedViewStatement statement, QueryPlan plan)
    {
        if (!statement.Columns.IsEmpty && statement.Columns.Length != plan.Columns.Length)
        {
            throw StatementErrors.Semantic(
                statement.View.Span, $"{statement.Columns.Length} column names are given for the {plan.Columns.Length} columns of the query");
        }
        return [.. plan.Columns.Select((column, index) => statement.Columns.IsEmpty
            ? new DefinedColumn(column.Name, column.Type, IsNullable: true, null, null, null)
            : new DefinedColumn(
                DefinedColumn.CheckName(statement.Columns[index].Name),
                column.Type,
                IsNullable: true,
                null,
                TableDefinition.CheckComment(statement.Columns[index].Comment),
                statement.Columns[index].Span))];
    }

    /// <summary>Which column of the query each column of the view is: partition columns come last, in the order in which they are named.</summary>
    private static List<int> Order(CreateMaterializedViewStatement statement, List<DefinedColumn> columns)
    {
        var partitions = statement.PartitionedBy
            .Select(name => columns.FindIndex(column => name.Matches(column.Name)) is var index && index >= 0
                ? index
                : throw StatementErrors.Semantic(name.Span, $"the query has no column {name.Name}", "PARTITIONED BY names columns of the materialized view."))
            .ToList();
        return [.. Enumerable.Range(0, columns.Count).Except(partitions), .. partitions];
    }

    private static TableMetadata WithDefinition(
        TableMetadata metadata, ViewDefinition definition, List<int> order, string? sources, bool isRewriteDisabled) => metadata with
        {
            Properties = WithSources(
                metadata.Properties
                    .SetItems(definition.Properties(metadata.CurrentSchema.Fields.Select(static field => field.Id)))
                    .SetItem(TableProperties.MaterializedOrder, MaterializedRows.WriteOrder(order))
                    .SetItem(TableProperties.MaterializedRewrite, Flag(!isRewriteDisabled)),
                sources),
        };

    private static ImmutableSortedDictionary<string, string> WithSources(ImmutableSortedDictionary<string, string> properties, string? sources) =>
        sources is null ? properties.Remove(TableProperties.MaterializedSources) : properties.SetItem(TableProperties.MaterializedSources, sources);

    private static string Flag(bool value) => value ? "true" : "false";

    private static JobSummary Summary(IReadOnlyList<DataFile> files) => new(("rows", files.Sum(file => file.RecordCount)), ("files", files.Count));
}
