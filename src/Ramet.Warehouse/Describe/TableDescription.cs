namespace Ramet.Warehouse.Describe;

/// <summary>What DESC says about a table. Times are UTC; <see cref="TableDescriptionText"/> shows them in the project's time zone.</summary>
public sealed record TableDescription
{
    /// <summary>The principal that owns the table.</summary>
    public required string Owner { get; init; }

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

    /// <summary>Size of the data files in bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>The query of a view; null for a table.</summary>
    public string? ViewText { get; init; }

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

/// <summary>What DESC says about one partition.</summary>
public sealed record PartitionDescription
{
    /// <summary>The partition in the form <c>sale_date=2013/region=china</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Size of the partition's data files in bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Number of data files.</summary>
    public required long FileCount { get; init; }

    /// <summary>When its rows were last changed.</summary>
    public required DateTimeOffset LastModifiedTime { get; init; }

    /// <summary>Whether the lifecycle of the table counts for it: false after DISABLE LIFECYCLE for this partition.</summary>
    public required bool HasLifecycle { get; init; }
}
