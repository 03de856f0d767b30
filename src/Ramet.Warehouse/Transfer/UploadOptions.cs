namespace Ramet.Warehouse.Transfer;

/// <summary>How rows are uploaded.</summary>
public sealed record UploadOptions
{
    /// <summary>Whether the rows replace those of the table or partition; otherwise they are added.</summary>
    public bool IsOverwrite { get; init; }

    /// <summary>Whether the partition is made when the table does not have it; otherwise that is an error.</summary>
    public bool CreatesPartition { get; init; }
}
