using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Projects;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Tables.Metadata;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Results;

namespace Ramet.Warehouse.Statements;

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
        return new NewTable(context, project, ObjectName.Check("table", written.Table));
    }

    /// <summary>The change that creates the table, with a new identity and a directory of its own.</summary>
    /// <param name="metadata">Makes the state from identity, URI of the directory and UTC milliseconds.</param>
    /// <param name="kind">What the name will stand for.</param>
    public CatalogChange.CreateTable Create(Func<Guid, string, long, TableMetadata> metadata, TableKind kind = TableKind.Managed)
    {
        var uuid = Guid.NewGuid();
        var location = new Uri(Context.Catalog.RootUri, $"data/{uuid:n}").AbsoluteUri;
        return new CatalogChange.CreateTable(Project, Name, Context.Caller, metadata(uuid, location, Context.Now.ToUnixTimeMilliseconds()))
        {
            Kind = kind,
        };
    }

    /// <summary>Commits the creation. IF NOT EXISTS also accepts a table that another statement made since this one looked for it.</summary>
    /// <param name="create">The creation.</param>
    /// <param name="ifNotExists">Whether the statement accepts an existing table.</param>
    /// <param name="summary">What the job did; null when there is nothing to say.</param>
    public CompletedResult Commit(CatalogChange.CreateTable create, bool ifNotExists, JobSummary? summary = null)
    {
        try
        {
            return Context.Commit(summary, create);
        }
        catch (RametException error) when (ifNotExists && error.Code == ErrorCode.TableAlreadyExists)
        {
            return Context.Done();
        }
    }

    public static RametException Exists(Catalog.Tables.TableName name, SourceSpan span) => new(
        ErrorCode.TableAlreadyExists,
        ErrorKind.User,
        $"table {name} already exists",
        span,
        "Choose another name, drop the table, or write IF NOT EXISTS.");
}
