using Ramet.Access;
using Ramet.Catalog;
using Ramet.Catalog.Accounts;
using Ramet.Catalog.Audit;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Functions;
using Ramet.Catalog.Jobs;
using Ramet.Catalog.Projects;
using Ramet.Catalog.Retention;
using Ramet.Catalog.Tables;
using Ramet.Catalog.Transfers;
using Ramet.Errors;
using Ramet.Tables.Snapshots;

namespace Ramet.Warehouse.Scripts;

/// <summary>
/// The catalog as the statements of a script see it: the real one under the changes that the script has made so far. Their commits are only
/// collected here, and become one commit when the script has come to its end (I1). A table is seen in the state in which the script first met
/// it, whoever changes it meanwhile (I2); the one commit finds out.
/// </summary>
/// <param name="real">The catalog.</param>
/// <param name="now">The time for tables that the script makes.</param>
internal sealed class ScriptCatalog(ICatalog real, Func<DateTimeOffset> now) : ICatalog
{
    private readonly Dictionary<TableName, CatalogTable?> seen = new(NameComparer.Instance);
    private readonly List<CatalogChange> changes = [];
    private readonly ScriptFunctions functions = new(real, now);
    private readonly List<CatalogRequirement> requirements = [];
    private readonly List<AuditEntry> audit = [];
    private readonly HashSet<TableId> written = [];
    private long createdCount;

    /// <summary>All changes so far, each built on those before it.</summary>
    public IReadOnlyList<CatalogChange> Changes => changes;

    /// <summary>What must hold for them.</summary>
    public IReadOnlyList<CatalogRequirement> Requirements => requirements;

    /// <summary>The decisions behind them.</summary>
    public IReadOnlyList<AuditEntry> Audit => audit;

    /// <inheritdoc/>
    public Uri RootUri => real.RootUri;

    /// <summary>Whether an earlier statement of the script has written rows of a table.</summary>
    public bool HasWritten(CatalogTable table) => written.Contains(table.Id);

    /// <inheritdoc/>
    public RegisteredPrincipal? FindPrincipal(Principal principal) => real.FindPrincipal(principal);

    /// <inheritdoc/>
    public IReadOnlyList<RegisteredPrincipal> ListPrincipals() => real.ListPrincipals();

    /// <inheritdoc/>
    public Project? FindProject(string name) => real.FindProject(name);

    /// <inheritdoc/>
    public IReadOnlyList<Project> ListProjects() => real.ListProjects();

    /// <inheritdoc/>
    public ProjectSecurity FindSecurity(Project project) => real.FindSecurity(project);

    /// <inheritdoc/>
    public AccessKey? FindAccessKey(string id) => real.FindAccessKey(id);

    /// <inheritdoc/>
    public IReadOnlyList<AccessKey> ListAccessKeys(Principal? principal) => real.ListAccessKeys(principal);

    /// <inheritdoc/>
    public CatalogTable? FindTable(TableName name) => FindTables([name])[0];

