namespace Ramet.Tables.Schemas;

/// <summary>The primitive types of the specification (section "Primitive Types") that take no parameters.</summary>
public enum PrimitiveKind
{
    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A signed 32-bit integer.</summary>
    Int,

    /// <summary>A signed 64-bit integer.</summary>
    Long,

    /// <summary>A 32-bit IEEE 754 number.</summary>
    Float,

    /// <summary>A 64-bit IEEE 754 number.</summary>
    Double,

    /// <summary>A calendar day, stored as days from 1970-01-01.</summary>
    Date,

    /// <summary>A time of day, stored as microseconds from midnight.</summary>
    Time,

    /// <summary>A date and time without a zone, stored as microseconds from 1970-01-01 00:00:00.</summary>
    Timestamp,

    /// <summary>An instant, stored as UTC microseconds from 1970-01-01 00:00:00.</summary>
    TimestampTz,

    /// <summary>Text in UTF-8.</summary>
    String,

    /// <summary>A universally unique identifier of 16 bytes.</summary>
    Uuid,

    /// <summary>Bytes of any length.</summary>
    Binary,
}
