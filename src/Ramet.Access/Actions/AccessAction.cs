namespace Ramet.Access;

/// <summary>
/// What a principal wants to do with an object. The names are those of the GRANT statement and of policies, which error texts repeat as
/// <c>odps:Select</c>. Fewer than 64, so that an <see cref="ActionSet"/> fits into one number; never stored as a number.
/// </summary>
public enum AccessAction
{
    // Of the warehouse: statements that MaxCompute keeps in its console. Nobody can grant them.

    /// <summary>Add an account to the warehouse.</summary>
    CreateAccount,

    /// <summary>Add a RAM user or RAM role to an account.</summary>
    CreateRamUser,

    /// <summary>Create a project that an account owns.</summary>
    CreateProject,

    /// <summary>Create, list and drop the access keys of a principal.</summary>
    ManageAccessKeys,

    /// <summary>Enable and disable a project as a whole.</summary>
    SetProjectStatus,

    /// <summary>Delete the files of the warehouse that nothing reaches any more.</summary>
    CollectGarbage,

    // Of objects.

    /// <summary>Project: make it the current one, and see what one may do in it. Every user of the project may; nobody can grant it.</summary>
    Use,

    /// <summary>Project: read information about the project itself. Function, resource, instance, package: read or use it.</summary>
    Read,

    /// <summary>Project: change information about the project itself. Function, resource, instance: change it.</summary>
    Write,

    /// <summary>Project: list its objects.</summary>
    List,

    /// <summary>Project: create tables and views.</summary>
    CreateTable,

    /// <summary>Project: run jobs, that is any SQL that makes an instance.</summary>
    CreateInstance,

    /// <summary>Project: create functions.</summary>
    CreateFunction,

    /// <summary>Project: create resources.</summary>
    CreateResource,

    /// <summary>Project: create models.</summary>
    CreateModel,

    /// <summary>Table: DESC, SHOW CREATE TABLE, SHOW PARTITIONS.</summary>
    Describe,

    /// <summary>Table: read data.</summary>
    Select,

    /// <summary>Table: change metadata, add and drop partitions.</summary>
    Alter,

    /// <summary>Table: write data: insert, overwrite, delete, update, merge, truncate.</summary>
    Update,

    /// <summary>Table: drop it. Project: drop it, which only its owner may.</summary>
    Drop,

    /// <summary>Table: list backup versions.</summary>
    ShowHistory,

    /// <summary>Table, resource, function: download through the tunnel.</summary>
    Download,

    /// <summary>Function, resource: delete it.</summary>
    Delete,

    /// <summary>Function: call it.</summary>
    Execute,

    // Of the management of a project. Built-in roles have them, or roles of type admin by a policy; see ManagementActions.

    /// <summary>Change the security configuration, ProjectProtection and the IP white list.</summary>
    SetSecurityConfiguration,

    /// <summary>Let data flow to another project in spite of ProjectProtection.</summary>
    AddTrustedProject,

    /// <summary>Undo <see cref="AddTrustedProject"/>.</summary>
    RemoveTrustedProject,

    /// <summary>See the security configuration.</summary>
    GetSecurityConfiguration,

    /// <summary>See the trusted projects.</summary>
    ListTrustedProjects,

    /// <summary>Add a user to the project.</summary>
    AddUser,

    /// <summary>Remove a user from the project.</summary>
    RemoveUser,

    /// <summary>See the users of the project.</summary>
    ListUsers,

    /// <summary>See roles and grants of another user.</summary>
    ListUserRoles,

    /// <summary>Create a role.</summary>
    CreateRole,

    /// <summary>See what a role may do.</summary>
    DescribeRole,

    /// <summary>Change the policy of a role.</summary>
    AlterRole,

    /// <summary>Drop a role.</summary>
    DropRole,

    /// <summary>See the roles of the project.</summary>
    ListRoles,

    /// <summary>Give a role to a user.</summary>
    GrantRole,

    /// <summary>Take a role from a user.</summary>
    RevokeRole,

    /// <summary>See who has a role.</summary>
    ListRolePrincipals,

    /// <summary>Create a package.</summary>
    CreatePackage,

    /// <summary>See the packages that were created or installed.</summary>
    ShowPackages,

    /// <summary>Drop a package.</summary>
    DropPackage,

    /// <summary>Let another project install a package.</summary>
    AllowInstallPackage,

    /// <summary>Undo <see cref="AllowInstallPackage"/>.</summary>
    DisallowInstallPackage,

    /// <summary>Put an object into a package.</summary>
    AddPackageResource,

    /// <summary>Take an object out of a package.</summary>
    RemovePackageResource,

    /// <summary>See what a package holds.</summary>
    DescribePackage,

    /// <summary>Install the package of another project.</summary>
    InstallPackage,

    /// <summary>Undo <see cref="InstallPackage"/>.</summary>
    UninstallPackage,

    /// <summary>Let a subject read columns above its clearance.</summary>
    GrantLabel,

    /// <summary>Undo <see cref="GrantLabel"/>.</summary>
    RevokeLabel,

    /// <summary>See the grants of labels.</summary>
    ShowLabelGrants,

    /// <summary>Label tables and columns, and give users their clearance.</summary>
    SetDataLabel,

    /// <summary>Delete grants whose time is over.</summary>
    ClearExpiredGrants,

    /// <summary>Grant and revoke actions on an object, which its creator may too; object types have no action of this name.</summary>
    GrantPrivilege,

    /// <summary>Grant and revoke <see cref="Download"/>, which Admin and creators may not.</summary>
    GrantDownload,

    /// <summary>See who may do what with an object, which its creator may too.</summary>
    ShowAcl,

    /// <summary>See the audit of the project.</summary>
    ShowAudit,
}
