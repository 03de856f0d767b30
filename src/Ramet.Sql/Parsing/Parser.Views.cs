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
        var columns = NextIs(TokenKind.LeftParenthesis) ? ParseViewColumns() : [];
        var comment = ParseComment();
        if (!NextIs(Keyword.As))
            throw Unexpected(comment is null ? "'(' with column names, COMMENT, or AS with a query" : "AS with a query");
        Advance();
        return new CreateViewStatement(isReplace, ifNotExists, view, columns, comment, ParseQuery()) { Span = Since(first) };
    }

    private ImmutableArray<ViewColumn> ParseViewColumns()
    {
        if (PeekAt(1).Kind == TokenKind.Variable)
        {
            throw SyntaxError.At(
                PeekAt(1).Span, "views with parameters are not supported", "Leave the parameter out, and put the condition where the view is read.");
        }
        return ParseInParentheses(static parser => parser.ParseViewColumn());
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
