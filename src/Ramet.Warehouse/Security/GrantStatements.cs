using System.Collections.Immutable;
using Ramet.Access;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Security;

/// <summary>GRANT and REVOKE of actions on objects, as permissions and as rules of a role's policy.</summary>
internal static class GrantStatements
{
    private const string AllActions = "All";

    public static StatementResult Grant(StatementContext context, GrantStatement statement)
    {
        var properties = GrantProperties.OfGrant(statement.Properties, context.Now);
        if (properties.IsPolicy)
            return GrantPolicy(context, statement, properties);

        var target = Securable.Resolve(context, statement.Object);
        target.Authorize(AccessAction.GrantPrivilege);
        target.RequireExists(context);
        var groups = Groups(target, statement.Actions, ActionsThatMayBeGranted(context, target.Project, target.Type));
        return target.Project.Commit(
            [.. from grantee in Grantees(context, target.Project, statement.Grantees)
                from granted in groups
                select ((SecurityChange)new SecurityChange.Grant(grantee.Subject, target.Key, granted.Actions, granted.Columns, properties.ExpiresAt)
                {
                    Condition = properties.Condition,
                }, grantee.Span)]);
    }

    public static StatementResult Revoke(StatementContext context, RevokeStatement statement)
    {
        var properties = GrantProperties.OfRevoke(statement.Properties);
        if (properties.IsPolicy)
            return RevokePolicy(context, statement, properties);

        var target = Securable.Resolve(context, statement.Object);
        target.Authorize(AccessAction.GrantPrivilege);
        target.RequireExists(context);
        var groups = Groups(target, statement.Actions, ObjectActions.Of(target.Type));
        return target.Project.Commit(
            [.. from grantee in statement.Grantees
                from revoked in groups
                select ((SecurityChange)new SecurityChange.Revoke(Principals.Subject(context, grantee), target.Key, revoked.Actions, revoked.Columns), grantee.Span)]);
    }

