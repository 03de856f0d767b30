using System.Collections.Immutable;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>What may stand in a script besides statements: variables and IF.</summary>
internal sealed partial class Parser
{
    /// <summary>Reads statements up to the end of the text.</summary>
    public IEnumerable<Statement> ParseStatements()
    {
        while (true)
        {
            while (Skip(TokenKind.Semicolon))
            {
            }
            if (NextIs(TokenKind.End))
                yield break;
            yield return ParseScriptPart();
            if (!NextIs(TokenKind.Semicolon) && !NextIs(TokenKind.End))
                throw Unexpected("';' or the end of the script");
        }
    }

    private Statement ParseScriptPart()
    {
        if (NextIs(TokenKind.Variable))
            return ParseVariableAssignment();
        if (NextIs(Keyword.If) && PeekAt(1).Kind == TokenKind.LeftParenthesis)
            return Nested(static parser => parser.ParseIf());
        if (NextIs(Keyword.Function))
            return ParseTemporaryFunction();
        if (NextIs(Keyword.Loop))
            throw SyntaxError.At(Peek().Span, "LOOP is not supported", "Write its statements one after the other.");
        return ParseStatement();
    }

    private Statement ParseVariableAssignment()
    {
        var first = Peek();
        var variable = ParseVariable();
        if (NextIs(Keyword.Table) && PeekAt(1).Kind == TokenKind.LeftParenthesis)
        {
            Advance();
            return new DeclareRowsStatement(variable, ParseInParentheses(static parser => parser.ParseVariableColumn())) { Span = Since(first) };
        }
        var type = NextIs(TokenKind.Colon) ? null : ParseType();
        Expect(TokenKind.Colon);
        Expect(TokenKind.Equal);
        return type is null && NextIsRows()
            ? new AssignRowsStatement(variable, ParseQuery()) { Span = Since(first) }
            : new AssignValueStatement(variable, type, ParseExpression()) { Span = Since(first) };
    }

    /// <summary>Whether rows follow: a query, also in parentheses, but not a subquery within an expression.</summary>
    private bool NextIsRows()
    {
        if (!NextIs(TokenKind.LeftParenthesis))
            return NextIs(Keyword.Select) || NextIs(Keyword.With) || NextIs(Keyword.From) || NextIs(Keyword.Values);
        var depth = 0;
        for (var at = 0; ; at++)
        {
            switch (PeekAt(at).Kind)
            {
                case TokenKind.End:
                    return false;
                case TokenKind.LeftParenthesis:
                    depth++;
                    break;
                case TokenKind.RightParenthesis when --depth == 0:
                    return PeekAt(1).Keyword is Keyword.Select or Keyword.With
                        && (PeekAt(at + 1).Kind is TokenKind.Semicolon or TokenKind.End || PeekAt(at + 1).Keyword is Keyword.Union or Keyword.Else);
            }
        }
    }

    private VariableColumn ParseVariableColumn()
    {
        var name = ParseColumnName();
        return new VariableColumn(name, ParseType()) { Span = Since(name) };
    }

    private Identifier ParseVariable()
    {
        var token = Expect(TokenKind.Variable);
        return new Identifier(token.Text(text)[1..].ToString()) { Span = token.Span };
    }

    private IfStatement ParseIf()
    {
        var first = Expect(Keyword.If);
        Expect(TokenKind.LeftParenthesis);
        var condition = ParseExpression();
        ExpectClosing();
        var then = ParseBlock();
        if (NextIs(TokenKind.Semicolon) && PeekAt(1).Keyword == Keyword.Else)
            Advance();
        var otherwise = Skip(Keyword.Else) ? ParseBlock() : [];
        return new IfStatement(condition, then, otherwise) { Span = Since(first) };
    }

    private ImmutableArray<Statement> ParseBlock()
    {
        if (!Skip(Keyword.Begin))
            return [ParseScriptPart()];
        var statements = ImmutableArray.CreateBuilder<Statement>();
        while (true)
        {
            while (Skip(TokenKind.Semicolon))
            {
            }
            if (Skip(Keyword.End))
                return statements.ToImmutable();
            statements.Add(ParseScriptPart());
            if (!NextIs(TokenKind.Semicolon) && !NextIs(Keyword.End))
                throw Unexpected("';' or END");
        }
    }
}
