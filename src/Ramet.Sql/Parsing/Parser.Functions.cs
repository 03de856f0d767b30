using System.Collections.Immutable;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>Statements about functions that users write in SQL.</summary>
internal sealed partial class Parser
{
    /// <summary>Reads what follows <c>CREATE [OR REPLACE] SQL FUNCTION</c>.</summary>
    private CreateFunctionStatement ParseCreateFunction(Token first, bool isReplace)
    {
        var ifNotExists = SkipIfNotExists();
        if (isReplace && ifNotExists)
            throw SyntaxError.At(Since(first), "OR REPLACE and IF NOT EXISTS exclude each other");
        var function = ParseTableName();
        return ParseFunctionDefinition(first, isReplace, ifNotExists, function);
    }

    /// <summary>Reads <c>FUNCTION f(...) AS ...</c> within a script.</summary>
    private CreateFunctionStatement ParseTemporaryFunction()
    {
        var first = Expect(Keyword.Function);
        var name = ParseName("a function name");
        var function = new TableName([name]) { Span = name.Span };
        return ParseFunctionDefinition(first, isReplace: false, ifNotExists: false, function) with { IsTemporary = true };
    }

    private CreateFunctionStatement ParseFunctionDefinition(Token first, bool isReplace, bool ifNotExists, TableName function)
    {
        var parameters = ParseFunctionParameters();
        var returns = Skip(Keyword.Returns) ? ParseFunctionParameter() : null;
        if (!Skip(Keyword.As))
            throw Unexpected(returns is null ? "RETURNS, or AS with an expression" : "AS with an expression");
        if (!NextIs(Keyword.Begin))
            return new CreateFunctionStatement(isReplace, ifNotExists, function, parameters, returns, [], ParseExpression()) { Span = Since(first) };
        if (returns is null)
            throw SyntaxError.At(Peek().Span, "steps between BEGIN and END need a result", "Write RETURNS @r with its type before AS, and assign @r.");
        var steps = ParseSteps();
        if (steps.FirstOrDefault(static step => step is not AssignValueStatement) is { } other)
            throw SyntaxError.At(other.Span, "a SQL function assigns values only", "A view with parameters can assign rows.");
        var result = new VariableReference(returns.Name) { Span = returns.Name.Span };
        return new CreateFunctionStatement(isReplace, ifNotExists, function, parameters, returns, steps, result) { Span = Since(first) };
    }

    private const string StepsBelongToScripts =
        "Semicolons divide a file; behind SET odps.sql.submit.mode=script; it is one script, in which several steps can stand.";

    /// <summary>Reads the assignments between BEGIN and END.</summary>
    private ImmutableArray<Statement> ParseSteps()
    {
        Expect(Keyword.Begin);
        var steps = ImmutableArray.CreateBuilder<Statement>();
        while (true)
        {
            while (Skip(TokenKind.Semicolon))
            {
            }
            if (NextIs(Keyword.End) && steps.Count > 0)
                break;
            if (!NextIs(TokenKind.Variable))
                throw Unexpected("an assignment such as @a := 1", NextIs(TokenKind.End) ? StepsBelongToScripts : null);
            steps.Add(ParseVariableAssignment());
            if (!NextIs(TokenKind.Semicolon) && !NextIs(Keyword.End))
                throw Unexpected("';' or END", NextIs(TokenKind.End) ? StepsBelongToScripts : null);
        }
        Advance();
        if (steps.FirstOrDefault(static step => step is DeclareRowsStatement) is { } declaration)
            throw SyntaxError.At(declaration.Span, "a variable gets its columns from the rows that are assigned to it", "Leave the declaration out.");
        return steps.DrainToImmutable();
    }

    private ImmutableArray<SqlFunctionParameter> ParseFunctionParameters()
    {
        if (NextIs(TokenKind.LeftParenthesis) && PeekAt(1).Kind == TokenKind.RightParenthesis)
        {
            Advance();
            Advance();
            return [];
        }
        return ParseInParentheses(static parser => parser.ParseFunctionParameter());
    }

    private SqlFunctionParameter ParseFunctionParameter()
    {
        if (!NextIs(TokenKind.Variable))
            throw Unexpected("a parameter such as @a");
        var name = ParseVariable();
        if (NextIs(Keyword.Function) || NextIs(Keyword.Table))
            throw SyntaxError.At(Peek().Span, "parameters that are functions or tables are not supported", "Give the parameter the type of a value.");
        return new SqlFunctionParameter(name, ParseType()) { Span = Since(name) };
    }

    /// <summary>Refuses what follows <c>CREATE FUNCTION</c>: a class in a file.</summary>
    private Errors.RametException FunctionOfOtherLanguage(Token first) => SyntaxError.At(
        Since(first),
        "functions in other languages than SQL are not supported",
        "CREATE SQL FUNCTION f(@a BIGINT) AS @a + 1 makes a function of an expression.");

    /// <summary>Reads what follows <c>SHOW FUNCTIONS</c> or <c>LIST FUNCTIONS</c>.</summary>
    private ShowFunctionsStatement ParseShowFunctions(Token first)
    {
        var project = Skip(Keyword.In) || Skip(Keyword.From) ? ParseName("a project name") : null;
        return new ShowFunctionsStatement(project) { Span = Since(first) };
    }
}
