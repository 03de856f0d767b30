using Microsoft.Data.Sqlite;
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

namespace Ramet.Catalog.Sqlite;

/// <summary>
/// The catalog in an SQLite database inside the warehouse directory: write-ahead log, one writer at a time, readers that never wait.
/// <para>
/// A commit with changes goes through a connection that syncs the log before it returns (I6). The record of a job's start or progress
/// goes through one that does not: it reaches the disk with the next such commit, or when the log is folded into the database.
/// </para>
/// Thread-safe. The directory must be on a local file system: SQLite's shared memory and the locks of <see cref="JobRunner"/> need it.
/// </summary>
public sealed class SqliteCatalog : ICatalog
{
    private const string FileName = "catalog.db";
    private const string RunnersDirectoryName = "runners";
    private const int CachedStatesMax = 1_000;
    private const string DurableWriter = "PRAGMA synchronous = FULL";
    private const string RelaxedWriter = "PRAGMA synchronous = NORMAL";

    private readonly string databasePath;
    private readonly string runnersDirectory;
    private readonly TimeProvider clock;
    private readonly SessionPool readers;
    private readonly TableStateCache states = new(CachedStatesMax);
    private readonly SecurityCache securities = new();
    private readonly RecordGroup records;

    // Guards the fields below: one writer per process, so that threads queue here and only processes wait in SQLite.
    private readonly Lock writerGate = new();
    private SqliteSession? durableWriter;
    private SqliteSession? relaxedWriter;
    private JobRunner? runner;

    private SqliteCatalog(string directory, TimeProvider clock)
    {
        databasePath = Path.Combine(directory, FileName);
        runnersDirectory = Path.Combine(directory, RunnersDirectoryName);
        this.clock = clock;
        readers = new SessionPool(() => new SqliteSession(databasePath, RelaxedWriter));
        records = new RecordGroup(WriteRecords, (session, commit) => Apply(session, commit));
        RootUri = Guarded(() => PrepareDatabase(directory));
    }

    /// <inheritdoc/>
    public Uri RootUri { get; }

    /// <summary>Called in each commit when everything is applied and nothing is committed yet; tests break off there.</summary>
    internal Action BeforeCommit { get; set; } = static () => { };

    /// <summary>How many records wait until others are written; tests wait for them.</summary>
    internal int WaitingRecords => records.WaitingCount;

    /// <summary>Opens the catalog of a warehouse directory; creates both when they do not exist.</summary>
    /// <param name="directory">The path of the warehouse directory.</param>
    /// <param name="clock">Gives the times that are recorded.</param>
    /// <exception cref="RametException">
    /// The directory cannot be written, holds a newer format or something else under the catalog's name, or the system lacks a usable
    /// SQLite library (kind <see cref="ErrorKind.Environment"/>).
    /// </exception>
    public static SqliteCatalog Open(string directory, TimeProvider clock)
    {
        SqliteLibrary.Bind();
        var fullPath = Path.GetFullPath(directory);
        CreateDirectory(fullPath);
        return new SqliteCatalog(fullPath, clock);
    }

    /// <inheritdoc/>
    public RegisteredPrincipal? FindPrincipal(Principal principal) => Read(session => PrincipalRows.Find(session, principal));

    /// <inheritdoc/>
    public IReadOnlyList<RegisteredPrincipal> ListPrincipals() => Read(PrincipalRows.List);

    /// <inheritdoc/>
    public Project? FindProject(string name) => Read(session => ProjectRows.Find(session, name));

    /// <inheritdoc/>
    public IReadOnlyList<Project> ListProjects() => Read(ProjectRows.List);

    /// <inheritdoc/>
    public ProjectSecurity FindSecurity(Project project) =>
        securities.Find(project.Id, project.SecurityVersion)
        ?? Read(session => session.ReadAtOneMoment(moment => SecurityRows.Find(moment, project, securities)));

    /// <inheritdoc/>
    public AccessKey? FindAccessKey(string id) => Read(session => AccessKeyRows.Find(session, id));

    /// <inheritdoc/>
    public IReadOnlyList<AccessKey> ListAccessKeys(Principal? principal) => Read(session => AccessKeyRows.List(session, principal));

    /// <inheritdoc/>
    public CatalogTable? FindTable(TableName name) => Read(session => TableRows.Find(session, name, states));

