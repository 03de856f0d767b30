using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>Labels: the sensitivity of data and the clearance of users.</summary>
internal sealed partial class Parser
{
    /// <summary><c>SET LABEL n TO ...</c>. Every other SET is read by <see cref="SettingParser"/>.</summary>
    public Statement ParseSetLabel()
    {
        var first = Advance();
        Expect(Keyword.Label);
        var label = ParseCount();
        Expect(Keyword.To);
        return Skip(Keyword.User)
            ? new SetUserLabelStatement(label, ParseUser()) { Span = Since(first) }
            : new SetTableLabelStatement(label, ParseLabelledTable()) { Span = Since(first) };
    }

    /// <summary><c>UNSET LABEL FROM ...</c>.</summary>
    public Statement ParseUnsetLabel()
    {
        var first = Advance();
        Expect(Keyword.Label, Keyword.From);
        return Skip(Keyword.User)
            ? new UnsetUserLabelStatement(ParseUser()) { Span = Since(first) }
            : new UnsetTableLabelStatement(ParseLabelledTable()) { Span = Since(first) };
    }

    private GrantLabelStatement ParseGrantLabel(Token first)
    {
        Expect(Keyword.Label);
        var label = ParseCount();
        Expect(Keyword.On);
        var table = ParseLabelledTable();
        Expect(Keyword.To);
        var grantees = ParseCommaList(static parser => parser.ParseGrantee());
        var days = Skip(Keyword.With, Keyword.Exp) ? ParseCount() : null;
        return new GrantLabelStatement(label, table, grantees, days) { Span = Since(first) };
    }

    private RevokeLabelStatement ParseRevokeLabel(Token first)
    {
        Expect(Keyword.Label, Keyword.On);
        var table = ParseLabelledTable();
        Expect(Keyword.From);
        return new RevokeLabelStatement(table, ParseCommaList(static parser => parser.ParseGrantee())) { Span = Since(first) };
    }

    private ShowLabelGrantsStatement ParseShowLabelGrants(Token first)
    {
        var label = NextIs(TokenKind.Number) ? ParseCount() : null;
        Expect(Keyword.Grants);
        var table = Skip(Keyword.On) ? ParseLabelledTable() : null;
        var user = Skip(Keyword.For) ? ParseUserAfterOptionalWord() : null;
        return new ShowLabelGrantsStatement(label, table, user) { Span = Since(first) };
    }

    private SecurableObject ParseLabelledTable()
    {
        var first = Expect(Keyword.Table);
        return ParseSecurableName(first, SecurableKind.Table);
    }

    private Principal ParseUserAfterOptionalWord()
    {
        Skip(Keyword.User);
        return ParseUser();
    }
}
