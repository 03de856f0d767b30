using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Projects;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Tables.Metadata;

namespace Ramet.Catalog.Sqlite;

/// <summary>Applies one commit inside a transaction that the caller began: requirements, changes, job, audit.</summary>
/// <param name="session">The connection that holds the transaction.</param>
/// <param name="securities">The securities of projects that are in memory.</param>
/// <param name="runnerName">The name of this process for the record of an unfinished job.</param>
/// <param name="now">The time of the commit, UTC.</param>
internal sealed class CommitTransaction(SqliteSession session, SecurityCache securities, Func<string> runnerName, DateTimeOffset now)
{
    private readonly List<WrittenState> writtenStates = [];
    private readonly Dictionary<ProjectId, ProjectSecurity> writtenSecurities = [];

    /// <summary>Applies everything, or throws; then the caller rolls back.</summary>
    /// <returns>What it wrote.</returns>
    public Written Apply(CatalogCommit commit)
    {
        foreach (var requirement in commit.Requirements)
            Check(requirement);
        foreach (var change in commit.Changes)
            Apply(change);
        if (commit.Job is { } job)
            JobRows.Upsert(session, job, job.IsFinished ? null : runnerName());
        foreach (var entry in commit.Audit)
            AuditRows.Insert(session, entry, now);
        return new Written(writtenStates, [.. writtenSecurities.Values]);
    }

    private void Check(CatalogRequirement requirement)
    {
        switch (requirement)
        {
            case CatalogRequirement.PrincipalExists(var principal):
                if (PrincipalRows.Find(session, principal) is null)
                    throw Unknown(principal);
                break;
            case CatalogRequirement.ProjectExists(var project):
                if (!ProjectRows.Exists(session, project.Id))
                    throw ProjectRows.NotFound(project.Name);
                break;
            case CatalogRequirement.SecurityUnchanged(var security):
                if (SecurityRows.Version(session, new ProjectId(security.Project.Id)) != security.Version)
                    throw SecurityRows.Conflict(security);
                break;
            case CatalogRequirement.TableExists(var table):
                if (!TableRows.Exists(session, table.Id))
                    throw TableRows.Conflict(table);
                break;
            case CatalogRequirement.NotCollectedSince(var startedAt):
                if (RetentionRows.Horizon(session) > startedAt.ToColumn())
                    throw Collected();
                break;
            case CatalogRequirement.TableUnchanged(var table):
                if (!TableRows.IsUnchanged(session, table))
                    throw TableRows.Conflict(table);
                break;
            default:
                throw new ArgumentException($"Requirement {requirement.GetType().Name} is unknown.", nameof(requirement));
        }
    }

