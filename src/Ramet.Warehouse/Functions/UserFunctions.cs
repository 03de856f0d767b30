using Ramet.Access;
using Ramet.Catalog.Functions;
using Ramet.Catalog.Projects;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.Parsing;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Functions;

/// <summary>
/// The SQL functions that one statement calls. Each is read once, so that all calls of the statement mean the same, and decided upon for
/// whoever calls it: the caller of the statement, or the owner of the view that holds the call.
/// </summary>
internal sealed class UserFunctions(StatementContext context)
{
    private readonly Dictionary<(ProjectId Project, string Name), (SqlFunction? Function, FunctionSymbol? Symbol)> read = [];
    private readonly Dictionary<SourceSpan, string> named = [];

    /// <summary>The projects of the functions that the statement itself calls, by the places of their names.</summary>
    public IReadOnlyDictionary<SourceSpan, string> Named => named;

    /// <summary>A function that may be called; null when there is none, or the caller may not know of it.</summary>
    /// <param name="project">The project that the call names; null for the current one.</param>
    /// <param name="name">The name.</param>
    /// <param name="view">The view that holds the call; null when the statement does.</param>
    /// <exception cref="RametException">There is no such project, or the function may be known but not called.</exception>
    public FunctionSymbol? Find(Identifier? project, Identifier name, CatalogTable? view)
    {
        if (project is null && view is null && !IsKept(context.Statement) && context.Script?.Functions.GetValueOrDefault(name.Name) is { } temporary)
            return temporary;
        if ((project?.Name ?? (view is null ? context.Session.Project : null)) is not { } projectName)
            return null;
        var holder = context.FindProject(projectName, project?.Span ?? name.Span);
        var (function, symbol) = Read(holder, name.Name);
        var target = Target(context, holder, projectName, name.Name, function);
        if (function is not null && IsAllowed(AccessAction.Execute, target, view))
        {
            context.Access.Authorize(AccessAction.Execute, target, name.Span, view: view);
            if (view is null)
                named[name.Span] = holder.Name;
            return symbol;
        }
        if (project is not null)
            context.Access.Authorize(AccessAction.Use, target.Project, project.Span, view: view);
        if (function is not null && IsAllowed(AccessAction.List, target.Project, view))
            context.Access.Authorize(AccessAction.Execute, target, name.Span, view: view);
        return null;
    }

    /// <summary>A function as the object of a request.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="project">The project that holds it.</param>
    /// <param name="projectName">The project as the caller wrote it.</param>
    /// <param name="name">The function as the caller wrote it.</param>
    /// <param name="function">The function; null when there is none.</param>
    public static SecuredObject Target(StatementContext context, Project project, string projectName, string name, SqlFunction? function) =>
        new(context.Access.ObjectOf(project, projectName), ObjectType.Function, name) { Key = function?.SecurityKey, Owner = function?.Owner };

    /// <summary>Whether the text of a statement outlives the script that it stands in.</summary>
    private static bool IsKept(Statement statement) =>
        statement is CreateViewStatement or CreateMaterializedViewStatement or CreateFunctionStatement { IsTemporary: false };

    private (SqlFunction? Function, FunctionSymbol? Symbol) Read(Project project, string name)
    {
        var key = (project.Id, name.ToLowerInvariant());
        if (!read.TryGetValue(key, out var found))
        {
            var function = context.Catalog.FindFunction(project.Id, name);
            read[key] = found = (function, function is null ? null : SymbolOf(project, function));
        }
        return found;
    }

    private static FunctionSymbol SymbolOf(Project project, SqlFunction function) => new(
        project.Name,
        (CreateFunctionStatement)SqlParser.ParseStatement(function.Definition.Text),
        KeptSettings.Read(function.Definition.Settings));

    private bool IsAllowed(AccessAction action, AccessObject target, CatalogTable? view) => context.Access.Ask(action, target, view: view).IsAllowed;
}
