using Ramet.Tables.Partitions;

namespace Ramet.Tables.Manifests;

/// <summary>A data file and what is known about it without opening it (specification, "Data File Fields").</summary>
public sealed record DataFile
{
    /// <summary>URI of the file.</summary>
    public required string Path { get; init; }

    /// <summary>The format of the file.</summary>
    public FileFormat Format { get; init; } = FileFormat.Parquet;

    /// <summary>Id of the spec that shapes <see cref="Partition"/>.</summary>
    public int SpecId { get; init; }

    /// <summary>The partition that all rows of the file belong to.</summary>
    public PartitionKey Partition { get; init; } = PartitionKey.Empty;

    /// <summary>Number of rows; 0 for the entry that makes an empty partition exist.</summary>
    public required long RecordCount { get; init; }

    /// <summary>Size of the file in bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Statistics of the columns, by ascending field id; empty when there are none or they were not asked for.</summary>
    public IReadOnlyList<ColumnStatistics> Columns { get; init; } = [];

    /// <summary>Offsets of the row groups, ascending; empty when unknown.</summary>
    public ValueList<long> SplitOffsets { get; init; } = [];

    /// <summary>Id of the sort order that the rows follow; null or 0 for none.</summary>
    public int? SortOrderId { get; init; }
}
