using System.Net;
using Ramet.Access;
using Ramet.Catalog.Audit;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Jobs;
using Ramet.Catalog.Projects;
using Ramet.Errors;

namespace Ramet.Warehouse.Jobs;

/// <summary>Who asks the queue for jobs of others, or his own.</summary>
/// <param name="Principal">Who.</param>
/// <param name="SourceAddress">The address from which he comes; null on the machine itself.</param>
public sealed record JobCaller(Principal Principal, IPAddress? SourceAddress = null);

/// <summary>
/// Who may submit jobs to a project, see them and kill them. A job is an object of its project: its owner created it, the owner and the
/// administrators of the project may do everything with it, and others what they were granted. Who may not see one gets the answer that he
/// would get if there were none.
/// </summary>
internal sealed class JobAccess(RametWarehouse warehouse)
{
    /// <summary>Allows a submission, or refuses it.</summary>
    /// <returns>The project.</returns>
    /// <exception cref="RametException">Denied, or there is no such project (in words that do not tell who could not see it).</exception>
    public Project AuthorizeSubmission(JobRequest request)
    {
        if (warehouse.Catalog.FindProject(request.Project) is not { } project)
        {
            throw request.Caller.IsAdministrator
                ? new RametException(ErrorCode.ProjectNotFound, ErrorKind.NotFound, $"'{request.Project}'", hint: "LIST PROJECTS; shows what there is.")
                : AccessPolicy.NotAUser(request.Project).ToException();
        }
        var target = new ProjectObject(request.Project, warehouse.Catalog.FindSecurity(project));
        var decision = Decide(new JobCaller(request.Caller, request.SourceAddress), AccessAction.CreateInstance, target, target);
        if (decision is not AccessDenied denied)
            return project;
        Record(request.Caller, AccessAction.CreateInstance, target, project.Name, denied);
        throw denied.ToException();
    }

    /// <summary>Whether the caller may see a job.</summary>
    public bool MaySee(JobCaller caller, Job job) => Decide(caller, AccessAction.Read, job) is { IsAllowed: true };

    /// <summary>Whether the caller may download the rows of a job, which he may see.</summary>
    public AccessDecision DecideDownload(JobCaller caller, Job job) => Decide(caller, AccessAction.Download, job) ?? AccessPolicy.NotAUser(job.ProjectName);

    /// <summary>The decision about killing a job, and what the audit says of it.</summary>
    public (AccessDecision Decision, AuditEntry Entry) DecideKill(JobCaller caller, Job job)
    {
        var decision = Decide(caller, AccessAction.Write, job) ?? AccessPolicy.NotAUser(job.ProjectName);
        return (decision, Entry(caller.Principal, AccessAction.Write, $"acs:odps:*:projects/{job.ProjectName}/instances/{job.Id}", job.ProjectName, decision));
    }

    /// <summary>The decision; null when the project of the job is gone, which leaves its jobs to their owners and the administrator.</summary>
    private AccessDecision? Decide(JobCaller caller, AccessAction action, Job job)
    {
        if (warehouse.Catalog.FindProject(job.ProjectName) is not { } project)
        {
            return caller.Principal.IsAdministrator || caller.Principal == job.Owner
                ? new AccessAllowed("own job, or administrator; the project of the job does not exist")
                : null;
        }
        var target = new ProjectObject(job.ProjectName, warehouse.Catalog.FindSecurity(project));
        return Decide(caller, action, target, new SecuredObject(target, ObjectType.Instance, job.Id.Value)
        {
            Key = ObjectKey.Named(ObjectType.Instance, job.Id.Value),
            Owner = job.Owner,
        });
    }

    private AccessDecision Decide(JobCaller caller, AccessAction action, ProjectObject project, AccessObject target) =>
        AccessPolicy.Decide(new AccessRequest(
            new AccessCaller(caller.Principal, warehouse.Time.GetUtcNow()) { SourceAddress = caller.SourceAddress, CurrentProject = project },
            action,
            target));

    private void Record(Principal caller, AccessAction action, AccessObject target, string project, AccessDecision decision) =>
        warehouse.Catalog.Commit(new CatalogCommit { Audit = [Entry(caller, action, target.ResourceName, project, decision)] }, CancellationToken.None);

    private static AuditEntry Entry(Principal caller, AccessAction action, string target, string project, AccessDecision decision) => new()
    {
        Principal = caller,
        StatementKind = action == AccessAction.CreateInstance ? "SUBMIT" : "KILL",
        ObjectName = target,
        ProjectName = project,
        IsAllowed = decision.IsAllowed,
        Detail = $"{action}: {decision.Reason}",
    };
}
