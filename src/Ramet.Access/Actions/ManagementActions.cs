namespace Ramet.Access;

/// <summary>
/// Who may manage a project, besides its owner, who may do all of it. Source: the table of the service's page on planning roles.
/// </summary>
public static class ManagementActions
{
    /// <summary>The name of the built-in role that may do what the owner may.</summary>
    public const string SuperAdministratorRole = "Super_Administrator";

    /// <summary>The name of the built-in role that may do most of it.</summary>
    public const string AdminRole = "Admin";

    /// <summary>What Admin may do.</summary>
    public static ActionSet OfAdmin { get; } = ActionSet.Of(
        AccessAction.GetSecurityConfiguration,
        AccessAction.ListTrustedProjects,
        AccessAction.AddUser,
        AccessAction.RemoveUser,
        AccessAction.ListUsers,
        AccessAction.ListUserRoles,
        AccessAction.CreateRole,
        AccessAction.DescribeRole,
        AccessAction.AlterRole,
        AccessAction.DropRole,
        AccessAction.ListRoles,
        AccessAction.GrantRole,
        AccessAction.RevokeRole,
        AccessAction.ListRolePrincipals,
        AccessAction.DescribePackage,
        AccessAction.InstallPackage,
        AccessAction.UninstallPackage,
        AccessAction.GrantLabel,
        AccessAction.RevokeLabel,
        AccessAction.ShowLabelGrants,
        AccessAction.SetDataLabel,
        AccessAction.ClearExpiredGrants,
        AccessAction.GrantPrivilege,
        AccessAction.ShowAcl);

    /// <summary>What Super_Administrator may do: all there is.</summary>
    public static ActionSet OfSuperAdministrator { get; } = OfAdmin | ActionSet.Of(
        AccessAction.SetSecurityConfiguration,
        AccessAction.AddTrustedProject,
        AccessAction.RemoveTrustedProject,
        AccessAction.CreatePackage,
        AccessAction.ShowPackages,
        AccessAction.DropPackage,
        AccessAction.AllowInstallPackage,
        AccessAction.DisallowInstallPackage,
        AccessAction.AddPackageResource,
        AccessAction.RemovePackageResource,
        AccessAction.GrantDownload,
        AccessAction.ShowAudit);

    /// <summary>All actions that manage a project.</summary>
    public static ActionSet All => OfSuperAdministrator;

    /// <summary>Whether a role of this name is built in.</summary>
    public static bool IsBuiltInRole(string role) => IsSuperAdministrator(role) || IsAdmin(role);

    /// <summary>Whether this is the name of Super_Administrator.</summary>
    public static bool IsSuperAdministrator(string role) => string.Equals(role, SuperAdministratorRole, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether this is the name of Admin.</summary>
    public static bool IsAdmin(string role) => string.Equals(role, AdminRole, StringComparison.OrdinalIgnoreCase);
}
