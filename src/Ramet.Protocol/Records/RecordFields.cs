namespace Ramet.Protocol.Records;

/// <summary>The field numbers that are no columns.</summary>
internal static class RecordFields
{
    /// <summary>Ends a record; its value is the checksum of the record.</summary>
    public const int EndOfRecord = 33553408;

    /// <summary>Ends a block of metrics; its value is the checksum of the block.</summary>
    public const int EndOfMetrics = 33554176;

    /// <summary>Begins the end of the stream; its value is the number of records.</summary>
    public const int RecordCount = 33554430;

    /// <summary>Ends the stream; its value is the checksum of the checksums of all records.</summary>
    public const int Checksum = 33554431;

    /// <summary>The highest number that a column can have.</summary>
    public const int ColumnMax = EndOfRecord - 1;
}
