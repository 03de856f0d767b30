namespace Ramet.Tables.Snapshots;

/// <summary>What a snapshot did (specification, "Snapshots", field <c>operation</c>).</summary>
public enum SnapshotOperation
{
    /// <summary>Files were added and none removed.</summary>
    Append,

    /// <summary>Files were exchanged for others with the same rows.</summary>
    Replace,

    /// <summary>Files were added and removed, so that the rows changed.</summary>
    Overwrite,

    /// <summary>Files were removed and none added.</summary>
    Delete,
}
