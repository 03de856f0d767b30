using Ramet.Errors;

namespace Ramet.Access;

/// <summary>
/// Decides requests, from their data alone. The rules, the first that fits wins:
/// <list type="number">
/// <item>The warehouse administrator may do everything.</item>
/// <item>An account may create its own RAM users and projects of its own; only the administrator creates accounts.</item>
/// <item>The owner of a project may do everything in it and with it.</item>
/// <item>Who is not a user of the project gets nothing in it, not even what he owns there.</item>
/// <item>The owner of a table may do everything with it.</item>
/// <item>Everything else is denied.</item>
/// </list>
/// </summary>
public static class AccessPolicy
{
    /// <summary>Allows or denies one request.</summary>
    public static AccessDecision Decide(AccessRequest request)
    {
        if (request.Caller.IsAdministrator)
            return new AccessAllowed("warehouse administrator");

        return request.Object switch
        {
            WarehouseObject => LacksPrivilege(request),
            AccountObject account => DecideOnAccount(request, account),
            ProjectObject project => DecideInProject(request, project) ?? LacksPrivilege(request),
            TableObject table => DecideInProject(request, table.Project) ?? DecideOnTable(request, table),
            var unknown => throw new ArgumentException($"No rule for objects of type {unknown.GetType().Name}.", nameof(request)),
        };
    }

    /// <summary>
    /// The answer to somebody who is not a user of a project. It is also the answer about projects that do not exist to those who
    /// could not see them if they did.
    /// </summary>
    public static AccessDenied NotAUser(string projectName) => new(
        "not a user of the project",
        ErrorCode.AccessDenied,
        $"Authorization Failed [4002], You don't exist in project {projectName}.",
        $"Ask the owner of project {projectName} to add you.");

    private static AccessDecision DecideOnAccount(AccessRequest request, AccountObject account) =>
        request.Caller == account.Account ? new AccessAllowed("own account") : LacksPrivilege(request);

    /// <summary>The decision that already follows from the project; null when it depends on the object in it.</summary>
    private static AccessDecision? DecideInProject(AccessRequest request, ProjectObject project)
    {
        if (request.Caller == project.Owner)
            return new AccessAllowed("project owner");
        return project.Users.Contains(request.Caller) ? null : NotAUser(project.Name);
    }

    private static AccessDecision DecideOnTable(AccessRequest request, TableObject table) =>
        request.Caller == table.Owner ? new AccessAllowed("table owner") : LacksPrivilege(request);

    private static AccessDenied LacksPrivilege(AccessRequest request)
    {
        var privilege = $"You have NO privilege 'odps:{request.Action}' on {{{request.Object.ResourceName}}}.";
        return request.Object switch
        {
            TableObject table => new AccessDenied(
                "no privilege",
                ErrorCode.AuthorizationException,
                $"Authorization Failed [4009,4019], {privilege} Deny as default for Resource.",
                $"Ask {table.Owner} or the owner of project {table.Project.Name} for the privilege."),
            ProjectObject project => new AccessDenied(
                "no privilege",
                ErrorCode.AccessDenied,
                $"Authorization Failed [4019], {privilege}",
                $"Ask the owner of project {project.Name} for the privilege."),
            _ => new AccessDenied(
                "no privilege",
                ErrorCode.AccessDenied,
                $"Authorization Failed [4019], {privilege}",
                "Ask the administrator of the warehouse to do it."),
        };
    }
}
