namespace Ramet.Warehouse.Transfer;

/// <summary>The form in which rows travel.</summary>
public enum TransferFormat
{
    /// <summary>A record stream (<see cref="Protocol.Records.RecordWriter"/>).</summary>
    Records,

    /// <summary>Batches of Apache Arrow, without their schema, in <see cref="Protocol.Arrow.ChunkWriteStream">chunks</see> with checksums.</summary>
    Arrow,
}
