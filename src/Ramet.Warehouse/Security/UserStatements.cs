using System.Text.Json.Nodes;
using Ramet.Access;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Security;

/// <summary>The users of a project, and which kinds of principals may become users.</summary>
internal static class UserStatements
{
    private const string AlwaysAcceptedProvider = "ALIYUN";
    private const string RamProvider = "RAM";

    public static StatementResult Add(StatementContext context, AddUserStatement statement)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.AddUser, statement.User.Span);
        var user = Principals.Parse(context, statement.User);
        project.Check(new SecurityChange.AddMember(user, context.Caller), statement.User.Span);
        // Only now: whether somebody else's RAM user exists is nobody's business.
        var known = Principals.Registered(context, user, statement.User.Span);
        var shown = context.Tell($"OK: DisplayName={known}\n", new JsonObject { ["DisplayName"] = known.ToString() });
        project.Commit((new SecurityChange.AddMember(known, context.Caller, statement.Comment?.Value), statement.User.Span));
        return shown;
    }

    public static StatementResult Remove(StatementContext context, RemoveUserStatement statement)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.RemoveUser, statement.User.Span);
        var user = Principals.Parse(context, statement.User);
        return project.Commit((new SecurityChange.RemoveMember(user), statement.User.Span));
    }

    /// <summary>The owner, and then the others in the order of their names.</summary>
    public static StatementResult List(StatementContext context)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.ListUsers, context.Statement.Span);
        var users = project.Security.Members.Keys.Select(static user => user.ToString()).Order(StringComparer.OrdinalIgnoreCase);
        return context.ShowList(users.Prepend(project.Security.Project.Owner.ToString()));
    }

    public static StatementResult SetProvider(StatementContext context, Identifier provider, bool accepts)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.SetSecurityConfiguration, provider.Span);
        if (!provider.Matches(RamProvider))
        {
            throw new RametException(
                ErrorCode.InvalidParameter,
                ErrorKind.User,
                provider.Matches(AlwaysAcceptedProvider)
                    ? $"account provider {AlwaysAcceptedProvider} can be neither added nor removed"
                    : $"unknown account provider '{provider.Name}'",
                provider.Span,
                $"{RamProvider} can be added and removed; {AlwaysAcceptedProvider} is there for ever.");
        }
        return project.Commit((new SecurityChange.SetSwitch(SecuritySwitch.AcceptsRam, accepts), provider.Span));
    }

    public static StatementResult ListProviders(StatementContext context)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.ListUsers, context.Statement.Span);
        string[] providers = project.Security.Configuration.AcceptsRam ? [AlwaysAcceptedProvider, RamProvider] : [AlwaysAcceptedProvider];
        return context.Show(string.Join(", ", providers) + "\n", new JsonArray([.. providers.Select(static name => JsonValue.Create(name))]));
    }
}
