using System.Collections.Immutable;

namespace Ramet.Access;

/// <summary>
/// Decides requests, from their data alone. The rules, the first that fits wins:
/// <list type="number">
/// <item>The warehouse administrator may do everything.</item>
/// <item>An account may create its own RAM users and projects of its own, and manage its own access keys; only the administrator creates
/// accounts.</item>
/// <item>Who is not a user of the project gets nothing in it, not even what he owns there, but for what a package gives him.</item>
/// <item>Who comes from an address that is not on the project's white list gets nothing, nor does anybody in a project that is
/// disabled; both bind the owner too.</item>
/// <item>The owner of the project may do everything in it and with it.</item>
/// <item>What a policy of one of the caller's roles denies is denied.</item>
/// <item>Super_Administrator and Admin may do what <see cref="ManagementActions"/> says, and everything with objects.</item>
/// <item>Who created an object may do everything with it.</item>
/// <item>What was granted to the caller or one of his roles, or a policy of one of them allows, is allowed, also column by column.</item>
/// <item>Everything else is denied.</item>
/// </list>
/// What is allowed must then pass <see cref="LabelRule"/> and <see cref="FlowRule"/>.
/// </summary>
public static class AccessPolicy
{
    /// <summary>Allows or denies one request.</summary>
    public static AccessDecision Decide(AccessRequest request)
    {
        if (request.Caller.Principal.IsAdministrator)
            return new AccessAllowed("warehouse administrator");

        return request.Object switch
        {
            WarehouseObject => Denials.LacksPrivilege(request),
            AccountObject account => DecideOnAccount(request, account),
            ProjectObject project => DecideInProject(request, project),
            RoleObject role => DecideInProject(request, role.Project),
            SecuredObject secured when request.Action == AccessAction.Download => DecideDownload(request, secured),
            SecuredObject secured => DecideInProject(request, secured.Project),
            var unknown => throw new ArgumentException($"No rule for objects of type {unknown.GetType().Name}.", nameof(request)),
        };
    }

    /// <summary>
    /// The answer to somebody who is not a user of a project. It is also the answer about projects that do not exist to those who
    /// could not see them if they did.
    /// </summary>
    public static AccessDenied NotAUser(string projectName) => Denials.NotAUser(projectName);

    /// <summary>
    /// Whether the caller may clone from one project to another at all: between projects of different accounts, only accounts may.
    /// </summary>
    /// <param name="caller">Who clones.</param>
    /// <param name="source">The project that is read.</param>
    /// <param name="destination">The project that gets the table.</param>
    public static AccessDecision DecideClone(Principal caller, ProjectObject source, ProjectObject destination) =>
        caller.Kind == PrincipalKind.Account || source.Owner == destination.Owner
            ? new AccessAllowed("clone within one account, or by an account")
            : Denials.CloneAcrossAccounts(caller, source, destination);

    /// <summary>Downloading is reading, out of the project, and where download control is on, a privilege of its own besides.</summary>
    private static AccessDecision DecideDownload(AccessRequest request, SecuredObject secured)
    {
        var reading = DecideInProject(
            request with { Action = secured.Type == ObjectType.Table ? AccessAction.Select : AccessAction.Read, Flow = new DataFlow(null) },
            secured.Project);
        return reading.IsAllowed && secured.Project.Security.Configuration.EnableDownloadPrivilege ? DecideInProject(request, secured.Project) : reading;
    }

    /// <summary>
    /// Whether somebody may be granted anything by the caller, who may grant the thing itself: accounts grant to accounts and to RAM users
    /// and RAM roles of their own, these to others of their account alone. Roles of a project may be granted to by all.
    /// </summary>
    /// <param name="caller">Who grants.</param>
    /// <param name="grantee">The user or role that is to be granted something.</param>
    public static AccessDecision DecideGrantee(Principal caller, Subject grantee)
    {
        if (grantee.User is not { } user || caller.IsAdministrator)
            return new AccessAllowed("grantee is a role, or the administrator grants");
        var isOwnRam = user.Kind != PrincipalKind.Account && user.Account == caller.Account;
        return isOwnRam || (user.Kind == PrincipalKind.Account && caller.Kind == PrincipalKind.Account)
            ? new AccessAllowed("grantee of the same account, or an account")
            : Denials.Grantee(caller, user);
    }

    private static AccessDecision DecideOnAccount(AccessRequest request, AccountObject account) =>
        request.Caller.Principal == account.Account ? new AccessAllowed("own account") : Denials.LacksPrivilege(request);

