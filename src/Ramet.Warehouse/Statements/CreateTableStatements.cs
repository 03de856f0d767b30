using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Tables;
using Ramet.Sql.Syntax;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.External;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Writing;

namespace Ramet.Warehouse.Statements;

/// <summary>CREATE TABLE in its three forms: from columns, LIKE another table, AS a query.</summary>
internal static class CreateTableStatements
{
    public static StatementResult Create(StatementContext context, CreateTableStatement statement)
    {
        if (statement.IsExternal)
            return ExternalTableStatements.Create(context, statement);
        RefuseUnsupported(statement);
        if (statement.IsReplace && context.FindTable(statement.Table, AccessAction.Drop) is { } existing)
            return Replace(context, statement, TableKinds.RequireManaged(existing, statement.Table.Span));
        var target = NewTable.Find(context, statement.Table, statement.IfNotExists);
        if (target is null)
            return context.Done();
        var (create, summary, _) = Define(context, statement, target);
        return target.Commit(create, statement.IfNotExists, summary);
    }

    /// <summary>
    /// The old table is dropped and the new one takes its name, in one commit. When others change the old table meanwhile, that does not matter,
    /// unless the rows of the new one were read from it.
    /// </summary>
    private static CompletedResult Replace(StatementContext context, CreateTableStatement statement, CatalogTable existing)
    {
        var target = NewTable.At(context, statement.Table, context.Resolve(statement.Table));
        var (create, summary, scans) = Define(context, statement, target);
        return scans.Any(scan => scan.Table.Id == existing.Id)
            ? context.Commit(summary, new CatalogChange.DropTable(existing), create)
            : TableChange.CommitAll(context, existing, summary, current => [new CatalogChange.DropTable(current), create]);
    }

    private static (CatalogChange.CreateTable Create, JobSummary? Summary, IReadOnlyList<PlannedScan> Scans) Define(
        StatementContext context, CreateTableStatement statement, NewTable target) => statement.Query is { } query
            ? DefineAs(context, statement, query, target)
            : (target.Create(TableDefinition.Of(context, statement).ToMetadata), null, []);

    public static StatementResult CreateLike(StatementContext context, CreateTableLikeStatement statement)
    {
        var source = context.RequireTableOrView(statement.Source, AccessAction.Describe);
        var target = NewTable.Find(context, statement.Table, statement.IfNotExists);
        if (target is null)
            return context.Done();

        var lifecycleDays = TableDefinition.CheckLifecycle(statement.Lifecycle);
        var create = target.Create((uuid, location, nowMs) =>
            TableInheritance.Like(source.Metadata, TableInheritance.Properties(source.Metadata, lifecycleDays), uuid, location, nowMs));
        return target.Commit(create, statement.IfNotExists);
    }

    /// <summary>The rows are written to files of a table that does not exist yet; the commit makes both appear at once (I1).</summary>
    private static (CatalogChange.CreateTable Create, JobSummary? Summary, IReadOnlyList<PlannedScan> Scans) DefineAs(
        StatementContext context, CreateTableStatement statement, Query query, NewTable target)
    {
        if (!statement.Columns.IsEmpty || !statement.Clauses.PartitionedBy.IsEmpty)
        {
            throw StatementErrors.Semantic(
                statement.Table.Span,
                "CREATE TABLE ... AS takes its columns from the query and makes a table without partitions",
                "Create the table first, then fill it with INSERT.");
        }
        var plan = QueryPlanner.Plan(context, query);
        var columns = plan.Columns.Select(column => new DefinedColumn(column.Name, column.Type, IsNullable: true, null, null, null)).ToList();
        var create = target.Create(TableDefinition.Of(context, statement, columns).ToMetadata);
        var symbol = TableSymbols.Of(create.Metadata, target.FullName);

        context.AnnounceJob();
        var files = new DataFileWriter(context, create.Metadata, symbol).Write(plan, staticPartition: null);
        var filled = create with { Metadata = TableDataChange.Apply(context, create.Metadata, SnapshotChange.Append(files)) };
        var summary = new JobSummary(("rows", files.Sum(file => file.RecordCount)), ("files", files.Count));
        return (filled, summary, plan.Scans);
    }

    private static void RefuseUnsupported(CreateTableStatement statement)
    {
        var span = statement.Table.Span;
        var clauses = statement.Clauses;
        if (statement.IsReplace && statement.IfNotExists)
            throw StatementErrors.Semantic(span, "OR REPLACE and IF NOT EXISTS exclude each other");
        if (statement.IsTemporary)
            throw StatementErrors.NotSupported(span, "a temporary table");
        if (clauses.AutoPartitionedBy is { } auto)
            throw StatementErrors.NotSupported(auto.Span, "AUTO PARTITIONED BY");
        if (clauses.Storage is { } storage && !IsOwnFormat(storage))
            throw StatementErrors.NotSupported(storage.Span, "a storage format other than ALIORC", "Leave the clause out.");
    }

    /// <summary>SHOW CREATE TABLE prints STORED AS ALIORC, as the service does, so it must be accepted.</summary>
    private static bool IsOwnFormat(StorageClause storage) => storage is { RowFormat: null, StoredBy: null, Location: null, Using: null }
        && storage.StoredAs?.Matches("ALIORC") == true;
}