    /// <inheritdoc/>
    public IReadOnlyList<CatalogTable?> FindTables(IReadOnlyList<TableName> names) =>
        Read(session => session.ReadAtOneMoment(moment => names.Select(name => TableRows.Find(moment, name, states)).ToList()));

    /// <inheritdoc/>
    public IReadOnlyDictionary<TableName, CatalogTable?> FindTables(
        IReadOnlyList<TableName> names, Func<CatalogTable, IEnumerable<TableName>> referencesOf) =>
        Read(session => session.ReadAtOneMoment(moment => FindReferenced(moment, names, referencesOf)));

    /// <inheritdoc/>
    public IReadOnlyList<TableListing> ListTables(ProjectId project, TableFilter filter) =>
        Read(session => TableRows.List(session, project, filter));

    /// <inheritdoc/>
    public SqlFunction? FindFunction(ProjectId project, string name) => Read(session => FunctionRows.Find(session, project, name));

    /// <inheritdoc/>
    public IReadOnlyList<SqlFunction> ListFunctions(ProjectId project) => Read(session => FunctionRows.List(session, project));

    /// <inheritdoc/>
    public CatalogTable? FindDroppedTable(ProjectId project, Guid uuid) => Read(session => TableRows.FindDropped(session, project, uuid, states));

    /// <inheritdoc/>
    public IReadOnlyList<Snapshot> ListSnapshots(TableId table) => Read(session => TableRows.ListSnapshots(session, table));

    /// <inheritdoc/>
    public Snapshot? FindSnapshot(TableId table, SnapshotId snapshot) => Read(session => TableRows.FindSnapshot(session, table, snapshot));

    /// <inheritdoc/>
    public DateTimeOffset FindCollectionHorizon() => DateTimeOffset.FromUnixTimeMilliseconds(Read(session => RetentionRows.Horizon(session)));

    /// <inheritdoc/>
    public IReadOnlyList<SnapshotFile> ListReachable(SnapshotFile? after, DateTimeOffset horizon, int limit) =>
        Read(session => RetentionRows.ListReachable(session, after, horizon, limit));

    /// <inheritdoc/>
    public IReadOnlyList<Guid> ListTableIdentities() => Read(RetentionRows.ListTables);

    /// <inheritdoc/>
    public Forgettable CountForgettable(DateTimeOffset horizon, DateTimeOffset jobsFinishedBefore) => Read(session => new Forgettable(
        RetentionRows.CountForgettable(session, horizon), JobRows.CountFinished(session, jobsFinishedBefore)));

    /// <inheritdoc/>
    public Job? FindJob(InstanceId id) => ReadJobs(session => JobRows.Find(session, id) is { } job ? [job] : []).FirstOrDefault();

    /// <inheritdoc/>
    public byte[]? FindJobRows(InstanceId id) => Read(session => JobRows.FindRows(session, id));

    /// <inheritdoc/>
    public IReadOnlyList<Job> ListJobs(JobFilter filter) => ReadJobs(session => JobRows.List(session, filter));

    /// <inheritdoc/>
    public TransferSession? FindTransfer(string id) => Read(session => TransferRows.Find(session, id));

    /// <inheritdoc/>
    public IReadOnlyList<UploadBlock> ListUploadBlocks(string sessionId) => Read(session => TransferRows.ListBlocks(session, sessionId));

    /// <inheritdoc/>
    public UploadBlock? FindUploadBlock(string sessionId, long number) => Read(session => TransferRows.FindBlock(session, sessionId, number));

    /// <inheritdoc/>
    public IReadOnlyList<TransferSession> ListExpiredTransfers(DateTimeOffset before) => Read(session => TransferRows.ListExpired(session, before));

    /// <inheritdoc/>
    public DateTimeOffset? FindOldestOpenTransfer() => Read(session => TransferRows.OldestOpen(session, clock.GetUtcNow())) is { } createdMs
        ? DateTimeOffset.FromUnixTimeMilliseconds(createdMs)
        : null;

    /// <inheritdoc/>
    public IReadOnlyList<AuditRecord> ListAudit(AuditFilter filter) => Read(session => AuditRows.List(session, filter));

