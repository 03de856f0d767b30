namespace Ramet.Protocol.Records;

/// <summary>How the bytes of a field are delimited; the lowest three bits of its tag.</summary>
public enum WireType
{
    /// <summary>A variable-length integer: booleans, integers, dates, DATETIME, intervals of months.</summary>
    Varint = 0,

    /// <summary>Eight bytes: DOUBLE.</summary>
    Fixed64 = 1,

    /// <summary>Everything else. Only texts, bytes and DECIMAL begin with a length in bytes.</summary>
    LengthDelimited = 2,

    /// <summary>Four bytes: FLOAT.</summary>
    Fixed32 = 5,
}
