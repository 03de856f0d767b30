using System.Collections.Immutable;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>CREATE, ALTER and DROP VIEW.</summary>
internal sealed partial class Parser
{
    /// <summary>Reads what follows <c>CREATE [OR REPLACE] VIEW</c>.</summary>
    private CreateViewStatement ParseCreateView(Token first, bool isReplace)
    {
        var ifNotExists = SkipIfNotExists();
        if (isReplace && ifNotExists)
            throw SyntaxError.At(Since(first), "OR REPLACE and IF NOT EXISTS exclude each other");
        var view = ParseTableName();
        if (NextIs(TokenKind.LeftParenthesis) && PeekAt(1).Kind == TokenKind.Variable)
            return ParseParameterizedView(first, isReplace, ifNotExists, view);
        var columns = NextIs(TokenKind.LeftParenthesis) ? ParseInParentheses(static parser => parser.ParseViewColumn()) : [];
        var comment = ParseComment();
        if (!NextIs(Keyword.As))
            throw Unexpected(comment is null ? "'(' with column names, COMMENT, or AS with a query" : "AS with a query");
        Advance();
        return new CreateViewStatement(isReplace, ifNotExists, view, columns, comment, ParseQuery()) { Span = Since(first) };
    }

    private CreateViewStatement ParseParameterizedView(Token first, bool isReplace, bool ifNotExists, TableName view)
    {
        var parameters = ParseInParentheses(static parser => parser.ParseViewParameter());
        var returns = Skip(Keyword.Returns) ? ParseViewResult() : null;
        var comment = ParseComment();
        if (!Skip(Keyword.As))
            throw Unexpected(returns is null && comment is null ? "RETURNS, COMMENT, or AS with a query" : "AS with a query");
        if (!NextIs(Keyword.Begin))
        {
            return new CreateViewStatement(isReplace, ifNotExists, view, [], comment, ParseQuery())
            {
                Parameters = parameters,
                Returns = returns,
                Span = Since(first),
            };
        }
        if (returns is null)
            throw SyntaxError.At(Peek().Span, "steps between BEGIN and END need a result", "Write RETURNS @r TABLE(...) before AS, and assign @r.");
        var steps = ParseSteps();
        return new CreateViewStatement(isReplace, ifNotExists, view, [], comment, ReadVariable(returns.Variable))
        {
            Parameters = parameters,
            Returns = returns,
            Steps = steps,
            Span = Since(first),
        };
    }

    /// <summary><c>SELECT * FROM @v</c>, which nobody has written.</summary>
    private static Query ReadVariable(Identifier variable) =>
        (Query)SqlParser.ParseQuery($"SELECT * FROM @{variable.Name}").Rewrite(node => node with { Span = variable.Span });

    private ViewParameter ParseViewParameter()
    {
        if (!NextIs(TokenKind.Variable))
            throw Unexpected("a parameter such as @a");
        var name = ParseVariable();
        if (!NextIs(Keyword.Table))
            return new ViewValueParameter(name, ParseTypeOrAny()) { Span = Since(name) };
        Advance();
        Expect(TokenKind.LeftParenthesis);
        var columns = ImmutableArray.CreateBuilder<ViewParameterColumn>();
        var takesMore = Skip(TokenKind.Star);
        while (!takesMore)
        {
            var column = ParseColumnName();
            columns.Add(new ViewParameterColumn(column, ParseTypeOrAny()) { Span = Since(column) });
            if (!Skip(TokenKind.Comma))
                break;
            takesMore = Skip(TokenKind.Star);
        }
        ExpectClosing();
        return new ViewRowsParameter(name, columns.DrainToImmutable(), takesMore) { Span = Since(name) };
    }

    private TypeSyntax? ParseTypeOrAny()
    {
        if (!NextIs(TokenKind.Word) || !Peek().Text(text).Equals("ANY", StringComparison.OrdinalIgnoreCase))
            return ParseType();
        Advance();
        return null;
    }

    private ViewResult ParseViewResult()
    {
        if (!NextIs(TokenKind.Variable))
            throw Unexpected("a variable such as @r");
        var name = ParseVariable();
        Expect(Keyword.Table);
        return new ViewResult(name, ParseInParentheses(static parser => parser.ParseViewResultColumn())) { Span = Since(name) };
    }

    private ViewResultColumn ParseViewResultColumn()
    {
        var name = ParseColumnName();
        var type = ParseType();
        return new ViewResultColumn(name, type, ParseComment()) { Span = Since(name) };
    }

    private ViewColumn ParseViewColumn()
    {
        var name = ParseColumnName();
        return new ViewColumn(name, ParseComment()) { Span = Since(name) };
    }

    /// <summary>Reads what follows <c>ALTER VIEW</c>.</summary>
    private AlterViewStatement ParseAlterView(Token first)
    {
        var view = ParseTableName();
        var start = Peek();
        AlterTableAction action = start.Keyword switch
        {
            Keyword.Rename => ParseRenameTable(start),
            Keyword.ChangeOwner => ParseChangeOwner(start),
            Keyword.Set => ParseSetViewComment(start),
            _ => throw UnexpectedWord(Keyword.Rename, Keyword.ChangeOwner, Keyword.Set),
        };
        return new AlterViewStatement(view, action) { Span = Since(first) };
    }

    private SetTableCommentAction ParseSetViewComment(Token first)
    {
        Expect(Keyword.Set, Keyword.Comment);
        return new SetTableCommentAction(ParseTextValue()) { Span = Since(first) };
    }

    /// <summary>Reads what follows <c>DROP VIEW</c>.</summary>
    private DropViewStatement ParseDropView(Token first) => new(SkipIfExists(), ParseTableName()) { Span = Since(first) };
}
