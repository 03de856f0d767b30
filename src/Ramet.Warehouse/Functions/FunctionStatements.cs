using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Functions;
using Ramet.Catalog.Projects;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.Functions;
using Ramet.Sql.Syntax;
using Ramet.Sql.Writing;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;
using Ramet.Warehouse.Views;

namespace Ramet.Warehouse.Functions;

/// <summary>CREATE SQL FUNCTION, DROP FUNCTION, DESC FUNCTION and SHOW FUNCTIONS.</summary>
internal static class FunctionStatements
{
    private const int ParametersMax = 100;

    public static StatementResult Create(StatementContext context, CreateFunctionStatement statement)
    {
        if (statement.IsTemporary)
            return CreateInScript(context, statement);
        var (project, name) = Place(context, statement.Function);
        var existing = context.Catalog.FindFunction(project.Id, name.Table);
        if (statement.IsReplace && existing is not null)
        {
            context.Authorize(AccessAction.Write, UserFunctions.Target(context, project, name.Project, name.Table, existing), statement.Function.Span);
            return context.Commit(summary: null, new CatalogChange.ReplaceFunction(existing, Define(context, project, statement)));
        }
        context.Authorize(AccessAction.CreateFunction, context.Access.ObjectOf(project, name.Project), statement.Function.Span);
        if (existing is not null)
            return statement.IfNotExists ? context.Done() : throw Exists(project, existing, statement.Function.Span);
        try
        {
            var keptName = ObjectName.Check("function", statement.Function.Table);
            return context.Commit(summary: null, new CatalogChange.CreateFunction(project, keptName, context.Caller, Define(context, project, statement)));
        }
        catch (RametException) when (statement.IfNotExists && context.Catalog.FindFunction(project.Id, name.Table) is not null)
        {
            return context.Done(); // somebody else was faster
        }
    }

    public static StatementResult Drop(StatementContext context, DropFunctionStatement statement)
    {
        var (project, function) = Find(context, statement.Function, AccessAction.Delete);
        if (function is null)
            return statement.IfExists ? context.Done() : throw NotFound(context, statement.Function);
        return context.Commit(summary: null, new CatalogChange.DropFunction(project, function));
    }

    public static StatementResult Describe(StatementContext context, DescribeFunctionStatement statement)
    {
        if (statement.Function.Parts is [var name] && FunctionReference.Find(name.Name) is { } builtIn)
            return DescribeBuiltIn(context, builtIn);
        var function = Require(context, statement.Function, AccessAction.Read);
        var created = TimeZoneInfo.ConvertTime(function.CreatedAt, context.Zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{"Name",-40}{function.Name}\n");
        text.Append(CultureInfo.InvariantCulture, $"{"Owner",-40}{function.Owner}\n");
        text.Append(CultureInfo.InvariantCulture, $"{"Created Time",-40}{created}\n");
        text.Append(CultureInfo.InvariantCulture, $"{"SQL Definition Text",-40}{function.Definition.Text}\n");
        return context.Show(text.ToString(), Data(function));
    }

    // Everybody may know the functions that every project has.
    private static TextResult DescribeBuiltIn(StatementContext context, FunctionEntry function)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{"Name",-40}{function.Name}\n");
        foreach (var signature in function.Signatures)
            text.Append(CultureInfo.InvariantCulture, $"{"Signature",-40}{signature}\n");
        text.Append(CultureInfo.InvariantCulture, $"{"Meaning",-40}{function.Meaning}\n");
        text.Append(CultureInfo.InvariantCulture, $"{"Example",-40}{function.Example}\n");
        return context.Show(text.ToString(), new JsonObject
        {
            ["Name"] = function.Name,
            ["Signatures"] = new JsonArray([.. function.Signatures.Select(signature => JsonValue.Create(signature))]),
            ["Meaning"] = function.Meaning,
            ["Example"] = function.Example,
        });
    }

    public static StatementResult Show(StatementContext context, ShowFunctionsStatement statement)
    {
        var project = context.RequireProject(statement.Project, AccessAction.List, statement.Span);
        var (text, data) = (new StringBuilder(), new JsonArray());
        foreach (var function in context.Catalog.ListFunctions(project.Id))
        {
            text.Append(CultureInfo.InvariantCulture, $"{function.Owner}:{function.Name}\n");
            data.Add(Data(function));
        }
        return context.Show(text.ToString(), data);
    }

    /// <summary>The function that a statement names, after the action on it was allowed.</summary>
    /// <exception cref="RametException">There is none, it is hidden from the caller, or the action is denied.</exception>
    public static SqlFunction Require(StatementContext context, TableName written, AccessAction action) =>
        Find(context, written, action).Function ?? throw NotFound(context, written);

