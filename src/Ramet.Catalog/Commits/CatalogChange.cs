using Ramet.Access;
using Ramet.Catalog.Accounts;
using Ramet.Catalog.Functions;
using Ramet.Catalog.Projects;
using Ramet.Catalog.Tables;
using Ramet.Catalog.Transfers;
using Ramet.Tables.Metadata;

namespace Ramet.Catalog.Commits;

/// <summary>One change of the catalog. Times of creation and change are those of the commit.</summary>
public abstract record CatalogChange
{
    private CatalogChange()
    {
    }

    /// <summary>Adds an account, or a RAM user to an account that exists.</summary>
    /// <param name="Principal">The new principal.</param>
    public sealed record CreatePrincipal(Principal Principal) : CatalogChange;

    /// <summary>Adds a project, whose owner must be an account that exists.</summary>
    /// <param name="Definition">What is said about the project.</param>
    public sealed record CreateProject(ProjectDefinition Definition) : CatalogChange;

    /// <summary>Drops a project, which must hold no table; its name is free at once.</summary>
    /// <param name="Project">The project as it was read.</param>
    public sealed record DropProject(Project Project) : CatalogChange;

    /// <summary>Changes properties of a project that exists. Others stay as they are by then, so that two such changes do not conflict.</summary>
    /// <param name="Project">The project as it was read.</param>
    /// <param name="Properties">The new values by name; null takes a property away.</param>
    public sealed record SetProjectProperties(Project Project, IReadOnlyDictionary<string, string?> Properties) : CatalogChange;

    /// <summary>
    /// Changes who may do what in a project, in the state that it has by then: whether the caller may is a requirement of the commit. A user
    /// who is added must be a principal of the warehouse.
    /// </summary>
    /// <param name="Project">The project as it was read.</param>
    /// <param name="Changes">The changes, applied in this order.</param>
    public sealed record ChangeSecurity(Project Project, params IReadOnlyList<SecurityChange> Changes) : CatalogChange;

    /// <summary>Adds an access key to a principal that exists.</summary>
    /// <param name="Key">The key with its encrypted secret.</param>
    public sealed record CreateAccessKey(AccessKey Key) : CatalogChange;

    /// <summary>Drops an access key, which is not accepted from then on.</summary>
    /// <param name="Id">Its id.</param>
    public sealed record DropAccessKey(string Id) : CatalogChange;

    /// <summary>
    /// Adds a table with its state. A clone is a table whose first snapshot names the manifest list of another one: the cost does not
    /// depend on what the table holds.
    /// </summary>
    /// <param name="Project">The project that will hold it, as it was read.</param>
    /// <param name="Name">The table's name, not taken in the project.</param>
    /// <param name="Owner">The principal that creates it.</param>
    /// <param name="Metadata">Its state.</param>
    public sealed record CreateTable(Project Project, string Name, Principal Owner, TableMetadata Metadata) : CatalogChange
    {
        /// <summary>What the name stands for; default <see cref="TableKind.Managed"/>.</summary>
        public TableKind Kind { get; init; } = TableKind.Managed;

        /// <summary>
        /// The table whose sensitivity labels, and those of its columns, the new one gets: a copy of its files must not be a way around
        /// them. Null for none.
        /// </summary>
        public CatalogTable? LabelsOf { get; init; }
    }

    /// <summary>
    /// Replaces the state of a table that must still be at the version that was read. Snapshots of the new state that the table does not
    /// have yet are added to its history; none are removed. What was granted on a column follows when the column has another name, and goes
    /// when it was dropped.
    /// </summary>
    /// <param name="Base">The table as it was read, on which the new state was built.</param>
    /// <param name="Metadata">The new state.</param>
    /// <param name="Aspects">What is different, for the times of change.</param>
    public sealed record ReplaceTableState(CatalogTable Base, TableMetadata Metadata, TableAspects Aspects) : CatalogChange;

    /// <summary>Gives a table another name within its project; it must still be at the version that was read.</summary>
    /// <param name="Base">The table as it was read.</param>
    /// <param name="NewName">The new name, not taken by another table of the project.</param>
    public sealed record RenameTable(CatalogTable Base, string NewName) : CatalogChange;

    /// <summary>Gives a table another owner; it must still be at the version that was read.</summary>
    /// <param name="Base">The table as it was read.</param>
    /// <param name="NewOwner">The new owner, a principal that exists.</param>
    public sealed record ChangeTableOwner(CatalogTable Base, Principal NewOwner) : CatalogChange;

    /// <summary>
    /// Drops a table that must still be at the version that was read. Its name is free at once; its state is retained, so that nothing
    /// that its snapshots reach may be deleted yet. Grants on it go.
    /// </summary>
    /// <param name="Base">The table as it was read.</param>
    public sealed record DropTable(CatalogTable Base) : CatalogChange
    {
        /// <summary>Whether it is given up at once, so that it cannot be restored.</summary>
        public bool IsPurge { get; init; }
    }

    /// <summary>Brings a dropped table back as it was, with its history. It must not have been restored or purged since it was read.</summary>
    /// <param name="Dropped">The dropped table as it was read.</param>
    /// <param name="Name">Its name from now on, not taken by another table of the project.</param>
    public sealed record RestoreTable(CatalogTable Dropped, string Name) : CatalogChange;

