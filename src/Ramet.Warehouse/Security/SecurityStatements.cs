using Ramet.Sql.Syntax;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Security;

/// <summary>Finds the handler of a security statement.</summary>
internal static class SecurityStatements
{
    public static StatementResult Run(StatementContext context, SecurityStatement statement) => statement switch
    {
        AddUserStatement add => UserStatements.Add(context, add),
        RemoveUserStatement remove => UserStatements.Remove(context, remove),
        ListUsersStatement => UserStatements.List(context),
        AddAccountProviderStatement add => UserStatements.SetProvider(context, add.Provider, accepts: true),
        RemoveAccountProviderStatement remove => UserStatements.SetProvider(context, remove.Provider, accepts: false),
        ListAccountProvidersStatement => UserStatements.ListProviders(context),
        CreateAccessKeyStatement create => AccessKeyStatements.Create(context, create),
        DropAccessKeyStatement drop => AccessKeyStatements.Drop(context, drop),
        ListAccessKeysStatement => AccessKeyStatements.List(context),
        CreateRoleStatement create => RoleStatements.Create(context, create),
        DropRoleStatement drop => RoleStatements.Drop(context, drop),
        ListRolesStatement => RoleStatements.List(context),
        GrantRoleStatement grant => RoleStatements.Grant(context, grant),
        RevokeRoleStatement revoke => RoleStatements.Revoke(context, revoke),
        DescribeRoleStatement describe => ShowGrantsStatements.DescribeRole(context, describe),
        ShowPrincipalsStatement show => RoleStatements.ShowPrincipals(context, show),
        PurgePrivilegesStatement purge => GrantStatements.Purge(context, purge),
        GrantStatement grant => GrantStatements.Grant(context, grant),
        RevokeStatement revoke => GrantStatements.Revoke(context, revoke),
        ClearExpiredGrantsStatement clear => GrantStatements.ClearExpired(context, clear),
        ShowGrantsStatement show => ShowGrantsStatements.ShowGrants(context, show),
        ShowAclStatement show => ShowAclStatements.Show(context, show),
        PutPolicyStatement put => PolicyStatements.Put(context, put),
        GetPolicyStatement get => PolicyStatements.Get(context, get),
        AddTrustedProjectStatement add => ConfigurationStatements.AddTrusted(context, add),
        RemoveTrustedProjectStatement remove => ConfigurationStatements.RemoveTrusted(context, remove),
        ListTrustedProjectsStatement => ConfigurationStatements.ListTrusted(context),
        ShowSecurityConfigurationStatement => ConfigurationStatements.Show(context),
        SetSecurityConfigurationStatement set => ConfigurationStatements.Set(context, set),
        ShowAuditStatement show => AuditStatements.Show(context, show),
        CreatePackageStatement create => PackageStatements.Create(context, create),
        DropPackageStatement drop => PackageStatements.Drop(context, drop),
        AddToPackageStatement add => PackageStatements.Add(context, add),
        RemoveFromPackageStatement remove => PackageStatements.Remove(context, remove),
        AllowInstallStatement allow => PackageStatements.Allow(context, allow),
        DisallowInstallStatement disallow => PackageStatements.Disallow(context, disallow),
        InstallPackageStatement install => PackageStatements.Install(context, install),
        UninstallPackageStatement uninstall => PackageStatements.Uninstall(context, uninstall),
        DescribePackageStatement describe => ShowPackageStatements.Describe(context, describe),
        ShowPackagesStatement => ShowPackageStatements.Show(context),
        ShowPackageItemsStatement show => ShowPackageStatements.ShowItems(context, show),
        SetUserLabelStatement set => LabelStatements.SetClearance(context, set.User, set.Label),
        UnsetUserLabelStatement unset => LabelStatements.SetClearance(context, unset.User, label: null),
        SetTableLabelStatement set => LabelStatements.SetLabel(context, set.Table, set.Label),
        UnsetTableLabelStatement unset => LabelStatements.SetLabel(context, unset.Table, label: null),
        GrantLabelStatement grant => LabelStatements.Grant(context, grant),
        RevokeLabelStatement revoke => LabelStatements.Revoke(context, revoke),
        ShowLabelGrantsStatement show => ShowLabelStatements.Show(context, show),
        _ => throw new ArgumentException($"No handler is known for {statement.GetType().Name}.", nameof(statement)),
    };
}
