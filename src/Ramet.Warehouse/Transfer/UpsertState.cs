namespace Ramet.Warehouse.Transfer;

/// <summary>An upsert as a client is told of it.</summary>
/// <param name="Transfer">The session; its schema is that of the table.</param>
/// <param name="KeyColumns">The columns of the primary key in the order of the key.</param>
/// <param name="BucketCount">Into how many buckets clients divide rows by the hash of the key. It does not matter in which of them a row comes.</param>
public sealed record UpsertState(TransferState Transfer, IReadOnlyList<string> KeyColumns, int BucketCount);
