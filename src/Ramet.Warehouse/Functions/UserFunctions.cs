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
    private readonly Dictionary<(ProjectId Project, string Name), SqlFunction?> read = [];
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
        if ((project?.Name ?? (view is null ? context.Session.Project : null)) is not { } projectName)
            return null;
        var holder = context.FindProject(projectName, project?.Span ?? name.Span);
        if (!read.TryGetValue((holder.Id, name.Name.ToLowerInvariant()), out var function))
            read[(holder.Id, name.Name.ToLowerInvariant())] = function = context.Catalog.FindFunction(holder.Id, name.Name);

        var target = Target(context, holder, projectName, name.Name, function);
        if (function is not null && IsAllowed(AccessAction.Execute, target, view))
        {
            context.Access.Authorize(AccessAction.Execute, target, name.Span, view: view);
            if (view is null)
                named[name.Span] = holder.Name;
            return SymbolOf(function);
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

    /// <summary>What the binder has to know about a function.</summary>
    public static FunctionSymbol SymbolOf(SqlFunction function)
    {
        var created = (CreateFunctionStatement)SqlParser.ParseStatement(function.Definition.Text);
        return SymbolOf(created, KeptSettings.Read(function.Definition.Settings));
    }

    /// <summary>The same about one that is to be made.</summary>
    public static FunctionSymbol SymbolOf(CreateFunctionStatement statement, BinderSettings settings) =>
        new(statement.Function.Table.Name, statement.Parameters, statement.Returns, statement.Body, settings);

    private bool IsAllowed(AccessAction action, AccessObject target, CatalogTable? view) => context.Access.Ask(action, target, view: view).IsAllowed;
}
