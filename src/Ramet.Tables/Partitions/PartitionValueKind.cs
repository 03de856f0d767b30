namespace Ramet.Tables.Partitions;

/// <summary>How a partition value is held and compared. Types that only differ in width share a kind, so a column may be widened.</summary>
public enum PartitionValueKind
{
    /// <summary>No value.</summary>
    Null,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>An integer of 32 or 64 bits, or a time of day in microseconds.</summary>
    Integer,

    /// <summary>A floating-point number of 32 or 64 bits.</summary>
    Floating,

    /// <summary>A decimal number.</summary>
    Decimal,

    /// <summary>A day, as days from 1970-01-01.</summary>
    Date,

    /// <summary>A date and time without a zone, as microseconds from 1970-01-01 00:00:00.</summary>
    Timestamp,

    /// <summary>An instant, as UTC microseconds from 1970-01-01 00:00:00.</summary>
    TimestampTz,

    /// <summary>Text.</summary>
    String,

    /// <summary>Bytes; also a fixed number of them, or a UUID.</summary>
    Binary,
}
