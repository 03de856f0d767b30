using System.Collections.Immutable;
using Ramet.Errors;

namespace Ramet.Access;

/// <summary>
/// Denials in the words of the service. What they tell depends only on what the caller wrote and on whether he is a user of the
/// project, never on whether the object exists.
/// </summary>
internal static class Denials
{
    public static AccessDenied NotAUser(string projectName) => new(
        "not a user of the project",
        ErrorCode.AccessDenied,
        $"Authorization Failed [4002], You don't exist in project {projectName}.",
        $"Ask the owner of project {projectName} to add you.");

    public static AccessDenied Disabled(ProjectObject project) => new(
        "project disabled",
        ErrorCode.AccessDenied,
        $"Authorization Failed [4093], You have NO privilege to do the restricted operation on {{{project.ResourceName}}}. Access Mode is AllDenied.",
        "Ask the administrator of the warehouse to enable the project.");

    public static AccessDenied Address(AccessRequest request, ProjectObject project) => new(
        "IP white list",
        ErrorCode.AccessDenied,
        $"Authorization Failed [4021], {request.Caller.SourceAddress} is not on the IP white list of project {project.Name}.",
        $"Ask the owner of project {project.Name} to change odps.security.ip.whitelist.");

    public static AccessDenied CloneAcrossAccounts(Principal caller, ProjectObject source, ProjectObject destination) => new(
        "clone across accounts",
        ErrorCode.AccessDenied,
        $"Authorization Failed [4019], project {source.Name} and project {destination.Name} belong to different accounts, "
        + $"and only an Alibaba Cloud account can clone between them, not {caller}.",
        $"Ask {caller.Account} to run the statement.");

    public static AccessDenied Grantee(Principal caller, Principal grantee) => new(
        "grantee of another account",
        ErrorCode.AccessDenied,
        caller.Kind == PrincipalKind.Account
            ? $"{caller} can grant to accounts and to RAM users and RAM roles of its own only, not to {grantee}"
            : $"{caller} can grant to RAM users and RAM roles of {caller.Account} only, not to {grantee}",
        $"Ask {grantee.Account} to grant it, or grant it to a role that {grantee} has.");

    public static AccessDenied ByPolicy(AccessRequest request, string role) =>
        OnObject(request, $"denied by a policy of role {role}", $" Explicitly denied by a policy of role {role}.", [], "Ask the owner of the project to change the policy.");

    public static AccessDenied LacksPrivilege(AccessRequest request) => request.Object switch
    {
        SecuredObject => OnObject(request, "no privilege", " Deny as default for Resource." + Tips(request, ""), [], HintOf(request, "")),
        _ => OnObject(request, "no privilege", "", [], HintOf(request, "")),
    };

    public static AccessDenied LacksColumns(AccessRequest request, ImmutableArray<string> columns)
    {
        var list = string.Join(", ", columns);
        var tips = Tips(request, $" ACL check failed. You have no permissions to access column: {list}");
        return OnObject(request, "no privilege on columns", " Deny as default for Resource." + tips, columns, HintOf(request, $" ({list})"));
    }

    public static AccessDenied AboveLabel(AccessRequest request, ImmutableArray<string> columns, int clearance)
    {
        var what = columns.IsEmpty ? "the table" : $"column: {string.Join(", ", columns)}";
        return OnObject(
            request,
            "label security",
            Tips(request, $" Label check failed. Your label is {clearance}, you have no permissions to access {what}"),
            columns,
            "Ask an administrator of the project for SET LABEL ... TO USER, or GRANT LABEL ... ON TABLE.");
    }

    public static AccessDenied Protected(AccessRequest request, ProjectObject project, DataFlow flow)
    {
        var destination = flow.Destination is { } other ? $"to project {other.Name}" : "out of it";
        return OnObject(
            request,
            "project protection",
            $" Project {project.Name} is protected: its data may not flow {destination}.",
            [],
            flow.Destination is { } trusted
                ? $"In project {project.Name}, ADD TRUSTEDPROJECT {trusted.Name}; lets it, as does an exception of ProjectProtection."
                : $"USE {project.Name}; and work inside, or ask for an exception of ProjectProtection.");
    }

    private static AccessDenied OnObject(AccessRequest request, string reason, string detail, ImmutableArray<string> columns, string hint)
    {
        var privilege = $"You have NO privilege 'odps:{request.Action}' on {{{request.Object.ResourceName}}}.{detail}";
        return request.Object is SecuredObject
            ? new AccessDenied(reason, ErrorCode.AuthorizationException, $"Authorization Failed [4009,4019], {privilege}", hint) { Columns = columns }
            : new AccessDenied(reason, ErrorCode.AccessDenied, $"Authorization Failed [4019], {privilege}", hint);
    }

    private static string Tips(AccessRequest request, string more)
    {
        var (caller, current) = (request.Caller, request.Caller.CurrentProject?.Name);
        return $"\t--->Tips:{(current is null ? "" : $" CurrentProject:{current};")} Principal:{caller.Principal};{more}";
    }

    /// <summary>The statement that would help, and who can run it.</summary>
    private static string HintOf(AccessRequest request, string columns) => request.Object switch
    {
        _ when ManagementActions.All.Contains(request.Action) => "Ask the owner or an administrator of the project to do it.",
        SecuredObject secured => $"Ask the owner of project {secured.Project.Name} or an administrator of it to run there: "
            + $"GRANT {request.Action} ON {secured.Type.ToString().ToUpperInvariant()} {secured.Name}{columns} TO USER {request.Caller.Principal};",
        ProjectObject project when ObjectActions.Of(ObjectType.Project).Contains(request.Action) =>
            $"Ask the owner of project {project.Name} or an administrator of it to run: "
            + $"GRANT {request.Action} ON PROJECT {project.Name} TO USER {request.Caller.Principal};",
        ProjectObject project => $"Ask the owner of project {project.Name} to do it.",
        _ => "Ask the administrator of the warehouse to do it.",
    };
}