    /// <inheritdoc/>
    public void Commit(CatalogCommit commit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!commit.IsDurable)
        {
            records.Write(commit);
            return;
        }
        var written = Write(isDurable: true, session =>
        {
            var applied = Apply(session, commit);
            BeforeCommit();
            return applied;
        });
        foreach (var (table, version, metadata) in written.Tables)
            states.Put(table, version, metadata);
        foreach (var security in written.Securities)
            securities.Put(security);
    }

    /// <summary>Closes the catalog. Jobs of this process that are unfinished count as failed from now on.</summary>
    public void Dispose()
    {
        readers.Dispose();
        lock (writerGate)
        {
            durableWriter?.Dispose();
            relaxedWriter?.Dispose();
            runner?.Dispose();
        }
    }

    /// <summary>Only the owner of a warehouse directory may look into it: in embedded mode, that is all that protects it.</summary>
    private static void CreateDirectory(string directory)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(directory);
            else
                Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RametException(
                ErrorCode.StorageError,
                ErrorKind.Environment,
                $"the warehouse directory '{directory}' cannot be created ({error.Message})",
                hint: "Choose another directory, or give yourself write permission on the one above it.",
                cause: error);
        }
    }

    private Uri PrepareDatabase(string directory)
    {
        var session = new SqliteSession(databasePath, RelaxedWriter);
        try
        {
            SqliteFormat.Prepare(session, databasePath, new Uri(directory + Path.DirectorySeparatorChar), clock.GetUtcNow());
            var rootUri = session.QueryFirst("SELECT root_uri FROM warehouse", static row => new Uri(row.GetString(0)));
            readers.Return(session);
            return rootUri ?? throw new InvalidOperationException("The catalog lacks the row of its warehouse.");
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private Dictionary<TableName, CatalogTable?> FindReferenced(
        SqliteSession moment, IReadOnlyList<TableName> names, Func<CatalogTable, IEnumerable<TableName>> referencesOf)
    {
        var found = new Dictionary<TableName, CatalogTable?>();
        var pending = new Queue<TableName>(names);
        while (pending.TryDequeue(out var name))
        {
            if (found.ContainsKey(name))
                continue;
            var table = TableRows.Find(moment, name, states);
            found.Add(name, table);
            foreach (var reference in table is null ? [] : referencesOf(table))
                pending.Enqueue(reference);
        }
        return found;
    }

    private Written Apply(SqliteSession session, CatalogCommit commit) =>
        new CommitTransaction(session, securities, RunnerName, clock.GetUtcNow()).Apply(commit);

    private void WriteRecords(Action<SqliteSession> write) => Write(isDurable: false, session =>
    {
        write(session);
        BeforeCommit();
        return true;
    });

    private T Read<T>(Func<SqliteSession, T> read) => Guarded(() => readers.Use(read));

    private T Write<T>(bool isDurable, Func<SqliteSession, T> write) => Guarded(() =>
    {
        lock (writerGate)
        {
            var session = isDurable
                ? durableWriter ??= new SqliteSession(databasePath, DurableWriter)
                : relaxedWriter ??= new SqliteSession(databasePath, RelaxedWriter);
            return session.Write(write);
        }
    });

    /// <summary>Reads jobs; when the process of an unfinished one has died, records that first.</summary>
    private List<Job> ReadJobs(Func<SqliteSession, List<RecordedJob>> read)
    {
        var recorded = Read(read);
        var deadRunners = recorded
            .Select(static job => job.Runner)
            .OfType<string>()
            .Distinct()
            .Where(name => name != runner?.Name && !JobRunner.IsAlive(runnersDirectory, name))
            .ToList();
        if (deadRunners.Count > 0)
        {
            Write(isDurable: false, session => deadRunners.Sum(name =>
                JobRows.FailUnfinished(session, name, "The process that ran the job ended before the job did.", clock.GetUtcNow())));
            recorded = Read(read);
        }
        return recorded.ConvertAll(static job => job.Job);
    }

    /// <summary>The name of this process as a runner of jobs. Called inside a write.</summary>
    private string RunnerName() => (runner ??= JobRunner.Start(runnersDirectory)).Name;

    private T Guarded<T>(Func<T> operation)
    {
        try
        {
            return operation();
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Translate(error, databasePath);
        }
    }
}
