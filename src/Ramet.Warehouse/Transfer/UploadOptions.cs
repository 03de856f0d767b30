namespace Ramet.Warehouse.Transfer;

/// <summary>How rows are uploaded.</summary>
public sealed record UploadOptions
{
    /// <summary>Whether the rows replace those of the table or partition; otherwise they are added.</summary>
    public bool IsOverwrite { get; init; }

    /// <summary>Whether the commit makes the partition when the table does not have it; otherwise that is an error at the beginning.</summary>
    public bool CreatesPartition { get; init; }
}
