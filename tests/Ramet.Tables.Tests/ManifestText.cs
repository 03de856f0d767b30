using Ramet.Tables.Manifests;

namespace Ramet.Tables.Tests;

/// <summary>Manifest entries as text, to be compared in tests.</summary>
internal static class ManifestText
{
    public static string Describe(ManifestEntry entry) =>
        $"{entry.Status} by {entry.SnapshotId} at {entry.SequenceNumber}/{entry.FileSequenceNumber}: {Describe(entry.File)}";

    public static string Describe(DataFile file) =>
        $"{file.Path} {file.Format} spec {file.SpecId} [{file.Partition}] {file.RecordCount} rows {file.SizeBytes} bytes, "
        + $"offsets {file.SplitOffsets}, order {file.SortOrderId}, columns {string.Join("; ", file.Columns.Select(Describe))}";

    public static string Describe(ColumnStatistics column) =>
        $"{column.FieldId}: size {Text(column.SizeBytes)}, values {Text(column.ValueCount)}, nulls {Text(column.NullCount)}, "
        + $"nan {Text(column.NanCount)}, {Hex(column.LowerBound)}..{Hex(column.UpperBound)}";

    private static string Text(long? count) => count?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-";

    private static string Hex(byte[]? bytes) => bytes is null ? "-" : Convert.ToHexString(bytes);
}