    /// <inheritdoc/>
    public IReadOnlyList<CatalogTable?> FindTables(IReadOnlyList<TableName> names)
    {
        var unknown = names.Where(name => !seen.ContainsKey(name)).ToList();
        foreach (var (name, table) in unknown.Zip(real.FindTables(unknown)))
            seen[name] = table;
        return [.. names.Select(name => seen[name])];
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<TableName, CatalogTable?> FindTables(
        IReadOnlyList<TableName> names, Func<CatalogTable, IEnumerable<TableName>> referencesOf)
    {
        // What tables that the script has seen lead to is asked for too; what nobody leads to does no harm.
        var all = names.Concat(seen.Values.OfType<CatalogTable>().SelectMany(referencesOf)).Distinct().ToList();
        var found = new Dictionary<TableName, CatalogTable?>(real.FindTables(all, referencesOf));
        foreach (var (name, table) in found.ToList())
        {
            if (seen.TryGetValue(name, out var known))
                found[name] = known;
            else
                seen[name] = table;
        }
        return found;
    }

    /// <inheritdoc/>
    public IReadOnlyList<TableListing> ListTables(ProjectId project, TableFilter filter) => real.ListTables(project, filter);

    /// <inheritdoc/>
    public SqlFunction? FindFunction(ProjectId project, string name) => functions.Find(project, name);

    /// <inheritdoc/>
    public IReadOnlyList<SqlFunction> ListFunctions(ProjectId project) => real.ListFunctions(project);

    /// <inheritdoc/>
    public CatalogTable? FindDroppedTable(ProjectId project, Guid uuid) => real.FindDroppedTable(project, uuid);

    /// <inheritdoc/>
    public IReadOnlyList<Snapshot> ListSnapshots(TableId table) => real.ListSnapshots(table);

    /// <inheritdoc/>
    public Snapshot? FindSnapshot(TableId table, SnapshotId snapshot) => real.FindSnapshot(table, snapshot);

    /// <inheritdoc/>
    public DateTimeOffset FindCollectionHorizon() => real.FindCollectionHorizon();

    /// <inheritdoc/>
    public IReadOnlyList<SnapshotFile> ListReachable(SnapshotFile? after, DateTimeOffset horizon, int limit) =>
        real.ListReachable(after, horizon, limit);

    /// <inheritdoc/>
    public IReadOnlyList<Guid> ListTableIdentities() => real.ListTableIdentities();

    /// <inheritdoc/>
    public Forgettable CountForgettable(DateTimeOffset horizon, DateTimeOffset jobsFinishedBefore) =>
        real.CountForgettable(horizon, jobsFinishedBefore);

    /// <inheritdoc/>
    public Job? FindJob(InstanceId id) => real.FindJob(id);

    /// <inheritdoc/>
    public byte[]? FindJobRows(InstanceId id) => real.FindJobRows(id);

    public IReadOnlyList<Job> ListJobs(JobFilter filter) => real.ListJobs(filter);

    /// <inheritdoc/>
    public IReadOnlyList<AuditRecord> ListAudit(AuditFilter filter) => real.ListAudit(filter);

    /// <inheritdoc/>
    public TransferSession? FindTransfer(string id) => real.FindTransfer(id);

    /// <inheritdoc/>
    public IReadOnlyList<UploadBlock> ListUploadBlocks(string sessionId) => real.ListUploadBlocks(sessionId);

    /// <inheritdoc/>
    public UploadBlock? FindUploadBlock(string sessionId, long number) => real.FindUploadBlock(sessionId, number);

    /// <inheritdoc/>
    public IReadOnlyList<TransferSession> ListExpiredTransfers(DateTimeOffset before) => real.ListExpiredTransfers(before);

    /// <inheritdoc/>
    public DateTimeOffset? FindOldestOpenTransfer() => real.FindOldestOpenTransfer();

    /// <summary>Collects a commit. The job is that of the script, which has one end.</summary>
    public void Commit(CatalogCommit commit, CancellationToken cancellationToken)
    {
        audit.AddRange(commit.Audit);
        requirements.AddRange(commit.Requirements.Where(IsAboutReal));
        foreach (var change in commit.Changes)
            Collect(change);
    }

    /// <summary>The real catalog is not owned.</summary>
    public void Dispose()
    {
    }

    /// <summary>A table that the script makes itself needs nobody's promise.</summary>
    private static bool IsAboutReal(CatalogRequirement requirement) => requirement switch
    {
        CatalogRequirement.TableExists(var table) => !IsCreated(table),
        CatalogRequirement.TableUnchanged(var table) => !IsCreated(table),
        _ => true,
    };

    // The catalog gives ids from 1 on.
    private static bool IsCreated(CatalogTable table) => table.Id.Value < 0;

    private void Collect(CatalogChange change)
    {
        switch (change)
        {
            case CatalogChange.CreateTable create:
                Create(create);
                break;
            case CatalogChange.ReplaceTableState(var table, var metadata, var aspects):
                if (aspects.HasFlag(TableAspects.Data))
                    written.Add(table.Id);
                Replace(table, change, create => create with { Metadata = metadata }, table with { Metadata = metadata });
                break;
            case CatalogChange.RenameTable(var table, var name):
                RequireFree(new TableName(table.Project.Name, name), table.Id);
                seen[table.FullName] = null;
                Replace(table, change, create => create with { Name = name }, table with { Name = name });
                break;
            case CatalogChange.ChangeTableOwner(var table, var owner):
                Replace(table, change, create => create with { Owner = owner }, table with { Owner = owner });
                break;
            case CatalogChange.DropTable(var table):
                seen[table.FullName] = null;
                if (IsCreated(table))
                    changes.RemoveAt(PositionOf(table));
                else
                    changes.Add(change);
                break;
            case CatalogChange.PurgeTable(var table):
                if (!IsCreated(table))
                    changes.Add(change); // a table that the script makes has no past
                break;
            case CatalogChange.CreateFunction or CatalogChange.ReplaceFunction or CatalogChange.DropFunction:
                functions.Collect(change, changes);
                break;
            default:
                throw new ArgumentException($"A {change.GetType().Name} cannot be part of a script.", nameof(change));
        }
    }

    private void Create(CatalogChange.CreateTable create)
    {
        var name = new TableName(create.Project.Name, create.Name);
        RequireFree(name, id: null);
        var time = now();
        var table = new CatalogTable
        {
            Id = new TableId(-++createdCount),
            Project = create.Project,
            Name = create.Name,
            Kind = create.Kind,
            Owner = create.Owner,
            CreatedAt = time,
            DefinitionChangedAt = time,
            DataChangedAt = time,
            Version = 1,
            Metadata = create.Metadata,
        };
        seen[name] = table;
        changes.Add(create.LabelsOf is { } source && IsCreated(source) ? create with { LabelsOf = null } : create);
        if (create.Metadata.CurrentSnapshotId is not null)
            written.Add(table.Id);
    }

    /// <summary>A table that the script makes is made in its last state; one that exists gets one state after the other.</summary>
    private void Replace(
        CatalogTable table, CatalogChange change, Func<CatalogChange.CreateTable, CatalogChange.CreateTable> recreate, CatalogTable changed)
    {
        var next = changed with { Version = table.Version + 1, DataChangedAt = now() };
        seen[next.FullName] = next;
        if (!IsCreated(table))
        {
            changes.Add(change);
            return;
        }
        var position = PositionOf(table);
        changes[position] = recreate((CatalogChange.CreateTable)changes[position]);
    }

    private int PositionOf(CatalogTable created) =>
        changes.FindIndex(change => change is CatalogChange.CreateTable create && create.Metadata.TableUuid == created.Metadata.TableUuid);

    private void RequireFree(TableName name, TableId? id)
    {
        if (FindTable(name) is { } other && other.Id != id)
        {
            throw new RametException(
                ErrorCode.TableAlreadyExists, ErrorKind.User, $"{name} already exists", hint: "Choose another name, or drop the table first.");
        }
    }

    private sealed class NameComparer : IEqualityComparer<TableName>
    {
        public static readonly NameComparer Instance = new();

        public bool Equals(TableName? x, TableName? y) => string.Equals(x?.ToString(), y?.ToString(), StringComparison.OrdinalIgnoreCase);

        public int GetHashCode(TableName name) => StringComparer.OrdinalIgnoreCase.GetHashCode(name.ToString());
    }
}
