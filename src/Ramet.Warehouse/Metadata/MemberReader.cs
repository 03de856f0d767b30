using Ramet.Access;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Security;
using Ramet.Warehouse.Sessions;
using Principal = Ramet.Access.Principal;

namespace Ramet.Warehouse.Metadata;

/// <summary>What a program may learn of the users and roles of a project on behalf of the caller of a session.</summary>
/// <param name="session">On whose behalf.</param>
public sealed class MemberReader(Session session)
{
    /// <summary>The users of a project, its owner first, then the others in the order of their names.</summary>
    /// <exception cref="RametException">There is no such project, or the caller may not see its users.</exception>
    public IReadOnlyList<ProjectUser> ListUsers(string project, CancellationToken cancellationToken = default) =>
        Ask(project, new ListUsersStatement { Span = MetadataQuery.NoPlace }, AccessAction.ListUsers, Users, cancellationToken);

    /// <summary>One user of a project. Everybody may ask for himself.</summary>
    /// <param name="project">The project.</param>
    /// <param name="idOrName">His id (<see cref="ProjectUser.Id"/>) or his name.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="RametException">There is none, or the caller may not see the users of the project.</exception>
    public ProjectUser GetUser(string project, string idOrName, CancellationToken cancellationToken = default) => Ask(
        project,
        new ListUsersStatement { Span = MetadataQuery.NoPlace },
        IsCaller(idOrName) ? AccessAction.Use : AccessAction.ListUsers,
        managed => Find(managed, idOrName),
        cancellationToken);

    /// <summary>The roles that a user has. Everybody may ask for himself.</summary>
    /// <param name="project">The project.</param>
    /// <param name="idOrName">The id or the name of the user.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="RametException">There is no such user, or the caller may not see his roles.</exception>
    public IReadOnlyList<ProjectRole> ListRolesOf(string project, string idOrName, CancellationToken cancellationToken = default) => Ask(
        project,
        new ShowGrantsStatement(Grantee: null, Object: null, Type: null) { Span = MetadataQuery.NoPlace },
        IsCaller(idOrName) ? AccessAction.Use : AccessAction.ListUserRoles,
        managed => managed.Security.RolesOf(Find(managed, idOrName).Principal).Select(role => Role(managed, role)).ToList(),
        cancellationToken);

    /// <summary>The roles of a project: built-in ones first, then the others in the order of their names.</summary>
    /// <exception cref="RametException">There is no such project, or the caller may not see its roles.</exception>
    public IReadOnlyList<ProjectRole> ListRoles(string project, CancellationToken cancellationToken = default) =>
        Ask(project, new ListRolesStatement { Span = MetadataQuery.NoPlace }, AccessAction.ListRoles, Roles, cancellationToken);

    /// <summary>One role of a project.</summary>
    /// <exception cref="RametException">There is none, or the caller may not see the roles of the project.</exception>
    public ProjectRole GetRole(string project, string role, CancellationToken cancellationToken = default)
    {
        var statement = new DescribeRoleStatement(MetadataQuery.Name(role)) { Span = MetadataQuery.NoPlace };
        return Ask(
            project,
            statement,
            AccessAction.ListRoles,
            managed =>
            {
                managed.RequireRole(statement.Role);
                return Role(managed, role);
            },
            cancellationToken);
    }

    /// <summary>Who has a role, in the order of their names.</summary>
    /// <exception cref="RametException">There is no such role, or the caller may not see who has it.</exception>
    public IReadOnlyList<ProjectUser> ListUsersOf(string project, string role, CancellationToken cancellationToken = default)
    {
        var statement = new ShowPrincipalsStatement(MetadataQuery.Name(role)) { Span = MetadataQuery.NoPlace };
        return Ask(
            project,
            statement,
            AccessAction.ListRolePrincipals,
            managed =>
            {
                managed.RequireRole(statement.Role);
                return managed.Security.UsersOfRole(role).Select(user => User(managed, user)).ToList();
            },
            cancellationToken);
    }

    /// <summary>The policy of a role as JSON; one that says nothing when it has none.</summary>
    /// <exception cref="RametException">There is no such role, or the caller may not see what it may do.</exception>
    public string GetRolePolicy(string project, string role, CancellationToken cancellationToken = default)
    {
        var statement = new GetPolicyStatement(MetadataQuery.Name(role)) { Span = MetadataQuery.NoPlace };
        return Ask(project, statement, AccessAction.DescribeRole, managed => PolicyStatements.Find(managed, statement.Role).ToJson(), cancellationToken);
    }

    private T Ask<T>(string project, Statement statement, AccessAction action, Func<ManagedProject, T> read, CancellationToken cancellationToken) =>
        MetadataQuery.Read(
            session,
            statement,
            context =>
            {
                var managed = ManagedProject.Named(context, MetadataQuery.Name(project));
                managed.Authorize(action, statement.Span);
                return read(managed);
            },
            cancellationToken);

    private bool IsCaller(string idOrName) => IsNamed(session.Caller, idOrName);

    private static List<ProjectUser> Users(ManagedProject managed) =>
    [
        .. managed.Security.Members.Keys
            .OrderBy(static user => user.ToString(), StringComparer.OrdinalIgnoreCase)
            .Prepend(managed.Security.Project.Owner)
            .Select(user => User(managed, user)),
    ];

    private static List<ProjectRole> Roles(ManagedProject managed) =>
    [
        .. new[] { ManagementActions.SuperAdministratorRole, ManagementActions.AdminRole }.Concat(managed.Security.Roles.Keys)
            .Select(role => Role(managed, role)),
    ];

    private static ProjectUser Find(ManagedProject managed, string idOrName) =>
        Users(managed).FirstOrDefault(user => IsNamed(user.Principal, idOrName))
        ?? throw new RametException(
            ErrorCode.InvalidParameter,
            ErrorKind.NotFound,
            $"'{idOrName}' is not a user of project {managed.Project.Name}",
            hint: "LIST USERS; shows the users of the project.");

    private static bool IsNamed(Principal user, string idOrName) =>
        string.Equals(ProjectUser.IdOf(user), idOrName, StringComparison.OrdinalIgnoreCase)
        || string.Equals(user.ToString(), idOrName, StringComparison.OrdinalIgnoreCase);

    private static ProjectUser User(ManagedProject managed, Principal user) =>
        new(user, managed.Security.Members.GetValueOrDefault(user)?.Comment ?? "", managed.Security.ClearanceOf(user));

    private static ProjectRole Role(ManagedProject managed, string role) => managed.Security.Roles.TryGetValue(role, out var created)
        ? new ProjectRole(created.Name, created.Type)
        : new ProjectRole(ManagementActions.IsAdmin(role) ? ManagementActions.AdminRole : ManagementActions.SuperAdministratorRole, RoleType.Admin);
}

/// <summary>A user of a project.</summary>
/// <param name="Principal">Who.</param>
/// <param name="Comment">A note for people; empty when there is none.</param>
/// <param name="Clearance">Up to which label he may read, 0 to 9.</param>
public sealed record ProjectUser(Principal Principal, string Comment, int Clearance)
{
    /// <summary>Identifies the user in addresses: his name with a colon in place of the slash of a RAM role.</summary>
    public string Id => IdOf(Principal);

    /// <summary>The id of a principal.</summary>
    public static string IdOf(Principal principal) => principal.ToString().Replace('/', ':');
}

/// <summary>A role of a project.</summary>
/// <param name="Name">Its name as written when it was created.</param>
/// <param name="Type">What it may hold.</param>
public sealed record ProjectRole(string Name, RoleType Type);
