namespace Ramet.DuckDb;

/// <summary>The kinds of logical types (<c>duckdb_type</c> of duckdb.h).</summary>
public enum DuckDbKind
{
    /// <summary>No type.</summary>
    Invalid = 0,

    /// <summary>BOOLEAN, read as <see cref="bool"/>.</summary>
    Boolean = 1,

    /// <summary>TINYINT, read as <see cref="sbyte"/>.</summary>
    TinyInt = 2,

    /// <summary>SMALLINT, read as <see cref="short"/>.</summary>
    SmallInt = 3,

    /// <summary>INTEGER, read as <see cref="int"/>.</summary>
    Integer = 4,

    /// <summary>BIGINT, read as <see cref="long"/>.</summary>
    BigInt = 5,

    /// <summary>UTINYINT, read as <see cref="byte"/>.</summary>
    UTinyInt = 6,

    /// <summary>USMALLINT, read as <see cref="ushort"/>.</summary>
    USmallInt = 7,

    /// <summary>UINTEGER, read as <see cref="uint"/>.</summary>
    UInteger = 8,

    /// <summary>UBIGINT, read as <see cref="ulong"/>.</summary>
    UBigInt = 9,

    /// <summary>FLOAT, read as <see cref="float"/>.</summary>
    Float = 10,

    /// <summary>DOUBLE, read as <see cref="double"/>.</summary>
    Double = 11,

    /// <summary>TIMESTAMP without time zone, read as <see cref="long"/>: microseconds since 1970-01-01 00:00:00 of a wall clock.</summary>
    Timestamp = 12,

    /// <summary>DATE, read as <see cref="int"/>: days since 1970-01-01.</summary>
    Date = 13,

    /// <summary>TIME, read as <see cref="long"/>: microseconds since midnight.</summary>
    Time = 14,

    /// <summary>INTERVAL, read as <see cref="DuckDbInterval"/>.</summary>
    Interval = 15,

    /// <summary>HUGEINT, read as <see cref="System.Int128"/>.</summary>
    HugeInt = 16,

    /// <summary>VARCHAR, read by <see cref="DataVector.Utf8"/>; also JSON, which is VARCHAR under an alias.</summary>
    Varchar = 17,

    /// <summary>BLOB, read by <see cref="DataVector.Bytes"/>.</summary>
    Blob = 18,

    /// <summary>
    /// DECIMAL(p,s), read by <see cref="DataVector.UnscaledDecimal"/>, or as the integer that holds p digits: <see cref="short"/> up to 4,
    /// <see cref="int"/> up to 9, <see cref="long"/> up to 18, else <see cref="System.Int128"/>.
    /// </summary>
    Decimal = 19,

    /// <summary>TIMESTAMP_S, read as <see cref="long"/>: seconds since 1970-01-01 00:00:00 of a wall clock.</summary>
    TimestampSeconds = 20,

    /// <summary>TIMESTAMP_MS, read as <see cref="long"/>: milliseconds since 1970-01-01 00:00:00 of a wall clock.</summary>
    TimestampMillis = 21,

    /// <summary>TIMESTAMP_NS, read as <see cref="long"/>: nanoseconds since 1970-01-01 00:00:00 of a wall clock.</summary>
    TimestampNanos = 22,

    /// <summary>
    /// ENUM, read by <see cref="DataVector.Utf8"/>, or as the label's index: <see cref="byte"/>, <see cref="ushort"/> or
    /// <see cref="uint"/>.
    /// </summary>
    Enum = 23,

    /// <summary>A list of any length, read as <see cref="ListEntry"/> over <see cref="DataVector.Elements"/>.</summary>
    List = 24,

    /// <summary>STRUCT, read through <see cref="DataVector.Field"/>.</summary>
    Struct = 25,

    /// <summary>MAP, read as <see cref="ListEntry"/> over <see cref="DataVector.Elements"/>, a struct of key and value.</summary>
    Map = 26,

    /// <summary>UUID, read by <see cref="DataVector.Uuid"/>.</summary>
    Uuid = 27,

    /// <summary>
    /// UNION, read through <see cref="DataVector.Field"/>: field 0 is the member's index as <see cref="byte"/>, the members follow.
    /// </summary>
    Union = 28,

    /// <summary>
    /// BIT, read by <see cref="DataVector.Bytes"/>: the number of padding bits in the first byte, then the bits, highest first.
    /// </summary>
    Bit = 29,

    /// <summary>
    /// TIME WITH TIME ZONE, read as <see cref="ulong"/>: microseconds since midnight in the upper 40 bits, 57 599 minus the offset in
    /// seconds in the lower 24.
    /// </summary>
    TimeTz = 30,

    /// <summary>TIMESTAMP WITH TIME ZONE, read as <see cref="long"/>: an instant in microseconds since 1970-01-01 00:00:00 UTC.</summary>
    TimestampTz = 31,

    /// <summary>UHUGEINT, read as <see cref="System.UInt128"/>.</summary>
    UHugeInt = 32,

    /// <summary>An array of fixed length, read through <see cref="DataVector.Entry"/> and <see cref="DataVector.Elements"/>.</summary>
    Array = 33,

    /// <summary>Any type: only in signatures of functions.</summary>
    Any = 34,

    /// <summary>BIGNUM, read by <see cref="DataVector.Bytes"/> in the engine's own form.</summary>
    BigNum = 35,

    /// <summary>The type of a bare NULL; every row is NULL.</summary>
    Null = 36,

    /// <summary>The type of a text constant while a statement is bound.</summary>
    StringLiteral = 37,

    /// <summary>The type of an integer constant while a statement is bound.</summary>
    IntegerLiteral = 38,

    /// <summary>TIME_NS, read as <see cref="long"/>: nanoseconds since midnight.</summary>
    TimeNanos = 39,

    /// <summary>GEOMETRY, read by <see cref="DataVector.Bytes"/> in the engine's own form.</summary>
    Geometry = 40,

    /// <summary>VARIANT, which has no documented form; cast it to another type to read it.</summary>
    Variant = 41,
}