    /// <summary>A function that is there for the statements behind it in the same script.</summary>
    private static CompletedResult CreateInScript(StatementContext context, CreateFunctionStatement statement)
    {
        var script = context.Script ?? throw StatementErrors.Semantic(
            statement.Span, "FUNCTION without CREATE SQL belongs to a script", "CREATE SQL FUNCTION makes a function that stays.");
        if (script.Functions.ContainsKey(statement.Function.Table.Name))
            throw StatementErrors.Semantic(statement.Function.Span, $"the script has a function {statement.Function.Table.Name} already");
        script.Functions.Add(statement.Function.Table.Name, Check(context, project: null, statement).Symbol);
        return context.Done();
    }

    /// <summary>Checks the definition and gives what is kept of it.</summary>
    private static FunctionDefinition Define(StatementContext context, Project project, CreateFunctionStatement statement)
    {
        var (symbol, tables) = Check(context, project, statement);
        var name = statement.Function with { Parts = [statement.Function.Table] };
        var kept = ViewStatements.Qualify(statement, tables) with { IsReplace = false, IfNotExists = false, Function = name };
        return new FunctionDefinition(MaxComputeWriter.Write(kept), KeptSettings.Write(symbol.Settings));
    }

    private static (FunctionSymbol Symbol, QueryTables Tables) Check(StatementContext context, Project? project, CreateFunctionStatement statement)
    {
        var name = statement.Function.Table;
        if (FunctionReference.IsReserved(name.Name))
            throw StatementErrors.Semantic(name.Span, $"{name.Name} is the name of a built-in function", "Choose another name.");
        if (statement.Parameters.Length > ParametersMax)
            throw StatementErrors.Semantic(statement.Parameters[ParametersMax].Span, $"a function has at most {ParametersMax} parameters");
        CheckNames(statement);

        var symbol = new FunctionSymbol(project?.Name, statement, context.Settings.Binder);
        var tables = new QueryTables(context, statement.Body, targets: []);
        context.Binder(tables).CheckFunction(symbol);
        return (symbol, tables);
    }

    private static void CheckNames(CreateFunctionStatement statement)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in statement.Parameters)
        {
            if (!names.Add(parameter.Name.Name))
                throw StatementErrors.Semantic(parameter.Name.Span, $"the function has two parameters @{parameter.Name.Name}");
        }
        if (statement.Returns is { } result && names.Contains(result.Name.Name))
            throw StatementErrors.Semantic(result.Name.Span, $"@{result.Name.Name} is a parameter and cannot be the result");
    }

    /// <summary>
    /// The function that a statement names, after the action on it was allowed; null when there is none. Who may neither do it nor list what
    /// is in the project gets the same answer either way.
    /// </summary>
    private static (Project Project, SqlFunction? Function) Find(StatementContext context, TableName written, AccessAction action)
    {
        var (project, name) = Place(context, written);
        var function = context.Catalog.FindFunction(project.Id, name.Table);
        var target = UserFunctions.Target(context, project, name.Project, name.Table, function);
        if (function is null && context.Access.Ask(AccessAction.List, target.Project).IsAllowed)
            context.Authorize(AccessAction.List, target.Project, written.Span);
        else
            context.Authorize(action, target, written.Span);
        return (project, function);
    }

    private static (Project Project, Catalog.Tables.TableName Name) Place(StatementContext context, TableName written)
    {
        var name = context.Resolve(written);
        return (context.FindProject(name.Project, written.Span), name);
    }

    private static JsonObject Data(SqlFunction function) => new()
    {
        ["Name"] = function.Name,
        ["Owner"] = function.Owner.ToString(),
        ["CreatedTime"] = function.CreatedAt.ToString("O", CultureInfo.InvariantCulture),
        ["Definition"] = function.Definition.Text,
    };

    private static RametException Exists(Project project, SqlFunction function, SourceSpan span) => new(
        ErrorCode.DdlTaskFailed,
        ErrorKind.User,
        $"function {project.Name}.{function.Name} already exists",
        span,
        "Choose another name, drop the function, or write OR REPLACE or IF NOT EXISTS.");

    private static RametException NotFound(StatementContext context, TableName written)
    {
        var name = context.Resolve(written);
        return new RametException(
            ErrorCode.InvalidParameter,
            ErrorKind.NotFound,
            $"function '{name.Table}' does not exist in project {name.Project}",
            written.Span,
            $"SHOW FUNCTIONS IN {name.Project} lists the functions of the project.");
    }
}
