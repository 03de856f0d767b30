using System.Collections.Immutable;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>Users, roles, access keys, policies, trusted projects, and the verbs that security statements begin with.</summary>
internal sealed partial class Parser
{
    /// <summary>A statement whose first word only security statements have; null for any other.</summary>
    private Statement? TryParseSecurityStatement() => Peek().Keyword switch
    {
        Keyword.Add => ParseAdd(),
        Keyword.Remove => ParseRemove(),
        Keyword.Grant => ParseGrant(),
        Keyword.Revoke => ParseRevoke(),
        Keyword.Purge => ParsePurge(),
        Keyword.Put => ParsePutPolicy(),
        Keyword.Get => ParseGetPolicy(),
        Keyword.Allow => ParseAllowInstall(),
        Keyword.Disallow => ParseDisallowInstall(),
        Keyword.Install => ParseInstallPackage(),
        Keyword.Uninstall => ParseUninstallPackage(),
        Keyword.Clear => ParseClearExpiredGrants(),
        _ => null,
    };

    /// <summary>DELETE ROLE and DELETE PACKAGE are other words for DROP; null for a DELETE of rows.</summary>
    private Statement? TryParseDeleteRoleOrPackage()
    {
        var first = Peek();
        if (Skip(Keyword.Delete, Keyword.Role))
            return ParseDropRole(first);
        return Skip(Keyword.Delete, Keyword.Package) ? new DropPackageStatement(ParsePackage()) { Span = Since(first) } : null;
    }

    /// <summary><c>ADD ...</c>: a user, an account provider, a trusted project, or an object to a package.</summary>
    private Statement ParseAdd()
    {
        var first = Expect(Keyword.Add);
        if (Skip(Keyword.User))
            return new AddUserStatement(ParseUser(), ParseComment()) { Span = Since(first) };
        if (Skip(Keyword.AccountProvider))
            return new AddAccountProviderStatement(ParseName("an account provider")) { Span = Since(first) };
        if (Skip(Keyword.TrustedProject))
            return new AddTrustedProjectStatement(ParseName("a project name")) { Span = Since(first) };
        if (ParseOptionalSecurableKind() is { } kind)
            return ParseAddToPackage(first, kind);
        throw UnexpectedWord(Keyword.User, Keyword.AccountProvider, Keyword.TrustedProject, Keyword.Table);
    }

    /// <summary><c>REMOVE ...</c>: the same.</summary>
    private Statement ParseRemove()
    {
        var first = Expect(Keyword.Remove);
        if (Skip(Keyword.User))
            return new RemoveUserStatement(ParseUser()) { Span = Since(first) };
        if (Skip(Keyword.AccountProvider))
            return new RemoveAccountProviderStatement(ParseName("an account provider")) { Span = Since(first) };
        if (Skip(Keyword.TrustedProject))
            return new RemoveTrustedProjectStatement(ParseName("a project name")) { Span = Since(first) };
        if (ParseOptionalSecurableKind() is { } kind)
            return ParseRemoveFromPackage(first, kind);
        throw UnexpectedWord(Keyword.User, Keyword.AccountProvider, Keyword.TrustedProject, Keyword.Table);
    }

    private Statement ParseList()
    {
        var first = Expect(Keyword.List);
        if (Skip(Keyword.Projects))
            return new ListProjectsStatement { Span = Since(first) };
        if (Skip(Keyword.Instances))
            return ParseShowInstances(first);
        if (Skip(Keyword.Functions))
            return ParseShowFunctions(first);
        if (Skip(Keyword.Users))
            return new ListUsersStatement { Span = Since(first) };
        if (Skip(Keyword.Roles))
            return new ListRolesStatement { Span = Since(first) };
        if (Skip(Keyword.AccountProviders))
            return new ListAccountProvidersStatement { Span = Since(first) };
        if (Skip(Keyword.TrustedProjects))
            return new ListTrustedProjectsStatement { Span = Since(first) };
        if (Skip(Keyword.Access, Keyword.Keys))
            return new ListAccessKeysStatement { Span = Since(first) };
        throw Unexpected(
            "PROJECTS, INSTANCES, FUNCTIONS, USERS, ROLES, ACCOUNTPROVIDERS, TRUSTEDPROJECTS or ACCESS KEYS",
            DidYouMean(["PROJECTS", "INSTANCES", "FUNCTIONS", "USERS", "ROLES", "ACCOUNTPROVIDERS", "TRUSTEDPROJECTS", "ACCESS"]));
    }

