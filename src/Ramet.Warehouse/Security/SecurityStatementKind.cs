using Ramet.Sql.Syntax;

namespace Ramet.Warehouse.Security;

/// <summary>What the audit calls each kind of security statement. None of them is a job.</summary>
internal static class SecurityStatementKind
{
    public static string Name(SecurityStatement statement) => statement switch
    {
        AddUserStatement => "ADD USER",
        RemoveUserStatement => "REMOVE USER",
        ListUsersStatement => "LIST USERS",
        AddAccountProviderStatement => "ADD ACCOUNTPROVIDER",
        RemoveAccountProviderStatement => "REMOVE ACCOUNTPROVIDER",
        ListAccountProvidersStatement => "LIST ACCOUNTPROVIDERS",
        CreateAccessKeyStatement => "CREATE ACCESS KEY",
        DropAccessKeyStatement => "DROP ACCESS KEY",
        ListAccessKeysStatement => "LIST ACCESS KEYS",
        CreateRoleStatement => "CREATE ROLE",
        DropRoleStatement => "DROP ROLE",
        ListRolesStatement => "LIST ROLES",
        GrantRoleStatement => "GRANT ROLE",
        RevokeRoleStatement => "REVOKE ROLE",
        DescribeRoleStatement => "DESC ROLE",
        ShowPrincipalsStatement => "SHOW PRINCIPALS",
        PurgePrivilegesStatement => "PURGE PRIVILEGES",
        GrantStatement => "GRANT",
        RevokeStatement => "REVOKE",
        ShowGrantsStatement => "SHOW GRANTS",
        ShowAclStatement => "SHOW ACL",
        ClearExpiredGrantsStatement => "CLEAR EXPIRED GRANTS",
        PutPolicyStatement => "PUT POLICY",
        GetPolicyStatement => "GET POLICY",
        AddTrustedProjectStatement => "ADD TRUSTEDPROJECT",
        RemoveTrustedProjectStatement => "REMOVE TRUSTEDPROJECT",
        ListTrustedProjectsStatement => "LIST TRUSTEDPROJECTS",
        ShowSecurityConfigurationStatement => "SHOW SECURITYCONFIGURATION",
        SetSecurityConfigurationStatement => "SET SECURITYCONFIGURATION",
        ShowAuditStatement => "SHOW AUDIT",
        CreatePackageStatement => "CREATE PACKAGE",
        DropPackageStatement => "DROP PACKAGE",
        AddToPackageStatement => "ADD TO PACKAGE",
        RemoveFromPackageStatement => "REMOVE FROM PACKAGE",
        AllowInstallStatement => "ALLOW INSTALL PACKAGE",
        DisallowInstallStatement => "DISALLOW INSTALL PACKAGE",
        InstallPackageStatement => "INSTALL PACKAGE",
        UninstallPackageStatement => "UNINSTALL PACKAGE",
        DescribePackageStatement => "DESC PACKAGE",
        ShowPackagesStatement => "SHOW PACKAGES",
        ShowPackageItemsStatement => "SHOW PACKAGE ITEMS",
        SetUserLabelStatement or SetTableLabelStatement => "SET LABEL",
        UnsetUserLabelStatement or UnsetTableLabelStatement => "UNSET LABEL",
        GrantLabelStatement => "GRANT LABEL",
        RevokeLabelStatement => "REVOKE LABEL",
        ShowLabelGrantsStatement => "SHOW LABEL GRANTS",
        _ => throw new ArgumentException($"No kind is known for {statement.GetType().Name}.", nameof(statement)),
    };
}
