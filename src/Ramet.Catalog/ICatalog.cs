using Ramet.Access;
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

namespace Ramet.Catalog;

/// <summary>
/// The one transactional store of accounts, projects, tables, jobs and the audit. Any number of threads and processes may use one
/// catalog at once. Each read shows one moment of it, every change goes through <see cref="Commit"/>.
/// <para>
/// Invariants: (I1) a commit is applied wholly or not at all, after a crash too; (I5) its requirements are checked inside its
/// transaction; (I6) once <see cref="Commit"/> has returned, the changes are on the disk.
/// </para>
/// Every member may throw <see cref="RametException"/> of kind <see cref="ErrorKind.Environment"/> or <see cref="ErrorKind.Limit"/>
/// when the store cannot be used, and of kind <see cref="ErrorKind.Conflict"/> when others keep it busy for too long.
/// </summary>
public interface ICatalog : IDisposable
{
    /// <summary>
    /// The URI of the directory in which the warehouse was created, ending with <c>/</c>. Paths of data files begin with it for ever,
    /// wherever the directory is now.
    /// </summary>
    Uri RootUri { get; }

    /// <summary>The principal of this name; null when the warehouse does not know it.</summary>
    RegisteredPrincipal? FindPrincipal(Principal principal);

    /// <summary>All principals in the order of their written forms.</summary>
    IReadOnlyList<RegisteredPrincipal> ListPrincipals();

    /// <summary>The project of this name; null when there is none.</summary>
    Project? FindProject(string name);

    /// <summary>All projects in the order of their names.</summary>
    IReadOnlyList<Project> ListProjects();

    /// <summary>
    /// Who may do what in a project: as of <see cref="Project.SecurityVersion"/> of the value given, or later. Kept in memory, so that it
    /// costs nothing as long as nothing has changed.
    /// </summary>
    ProjectSecurity FindSecurity(Project project);

    /// <summary>The access key of this id; null when there is none.</summary>
    AccessKey? FindAccessKey(string id);

    /// <summary>Access keys, the oldest first.</summary>
    /// <param name="principal">Only those of this principal; null for all.</param>
    IReadOnlyList<AccessKey> ListAccessKeys(Principal? principal);

    /// <summary>The table of this name with its state; null when there is no such project or table.</summary>
    CatalogTable? FindTable(TableName name);

    /// <summary>Several tables as they were at one moment (I2), in the order of the names; null for each that does not exist.</summary>
    IReadOnlyList<CatalogTable?> FindTables(IReadOnlyList<TableName> names);

    /// <summary>
    /// Several tables, and those that they lead to, and so on, all as they were at one moment (I2): the tables behind views.
    /// </summary>
    /// <param name="names">The tables to begin with.</param>
    /// <param name="referencesOf">The names that a table leads to. Called once for each table, while the catalog is read.</param>
    /// <returns>A table for every name that was asked for or led to; null for each that does not exist.</returns>
    IReadOnlyDictionary<TableName, CatalogTable?> FindTables(
        IReadOnlyList<TableName> names, Func<CatalogTable, IEnumerable<TableName>> referencesOf);

    /// <summary>The tables of a project in the order of their names.</summary>
    IReadOnlyList<TableListing> ListTables(ProjectId project, TableFilter filter);

    /// <summary>The SQL function of this name; null when the project has none.</summary>
    SqlFunction? FindFunction(ProjectId project, string name);

    /// <summary>The SQL functions of a project in the order of their names.</summary>
    IReadOnlyList<SqlFunction> ListFunctions(ProjectId project);

    /// <summary>A dropped table that can be restored; null when there is none of this identity in the project.</summary>
    CatalogTable? FindDroppedTable(ProjectId project, Guid uuid);

    /// <summary>The snapshots of a table that have not expired, oldest first; a table that was read holds only its current one.</summary>
    IReadOnlyList<Snapshot> ListSnapshots(TableId table);

    /// <summary>
    /// A snapshot of a table, also one that has expired and is not forgotten yet: for those who began to read it before. Null when there is
    /// none.
    /// </summary>
    Snapshot? FindSnapshot(TableId table, SnapshotId snapshot);

    /// <summary>
    /// The horizon of garbage collections: a file that nothing reaches may be deleted if it was written before. Statements that began before
    /// can commit nothing any more. UTC; 1970 before the first collection.
    /// </summary>
    DateTimeOffset FindCollectionHorizon();

    /// <summary>
    /// A page of the snapshots whose files are reachable, those of dropped tables and expired ones among them, in a fixed order. What is
    /// added while the pages are read reaches no file older than the horizon that these do not reach.
    /// </summary>
    /// <param name="after">The last one of the previous page; null for the first page.</param>
    /// <param name="horizon">Snapshots that expired before count as forgotten.</param>
    /// <param name="limit">At most so many.</param>
    IReadOnlyList<SnapshotFile> ListReachable(SnapshotFile? after, DateTimeOffset horizon, int limit);

    /// <summary>The identities of all tables that exist or can be restored, of all projects.</summary>
    IReadOnlyList<Guid> ListTableIdentities();

    /// <summary>How much a collection would forget.</summary>
    /// <param name="horizon">Its horizon.</param>
    /// <param name="jobsFinishedBefore">Jobs that finished before this time are forgotten, UTC.</param>
    Forgettable CountForgettable(DateTimeOffset horizon, DateTimeOffset jobsFinishedBefore);

    /// <summary>
    /// The job of this id; null when there is none. A job whose process has died is shown, and from then on recorded, as failed.
    /// </summary>
    Job? FindJob(InstanceId id);

    /// <summary>The rows that a job recorded; null when there is no such job, it recorded none, or they are forgotten.</summary>
    byte[]? FindJobRows(InstanceId id);

    /// <summary>Jobs, the latest first. Jobs whose process has died are shown, and from then on recorded, as failed.</summary>
    IReadOnlyList<Job> ListJobs(JobFilter filter);

    /// <summary>The upload, download or stream of this id, open or not; null when there is none.</summary>
    TransferSession? FindTransfer(string id);

    /// <summary>The blocks of an upload by their numbers; none for other sessions.</summary>
    IReadOnlyList<UploadBlock> ListUploadBlocks(string sessionId);

    /// <summary>One block of an upload; null when there is none of this number.</summary>
    UploadBlock? FindUploadBlock(string sessionId, long number);

    /// <summary>Transfers that expired before a time, whether they were closed or not.</summary>
    IReadOnlyList<TransferSession> ListExpiredTransfers(DateTimeOffset before);

    /// <summary>When the oldest open transfer began, UTC; null when none is open.</summary>
    DateTimeOffset? FindOldestOpenTransfer();

    /// <summary>Records of the audit, the latest first.</summary>
    IReadOnlyList<AuditRecord> ListAudit(AuditFilter filter);

    /// <summary>Applies a commit in one transaction.</summary>
    /// <exception cref="RametException">
    /// Nothing was changed, because a requirement does not hold or somebody else changed the same table first
    /// (<see cref="ErrorCode.ConcurrentChange"/>, kind <see cref="ErrorKind.Conflict"/>: read again and repeat), a name is taken
    /// (<see cref="ErrorCode.TableAlreadyExists"/> and others, kind <see cref="ErrorKind.User"/>), a named object does not exist (kind
    /// <see cref="ErrorKind.NotFound"/>), or the job was killed (kind <see cref="ErrorKind.Cancelled"/>).
    /// </exception>
    void Commit(CatalogCommit commit, CancellationToken cancellationToken);
}
