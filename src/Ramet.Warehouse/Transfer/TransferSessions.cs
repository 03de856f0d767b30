using System.Globalization;
using System.Security.Cryptography;
using Ramet.Access;
using Ramet.Catalog;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Tables;
using Ramet.Catalog.Transfers;
using Ramet.Errors;
using Ramet.Tables.Manifests;
using Ramet.Tables.Metadata;
using Ramet.Tables.Partitions;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Metadata;
using Ramet.Warehouse.Partitions;
using Ramet.Warehouse.Sessions;
using Ramet.Warehouse.Statements;
using TableName = Ramet.Catalog.Tables.TableName;

namespace Ramet.Warehouse.Transfer;

/// <summary>What uploads, downloads, streams and upserts have in common: the table that a request names, and the session that it goes on with.</summary>
internal static class TransferSessions
{
    /// <summary>How long a session lives, as in the service. The default grace of garbage collections is as long.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>How long a session that is over is known, so that a commit that is repeated late is still answered.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromHours(24);

    private const int IdRandomLength = 24;

    /// <summary>Runs one request.</summary>
    /// <param name="session">On whose behalf.</param>
    /// <param name="kind">What it belongs to.</param>
    /// <param name="run">Asks for access and answers.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static T Run<T>(Session session, TransferKind kind, Func<StatementContext, T> run, CancellationToken cancellation) =>
        MetadataQuery.Run(session, new TransferStatement(kind) { Span = MetadataQuery.NoPlace }, run, cancellation);

    /// <summary>The table that a request names, into which the caller may write.</summary>
    /// <exception cref="RametException">There is none, it is hidden from the caller, is no table, or is clustered; or the caller may not.</exception>
    public static CatalogTable RequireWritable(StatementContext context, TransferTarget target)
    {
        var name = new TableName(target.Project, target.Table);
        var found = context.Admit(name, context.Catalog.FindTable(name), AccessAction.Update, MetadataQuery.NoPlace);
        var table = TableKinds.RequireManaged(found ?? throw context.TableNotFound(name, MetadataQuery.NoPlace), MetadataQuery.NoPlace);
        return Clustering.Of(table.Metadata) is null
            ? table
            : throw Invalid($"table {table.FullName} is clustered, so that rows cannot be added to it", "Upload to another table, and INSERT OVERWRITE from there.");
    }

    /// <summary>The table that a request names, of which the caller may take something away; what exactly is asked when it is known.</summary>
    /// <exception cref="RametException">There is none, it is hidden from the caller or is no table, or the caller may not.</exception>
    public static CatalogTable RequireReadable(StatementContext context, TransferTarget target)
    {
        var name = new TableName(target.Project, target.Table);
        if (context.Catalog.FindTable(name) is not { } table)
        {
            context.Admit(name, null, AccessAction.Download, MetadataQuery.NoPlace);
            throw context.TableNotFound(name, MetadataQuery.NoPlace);
        }
        var secured = context.Access.ObjectOf(table, name);
        var decision = context.Access.Ask(AccessAction.Download, secured, columns: [], new DataFlow(null));
        if (!decision.IsAllowed)
            context.Access.Admit(AccessAction.Download, secured, decision, MetadataQuery.NoPlace);
        return TableKinds.RequireManaged(table, MetadataQuery.NoPlace);
    }

    /// <summary>The partition that a request names; null for a table without partitions.</summary>
    /// <exception cref="RametException">InvalidPartitionKey: it names none, or not one of this table.</exception>
    public static PartitionKey? PartitionOf(StatementContext context, CatalogTable table, string? text)
    {
        var symbol = TableSymbols.Of(table);
        if (symbol.IsPartitioned && text is null)
        {
            var levels = string.Join(',', symbol.PartitionColumns.ToArray().Select(column => $"{column.Name}=..."));
            throw new RametException(ErrorCode.InvalidPartitionKey, ErrorKind.User, $"table {table.FullName} is partitioned; name a partition: {levels}");
        }
        if (text is null)
            return null;
        if (!symbol.IsPartitioned)
            throw new RametException(ErrorCode.InvalidPartitionKey, ErrorKind.User, $"table {table.FullName} has no partitions, found partition '{text}'");
        return PartitionArguments.Key(context, table, MetadataQuery.Partition(PartitionText.Parse(text)));
    }

    /// <summary>Whether the table has the partition; a table without partitions has all of itself.</summary>
    public static bool Exists(StatementContext context, TableMetadata metadata, PartitionKey? partition) =>
        partition is null || context.Warehouse.Scan(metadata).FindExisting([partition]).Count > 0;

    public static RametException PartitionNotFound(CatalogTable table, PartitionKey partition) =>
        StatementErrors.PartitionNotFound(MetadataQuery.NoPlace, table.FullName, partition.ToText(table.Metadata.DefaultSpec));