    public static StatementResult Purge(StatementContext context, PurgePrivilegesStatement statement)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(statement.Grantee is RoleGrantee ? AccessAction.DropRole : AccessAction.RemoveUser, statement.Grantee.Span);
        return project.Commit((new SecurityChange.PurgePrivileges(Principals.Subject(context, statement.Grantee)), statement.Grantee.Span));
    }

    public static StatementResult ClearExpired(StatementContext context, ClearExpiredGrantsStatement statement)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.ClearExpiredGrants, statement.Span);
        return project.Commit((new SecurityChange.ClearExpiredGrants(), statement.Span));
    }

    private static CompletedResult GrantPolicy(StatementContext context, GrantStatement statement, GrantProperties properties)
    {
        var target = SecurableName.Of(context, statement.Object);
        target.Project.Authorize(AccessAction.AlterRole, statement.Object.Span);
        var all = properties.Effect == PolicyEffect.Allow
            ? ActionsThatMayBeGranted(context, target.Project, target.Type)
            : ObjectActions.Of(target.Type);
        var made = Rules(target, statement.Actions, statement.Object, all)
            .Select(rule => new PolicyStatement(properties.Effect, rule.Actions, [rule.Resource])
            {
                Condition = properties.Condition,
                ExpiresAt = properties.ExpiresAt,
            })
            .ToImmutableArray();
        target.Project.AuthorizePolicy(new PolicyDocument(made), statement.Object.Span);
        return target.Project.Commit(
            [.. from role in Roles(statement.Grantees)
                from rule in made
                select ((SecurityChange)new SecurityChange.GrantPolicy(role.Name, rule), role.Span)]);
    }

    private static CompletedResult RevokePolicy(StatementContext context, RevokeStatement statement, GrantProperties properties)
    {
        var target = SecurableName.Of(context, statement.Object);
        target.Project.Authorize(AccessAction.AlterRole, statement.Object.Span);
        var rules = Rules(target, statement.Actions, statement.Object, ObjectActions.Of(target.Type));
        return target.Project.Commit(
            [.. from role in Roles(statement.Grantees)
                from rule in rules
                select ((SecurityChange)new SecurityChange.RevokePolicy(role.Name, properties.Effect, rule.Actions, rule.Resource), role.Span)]);
    }

    /// <summary>
    /// The right to download is given by the owner and by Super_Administrator alone. ALL means what the caller may grant.
    /// </summary>
    private static ActionSet ActionsThatMayBeGranted(StatementContext context, ManagedProject project, ObjectType type)
    {
        var security = project.Security;
        var mayGrantDownload = context.Caller.IsAdministrator
            || context.Caller == security.Project.Owner
            || security.RolesOf(context.Caller).Contains(ManagementActions.SuperAdministratorRole);
        var all = ObjectActions.Of(type);
        return mayGrantDownload ? all : all - ActionSet.Of(AccessAction.Download);
    }

    private static List<(Subject Subject, SourceSpan Span)> Grantees(
        StatementContext context, ManagedProject project, ImmutableArray<Grantee> grantees)
    {
        var subjects = new List<(Subject, SourceSpan)>(grantees.Length);
        foreach (var grantee in grantees)
        {
            var subject = Principals.Subject(context, grantee);
            project.CheckGrantee(subject, grantee.Span);
            subjects.Add((subject, grantee.Span));
        }
        return subjects;
    }

    /// <summary>The actions for the object as a whole, and those for each list of columns.</summary>
    private static List<(ActionSet Actions, ImmutableArray<string> Columns)> Groups(
        Securable target, ImmutableArray<GrantAction> actions, ActionSet mayBeGranted)
    {
        var whole = default(ActionSet);
        var groups = new List<(ActionSet, ImmutableArray<string>)>();
        foreach (var action in actions)
        {
            var set = ActionsOf(target.Type, action, target.Columns.IsEmpty && action.Columns.IsEmpty ? mayBeGranted : ObjectActions.OfColumns);
            if (!mayBeGranted.Contains(set))
            {
                throw new RametException(
                    ErrorCode.AccessDenied,
                    ErrorKind.Denied,
                    $"Authorization Failed [4019], only the owner of the project and {ManagementActions.SuperAdministratorRole} can grant {set - mayBeGranted}.",
                    action.Span,
                    $"Ask {target.Project.Security.Project.Owner}.");
            }
            if (action.Columns.IsEmpty)
                whole |= set;
            else
                groups.Add((set, target.FindColumns(action.Columns)));
        }
        if (!whole.IsEmpty)
            groups.Add((whole, target.Columns));
        return groups;
    }

    public static ActionSet ActionsOf(ObjectType type, GrantAction action, ActionSet all)
    {
        if (action.Action.Matches(AllActions))
            return all;
        return ObjectActions.Find(type, action.Action.Name) is { } found
            ? ActionSet.Of(found)
            : throw InvalidAction(action, $"invalid privilege '{action.Action.Name}' on an object of type {type}", ObjectActions.Of(type));
    }

    /// <summary>What a rule of a policy is about; a table's columns are resources of their own.</summary>
    private static List<(ActionSet Actions, ResourcePattern Resource)> Rules(
        SecurableName target, ImmutableArray<GrantAction> actions, SecurableObject written, ActionSet everything)
    {
        var set = actions.Aggregate(default(ActionSet), (all, action) => all | PolicyActionsOf(target.Type, action, everything));
        var columns = written.Columns.Concat(actions.SelectMany(action => action.Columns)).Select(column => $"{target.Name}/{column.Name}").ToList();
        var names = columns.Count == 0 ? [target.Name] : columns;
        return [.. names.Select(name => (set, ResourcePattern.Of(target.Project.Project.Name, target.Type, name)))];
    }

    /// <summary>A role of type admin has actions that manage the project; others are refused by the rules of policies.</summary>
    private static ActionSet PolicyActionsOf(ObjectType type, GrantAction action, ActionSet everything)
    {
        if (action.Action.Matches(AllActions))
            return everything;
        if (ObjectActions.Find(type, action.Action.Name) is { } found)
            return ActionSet.Of(found);
        var isManagement = Enum.TryParse<AccessAction>(action.Action.Name, ignoreCase: true, out var management)
            && !char.IsAsciiDigit(action.Action.Name[0])
            && ManagementActions.All.Contains(management);
        return isManagement && type == ObjectType.Project
            ? ActionSet.Of(management)
            : throw InvalidAction(action, $"failed to check policy format: invalid Action value - odps:{action.Action.Name}", ObjectActions.Of(type));
    }

    private static IEnumerable<Identifier> Roles(ImmutableArray<Grantee> grantees) => grantees.Select(grantee => grantee is RoleGrantee role
        ? role.Role
        : throw new RametException(
            ErrorCode.InvalidParameter,
            ErrorKind.User,
            "a policy can be given to roles only",
            grantee.Span,
            "Write TO ROLE, and GRANT the role to the user."));

    private static RametException InvalidAction(GrantAction action, string detail, ActionSet expected) =>
        new(ErrorCode.InvalidParameter, ErrorKind.User, detail, action.Span, $"It has: {expected}.");
}
