using Ramet.Tables.Manifests;

namespace Ramet.Tables.Snapshots;

/// <summary>
/// What a snapshot holds. Files without rows, which only make an empty partition exist, are counted apart, since people mean by the
/// size of a table the size of its data.
/// </summary>
/// <param name="Records">Number of rows.</param>
/// <param name="DataFiles">Number of data files, those without rows included.</param>
/// <param name="Bytes">Size of these files.</param>
/// <param name="EmptyFiles">Number of entries for files without rows.</param>
/// <param name="EmptyBytes">Size of these.</param>
public readonly record struct SnapshotTotals(long Records, long DataFiles, long Bytes, long EmptyFiles, long EmptyBytes)
{
    /// <summary>Number of data files that hold rows.</summary>
    public long FilesWithRows => DataFiles - EmptyFiles;

    /// <summary>Size of the data files that hold rows, in bytes.</summary>
    public long BytesOfRows => Bytes - EmptyBytes;

    /// <summary>The sum of two.</summary>
    public static SnapshotTotals operator +(SnapshotTotals left, SnapshotTotals right) => new(
        left.Records + right.Records,
        left.DataFiles + right.DataFiles,
        left.Bytes + right.Bytes,
        left.EmptyFiles + right.EmptyFiles,
        left.EmptyBytes + right.EmptyBytes);

    /// <summary>What remains of one when another is taken away.</summary>
    public static SnapshotTotals operator -(SnapshotTotals left, SnapshotTotals right) => new(
        left.Records - right.Records,
        left.DataFiles - right.DataFiles,
        left.Bytes - right.Bytes,
        left.EmptyFiles - right.EmptyFiles,
        left.EmptyBytes - right.EmptyBytes);

    /// <summary>The totals of one data file.</summary>
    /// <param name="recordCount">Its number of rows.</param>
    /// <param name="sizeBytes">Its size.</param>
    public static SnapshotTotals OfFile(long recordCount, long sizeBytes) =>
        recordCount == 0 ? new(0, 1, sizeBytes, 1, sizeBytes) : new(recordCount, 1, sizeBytes, 0, 0);

    /// <summary>The totals of several data files.</summary>
    public static SnapshotTotals OfFiles(IEnumerable<DataFile> files) =>
        files.Aggregate(default(SnapshotTotals), (sum, file) => sum + OfFile(file.RecordCount, file.SizeBytes));
}
