using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Projects;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Tables.Metadata;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Definitions;
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
        RefuseUnsupported(statement);
        var target = NewTable.Find(context, statement.Table, statement.IfNotExists);
        if (target is null)
            return context.Done();
        if (statement.Query is not null)
            return CreateAs(context, statement, target);

        var definition = TableDefinition.Of(context, statement);
        return Commit(context, target.Create(definition.ToMetadata), statement.IfNotExists);
    }

    public static StatementResult CreateLike(StatementContext context, CreateTableLikeStatement statement)
    {
        var source = context.RequireTable(statement.Source, AccessAction.Describe);
        var target = NewTable.Find(context, statement.Table, statement.IfNotExists);
        if (target is null)
            return context.Done();

        var lifecycleDays = TableDefinition.CheckLifecycle(statement.Lifecycle);
        var create = target.Create((uuid, location, nowMs) =>
            TableInheritance.Like(source.Metadata, TableInheritance.Properties(source.Metadata, lifecycleDays), uuid, location, nowMs));
        return Commit(context, create, statement.IfNotExists);
    }

    /// <summary>The rows are written to files of a table that does not exist yet; the commit makes both appear at once (I1).</summary>
    private static CompletedResult CreateAs(StatementContext context, CreateTableStatement statement, NewTable target)
    {
        if (!statement.Columns.IsEmpty || !statement.Clauses.PartitionedBy.IsEmpty)
        {
            throw StatementErrors.Semantic(
                statement.Table.Span,
                "CREATE TABLE ... AS takes its columns from the query and makes a table without partitions",
                "Create the table first, then fill it with INSERT.");
        }
        var plan = QueryPlanner.Plan(context, statement.Query!);
        var columns = plan.Columns.Select(column => new DefinedColumn(column.Name, column.Type, IsNullable: true, null, null, null)).ToList();
        var create = target.Create(TableDefinition.Of(context, statement, columns).ToMetadata);
        var symbol = TableSymbols.Of(create.Metadata, target.FullName);

        context.AnnounceJob();
        var files = new DataFileWriter(context, create.Metadata, symbol).Write(plan, staticPartition: null);
        var filled = create with { Metadata = TableDataChange.Apply(context, create.Metadata, SnapshotChange.Append(files)) };
        var summary = new JobSummary(("rows", files.Sum(file => file.RecordCount)), ("files", files.Count));
        return Commit(context, filled, statement.IfNotExists, summary);
    }

    /// <summary>Creates the table. IF NOT EXISTS also accepts one that another statement made since this one looked for it.</summary>
    private static CompletedResult Commit(
        StatementContext context, CatalogChange.CreateTable create, bool ifNotExists, JobSummary? summary = null)
    {
        try
        {
            return context.Commit(summary, create);
        }
        catch (RametException error) when (ifNotExists && error.Code == ErrorCode.TableAlreadyExists)
        {
            return context.Done();
        }
    }

    private static void RefuseUnsupported(CreateTableStatement statement)
    {
        var span = statement.Table.Span;
        var clauses = statement.Clauses;
        if (statement.IsReplace)
            throw StatementErrors.NotSupported(span, "CREATE OR REPLACE TABLE", "DROP TABLE IF EXISTS, then CREATE TABLE.");
        if (statement.IsTemporary)
            throw StatementErrors.NotSupported(span, "a temporary table");
        if (statement.IsExternal)
            throw StatementErrors.NotSupported(span, "an external table", "LOAD reads files into a table.");
        if (!statement.PrimaryKey.IsEmpty)
            throw StatementErrors.NotSupported(span, "PRIMARY KEY (a delta table)");
        if (clauses.AutoPartitionedBy is { } auto)
            throw StatementErrors.NotSupported(auto.Span, "AUTO PARTITIONED BY");
        if (clauses.Clustering is { } clustering)
            throw StatementErrors.NotSupported(clustering.Span, "a clustered table");
        if (clauses.Storage is { } storage && !IsOwnFormat(storage))
            throw StatementErrors.NotSupported(storage.Span, "a storage format other than ALIORC", "Leave the clause out.");
        foreach (var property in clauses.Properties)
        {
            if (string.Equals(property.Key.Value, "transactional", StringComparison.OrdinalIgnoreCase)
                && string.Equals(property.Value.Value, "true", StringComparison.OrdinalIgnoreCase))
            {
                throw StatementErrors.NotSupported(property.Span, "a transactional table");
            }
        }
    }

    /// <summary>SHOW CREATE TABLE prints STORED AS ALIORC, as the service does, so it must be accepted.</summary>
    private static bool IsOwnFormat(StorageClause storage) => storage is { RowFormat: null, StoredBy: null, Location: null, Using: null }
        && storage.StoredAs?.Matches("ALIORC") == true;
}

/// <summary>A table that a statement is about to create.</summary>
/// <param name="Context">The statement.</param>
/// <param name="Project">The project that will hold it.</param>
/// <param name="Name">Its name.</param>
internal sealed record NewTable(StatementContext Context, Project Project, string Name)
{
    /// <summary>The name with that of the project.</summary>
    public Catalog.Tables.TableName FullName => new(Project.Name, Name);

    /// <summary>
    /// Finds the place for a new table, after its creation was allowed; null when the table exists and <paramref name="ifNotExists"/>
    /// says to leave it.
    /// </summary>
    /// <exception cref="RametException">The table exists, or may not be created.</exception>
    public static NewTable? Find(StatementContext context, Sql.Syntax.TableName written, bool ifNotExists)
    {
        var name = context.Resolve(written);
        var target = At(context, written, name);
        if (context.Catalog.FindTable(name) is null)
            return target;
        return ifNotExists ? null : throw Exists(name, written.Span);
    }

    /// <summary>The place for a table of this name, after its creation was allowed; whether the name is free is for the commit to say.</summary>
    public static NewTable At(StatementContext context, Sql.Syntax.TableName written, Catalog.Tables.TableName name)
    {
        var projectName = written.Parts.Length > 1 ? written.Parts[0] with { Name = name.Project } : null;
        var project = context.RequireProject(projectName, AccessAction.CreateTable, written.Span);
        context.Require(new CatalogRequirement.ProjectExists(project));
        return new NewTable(context, project, DefinedColumn.CheckName(written.Table));
    }

    /// <summary>The change that creates the table, with a new identity and a directory of its own.</summary>
    /// <param name="metadata">Makes the state from identity, URI of the directory and UTC milliseconds.</param>
    public CatalogChange.CreateTable Create(Func<Guid, string, long, TableMetadata> metadata)
    {
        var uuid = Guid.NewGuid();
        var location = new Uri(Context.Catalog.RootUri, $"data/{uuid:n}").AbsoluteUri;
        return new CatalogChange.CreateTable(Project, Name, Context.Caller, metadata(uuid, location, Context.Now.ToUnixTimeMilliseconds()));
    }

    public static RametException Exists(Catalog.Tables.TableName name, SourceSpan span) => new(
        ErrorCode.TableAlreadyExists,
        ErrorKind.User,
        $"table {name} already exists",
        span,
        "Choose another name, drop the table, or write IF NOT EXISTS.");
}
