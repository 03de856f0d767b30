using System.Collections.Immutable;

namespace Ramet.Access;

/// <summary>
/// One change of a project's security, as data. Whether the caller may make it is for <see cref="AccessPolicy"/> to say; whether it makes
/// sense, for <see cref="SecurityTransition"/>.
/// </summary>
public abstract record SecurityChange
{
    private protected SecurityChange()
    {
    }

    /// <summary>ADD USER. A RAM user or RAM role must belong to the account of who adds it.</summary>
    /// <param name="Principal">The new user.</param>
    /// <param name="AddedBy">Who adds it; the administrator of the warehouse may add anybody's.</param>
    /// <param name="Comment">A note for people; null when there is none.</param>
    public sealed record AddMember(Principal Principal, Principal AddedBy, string? Comment = null) : SecurityChange;

    /// <summary>REMOVE USER. The user may have no role; grants stay and count again when the user is added again.</summary>
    public sealed record RemoveMember(Principal Principal) : SecurityChange;

    /// <summary>CREATE ROLE. Grants that a role of this name had when it was dropped count again.</summary>
    public sealed record CreateRole(string Name, RoleType Type) : SecurityChange;

    /// <summary>DROP ROLE. Nobody may have it; its grants and its policy stay.</summary>
    public sealed record DropRole(string Name) : SecurityChange;

    /// <summary>GRANT role TO USER; a role that the user has is no error.</summary>
    public sealed record GrantRole(string Role, Principal Principal) : SecurityChange;

    /// <summary>REVOKE role FROM USER.</summary>
    public sealed record RevokeRole(string Role, Principal Principal) : SecurityChange;

    /// <summary>GRANT actions ON object TO subject. An action that was granted before has the new end from now on.</summary>
    /// <param name="Subject">A user or role of the project.</param>
    /// <param name="Object">The object, which exists; the caller makes sure of that by a requirement of the commit.</param>
    /// <param name="Actions">Actions that objects of this type have; columns have Describe and Select only.</param>
    /// <param name="Columns">Columns of a table, spelled as it does; empty for the whole object.</param>
    /// <param name="ExpiresAt">When the grant ends, UTC; null for never.</param>
    public sealed record Grant(
        Subject Subject, ObjectKey Object, ActionSet Actions, ImmutableArray<string> Columns, DateTimeOffset? ExpiresAt = null) : SecurityChange
    {
        /// <summary>What else must hold for the grant to count; null for nothing.</summary>
        public PolicyCondition? Condition { get; init; }
    }

    /// <summary>REVOKE actions ON object FROM subject. What was not granted is no error.</summary>
    /// <param name="Subject">A user or role, which need not exist any more.</param>
    /// <param name="Object">The object.</param>
    /// <param name="Actions">The actions.</param>
    /// <param name="Columns">The columns for which they were granted; empty for the whole object and all of its columns.</param>
    public sealed record Revoke(Subject Subject, ObjectKey Object, ActionSet Actions, ImmutableArray<string> Columns) : SecurityChange;

    /// <summary>PURGE PRIVS: deletes all grants, and the policy and label grants, of a user who was removed or a role that was dropped.</summary>
    public sealed record PurgePrivileges(Subject Subject) : SecurityChange;

    /// <summary>CLEAR EXPIRED GRANTS: of actions, of labels, and statements of policies.</summary>
    public sealed record ClearExpiredGrants : SecurityChange;

    /// <summary>GRANT ... PRIVILEGEPROPERTIES ("policy" = "true"): one statement more for the policy of a role.</summary>
    public sealed record GrantPolicy(string Role, PolicyStatement Statement) : SecurityChange;

    /// <summary>REVOKE ... PRIVILEGEPROPERTIES ("policy" = "true").</summary>
    public sealed record RevokePolicy(string Role, PolicyEffect Effect, ActionSet Actions, ResourcePattern Resource) : SecurityChange;

    /// <summary>PUT POLICY: replaces the policy of a role.</summary>
    public sealed record PutPolicy(string Role, PolicyDocument Policy) : SecurityChange;

    /// <summary>SET CheckPermissionUsingACL = ..., ADD ACCOUNTPROVIDER RAM and the like; ProjectProtection has a change of its own.</summary>
    public sealed record SetSwitch(SecuritySwitch Switch, bool Value) : SecurityChange;

    /// <summary>SETPROJECT odps.security.ip.whitelist = ...</summary>
    public sealed record SetIpWhiteList(IpWhiteList List) : SecurityChange;

    /// <summary>SET ProjectProtection = true WITH EXCEPTION; switching protection on without one, or off, deletes it.</summary>
    public sealed record SetProtection(bool IsProtected, PolicyDocument Exception) : SecurityChange;

    /// <summary>ADD TRUSTEDPROJECT.</summary>
    public sealed record AddTrustedProject(ProjectReference Trusted) : SecurityChange;

    /// <summary>REMOVE TRUSTEDPROJECT.</summary>
    public sealed record RemoveTrustedProject(string Name) : SecurityChange;

    /// <summary>CREATE PACKAGE.</summary>
    public sealed record CreatePackage(string Name, Principal Creator) : SecurityChange;

