using Ramet.Catalog.Tables;

namespace Ramet.Warehouse.Describe;

/// <summary>What DESC says about a table. Times are UTC; <see cref="TableDescriptionText"/> shows them in the project's time zone.</summary>
public sealed record TableDescription
{
    /// <summary>The principal that owns the table.</summary>
    public required string Owner { get; init; }

    /// <summary>Identifies the table for ever.</summary>
    public required Guid Id { get; init; }

    /// <summary>What the name stands for.</summary>
    public required TableKind Kind { get; init; }

    /// <summary>The table's project.</summary>
    public required string Project { get; init; }

    /// <summary>The table's name as it was written when the table was created.</summary>
    public required string Name { get; init; }

    /// <summary>The table's comment; empty when there is none.</summary>
    public required string Comment { get; init; }

    /// <summary>When the table was created.</summary>
    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>When the definition was last changed.</summary>
    public required DateTimeOffset LastDdlTime { get; init; }

    /// <summary>When the rows were last changed.</summary>
    public required DateTimeOffset LastModifiedTime { get; init; }

    /// <summary>Days after which unchanged data is recycled; null when the table has no lifecycle.</summary>
    public int? Lifecycle { get; init; }

    /// <summary>The sensitivity of columns that have none of their own, 0 to 9; null when the project does not use labels.</summary>
    public int? TableLabel { get; init; }

    /// <summary>The highest sensitivity of the table and its columns, 0 to 9; null when the project does not use labels.</summary>
    public int? MaxLabel { get; init; }

    /// <summary>Size of the data files in bytes; 0 for views and external tables.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Number of data files that hold rows; 0 for views and external tables.</summary>
    public required long FileCount { get; init; }

    /// <summary>Number of rows; 0 for views and external tables, whose rows nobody has counted.</summary>
    public required long RecordCount { get; init; }

    /// <summary>Whether UPDATE, DELETE and MERGE may change rows.</summary>
    public required bool IsTransactional { get; init; }

    /// <summary>How new files are divided and sorted; null for a table that is not clustered.</summary>
    public ClusteringDescription? Clustering { get; init; }

    /// <summary>What no two rows of a partition have in common; null for a table without a primary key.</summary>
    public PrimaryKeyDescription? PrimaryKey { get; init; }

    /// <summary>What users have set with TBLPROPERTIES, in the order of the names.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Properties { get; init; }

    /// <summary>The format of the files of an external table; null for other tables.</summary>
    public string? FileFormat { get; init; }

    /// <summary>The query of a view; null for a table.</summary>
    public string? ViewText { get; init; }

    /// <summary>The parameters of a view, <c>(@a BIGINT)</c>, and the columns that it promises; null for all else.</summary>
    public string? ViewSignature { get; init; }

    /// <summary>Where the files of an external table are; null for other tables.</summary>
    public string? Location { get; init; }

    /// <summary>The columns that are not partition columns, in order.</summary>
    public required IReadOnlyList<ColumnDescription> Columns { get; init; }

    /// <summary>The partition columns, in order; empty for a table without partitions.</summary>
    public required IReadOnlyList<ColumnDescription> PartitionColumns { get; init; }

    /// <summary>The extended facts in the order in which they are shown: name and value.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Extended { get; init; }
}

/// <summary>What DESC says about a column.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">The type in lower case, for example <c>map&lt;string,bigint&gt;</c>.</param>
/// <param name="Comment">The comment; empty when there is none.</param>
/// <param name="Nullable">Whether the column takes NULL.</param>
/// <param name="Default">The default as SQL text; null when there is none.</param>
public sealed record ColumnDescription(string Name, string Type, string Comment, bool Nullable, string? Default)
{
    /// <summary>The column's sensitivity, 0 to 9; null when the project does not use labels.</summary>
    public int? Label { get; init; }
}

/// <summary>How the rows of a table are clustered.</summary>
/// <param name="IsRange">Whether a bucket holds a range of keys; otherwise it holds the keys of some hashes.</param>
/// <param name="BucketCount">The declared number of buckets; 0 when it follows from the size of the data.</param>
/// <param name="Columns">The clustering columns.</param>
/// <param name="Order">The declared order within a bucket, each column with <c>ASC</c> or <c>DESC</c>; empty for none.</param>
public sealed record ClusteringDescription(
    bool IsRange, int BucketCount, IReadOnlyList<string> Columns, IReadOnlyList<(string Column, string Direction)> Order);

/// <summary>The primary key of a table.</summary>
/// <param name="Columns">Its columns in the order of the key.</param>
/// <param name="BucketCount">Into how many buckets clients divide what they upsert.</param>
/// <param name="RetainHours">The property that says for how many hours older states can be read.</param>
public sealed record PrimaryKeyDescription(IReadOnlyList<string> Columns, int BucketCount, string RetainHours);

/// <summary>What DESC says about one partition.</summary>
public sealed record PartitionDescription
{
    /// <summary>The partition in the form <c>sale_date=2013/region=china</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The partition columns in order, with their values as text.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Values { get; init; }

    /// <summary>Size of the partition's data files in bytes; 0 for an external table.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Number of data files; 0 for an external table.</summary>
    public required long FileCount { get; init; }

    /// <summary>Number of rows; null for an external table, whose rows nobody has counted.</summary>
    public required long? RecordCount { get; init; }

    /// <summary>When its rows were last changed.</summary>
    public required DateTimeOffset LastModifiedTime { get; init; }

    /// <summary>Whether the lifecycle of the table counts for it: false after DISABLE LIFECYCLE for this partition.</summary>
    public required bool HasLifecycle { get; init; }
}