    private static AccessDecision DecideInProject(AccessRequest request, ProjectObject project)
    {
        var (caller, security) = (request.Caller, project.Security);
        var isUser = security.HasUser(caller.Principal);
        if (!isUser && !PackageRule.MayHelp(request, security))
            return NotAUser(project.Name);
        if (!security.Configuration.IpWhiteList.Allows(caller.SourceAddress))
            return Denials.Address(request, project);
        if (!security.Configuration.IsEnabled)
            return Denials.Disabled(project);
        if (caller.Principal == security.Project.Owner)
            return FlowRule.Check(request, project) ?? (AccessDecision)new AccessAllowed("project owner");

        var decision = isUser ? DecidePermission(request, security) : NotAUser(project.Name);
        if (!decision.IsAllowed)
            return PackageRule.Decide(request, security) ?? decision;
        return LabelRule.Check(request, security, security.ClearanceOf(caller.Principal)) ?? FlowRule.Check(request, project) ?? decision;
    }

    /// <summary>What a user of the project may do by roles, creation, grants and policies.</summary>
    internal static AccessDecision DecidePermission(AccessRequest request, ProjectSecurity security)
    {
        var roles = security.RolesOf(request.Caller.Principal);
        if (PolicyRule.FindDenial(request, security, roles) is { } denyingRole)
            return Denials.ByPolicy(request, denyingRole);
        if (request.Action == AccessAction.Use)
            return new AccessAllowed("user of the project");
        return AllowByBuiltInRole(request, roles)
            ?? AllowByCreation(request, security)
            ?? DecideByGrants(request, security, roles);
    }

    private static AccessAllowed? AllowByBuiltInRole(AccessRequest request, ImmutableSortedSet<string> roles)
    {
        if (request is { Object: ProjectObject, Action: AccessAction.Drop })
            return null; // the project itself is its owner's
        if (roles.Contains(ManagementActions.SuperAdministratorRole))
            return new AccessAllowed("role Super_Administrator");
        if (!roles.Contains(ManagementActions.AdminRole))
            return null;
        var isManagement = ManagementActions.All.Contains(request.Action);
        var isBuiltInRole = request.Object is RoleObject role && ManagementActions.IsBuiltInRole(role.Role);
        return (isManagement && !ManagementActions.OfAdmin.Contains(request.Action)) || isBuiltInRole ? null : new AccessAllowed("role Admin");
    }

    /// <summary>What no grant and no policy can allow: to drop the project, and to give and take its built-in roles.</summary>
    private static bool IsReserved(AccessRequest request) => request switch
    {
        { Object: ProjectObject, Action: AccessAction.Drop } => true,
        { Object: RoleObject role } => ManagementActions.IsBuiltInRole(role.Role),
        _ => false,
    };

    private static AccessAllowed? AllowByCreation(AccessRequest request, ProjectSecurity security)
    {
        if (request.Object is not SecuredObject secured || secured.Owner != request.Caller.Principal)
            return null;
        var isTakingResult = secured.Type == ObjectType.Instance && request.Action == AccessAction.Download; // a job's rows are those of tables, which its owner did not make
        var isAccess = ObjectActions.Of(secured.Type).Contains(request.Action) && !isTakingResult;
        var isGrant = request.Action is AccessAction.GrantPrivilege or AccessAction.ShowAcl;
        return (isAccess && security.Configuration.ObjectCreatorHasAccessPermission)
            || (isGrant && security.Configuration.ObjectCreatorHasGrantPermission)
                ? new AccessAllowed("object creator")
                : null;
    }

    private static AccessDecision DecideByGrants(AccessRequest request, ProjectSecurity security, ImmutableSortedSet<string> roles)
    {
        if (IsReserved(request))
            return Denials.LacksPrivilege(request);
        var granted = AclRule.Find(request, security, roles);
        if (granted.IsWhole)
            return new AccessAllowed("grant");
        if (PolicyRule.AllowsWhole(request, security, roles))
            return new AccessAllowed("policy");
        if (request.Columns is not { } columns)
            return Denials.LacksPrivilege(request);

        // Who has a right on no column must not learn what columns there are.
        if (!granted.HasAny && !PolicyRule.AllowsAnyColumn(request, security, roles))
            return Denials.LacksPrivilege(request);
        var missing = columns
            .Where(column => !granted.Contains(column) && !PolicyRule.AllowsColumn(request, security, roles, column))
            .ToImmutableArray();
        return missing.IsEmpty ? new AccessAllowed("grant on columns") : Denials.LacksColumns(request, missing);
    }
}
