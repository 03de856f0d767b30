using Ramet.Sql.Syntax;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Scripts;

/// <summary>What a script may hold; checked before anything of it runs.</summary>
internal static class ScriptRules
{
    /// <exception cref="Errors.RametException">A statement has no place where it stands.</exception>
    public static void Check(ScriptStatement script)
    {
        var shown = 0;
        foreach (var statement in script.DescendantsAndSelf().OfType<Statement>().Where(statement => statement is not ScriptStatement))
        {
            if (!MayStand(statement))
            {
                throw StatementErrors.Semantic(
                    statement.Span, $"{StatementKind.Name(statement)} may not stand in a script", "Run it as a statement of its own.");
            }
            if (statement is CreateTableStatement { Query: not null } && !ReferenceEquals(statement, script.Statements[^1]))
                throw StatementErrors.Semantic(statement.Span, "CREATE TABLE ... AS may only be the last statement of a script");
        }
        foreach (var statement in script.Statements)
        {
            shown += ShownBy(statement);
            if (shown > 1)
                throw StatementErrors.Semantic(statement.Span, "a script may show one result only", "Give the other queries to variables, or leave them out.");
        }
    }

    private static int ShownBy(Statement statement) => statement switch
    {
        SelectStatement => 1,
        IfStatement choice => Math.Max(choice.Then.Sum(ShownBy), choice.Else.Sum(ShownBy)),
        _ => 0,
    };

    private static bool MayStand(Statement statement) => statement
        is SelectStatement or InsertStatement or MultiInsertStatement or LoadStatement or RowChangeStatement
        or CreateTableStatement or CreateTableLikeStatement or CloneTableStatement or DropTableStatement or TruncateTableStatement or AlterTableStatement
        or CreateViewStatement or AlterViewStatement or DropViewStatement or CreateFunctionStatement or DropFunctionStatement
        or SetStatement or AssignRowsStatement or AssignValueStatement or DeclareRowsStatement or IfStatement;
}
