using System.Collections.Immutable;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Writing;

/// <summary>Statements about users, roles, permissions and the flow of data.</summary>
public sealed partial class MaxComputeWriter
{
    private void WriteSecurityStatement(SecurityStatement statement)
    {
        switch (statement)
        {
            case AddUserStatement add:
                WriteOptional("ADD USER ", add.User, WritePart);
                WriteOptional(" COMMENT ", add.Comment, WritePart);
                break;
            case RemoveUserStatement remove:
                WriteOptional("REMOVE USER ", remove.User, WritePart);
                break;
            case ListUsersStatement:
                Write("LIST USERS");
                break;
            case AddAccountProviderStatement add:
                WriteOptional("ADD ACCOUNTPROVIDER ", add.Provider, WritePart);
                break;
            case RemoveAccountProviderStatement remove:
                WriteOptional("REMOVE ACCOUNTPROVIDER ", remove.Provider, WritePart);
                break;
            case ListAccountProvidersStatement:
                Write("LIST ACCOUNTPROVIDERS");
                break;
            case CreateAccessKeyStatement create:
                WriteOptional("CREATE ACCESS KEY FOR ", create.User, WritePart);
                break;
            case DropAccessKeyStatement drop:
                WriteOptional("DROP ACCESS KEY ", drop.Id, WritePart);
                break;
            case ListAccessKeysStatement:
                Write("LIST ACCESS KEYS");
                break;
            case ShowSecurityConfigurationStatement:
                Write("SHOW SecurityConfiguration");
                break;
            case SetSecurityConfigurationStatement set:
                Write($"SET {set.Flag}={(set.IsOn ? "true" : "false")}");
                WriteOptional(" WITH EXCEPTION ", set.ExceptionFile, file => Write(Quoting.Text(file)));
                break;
            case ShowAuditStatement show:
                Write("SHOW AUDIT");
                WriteOptional(" FOR ", show.User, WritePart);
                WriteOptional(" ON ", show.Object, WritePart);
                break;
            case AddTrustedProjectStatement add:
                WriteOptional("ADD TRUSTEDPROJECT ", add.Project, WritePart);
                break;
            case RemoveTrustedProjectStatement remove:
                WriteOptional("REMOVE TRUSTEDPROJECT ", remove.Project, WritePart);
                break;
            case ListTrustedProjectsStatement:
                Write("LIST TRUSTEDPROJECTS");
                break;
            default:
                WriteRoleStatement(statement);
                break;
        }
    }

    private void WriteRoleStatement(SecurityStatement statement)
    {
        switch (statement)
        {
            case CreateRoleStatement create:
                WriteOptional("CREATE ROLE ", create.Role, WritePart);
                WriteProperties(create.Properties);
                break;
            case DropRoleStatement drop:
                WriteOptional("DROP ROLE ", drop.Role, WritePart);
                break;
            case ListRolesStatement:
                Write("LIST ROLES");
                break;
            case GrantRoleStatement grant:
                WriteClause("GRANT ROLE ", grant.Roles, WritePart);
                WriteClause(" TO USER ", grant.Users, WritePart);
                break;
            case RevokeRoleStatement revoke:
                WriteClause("REVOKE ROLE ", revoke.Roles, WritePart);
                WriteClause(" FROM USER ", revoke.Users, WritePart);
                break;
            case DescribeRoleStatement describe:
                WriteOptional("DESC ROLE ", describe.Role, WritePart);
                break;
            case ShowPrincipalsStatement show:
                WriteOptional("SHOW PRINCIPALS ", show.Role, WritePart);
                break;
            case PurgePrivilegesStatement purge:
                WriteOptional("PURGE PRIVILEGES FROM ", purge.Grantee, WritePart);
                break;
            case PutPolicyStatement put:
                WriteOptional("PUT POLICY ", put.File, WritePart);
                WriteOptional(" ON ROLE ", put.Role, WritePart);
                break;
            case GetPolicyStatement get:
                WriteOptional("GET POLICY ON ROLE ", get.Role, WritePart);
                break;
            default:
                WriteGrantStatement(statement);
                break;
        }
    }

    private void WriteGrantStatement(SecurityStatement statement)
    {
        switch (statement)
        {
            case GrantStatement grant:
                WriteClause("GRANT ", grant.Actions, WritePart);
                WriteOptional(" ON ", grant.Object, WritePart);
                WriteClause(" TO ", grant.Grantees, WritePart);
                WriteProperties(grant.Properties);
                break;
            case RevokeStatement revoke:
                WriteClause("REVOKE ", revoke.Actions, WritePart);
                WriteOptional(" ON ", revoke.Object, WritePart);
                WriteClause(" FROM ", revoke.Grantees, WritePart);
                WriteProperties(revoke.Properties);
                break;
            case ShowGrantsStatement show:
                Write("SHOW GRANTS");
                WriteOptional(" FOR ", show.Grantee, WritePart);
                WriteOptional(" ON ", show.Object, WritePart);
                WriteType(show.Type);
                break;
            case ShowAclStatement show:
                Write("SHOW ACL FOR ");
                WriteObjectName(show.Object);
                WriteType(show.Object.Kind);
                break;
            case ClearExpiredGrantsStatement:
                Write("CLEAR EXPIRED GRANTS");
                break;
            default:
                WriteLabelStatement(statement);
                break;
        }
    }