    /// <summary>DROP PACKAGE, with its items; who has installed it loses what it gave.</summary>
    public sealed record DropPackage(string Name) : SecurityChange;

    /// <summary>ADD object TO PACKAGE. To change the actions, remove it first.</summary>
    public sealed record AddPackageItem(string Package, ObjectKey Object, ActionSet Actions) : SecurityChange;

    /// <summary>REMOVE object FROM PACKAGE.</summary>
    public sealed record RemovePackageItem(string Package, ObjectKey Object) : SecurityChange;

    /// <summary>ALLOW PROJECT ... TO INSTALL PACKAGE; replaces what was allowed to the same project.</summary>
    /// <param name="Package">The package.</param>
    /// <param name="Project">The project; null for every project.</param>
    /// <param name="Actions">What of the items' actions it may use; null for all of them.</param>
    /// <param name="Label">The highest label that its users may read, 0 to 9; null when not said.</param>
    /// <param name="ExpiresAt">When it ends, UTC; null for never.</param>
    public sealed record AllowInstall(
        string Package, ProjectReference? Project, ActionSet? Actions = null, int? Label = null, DateTimeOffset? ExpiresAt = null) : SecurityChange;

    /// <summary>DISALLOW PROJECT ... TO INSTALL PACKAGE: who has installed it loses what it gave.</summary>
    /// <param name="Package">The package.</param>
    /// <param name="ProjectName">The project; null for <c>*</c>.</param>
    public sealed record DisallowInstall(string Package, string? ProjectName) : SecurityChange;

    /// <summary>INSTALL PACKAGE. Whether the project that offers it allows that is for <see cref="PackageRules"/> to say.</summary>
    public sealed record InstallPackage(ProjectReference Source, string Package) : SecurityChange;

    /// <summary>UNINSTALL PACKAGE, with the grants on it.</summary>
    public sealed record UninstallPackage(string SourceProject, string Package) : SecurityChange;

    /// <summary>SET LABEL n TO USER.</summary>
    /// <param name="Principal">A user of the project.</param>
    /// <param name="Label">The level, 0 to 9.</param>
    public sealed record SetClearance(Principal Principal, int Label) : SecurityChange;

    /// <summary>SET LABEL n TO TABLE, UNSET LABEL.</summary>
    /// <param name="Object">The table.</param>
    /// <param name="Columns">Its columns, spelled as it does; empty for the table.</param>
    /// <param name="Label">The level, 0 to 9; null takes the label away.</param>
    public sealed record SetLabel(ObjectKey Object, ImmutableArray<string> Columns, int? Label) : SecurityChange;

    /// <summary>GRANT LABEL n ON TABLE.</summary>
    /// <param name="Subject">A user or role of the project.</param>
    /// <param name="Object">The table.</param>
    /// <param name="Columns">Its columns, spelled as it does; empty for the table.</param>
    /// <param name="Label">The level up to which may be read, 0 to 9.</param>
    /// <param name="ExpiresAt">When it ends, UTC.</param>
    public sealed record GrantLabel(
        Subject Subject, ObjectKey Object, ImmutableArray<string> Columns, int Label, DateTimeOffset ExpiresAt) : SecurityChange;

    /// <summary>REVOKE LABEL ON TABLE; without columns also what was granted on single ones.</summary>
    public sealed record RevokeLabel(Subject Subject, ObjectKey Object, ImmutableArray<string> Columns) : SecurityChange;

    /// <summary>An object was dropped: everything about it goes. The catalog makes this change itself.</summary>
    /// <param name="Object">The object.</param>
    /// <param name="KeepsLabels">
    /// Whether its labels stay, for a table that can be restored: dropping and restoring it must not make it less sensitive.
    /// </param>
    public sealed record ForgetObject(ObjectKey Object, bool KeepsLabels = false) : SecurityChange;

    /// <summary>Columns of a table were renamed or dropped: what was said about them follows. The catalog makes this change itself.</summary>
    /// <param name="Object">The table.</param>
    /// <param name="NewNames">For each column that has another name, the new one, or null when it was dropped.</param>
    public sealed record MoveColumns(ObjectKey Object, ImmutableDictionary<string, string?> NewNames) : SecurityChange;
}

/// <summary>A switch of a project's security; see the property of its name in <see cref="SecurityConfiguration"/>.</summary>
public enum SecuritySwitch
{
    /// <summary>Whether grants count.</summary>
    CheckPermissionUsingAcl,

    /// <summary>Whether policies of roles count.</summary>
    CheckPermissionUsingPolicy,

    /// <summary>Whether who created an object may do everything with it.</summary>
    ObjectCreatorHasAccessPermission,

    /// <summary>Whether who created an object may grant actions on it.</summary>
    ObjectCreatorHasGrantPermission,

    /// <summary>Whether labels count.</summary>
    LabelSecurity,

    /// <summary>Whether downloading needs a privilege of its own.</summary>
    EnableDownloadPrivilege,

    /// <summary>Whether the project may be used at all.</summary>
    IsEnabled,

    /// <summary>Whether RAM users and RAM roles may be added.</summary>
    AcceptsRam,
}
