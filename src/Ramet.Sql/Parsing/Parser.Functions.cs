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
        var parameters = ParseFunctionParameters();
        var returns = Skip(Keyword.Returns) ? ParseFunctionParameter() : null;
        if (!Skip(Keyword.As))
            throw Unexpected(returns is null ? "RETURNS, or AS with an expression" : "AS with an expression");
        if (Peek().Text(text).Equals("BEGIN", StringComparison.OrdinalIgnoreCase))
        {
            throw SyntaxError.At(
                Peek().Span, "functions of several statements are not supported", "Write one expression behind AS, without BEGIN and END.");
        }
        return new CreateFunctionStatement(isReplace, ifNotExists, function, parameters, returns, ParseExpression()) { Span = Since(first) };
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