    private void WriteLabelStatement(SecurityStatement statement)
    {
        switch (statement)
        {
            case SetUserLabelStatement set:
                WriteOptional("SET LABEL ", set.Label, WritePart);
                WriteOptional(" TO USER ", set.User, WritePart);
                break;
            case SetTableLabelStatement set:
                WriteOptional("SET LABEL ", set.Label, WritePart);
                WriteOptional(" TO ", set.Table, WritePart);
                break;
            case UnsetUserLabelStatement unset:
                WriteOptional("UNSET LABEL FROM USER ", unset.User, WritePart);
                break;
            case UnsetTableLabelStatement unset:
                WriteOptional("UNSET LABEL FROM ", unset.Table, WritePart);
                break;
            case GrantLabelStatement grant:
                WriteOptional("GRANT LABEL ", grant.Label, WritePart);
                WriteOptional(" ON ", grant.Table, WritePart);
                WriteClause(" TO ", grant.Grantees, WritePart);
                WriteOptional(" WITH EXP ", grant.Days, WritePart);
                break;
            case RevokeLabelStatement revoke:
                WriteOptional("REVOKE LABEL ON ", revoke.Table, WritePart);
                WriteClause(" FROM ", revoke.Grantees, WritePart);
                break;
            case ShowLabelGrantsStatement show:
                WriteOptional("SHOW LABEL ", show.Label, WritePart);
                Write(show.Label is null ? "SHOW LABEL GRANTS" : " GRANTS");
                WriteOptional(" ON ", show.Table, WritePart);
                WriteOptional(" FOR USER ", show.User, WritePart);
                break;
            default:
                WritePackageStatement(statement);
                break;
        }
    }

    private void WritePackageStatement(SecurityStatement statement)
    {
        switch (statement)
        {
            case CreatePackageStatement create:
                WriteOptional("CREATE PACKAGE ", create.Package, WritePart);
                break;
            case DropPackageStatement drop:
                WriteOptional("DROP PACKAGE ", drop.Package, WritePart);
                break;
            case AddToPackageStatement add:
                WriteOptional("ADD ", add.Object, WritePart);
                WriteOptional(" TO PACKAGE ", add.Package, WritePart);
                WriteClause(" WITH PRIVILEGES ", add.Privileges, WritePart);
                break;
            case RemoveFromPackageStatement remove:
                WriteOptional("REMOVE ", remove.Object, WritePart);
                WriteOptional(" FROM PACKAGE ", remove.Package, WritePart);
                break;
            case AllowInstallStatement allow:
                Write("ALLOW ");
                WriteProjectOrAll(allow.Project);
                WriteOptional(" TO INSTALL PACKAGE ", allow.Package, WritePart);
                WriteClause(" WITH ", allow.Privileges, WritePart);
                WriteOptional(" USING LABEL ", allow.Label, WritePart);
                WriteOptional(" EXP ", allow.Days, WritePart);
                break;
            case DisallowInstallStatement disallow:
                Write("DISALLOW ");
                WriteProjectOrAll(disallow.Project);
                WriteOptional(" TO INSTALL PACKAGE ", disallow.Package, WritePart);
                break;
            case InstallPackageStatement install:
                WriteOptional("INSTALL PACKAGE ", install.Package, WritePart);
                break;
            case UninstallPackageStatement uninstall:
                WriteOptional("UNINSTALL PACKAGE ", uninstall.Package, WritePart);
                break;
            case DescribePackageStatement describe:
                WriteOptional("DESC PACKAGE ", describe.Package, WritePart);
                break;
            case ShowPackagesStatement:
                Write("SHOW PACKAGES");
                break;
            case ShowPackageItemsStatement show:
                Write("SHOW PACKAGE ITEMS");
                WriteOptional(" FROM ", show.Project, WritePart);
                WriteType(show.Type);
                break;
            default:
                throw Unknown(statement);
        }
    }

    private void WriteSecurityPart(SyntaxNode node)
    {
        switch (node)
        {
            case SecurableObject target:
                Write(KindOf(target.Kind) + " ");
                WriteObjectName(target);
                break;
            case UserGrantee grantee:
                WriteOptional("USER ", grantee.User, WritePart);
                break;
            case RoleGrantee grantee:
                WriteOptional("ROLE ", grantee.Role, WritePart);
                break;
            case GrantAction action:
                // Reserved words such as SELECT are actions without back-quotes.
                Write(Letters.IsWord(action.Action.Name) ? action.Action.Name : Quoting.BackQuoted(action.Action.Name));
                WriteListClause(" ", action.Columns, WritePart);
                break;
            case PackageName package:
                WriteOptional("", package.Project, WritePart);
                WriteOptional(package.Project is null ? "" : ".", package.Package, WritePart);
                break;
            default:
                throw Unknown(node);
        }
    }

    private void WriteObjectName(SecurableObject target)
    {
        WriteList(target.Name, WriteNamePattern, ".");
        WriteListClause(" ", target.Columns, WritePart);
    }

    private void WriteNamePattern(Identifier name)
    {
        if (!name.IsQuoted && name.Name.Contains('*', StringComparison.Ordinal))
            Write(name.Name);
        else
            WritePart(name);
    }

    private void WriteProperties(ImmutableArray<PropertyPair> properties) =>
        WriteListClause(" PRIVILEGEPROPERTIES ", properties, WritePart);

    private void WriteType(SecurableKind? kind)
    {
        if (kind is { } known)
            Write($" ON TYPE {KindOf(known)}");
    }

    private void WriteProjectOrAll(Identifier? project)
    {
        Write("PROJECT ");
        if (project is null)
            Write("*");
        else
            WritePart(project);
    }

    private static string KindOf(SecurableKind kind) => kind switch
    {
        SecurableKind.Project => "PROJECT",
        SecurableKind.Schema => "SCHEMA",
        SecurableKind.Table => "TABLE",
        SecurableKind.Function => "FUNCTION",
        SecurableKind.Resource => "RESOURCE",
        SecurableKind.Instance => "INSTANCE",
        SecurableKind.Model => "MODEL",
        SecurableKind.Package => "PACKAGE",
    };
}