    private CreateAccessKeyStatement ParseCreateAccessKey(Token first)
    {
        Expect(Keyword.Key, Keyword.For);
        return new CreateAccessKeyStatement(ParseUser()) { Span = Since(first) };
    }

    private DropAccessKeyStatement ParseDropAccessKey(Token first)
    {
        Expect(Keyword.Key);
        return new DropAccessKeyStatement(ParseName("the id of an access key")) { Span = Since(first) };
    }

    private CreateRoleStatement ParseCreateRole(Token first) =>
        new(ParseRoleName(), ParsePrivilegeProperties()) { Span = Since(first) };

    private DropRoleStatement ParseDropRole(Token first) => new(ParseRoleName()) { Span = Since(first) };

    private PurgePrivilegesStatement ParsePurge()
    {
        var first = Expect(Keyword.Purge);
        if (!Skip(Keyword.Privs))
            Expect(Keyword.Privileges);
        Expect(Keyword.From);
        return new PurgePrivilegesStatement(ParseGrantee()) { Span = Since(first) };
    }

    private PutPolicyStatement ParsePutPolicy()
    {
        var first = Expect(Keyword.Put);
        Expect(Keyword.Policy);
        var file = ParseFilePath();
        Expect(Keyword.On, Keyword.Role);
        return new PutPolicyStatement(file, ParseRoleName()) { Span = Since(first) };
    }

    private GetPolicyStatement ParseGetPolicy()
    {
        var first = Expect(Keyword.Get);
        Expect(Keyword.Policy, Keyword.On, Keyword.Role);
        return new GetPolicyStatement(ParseRoleName()) { Span = Since(first) };
    }

    private ClearExpiredGrantsStatement ParseClearExpiredGrants()
    {
        var first = Expect(Keyword.Clear);
        Expect(Keyword.Expired, Keyword.Grants);
        return new ClearExpiredGrantsStatement { Span = Since(first) };
    }

    /// <summary>What follows SHOW, if it is about security; null otherwise.</summary>
    private Statement? TryParseShowSecurity(Token first)
    {
        if (Skip(Keyword.Grants))
            return ParseShowGrants(first);
        if (Skip(Keyword.Acl))
            return ParseShowAcl(first);
        if (Skip(Keyword.Roles))
            return new ListRolesStatement { Span = Since(first) };
        if (Skip(Keyword.Principals))
            return new ShowPrincipalsStatement(ParseRoleName()) { Span = Since(first) };
        if (Skip(Keyword.Packages))
            return new ShowPackagesStatement { Span = Since(first) };
        if (Skip(Keyword.Package))
            return ParseShowPackageItems(first);
        if (Skip(Keyword.Label))
            return ParseShowLabelGrants(first);
        if (Skip(Keyword.SecurityConfiguration))
            return new ShowSecurityConfigurationStatement { Span = Since(first) };
        return Skip(Keyword.Audit) ? ParseShowAudit(first) : null;
    }

    private ShowAuditStatement ParseShowAudit(Token first)
    {
        var user = Skip(Keyword.For) ? ParseUser() : null;
        return new ShowAuditStatement(user, Skip(Keyword.On) ? ParseSecurableObject() : null) { Span = Since(first) };
    }

    /// <summary>
    /// A user. What is not written like one is read up to the next blank or comma, so that the error can say which account does not exist.
    /// </summary>
    private Principal ParseUser()
    {
        if (!NextIs(TokenKind.Word))
            return ParsePrincipal();
        var first = Peek();
        var last = Advance();
        while (IsAdjacent(last, Peek()) && Peek().Kind is not (TokenKind.Comma or TokenKind.Semicolon or TokenKind.End))
            last = Advance();
        var span = Since(first);
        return new Principal(text.Substring(span.Start, span.Length)) { Span = span };
    }

    private Identifier ParseRoleName() => ParseName("a role name");

    /// <summary>A path in quotes, or as documented without them.</summary>
    private TextValue ParseFilePath()
    {
        if (NextIs(TokenKind.String))
            return ParseTextValue();
        if (!NextIs(TokenKind.Path))
            throw Unexpected("the path of a file");
        var token = Advance();
        return new TextValue(token.Text(text).ToString()) { Span = token.Span };
    }

    private ImmutableArray<PropertyPair> ParsePrivilegeProperties() =>
        Skip(Keyword.PrivilegeProperties) ? ParseInParentheses(static parser => parser.ParseProperty()) : [];
}