    /// <summary>A new session about a table, which is to be committed.</summary>
    public static TransferSession New(StatementContext context, TransferKind kind, CatalogTable table, PartitionKey? partition) => new()
    {
        Id = context.Now.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture)
            + RandomNumberGenerator.GetString("0123456789abcdefghijklmnopqrstuvwxyz", IdRandomLength),
        Kind = kind,
        Owner = context.Caller,
        Table = table.Id,
        Partition = partition?.ToText(table.Metadata.DefaultSpec),
        SchemaId = table.Metadata.CurrentSchemaId,
        CreatedAt = context.StartedAt,
        ExpiresAt = context.StartedAt + Lifetime,
    };

    /// <summary>
    /// Begins a session that writes to a partition. A partition that is to be made comes with the first commit of rows, so that a session which
    /// fails, or is given up, leaves none.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="table">The table.</param>
    /// <param name="partition">The partition; null for a table without partitions.</param>
    /// <param name="createsPartition">Whether the partition need not exist.</param>
    /// <param name="opened">The session.</param>
    /// <exception cref="RametException">PartitionNotFound: it does not exist.</exception>
    public static void OpenForWriting(StatementContext context, CatalogTable table, PartitionKey? partition, bool createsPartition, TransferSession opened)
    {
        if (!createsPartition && !Exists(context, table.Metadata, partition))
            throw PartitionNotFound(table, partition!); // a table without partitions exists as it is
        context.Commit(summary: null, new CatalogChange.OpenTransfer(opened));
    }

    /// <summary>The session that a request goes on with.</summary>
    /// <param name="context">The request.</param>
    /// <param name="kind">What the session must be for.</param>
    /// <param name="table">The table that it must be about.</param>
    /// <param name="id">Its id.</param>
    /// <exception cref="RametException">InvalidParameter, kind NotFound: the caller has no such session.</exception>
    public static TransferSession Find(StatementContext context, TransferKind kind, CatalogTable table, string id) =>
        context.Catalog.FindTransfer(id) is { } found && found.Kind == kind && found.Owner == context.Caller && found.Table == table.Id
            ? found
            : throw NotFound(id);

    /// <summary>The same, which must be open.</summary>
    /// <inheritdoc cref="Find"/>
    /// <exception cref="RametException">InvalidParameter: the session is over.</exception>
    public static TransferSession FindOpen(StatementContext context, TransferKind kind, CatalogTable table, string id)
    {
        var session = Find(context, kind, table, id);
        return session.IsOpen(context.Now)
            ? session
            : throw Invalid($"tunnel session '{id}' {(session.ClosedAt is null ? "has expired" : "is closed")}", "Begin a new session.");
    }

    /// <summary>The table with the columns that it had when the session began; rows and all else as it is now.</summary>
    public static TableMetadata AsOf(TableMetadata metadata, TransferSession session) =>
        metadata.CurrentSchemaId == session.SchemaId ? metadata : metadata with { CurrentSchemaId = session.SchemaId };

    /// <summary>What a client is told.</summary>
    public static TransferState StateOf(StatementContext context, CatalogTable table, TransferSession session, IReadOnlyList<long> blocks)
    {
        var metadata = AsOf(table.Metadata, session);
        return new TransferState(
            session.Id,
            session.ClosedAt is not null ? TransferStatus.Closed : session.IsOpen(context.Now) ? TransferStatus.Normal : TransferStatus.Expired,
            TransferSchema.Of(metadata, TableSymbols.Of(metadata, table.FullName)),
            session.Rows,
            blocks);
    }

    /// <summary>
    /// Removes sessions that are long over, with the files of uploads that were never committed. First the sessions, so that nobody can
    /// commit what is then deleted.
    /// </summary>
    public static void Clean(RametWarehouse warehouse, CancellationToken cancellation)
    {
        var before = warehouse.Time.GetUtcNow() - Memory;
        var expired = warehouse.Catalog.ListExpiredTransfers(before);
        if (expired.Count == 0)
            return;
        var abandoned = expired.Where(session => session is { Kind: TransferKind.Upload or TransferKind.Upsert, ClosedAt: null })
            .SelectMany(session => FilesOf(warehouse.Catalog, session))
            .ToList();
        warehouse.Catalog.Commit(new CatalogCommit { Changes = [new CatalogChange.ForgetTransfers(before)] }, cancellation);
        Discard(warehouse, abandoned);
    }

    /// <summary>Deletes files to which nothing refers any more. What cannot be deleted is left to garbage collection.</summary>
    public static void Discard(RametWarehouse warehouse, IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            try
            {
                warehouse.Store.Delete(file);
            }
            catch (RametException)
            {
                // It stays as an unreferenced file.
            }
        }
    }

    public static RametException NotFound(string id) =>
        new(ErrorCode.InvalidParameter, ErrorKind.NotFound, $"there is no tunnel session '{id}'", hint: "Begin a new session.");

    public static RametException Invalid(string detail, string? hint = null) =>
        new(ErrorCode.InvalidParameter, ErrorKind.User, detail, hint: hint);

    private static IEnumerable<string> FilesOf(ICatalog catalog, TransferSession session) =>
        catalog.ListUploadBlocks(session.Id).SelectMany(block => PendingFiles.Paths(block.Files));
}
