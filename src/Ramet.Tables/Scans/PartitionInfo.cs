using Ramet.Tables.Partitions;
using Ramet.Tables.Snapshots;

namespace Ramet.Tables.Scans;

/// <summary>One partition of a snapshot.</summary>
/// <param name="Key">Its values.</param>
/// <param name="Files">Number of data files that hold rows; 0 for an empty partition.</param>
/// <param name="Records">Number of rows.</param>
/// <param name="Bytes">Size of the files that hold rows.</param>
/// <param name="LastChange">The snapshot that added the newest of its files: its last change that left something behind.</param>
/// <param name="LastSequenceNumber">The sequence number of that snapshot.</param>
public sealed record PartitionInfo(PartitionKey Key, int Files, long Records, long Bytes, SnapshotId LastChange, long LastSequenceNumber);
