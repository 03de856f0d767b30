using Ramet.Access;
using Ramet.Catalog.Functions;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Functions;
using Ramet.Warehouse.Sessions;

namespace Ramet.Warehouse.Metadata;

/// <summary>The SQL functions of a project, as programs see them on behalf of the caller of a session. They are made by statements.</summary>
/// <param name="session">On whose behalf.</param>
public sealed class FunctionRegistry(Session session)
{
    /// <summary>A function.</summary>
    /// <exception cref="RametException">There is none, or the caller may not read it (kinds NotFound, Denied).</exception>
    public SqlFunction Get(string project, string function, CancellationToken cancellationToken = default)
    {
        var statement = new DescribeFunctionStatement(MetadataQuery.Table(project, function)) { Span = MetadataQuery.NoPlace };
        return MetadataQuery.Read(
            session, statement, context => FunctionStatements.Require(context, statement.Function, AccessAction.Read), cancellationToken);
    }

    /// <summary>Lists the functions of a project in the order of their names.</summary>
    /// <param name="project">The project.</param>
    /// <param name="query">Which of them.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="RametException">There is no such project, or the caller may not list what is in it (kinds NotFound, Denied).</exception>
    public Page<SqlFunction> List(string project, FunctionListQuery query, CancellationToken cancellationToken = default)
    {
        var statement = new ShowFunctionsStatement(MetadataQuery.Name(project)) { Span = MetadataQuery.NoPlace };
        return MetadataQuery.Read(
            session,
            statement,
            context =>
            {
                var found = context.RequireProject(statement.Project, AccessAction.List, statement.Span);
                var page = context.Catalog.ListFunctions(found.Id)
                    .Where(function => IsWanted(function, query))
                    .Take(query.Limit + 1)
                    .ToList();
                return Page<SqlFunction>.Of(page, query.Limit, static function => function.Name);
            },
            cancellationToken);
    }

    /// <summary>Drops a function.</summary>
    /// <exception cref="RametException">There is none, or the caller may not drop it (kinds NotFound, Denied).</exception>
    public void Drop(string project, string function, CancellationToken cancellationToken = default)
    {
        var statement = new DropFunctionStatement(IfExists: false, MetadataQuery.Table(project, function)) { Span = MetadataQuery.NoPlace };
        MetadataQuery.Change(session, statement, context => FunctionStatements.Drop(context, statement).Dispose(), cancellationToken);
    }

    private static bool IsWanted(SqlFunction function, FunctionListQuery query) =>
        (query.NamePrefix is null || function.Name.StartsWith(query.NamePrefix, StringComparison.OrdinalIgnoreCase))
        && (query.Owner is null || function.Owner == query.Owner)
        && (query.Marker is null || string.Compare(function.Name, query.Marker, StringComparison.OrdinalIgnoreCase) > 0);
}

/// <summary>Which functions are listed.</summary>
public sealed record FunctionListQuery
{
    /// <summary>How the name begins; null for any.</summary>
    public string? NamePrefix { get; init; }

    /// <summary>The owner; null for any.</summary>
    public Access.Principal? Owner { get; init; }

    /// <summary>The <see cref="Page{T}.Marker"/> of the page before; null for the first page.</summary>
    public string? Marker { get; init; }

    /// <summary>How many functions a page has, at least 1.</summary>
    public required int Limit { get; init; }
}
