using Ramet.Tables.Partitions;

namespace Ramet.Tables.Manifests;

/// <summary>What values a partition field has in a manifest, so that manifests out of a query's scope are not opened.</summary>
/// <param name="ContainsNull">Whether a value is null.</param>
/// <param name="ContainsNaN">Whether a value is "not a number"; null when unknown.</param>
/// <param name="Lower">
/// A value not above any other, in the order of <see cref="PartitionValue"/>; null when there is none but null and NaN, or it is unknown.
/// </param>
/// <param name="Upper">A value not below any other; null likewise.</param>
public sealed record PartitionFieldSummary(bool ContainsNull, bool? ContainsNaN, PartitionValue? Lower, PartitionValue? Upper)
{
    /// <summary>Whether the value may occur. Never false for a value that occurs.</summary>
    public bool MayContain(PartitionValue value)
    {
        if (value.IsNull)
            return ContainsNull;
        if (value.IsNaN)
            return ContainsNaN != false;
        if (Lower is not { } lower || Upper is not { } upper)
            return true;
        return lower.Kind != value.Kind || (lower <= value && value <= upper);
    }
}
