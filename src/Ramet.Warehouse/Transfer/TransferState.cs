namespace Ramet.Warehouse.Transfer;

/// <summary>A transfer as a client is told of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Schema">The fields of its records.</param>
/// <param name="Rows">Number of rows of a download; 0 for others.</param>
/// <param name="Blocks">The numbers of the blocks of an upload that are complete, ascending; none for others.</param>
public sealed record TransferState(string Id, TransferStatus Status, TransferSchema Schema, long Rows, IReadOnlyList<long> Blocks);

/// <summary>Where a transfer stands.</summary>
public enum TransferStatus
{
    /// <summary>Blocks can be written, or rows read.</summary>
    Normal,

    /// <summary>An upload was committed, or the client has ended the transfer.</summary>
    Closed,

    /// <summary>It has ended by itself.</summary>
    Expired,
}