    private void Apply(CatalogChange change)
    {
        switch (change)
        {
            case CatalogChange.CreatePrincipal(var principal):
                PrincipalRows.Insert(session, principal, now);
                break;
            case CatalogChange.CreateProject(var definition):
                ProjectRows.Insert(session, definition, now);
                break;
            case CatalogChange.DropProject(var project):
                ProjectRows.MarkDropped(session, project, now);
                break;
            case CatalogChange.SetProjectProperties(var project, var properties):
                ProjectRows.SetProperties(session, project, properties);
                break;
            case CatalogChange.CreateTable create:
                var created = TableRows.Insert(session, create, now);
                writtenStates.Add(new WrittenState(created, Version: 1, create.Metadata));
                if (create.LabelsOf is { } source)
                    CopyLabels(source, create.Project, created);
                break;
            case CatalogChange.ReplaceTableState replace:
                TableRows.ReplaceState(session, replace, now);
                if (replace.Aspects.HasFlag(TableAspects.Definition) && MovedColumns.Between(replace.Base, replace.Metadata) is { } moved)
                    Change(replace.Base.Project, moved);
                writtenStates.Add(new WrittenState(replace.Base.Id, replace.Base.Version + 1, replace.Metadata));
                break;
            case CatalogChange.RenameTable(var table, var newName):
                TableRows.Rename(session, table, newName, now);
                writtenStates.Add(new WrittenState(table.Id, table.Version + 1, table.Metadata));
                break;
            case CatalogChange.ChangeTableOwner(var table, var newOwner):
                TableRows.ChangeOwner(session, table, newOwner, now);
                Touch(table.Project);
                writtenStates.Add(new WrittenState(table.Id, table.Version + 1, table.Metadata));
                break;
            case CatalogChange.DropTable(var table) drop:
                TableRows.MarkDropped(session, table, now);
                Change(table.Project, new SecurityChange.ForgetObject(table.SecurityKey, KeepsLabels: !drop.IsPurge));
                if (drop.IsPurge)
                    RetentionRows.Purge(session, table.Id, now);
                break;
            case CatalogChange.RestoreTable(var table, var name):
                TableRows.Restore(session, table, name, now);
                break;
            case CatalogChange.PurgeTable(var table):
                RetentionRows.Purge(session, table.Id, now);
                break;
            case CatalogChange.CreateFunction create:
                FunctionRows.Insert(session, create, now);
                break;
            case CatalogChange.ReplaceFunction(var function, var definition):
                FunctionRows.Replace(session, function, definition, now);
                break;
            case CatalogChange.DropFunction(var project, var function):
                FunctionRows.Delete(session, function);
                Change(project, new SecurityChange.ForgetObject(function.SecurityKey, KeepsLabels: false));
                break;
            case CatalogChange.ChangeSecurity(var project, var changes):
                foreach (var security in changes)
                    Change(project, security);
                break;
            case CatalogChange.CreateAccessKey(var key):
                AccessKeyRows.Insert(session, key, now);
                break;
            case CatalogChange.DropAccessKey(var id):
                AccessKeyRows.Delete(session, id);
                break;
            case CatalogChange.Expire(var project, var keptSince):
                RetentionRows.Expire(session, project, keptSince, now);
                break;
            case CatalogChange.ForgetExpired(var before):
                RetentionRows.RaiseHorizon(session, before, now);
                RetentionRows.ForgetExpired(session);
                break;
            case CatalogChange.ForgetJobs(var finishedBefore):
                JobRows.Forget(session, finishedBefore);
                break;
            case CatalogChange.ForgetJobRows(var finishedBefore):
                JobRows.ForgetRows(session, finishedBefore);
                break;
            case CatalogChange.OpenTransfer(var opened):
                TransferRows.Insert(session, opened);
                break;
            case CatalogChange.PutUploadBlock(var id, var block):
                TransferRows.PutBlock(session, id, block, now);
                break;
            case CatalogChange.AppendUploadBlock(var id, var block):
                TransferRows.AppendBlock(session, id, block, now);
                break;
            case CatalogChange.AbandonTransfer(var id):
                TransferRows.Abandon(session, id, now);
                break;
            case CatalogChange.CloseTransfer(var id, var revision):
                TransferRows.Close(session, id, revision, now);
                break;
            case CatalogChange.ForgetTransfers(var expiredBefore):
                TransferRows.Forget(session, expiredBefore);
                break;
            default:
                throw new ArgumentException($"Change {change.GetType().Name} is unknown.", nameof(change));
        }
    }

    /// <summary>Gives the permissions of a project a new version: what they say depends on who owns its tables, too.</summary>
    private void Touch(Project project) =>
        writtenSecurities[project.Id] = SecurityRows.Write(session, new SecurityTransition(Current(project), []));

    private ProjectSecurity Current(Project project) =>
        writtenSecurities.GetValueOrDefault(project.Id) ?? SecurityRows.Find(session, project, securities);

    private void Change(Project project, SecurityChange change)
    {
        if (change is SecurityChange.AddMember { Principal: var principal } && PrincipalRows.Find(session, principal) is null)
            throw PrincipalRows.Invalid(principal);
        var transition = SecurityTransition.Apply(Current(project), change, now);
        if (!transition.Edits.IsEmpty)
            writtenSecurities[project.Id] = SecurityRows.Write(session, transition);
    }

    /// <summary>Gives a copy the labels of the table that it was made from.</summary>
    private void CopyLabels(CatalogTable source, Project project, TableId copy)
    {
        if (!Current(source.Project).Labels.TryGetValue(source.SecurityKey, out var labels))
            return;
        var key = ObjectKey.Table(copy.Value);
        if (labels.Label > 0)
            Change(project, new SecurityChange.SetLabel(key, [], labels.Label));
        foreach (var (column, label) in labels.Columns)
            Change(project, new SecurityChange.SetLabel(key, [column], label));
    }

    private static RametException Collected() => new(
        ErrorCode.ConcurrentChange,
        ErrorKind.Conflict,
        "the statement ran longer than the grace period of a garbage collection, which may have deleted what it read or wrote",
        hint: "Run the statement again; give the collection a longer grace period.");

    private static RametException Unknown(Principal principal) => new(
        ErrorCode.AccessDenied,
        ErrorKind.Denied,
        $"{principal} does not exist in this warehouse",
        hint: "Ask the administrator of the warehouse to create it.");
}

/// <summary>What a commit wrote, for what is kept in memory.</summary>
internal sealed record Written(IReadOnlyList<WrittenState> Tables, IReadOnlyList<ProjectSecurity> Securities);

/// <summary>The state of a table that a commit wrote.</summary>
/// <param name="Table">The table.</param>
/// <param name="Version">The version of the table with this state.</param>
/// <param name="Metadata">The state.</param>
internal sealed record WrittenState(TableId Table, long Version, TableMetadata Metadata);
