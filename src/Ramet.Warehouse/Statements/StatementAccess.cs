using System.Collections.Immutable;
using Ramet.Access;
using Ramet.Catalog.Audit;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Projects;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Writing;

namespace Ramet.Warehouse.Statements;

/// <summary>
/// The questions about access that one statement asks, and the answers: for the audit, and to be asked again when somebody changes the
/// permissions before the statement commits (I5).
/// </summary>
internal sealed class StatementAccess(StatementContext context)
{
    private readonly List<AuditEntry> audit = [];
    private readonly List<AuditEntry> notable = [];
    private readonly List<(AccessRequest Request, CatalogTable? View)> allowed = [];
    private readonly Dictionary<ProjectId, ProjectSecurity> securities = [];
    private ProjectObject? currentProject;
    private bool isCurrentProjectKnown;

    /// <summary>Every decision, for the audit of a change.</summary>
    public IReadOnlyList<AuditEntry> Audit => audit;

    /// <summary>
    /// The decisions that are worth a record though nothing was changed: denials, access to rows, and everything about permissions. That somebody
    /// looked at what there is, as clients do with every step, would bury them.
    /// </summary>
    public IReadOnlyList<AuditEntry> AuditOfReading => notable;

    /// <summary>What the commit requires: that the permissions are those on which the statement decided.</summary>
    public IEnumerable<CatalogRequirement> Requirements =>
        securities.Values.Select(static security => new CatalogRequirement.SecurityUnchanged(security));

    /// <summary>A project as the object of a request. The statement sees one state of its permissions, whenever it asks.</summary>
    /// <param name="project">The project.</param>
    /// <param name="writtenName">Its name as the caller wrote it.</param>
    public ProjectObject ObjectOf(Project project, string? writtenName = null)
    {
        if (!securities.TryGetValue(project.Id, out var security))
            securities[project.Id] = security = context.Catalog.FindSecurity(project);
        return new ProjectObject(writtenName ?? project.Name, security);
    }

    /// <summary>A table as the object of a request.</summary>
    /// <param name="table">The table.</param>
    /// <param name="writtenName">Its name as the caller wrote it.</param>
    public SecuredObject ObjectOf(CatalogTable table, TableName? writtenName = null)
    {
        var name = writtenName ?? table.FullName;
        return new SecuredObject(ObjectOf(table.Project, name.Project), ObjectType.Table, name.Table) { Key = table.SecurityKey, Owner = table.Owner };
    }

    /// <summary>The answer to a question, which leaves no trace: for choices that the statement makes by itself.</summary>
    /// <param name="action">What is to be done.</param>
    /// <param name="target">With what.</param>
    /// <param name="columns">With which columns; see <see cref="AccessRequest.Columns"/>.</param>
    /// <param name="flow">Where the data goes that is read; null when none is.</param>
    /// <param name="view">The view with whose owner's rights it is to be done; null for those of the caller.</param>
    public AccessDecision Ask(
        AccessAction action, AccessObject target, ImmutableArray<string>? columns = null, DataFlow? flow = null, CatalogTable? view = null) =>
        AccessPolicy.Decide(new AccessRequest(CallerFor(view), action, target) { Columns = columns, Flow = flow });

    /// <summary>Allows the action or ends the statement.</summary>
    /// <param name="action">What is to be done.</param>
    /// <param name="target">With what.</param>
    /// <param name="span">Where the statement asks for it; null when it does not say so.</param>
    /// <param name="columns">With which columns; see <see cref="AccessRequest.Columns"/>.</param>
    /// <param name="flow">Where the data goes that is read; null when none is.</param>
    /// <param name="view">The view with whose owner's rights it is to be done; null for those of the caller.</param>
    /// <exception cref="RametException">Denied.</exception>
    public void Authorize(
        AccessAction action,
        AccessObject target,
        SourceSpan? span,
        ImmutableArray<string>? columns = null,
        DataFlow? flow = null,
        CatalogTable? view = null)
    {
        var request = new AccessRequest(CallerFor(view), action, target) { Columns = columns, Flow = flow };
        Admit(action, target, AccessPolicy.Decide(request), span, view);
        allowed.Add((request, view));
    }

    /// <summary>Records a decision, and ends the statement when it is a denial.</summary>
    /// <exception cref="RametException">Denied.</exception>
    public void Admit(AccessAction action, AccessObject target, AccessDecision decision, SourceSpan? span, CatalogTable? view = null)
    {
        var entry = Entry(action, target, decision, view);
        audit.Add(entry);
        if (!decision.IsAllowed || !IsLook(action))
            notable.Add(entry);
        if (decision is not AccessDenied denied)
            return;
        var error = view is null ? denied.ToException() : OwnerMayNot(view, target, denied);
        throw span is { } place ? error.At(place) : error;
    }

    /// <summary>Adds the decisions of the statements of a script.</summary>
    public void Include(IReadOnlyCollection<AuditEntry> decisions)
    {
        audit.AddRange(decisions);
        notable.AddRange(decisions); // the statements have left out what was not
    }

    /// <summary>How much was decided so far.</summary>
    public AccessMark Mark() => new(audit.Count, notable.Count, allowed.Count);

    /// <summary>Forgets what was decided since, and asks the rest again if permissions have changed.</summary>
    /// <exception cref="RametException">What was allowed before is denied by now.</exception>
    public void ReturnTo(AccessMark mark)
    {
        audit.RemoveRange(mark.Decisions, audit.Count - mark.Decisions);
        notable.RemoveRange(mark.Notable, notable.Count - mark.Notable);
        allowed.RemoveRange(mark.Allowed, allowed.Count - mark.Allowed);
        Refresh();
    }

