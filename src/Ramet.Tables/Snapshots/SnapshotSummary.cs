using System.Collections.Immutable;
using System.Globalization;

namespace Ramet.Tables.Snapshots;

/// <summary>What a snapshot did and holds, as properties (specification, "Optional Snapshot Summary Fields").</summary>
/// <param name="Operation">What it did.</param>
/// <param name="Properties">The other properties, among them the counts; unknown ones are kept.</param>
public sealed record SnapshotSummary(SnapshotOperation Operation, ImmutableSortedDictionary<string, string> Properties)
{
    // The specification has no words for files without rows; foreign readers ignore these two.
    private const string EmptyFiles = "ramet.total-empty-files";
    private const string EmptyBytes = "ramet.total-empty-files-size";

    private const string RestoredSequenceNumber = "ramet.restored-sequence-number";

    /// <summary>A summary of a change.</summary>
    /// <param name="operation">What it did.</param>
    /// <param name="added">Totals of the files that it added.</param>
    /// <param name="removed">Totals of the files that it removed.</param>
    /// <param name="total">Totals of the snapshot.</param>
    public static SnapshotSummary Of(SnapshotOperation operation, SnapshotTotals added, SnapshotTotals removed, SnapshotTotals total)
    {
        var properties = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        Set("added-data-files", added.DataFiles);
        Set("added-records", added.Records);
        Set("added-files-size", added.Bytes);
        Set("deleted-data-files", removed.DataFiles);
        Set("deleted-records", removed.Records);
        Set("removed-files-size", removed.Bytes);
        Set("total-data-files", total.DataFiles, always: true);
        Set("total-records", total.Records, always: true);
        Set("total-files-size", total.Bytes, always: true);
        Set("total-delete-files", 0, always: true);
        Set("total-position-deletes", 0, always: true);
        Set("total-equality-deletes", 0, always: true);
        Set(EmptyFiles, total.EmptyFiles);
        Set(EmptyBytes, total.EmptyBytes);
        return new SnapshotSummary(operation, properties.ToImmutable());

        void Set(string name, long value, bool always = false)
        {
            if (always || value != 0)
                properties[name] = value.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>A summary of going back to an older snapshot.</summary>
    /// <param name="restored">The snapshot that is in force again.</param>
    /// <param name="restoredTotals">What it holds.</param>
    /// <param name="replacedTotals">What the snapshot before held.</param>
    public static SnapshotSummary OfRestore(Snapshot restored, SnapshotTotals restoredTotals, SnapshotTotals replacedTotals)
    {
        var summary = Of(SnapshotOperation.Overwrite, restoredTotals, replacedTotals, restoredTotals);
        return summary with { Properties = summary.Properties.SetItem(RestoredSequenceNumber, restored.SequenceNumber.ToString(CultureInfo.InvariantCulture)) };
    }

    /// <summary>The sequence number of the snapshot that this one has put in force again; null for any other change.</summary>
    public long? RestoredFrom => Find(RestoredSequenceNumber);

    /// <summary>What the snapshot holds; null when its writer did not say, and the manifests must be read.</summary>
    public SnapshotTotals? Totals =>
        Find("total-records") is { } records && Find("total-data-files") is { } files && Find("total-files-size") is { } bytes
            ? new SnapshotTotals(records, files, bytes, Find(EmptyFiles) ?? 0, Find(EmptyBytes) ?? 0)
            : null;

    private long? Find(string name) =>
        Properties.TryGetValue(name, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
}
