using System.Collections.Immutable;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>GRANT and REVOKE of permissions and roles, the objects and grantees in them, and how to look at permissions.</summary>
internal sealed partial class Parser
{
    private Statement ParseGrant()
    {
        var first = Expect(Keyword.Grant);
        if (NextIs(Keyword.Label) && PeekAt(1).Kind == TokenKind.Number)
            return ParseGrantLabel(first);
        if (NextIsRoleList(Keyword.To))
        {
            var roles = ParseRoleList(Keyword.To);
            Expect(Keyword.To);
            return new GrantRoleStatement(roles, ParseUserList()) { Span = Since(first) };
        }

        var actions = ParseGrantActions();
        Expect(Keyword.On);
        var target = ParseSecurableObject();
        Expect(Keyword.To);
        var grantees = ParseCommaList(static parser => parser.ParseGrantee());
        if (NextIs(Keyword.With))
            throw SyntaxError.At(Peek().Span, "WITH GRANT OPTION is not supported: who is granted a permission cannot pass it on");
        return new GrantStatement(actions, target, grantees, ParsePrivilegeProperties()) { Span = Since(first) };
    }

    private Statement ParseRevoke()
    {
        var first = Expect(Keyword.Revoke);
        if (NextIs(Keyword.Label, Keyword.On))
            return ParseRevokeLabel(first);
        if (NextIsRoleList(Keyword.From))
        {
            var roles = ParseRoleList(Keyword.From);
            Expect(Keyword.From);
            return new RevokeRoleStatement(roles, ParseUserList()) { Span = Since(first) };
        }

        var actions = ParseGrantActions();
        Expect(Keyword.On);
        var target = ParseSecurableObject();
        Expect(Keyword.From);
        var grantees = ParseCommaList(static parser => parser.ParseGrantee());
        return new RevokeStatement(actions, target, grantees, ParsePrivilegeProperties()) { Span = Since(first) };
    }

    /// <summary>
    /// Whether names follow that are roles: behind ROLE, or when the names end at TO or FROM. Names of actions end at ON.
    /// </summary>
    private bool NextIsRoleList(Keyword end)
    {
        if (NextIs(Keyword.Role) && NextIsNameAt(1))
            return true;
        var distance = 1;
        while (NextIsNameAt(distance - 1) && PeekAt(distance).Kind == TokenKind.Comma)
            distance += 2;
        return NextIsNameAt(distance - 1) && PeekAt(distance).Keyword == end;
    }

    private ImmutableArray<Identifier> ParseRoleList(Keyword end)
    {
        // In "ROLE TO alice" the role is called role, in "ROLE TO TO alice" and "ROLE TO, a TO alice" it is called to.
        var isNameBehind = PeekAt(1).Keyword != end || PeekAt(2).Keyword == end || PeekAt(2).Kind == TokenKind.Comma;
        if (NextIs(Keyword.Role) && NextIsNameAt(1) && isNameBehind)
            Advance();
        return ParseCommaList(static parser => parser.ParseRoleName());
    }

    private ImmutableArray<Principal> ParseUserList()
    {
        Skip(Keyword.User);
        return ParseCommaList(static parser => parser.ParseUser());
    }

    private ImmutableArray<GrantAction> ParseGrantActions() => ParseCommaList(static parser => parser.ParseGrantAction());

    /// <summary><c>Select</c>, <c>Select (a, b)</c>. Reserved words are actions too.</summary>
    private GrantAction ParseGrantAction()
    {
        if (NextIs(Keyword.On) || !(NextIs(TokenKind.Word) || NextIs(TokenKind.QuotedName)))
            throw Unexpected("an action such as Select or CreateTable, or a role");
        var action = TakeName();
        var columns = NextIs(TokenKind.LeftParenthesis) ? ParseColumnNames() : [];
        return new GrantAction(action, columns) { Span = Since(action) };
    }

    /// <summary><c>USER principal</c>, <c>ROLE role</c>; without the keyword the dollar sign tells which.</summary>
    private Grantee ParseGrantee()
    {
        var first = Peek();
        var isUser = NextIs(Keyword.User) && NextIsGranteeName(1);
        var isRole = NextIs(Keyword.Role) && NextIsGranteeName(1);
        if (isUser || isRole)
            Advance();
        if (isUser || (!isRole && (NextIs(TokenKind.Principal) || NextIsQuotedPrincipal())))
            return new UserGrantee(ParseUser()) { Span = Since(first) };
        return new RoleGrantee(ParseName("USER with a user such as ALIYUN$name@domain, or ROLE with a role")) { Span = Since(first) };
    }

    /// <summary>Whether a name follows the word USER or ROLE, so that the word itself is none.</summary>
    private bool NextIsGranteeName(int distance) =>
        PeekAt(distance).Kind == TokenKind.Principal
        || (NextIsNameAt(distance) && (PeekAt(distance).Keyword != Keyword.PrivilegeProperties || PeekAt(distance + 1).Kind != TokenKind.LeftParenthesis));

