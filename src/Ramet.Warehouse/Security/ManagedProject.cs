using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Projects;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;
using Principal = Ramet.Access.Principal;

namespace Ramet.Warehouse.Security;

/// <summary>A project whose security a statement shows or changes, as it was when the statement looked.</summary>
internal sealed class ManagedProject
{
    private readonly StatementContext context;

    private ManagedProject(StatementContext context, Project project, ProjectObject accessObject)
    {
        this.context = context;
        Project = project;
        AccessObject = accessObject;
    }

    public Project Project { get; }

    /// <summary>The project as the object of management.</summary>
    public ProjectObject AccessObject { get; }

    public ProjectSecurity Security => AccessObject.Security;

    /// <summary>The project in which the session is.</summary>
    public static ManagedProject Current(StatementContext context)
    {
        var project = context.RequireCurrentProject();
        return new ManagedProject(context, project, context.Access.ObjectOf(project, context.Session.Project));
    }

    /// <summary>A project by its name.</summary>
    public static ManagedProject Named(StatementContext context, Identifier name)
    {
        var project = context.FindProject(name.Name, name.Span);
        return new ManagedProject(context, project, context.Access.ObjectOf(project, name.Name));
    }

    /// <summary>
    /// Another project that is trusted, or may install something. Its owner is not asked, so that one learns whether it exists, and nothing
    /// else.
    /// </summary>
    /// <exception cref="RametException">There is none of that name (kind NotFound).</exception>
    public static ProjectReference Other(StatementContext context, Identifier name) =>
        context.Catalog.FindProject(name.Name)?.Reference
        ?? throw new RametException(ErrorCode.ProjectNotFound, ErrorKind.NotFound, $"'{name.Name}'", name.Span);

    /// <summary>Allows the management of the project or ends the statement.</summary>
    public void Authorize(AccessAction action, SourceSpan span) => Authorize(action, AccessObject, span);

    /// <summary>Allows an action on something of the project or ends the statement.</summary>
    public void Authorize(AccessAction action, AccessObject target, SourceSpan span) => context.Authorize(action, target, span);

    /// <summary>Ends the statement if a change makes no sense.</summary>
    /// <exception cref="RametException">It makes none, with the place given.</exception>
    public void Check(SecurityChange change, SourceSpan span) => Apply(Security, change, span);

    /// <summary>
    /// A main account grants to other accounts and to its own RAM users and roles; a RAM user grants to those of its own account alone.
    /// </summary>
    /// <exception cref="RametException">The grantee is none of these (kind Denied).</exception>
    public void CheckGrantee(Subject grantee, SourceSpan span)
    {
        if (AccessPolicy.DecideGrantee(context.Caller, grantee) is AccessDenied denied)
            throw denied.ToException().At(span);
    }

    /// <summary>
    /// A policy that allows to manage the project can only be written, or given with its role, by somebody who may do all of that: otherwise
    /// whoever may change roles could give himself everything.
    /// </summary>
    /// <exception cref="RametException">The policy allows what the caller may not do.</exception>
    public void AuthorizeManagement(PolicyDocument policy, SourceSpan span)
    {
        foreach (var action in (AllowedBy(policy) & ManagementActions.All).Actions)
            Authorize(action, span);
    }

    /// <summary>Allows the caller to write a policy: see <see cref="AuthorizeManagement"/>; Download is given as it is by GRANT.</summary>
    /// <exception cref="RametException">The policy allows what the caller may not give.</exception>
    public void AuthorizePolicy(PolicyDocument policy, SourceSpan span)
    {
        AuthorizeManagement(policy, span);
        if (AllowedBy(policy).Contains(AccessAction.Download))
            Authorize(AccessAction.GrantDownload, span);
    }

    /// <summary>Ends the statement if there is no such role, built-in ones included.</summary>
    public void RequireRole(Identifier role)
    {
        if (!Security.HasRole(role.Name))
            throw new RametException(ErrorCode.InvalidParameter, ErrorKind.NotFound, $"role '{role.Name}' does not exist", role.Span, "LIST ROLES; shows them.");
    }

    /// <summary>Ends the statement if somebody is neither a user of the project nor has been: grants of a removed user stay and can be seen.</summary>
    public void RequireUser(Principal user, SourceSpan span)
    {
        if (!Security.HasUser(user) && !user.IsAdministrator && !Security.GrantsTo(Subject.Of(user)).Any())
            throw new RametException(ErrorCode.InvalidParameter, ErrorKind.User, $"Invalid account Name {user}", span, $"LIST USERS; shows the users of project {Project.Name}.");
    }

    /// <summary>Makes the changes in one transaction: all of them or none.</summary>
    /// <param name="changes">The changes in order, each with the place of what it is about, for its error.</param>
    /// <exception cref="RametException">A change makes no sense, or somebody changed the security meanwhile (kind Conflict).</exception>
    public CompletedResult Commit(params IReadOnlyList<(SecurityChange Change, SourceSpan Span)> changes)
    {
        var security = Security;
        foreach (var (change, span) in changes)
            security = Apply(security, change, span);
        return context.Commit(null, new CatalogChange.ChangeSecurity(Project, [.. changes.Select(static change => change.Change)]));
    }

    private static ActionSet AllowedBy(PolicyDocument policy) => policy.Statements
        .Where(static statement => statement.Effect == PolicyEffect.Allow)
        .Aggregate(default(ActionSet), static (all, statement) => all | statement.Actions);

    private ProjectSecurity Apply(ProjectSecurity security, SecurityChange change, SourceSpan span)
    {
        try
        {
            return SecurityTransition.Apply(security, change, context.Now).After;
        }
        catch (RametException error)
        {
            throw error.At(span);
        }
    }
}
