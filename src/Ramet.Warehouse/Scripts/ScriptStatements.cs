using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Scripts;

/// <summary>
/// Scripts: several statements that are one job and one commit (I1). Each statement runs as always, on a catalog that shows what those before it
/// have changed; in the end all changes are committed at once. When others have changed one of the tables meanwhile, the whole script runs again.
/// </summary>
internal static class ScriptStatements
{
    private const int AttemptsMax = 20;

    public static StatementResult Run(StatementContext context, ScriptStatement script)
    {
        ScriptRules.Check(script);
        context.AnnounceJob();
        var settings = context.Session.Settings;
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var start = context.Mark();
                try
                {
                    return RunOnce(context, script);
                }
                catch (RametException error) when (error.Kind == ErrorKind.Conflict && attempt < AttemptsMax)
                {
                    context.CancellationToken.ThrowIfCancellationRequested();
                    context.ReturnTo(start);
                    context.Session.Settings = settings;
                }
            }
        }
        finally
        {
            context.Session.Settings = settings; // SET in a script is for the script
        }
    }

    private static StatementResult RunOnce(StatementContext context, ScriptStatement script)
    {
        var catalog = new ScriptCatalog(context.Warehouse.Catalog, () => context.Now);
        var targets = script.DescendantsAndSelf().OfType<Statement>().SelectMany(static statement => StatementTarget.Of(statement));
        var scope = new ScriptScope(catalog, context.RequireJob(), [.. targets]);
        CompletedResult done;
        using (scope)
        {
            RunAll(context, scope, script);
            foreach (var requirement in catalog.Requirements)
                context.Require(requirement);
            done = context.Commit(summary: null, catalog.Changes);
        }

        // The connection is free for the rows only when those of the variables are given up.
        return scope.OpenResult() ?? done;
    }

    private static void RunAll(StatementContext context, ScriptScope scope, ScriptStatement script)
    {
        try
        {
            foreach (var statement in script.Statements)
                Run(context, scope, statement);
        }
        finally
        {
            context.Access.Include(scope.Catalog.Audit);
        }
    }

    private static void Run(StatementContext context, ScriptScope scope, Statement statement)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        using var result = new StatementContext(context.Session, "", statement, context.CancellationToken) { Script = scope, QueuedJob = context.QueuedJob }.Run();
    }

    /// <summary>Gives rows to a variable.</summary>
    public static CompletedResult AssignRows(StatementContext context, ScriptScope scope, AssignRowsStatement statement)
    {
        var tables = new QueryTables(context, statement.Query, targets: []);
        var query = scope.Variables.Find(statement.Variable.Name) is ScriptVariable.Rows { Stored: { IsDeclared: true } declared }
            ? context.Binder(tables).BindRows(statement.Query, declared.Columns)
            : context.Binder(tables).BindQuery(statement.Query);
        var plan = QueryPlanner.Plan(context, query, tables);
        var rows = scope.Keep(context, plan);
        if (scope.Variables.Find(statement.Variable.Name) is ScriptVariable.Rows { Stored: { IsDeclared: true } columns })
            rows = new ScriptVariable.Rows(rows.Stored with { Columns = columns.Columns, IsDeclared = true });
        return Assign(context, scope, statement.Variable, rows);
    }

    /// <summary>Makes a variable with columns and without rows.</summary>
    public static CompletedResult Declare(StatementContext context, ScriptScope scope, DeclareRowsStatement statement)
    {
        var columns = statement.Columns.Select(static column => new ResultColumn(column.Name.Name.ToLowerInvariant(), column.Type.Type));
        var rows = scope.Keep(context, new QueryPlan(StoredRowsSymbol.WriteEmpty([.. columns]), [.. columns], []));
        return Assign(context, scope, statement.Variable, new ScriptVariable.Rows(rows.Stored with { IsDeclared = true }));
    }

    /// <summary>Gives a value to a variable.</summary>
    public static CompletedResult AssignValue(StatementContext context, ScriptScope scope, AssignValueStatement statement) =>
        Assign(context, scope, statement.Variable, ScriptValue.Of(context, scope, statement.Value, statement.Type?.Type));

    /// <summary>Runs one of two branches.</summary>
    public static CompletedResult Choose(StatementContext context, ScriptScope scope, IfStatement statement)
    {
        var condition = ScriptValue.Of(context, scope, statement.Condition, Sql.Types.DataType.Boolean);
        foreach (var chosen in condition is ScriptVariable.Value { Constant: true } ? statement.Then : statement.Else)
            Run(context, scope, chosen);
        return context.Done();
    }

    private static CompletedResult Assign(StatementContext context, ScriptScope scope, Identifier name, ScriptVariable variable)
    {
        scope.Variables = scope.Variables.With(name.Name, variable);
        return context.Done();
    }
}