    /// <summary>
    /// Gives up what could be brought back of a table: a dropped one wholly, of one that exists all snapshots but the current one. Does
    /// nothing when that is done already.
    /// </summary>
    /// <param name="Table">The table as it was read.</param>
    public sealed record PurgeTable(CatalogTable Table) : CatalogChange;

    /// <summary>Adds an SQL function.</summary>
    /// <param name="Project">The project that will hold it, as it was read.</param>
    /// <param name="Name">Its name in lower case, not taken by another function of the project.</param>
    /// <param name="Owner">The principal that creates it.</param>
    /// <param name="Definition">What it stands for.</param>
    public sealed record CreateFunction(Project Project, string Name, Principal Owner, FunctionDefinition Definition) : CatalogChange;

    /// <summary>Gives an SQL function, which must still be at the version that was read, another definition. Owner and grants stay.</summary>
    /// <param name="Base">The function as it was read.</param>
    /// <param name="Definition">What it stands for from now on.</param>
    public sealed record ReplaceFunction(SqlFunction Base, FunctionDefinition Definition) : CatalogChange;

    /// <summary>Drops an SQL function that must still be at the version that was read. Grants on it go.</summary>
    /// <param name="Project">The project that holds it.</param>
    /// <param name="Base">The function as it was read.</param>
    public sealed record DropFunction(Project Project, SqlFunction Base) : CatalogChange;

    /// <summary>
    /// Gives up what is kept of a project longer than it wants: snapshots that were replaced, and tables that were dropped, until this
    /// time. Nobody can begin to use them any more.
    /// </summary>
    /// <param name="Project">The project.</param>
    /// <param name="KeptSince">What was replaced or dropped after this time is kept, UTC.</param>
    public sealed record Expire(ProjectId Project, DateTimeOffset KeptSince) : CatalogChange;

    /// <summary>
    /// Forgets snapshots that expired before the horizon, so that nothing reaches their files by them. The horizon is the time given, or
    /// the start of the oldest unfinished job or open transfer, which may still read them; it never goes back. A statement that began before it can commit
    /// nothing from now on (<see cref="CatalogRequirement.NotCollectedSince"/>).
    /// </summary>
    /// <param name="Before">The latest that the horizon becomes, UTC.</param>
    public sealed record ForgetExpired(DateTimeOffset Before) : CatalogChange;

    /// <summary>Removes the records of jobs.</summary>
    /// <param name="FinishedBefore">Those that finished before this time, UTC.</param>
    public sealed record ForgetJobs(DateTimeOffset FinishedBefore) : CatalogChange;

    /// <summary>Removes the rows that jobs recorded, and leaves the rest of their records.</summary>
    /// <param name="FinishedBefore">Those of jobs that finished before this time, UTC.</param>
    public sealed record ForgetJobRows(DateTimeOffset FinishedBefore) : CatalogChange;

    /// <summary>Begins an upload, a download, a stream or an upsert.</summary>
    /// <param name="Session">The session, open and without blocks.</param>
    public sealed record OpenTransfer(TransferSession Session) : CatalogChange;

    /// <summary>Adds a block to an upload that must be open; a block of the same number is replaced.</summary>
    /// <param name="SessionId">The upload.</param>
    /// <param name="Block">The block, whose files are durable.</param>
    public sealed record PutUploadBlock(string SessionId, UploadBlock Block) : CatalogChange;

    /// <summary>Adds a block to an upsert that must be open, behind all blocks that it has: its number is given here.</summary>
    /// <param name="SessionId">The upsert.</param>
    /// <param name="Block">The block, whose files are durable; its number is not looked at.</param>
    public sealed record AppendUploadBlock(string SessionId, UploadBlock Block) : CatalogChange;

    /// <summary>Removes a session that must be open, with its blocks: it was given up, and nobody knows it any more.</summary>
    /// <param name="SessionId">The session.</param>
    public sealed record AbandonTransfer(string SessionId) : CatalogChange;

    /// <summary>
    /// Ends a session that must be open. With the change of the table in the same commit, an upload takes effect once, however often its
    /// commit is tried.
    /// </summary>
    /// <param name="SessionId">The session.</param>
    /// <param name="Revision">Its <see cref="TransferSession.Revision"/> as it was read: no block may have been added since.</param>
    public sealed record CloseTransfer(string SessionId, long Revision) : CatalogChange;

    /// <summary>Removes sessions of transfers, whether they were closed or not, with their blocks.</summary>
    /// <param name="ExpiredBefore">Those that expired before this time, UTC.</param>
    public sealed record ForgetTransfers(DateTimeOffset ExpiredBefore) : CatalogChange;
}

/// <summary>Parts of a table that a change concerns.</summary>
[Flags]
public enum TableAspects
{
    /// <summary>Nothing that has a time of change.</summary>
    None = 0,

    /// <summary>Columns, partition specs, properties.</summary>
    Definition = 1,

    /// <summary>Rows, partitions.</summary>
    Data = 2,
}