    private bool NextIsQuotedPrincipal() => NextIs(TokenKind.QuotedName) && Peek().Text(text).Contains('$');

    /// <summary><c>[TABLE] name [(columns)]</c> or another sort of object.</summary>
    private SecurableObject ParseSecurableObject()
    {
        var first = Peek();
        return ParseSecurableName(first, ParseOptionalSecurableKind() ?? SecurableKind.Table);
    }

    private SecurableObject ParseSecurableName(Token first, SecurableKind kind)
    {
        var name = ImmutableArray.CreateBuilder<Identifier>(1);
        name.Add(ParseNamePattern(static (parser, what) => parser.ParseName(what), kind));
        while (Skip(TokenKind.Dot))
        {
            if (name.Count == TableNamePartsMax)
                throw SyntaxError.At(Since(first), "the name of an object has at most three parts: project.schema.name");
            name.Add(ParseNamePattern(static (parser, what) => parser.ParseNameAfterDot(what), kind));
        }
        var columns = kind == SecurableKind.Table && NextIs(TokenKind.LeftParenthesis) ? ParseColumnNames() : [];
        return new SecurableObject(kind, name.DrainToImmutable(), columns) { Span = Since(first) };
    }

    /// <summary>A name in which <c>*</c> may stand for any characters: <c>tb_*</c>, <c>*</c>.</summary>
    private Identifier ParseNamePattern(Func<Parser, string, Identifier> parseName, SecurableKind kind)
    {
        if (!NextIs(TokenKind.Star) && !(NextIs(TokenKind.Word) && PeekAt(1).Kind == TokenKind.Star && IsAdjacent(Peek(), PeekAt(1))))
            return parseName(this, NameOf(kind));
        var (first, last) = (Peek(), Advance());
        while (IsAdjacent(last, Peek()) && Peek().Kind is TokenKind.Word or TokenKind.Star or TokenKind.Number)
            last = Advance();
        var span = Since(first);
        return new Identifier(text.Substring(span.Start, span.Length)) { Span = span };
    }

    private static bool IsAdjacent(Token left, Token right) => left.Span.End == right.Span.Start;

    /// <summary>Passes over the word that says which sort of object follows; null if there is none.</summary>
    private SecurableKind? ParseOptionalSecurableKind()
    {
        if (SecurableKindOf(Peek().Keyword) is not { } kind)
            return null;
        var next = PeekAt(1);
        // `ON project TO ...` is about a table of that name.
        if (next.Kind != TokenKind.Star && (!NextIsNameAt(1) || next.Keyword == Keyword.To) && kind != SecurableKind.Table)
            return null;
        Advance();
        return kind;
    }

    private SecurableKind ParseSecurableKind()
    {
        if (SecurableKindOf(Peek().Keyword) is not { } kind)
            throw Unexpected("TABLE, PROJECT, SCHEMA, FUNCTION, RESOURCE, INSTANCE, MODEL or PACKAGE");
        Advance();
        return kind;
    }

    private static SecurableKind? SecurableKindOf(Keyword keyword) => keyword switch
    {
        Keyword.Project => SecurableKind.Project,
        Keyword.Schema => SecurableKind.Schema,
        Keyword.Table => SecurableKind.Table,
        Keyword.Function => SecurableKind.Function,
        Keyword.Resource => SecurableKind.Resource,
        Keyword.Instance => SecurableKind.Instance,
        Keyword.Model => SecurableKind.Model,
        Keyword.Package => SecurableKind.Package,
        _ => null,
    };

    private static string NameOf(SecurableKind kind) => kind switch
    {
        SecurableKind.Project => "a project name",
        SecurableKind.Schema => "a schema name",
        SecurableKind.Table => "a table name",
        SecurableKind.Function => "a function name",
        SecurableKind.Resource => "a resource name",
        SecurableKind.Instance => "the id of an instance",
        SecurableKind.Model => "a model name",
        SecurableKind.Package => "a package name",
    };

    private ShowGrantsStatement ParseShowGrants(Token first)
    {
        var grantee = Skip(Keyword.For) ? ParseGrantee() : null;
        if (!Skip(Keyword.On))
            return new ShowGrantsStatement(grantee, null, null) { Span = Since(first) };
        return Skip(Keyword.Type)
            ? new ShowGrantsStatement(grantee, ParseSecurableKind(), null) { Span = Since(first) }
            : new ShowGrantsStatement(grantee, null, ParseSecurableObject()) { Span = Since(first) };
    }

    private ShowAclStatement ParseShowAcl(Token first)
    {
        Expect(Keyword.For);
        var target = ParseSecurableObject();
        if (Skip(Keyword.On, Keyword.Type))
            target = target with { Kind = ParseSecurableKind(), Span = Since(target) };
        return new ShowAclStatement(target) { Span = Since(first) };
    }
}