    /// <summary>
    /// Reads permissions anew when they have changed since the statement decided, and asks every question again.
    /// </summary>
    /// <returns>Whether something had changed, so that another attempt to commit can succeed.</returns>
    /// <exception cref="RametException">What was allowed is denied by now: the revoke wins.</exception>
    public bool Refresh()
    {
        var changed = securities.Values.Where(security => Reload(security)).ToList();
        if (changed.Count == 0)
            return false;
        isCurrentProjectKnown = false;
        foreach (var (request, view) in allowed)
        {
            var again = request with { Caller = CallerFor(view), Object = Refreshed(request.Object) };
            if (AccessPolicy.Decide(again) is AccessDenied denied)
                Admit(again.Action, again.Object, denied, span: null, view);
        }
        return true;
    }

    /// <summary>Reads the permissions of a project again; whether they have changed.</summary>
    private bool Reload(ProjectSecurity security)
    {
        var project = context.Catalog.FindProject(security.Project.Name);
        if (project is null || project.Id.Value != security.Project.Id)
            return false; // another requirement says what that means
        return (securities[project.Id] = context.Catalog.FindSecurity(project)).Version != security.Version;
    }

    private AccessObject Refreshed(AccessObject target) => target switch
    {
        ProjectObject project => Refreshed(project),
        SecuredObject secured => secured with { Project = Refreshed(secured.Project), Owner = OwnerOf(secured) },
        RoleObject role => role with { Project = Refreshed(role.Project) },
        _ => target,
    };

    /// <summary>Who owns an object by now.</summary>
    private Principal? OwnerOf(SecuredObject secured) =>
        secured is { Type: ObjectType.Table, Key: { } key }
        && context.Catalog.FindTable(new TableName(secured.Project.Name, secured.Name)) is { } table && table.SecurityKey == key
            ? table.Owner
            : secured.Owner;

    private ProjectObject Refreshed(ProjectObject project) =>
        project with { Security = securities[new ProjectId(project.Security.Project.Id)] };

    /// <summary>
    /// On whose behalf something is done. What is behind a view is read by its owner, in the project of the view, wherever the caller works.
    /// </summary>
    private AccessCaller CallerFor(CatalogTable? view) => new(view?.Owner ?? context.Caller, context.Now)
    {
        SourceAddress = context.Session.SourceAddress,
        InstanceId = context.JobId,
        CurrentProject = view is null ? CurrentProject() : ObjectOf(view.Project),
    };

    private ProjectObject? CurrentProject()
    {
        if (!isCurrentProjectKnown)
        {
            isCurrentProjectKnown = true;
            currentProject = context.Session.Project is { } name && context.Catalog.FindProject(name) is { } project ? ObjectOf(project) : null;
        }
        return currentProject;
    }

    private static RametException OwnerMayNot(CatalogTable view, AccessObject target, AccessDenied denied) => new(
        denied.Code,
        ErrorKind.Denied,
        $"view {view.FullName} reads with the rights of its owner {view.Owner}, who may not read {NameOf(target)}: {denied.Detail}",
        hint: $"Ask {view.Owner}, or whoever may read both, to get the privilege or to replace the view.");

    private AuditEntry Entry(AccessAction action, AccessObject target, AccessDecision decision, CatalogTable? view) => new()
    {
        Principal = context.Caller,
        StatementKind = StatementKind.Name(context.Statement),
        ObjectName = target.ResourceName,
        ProjectName = ProjectOf(target),
        IsAllowed = decision.IsAllowed,
        Detail = $"{action}{(view is null ? "" : $" with the rights of {view.Owner}")}: {decision.Reason}{ColumnsOf(decision)}{TextOf(context.Statement)}",
    };

    /// <summary>Statements about permissions are no jobs, so that what they changed is recorded here. None of them holds a secret.</summary>
    private static string TextOf(Sql.Syntax.Statement statement) =>
        statement is Sql.Syntax.SecurityStatement ? $"; {MaxComputeWriter.Write(statement)}" : "";

    /// <summary>Whether an action only tells what there is: names, columns, sizes, the past of tables.</summary>
    private static bool IsLook(AccessAction action) => action is AccessAction.Use or AccessAction.Read or AccessAction.List or AccessAction.Describe or AccessAction.ShowHistory;

    private static string NameOf(AccessObject target) =>
        target is SecuredObject secured ? $"{secured.Project.Name}.{secured.Name}" : target.ResourceName;

    private static string ColumnsOf(AccessDecision decision) =>
        decision is AccessDenied { Columns: { IsEmpty: false } columns } ? $" {string.Join(", ", columns)}" : "";

    private static string? ProjectOf(AccessObject target) => target switch
    {
        ProjectObject project => project.Security.Project.Name,
        SecuredObject secured => secured.Project.Security.Project.Name,
        RoleObject role => role.Project.Security.Project.Name,
        _ => null,
    };
}

/// <summary>A point in the course of a statement.</summary>
/// <param name="Decisions">How many decisions there were.</param>
/// <param name="Notable">How many of them were more than a look.</param>
/// <param name="Allowed">How many of them could be asked again.</param>
internal readonly record struct AccessMark(int Decisions, int Notable, int Allowed);
