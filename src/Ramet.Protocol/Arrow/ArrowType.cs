namespace Ramet.Protocol.Arrow;

/// <summary>A type of Apache Arrow: those that rows of the service need.</summary>
public abstract record ArrowType
{
    private ArrowType()
    {
    }

    /// <summary>One bit a value.</summary>
    public sealed record Boolean : ArrowType;

    /// <summary>A signed integer.</summary>
    /// <param name="Bits">8, 16, 32 or 64.</param>
    public sealed record Integer(int Bits) : ArrowType;

    /// <summary>A number of IEEE 754.</summary>
    /// <param name="Bits">32 or 64.</param>
    public sealed record FloatingPoint(int Bits) : ArrowType;

    /// <summary>Text in UTF-8.</summary>
    public sealed record Utf8 : ArrowType;

    /// <summary>Bytes.</summary>
    public sealed record Binary : ArrowType;

    /// <summary>An integer of 128 bits, the digits of a decimal number.</summary>
    /// <param name="Precision">Number of digits.</param>
    /// <param name="Scale">How many of them stand behind the point.</param>
    public sealed record Decimal(int Precision, int Scale) : ArrowType;

    /// <summary>Days since 1970-01-01, of 32 bits.</summary>
    public sealed record Date : ArrowType;

    /// <summary>A time since 1970-01-01 UTC, of 64 bits, without a time zone to show it in.</summary>
    /// <param name="Unit">What it counts.</param>
    public sealed record Timestamp(ArrowTimeUnit Unit) : ArrowType;

    /// <summary>Months, of 32 bits.</summary>
    public sealed record YearMonthInterval : ArrowType;

    /// <summary>Lists; the only child is the element.</summary>
    public sealed record List : ArrowType;

    /// <summary>Maps; the only child is a struct of key and value.</summary>
    public sealed record Map : ArrowType;

    /// <summary>Structs; the children are their fields.</summary>
    public sealed record Struct : ArrowType;

    /// <summary>Whether a value is a run of bytes or of values of the child, which is found by offsets.</summary>
    internal bool HasOffsets => this is Utf8 or Binary or List or Map;

    /// <summary>Bytes of a value that has a fixed number of them; 0 for others.</summary>
    internal int Width => this switch
    {
        Integer integer => integer.Bits / 8,
        FloatingPoint number => number.Bits / 8,
        Decimal => 16,
        Timestamp => sizeof(long),
        Date or YearMonthInterval => sizeof(int),
        _ => 0,
    };
}

/// <summary>What a <see cref="ArrowType.Timestamp"/> counts; the values are those of Arrow's metadata.</summary>
public enum ArrowTimeUnit
{
    /// <summary>Milliseconds.</summary>
    Millisecond = 1,

    /// <summary>Nanoseconds, which end in the year 2262.</summary>
    Nanosecond = 3,
}
