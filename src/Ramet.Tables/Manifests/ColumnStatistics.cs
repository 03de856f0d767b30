namespace Ramet.Tables.Manifests;

/// <summary>What is known about one column of one data file. Null always means unknown.</summary>
public sealed class ColumnStatistics
{
    /// <summary>The field id of the column, or of the part of a nested one.</summary>
    public required int FieldId { get; init; }

    /// <summary>Bytes that the column takes in the file.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>Number of values, nulls and NaN included.</summary>
    public long? ValueCount { get; init; }

    /// <summary>Number of nulls.</summary>
    public long? NullCount { get; init; }

    /// <summary>Number of floating-point values that are "not a number".</summary>
    public long? NanCount { get; init; }

    /// <summary>A value not above any in the column, in the specification's single-value form.</summary>
    public byte[]? LowerBound { get; init; }

    /// <summary>A value not below any in the column, in the same form.</summary>
    public byte[]? UpperBound { get; init; }
}
