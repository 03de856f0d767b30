namespace Ramet.Sql.Types;

/// <summary>
/// The families of types. A <see cref="DataType"/> of a kind with parameters (DECIMAL, VARCHAR, ARRAY...) has its own class.
/// </summary>
public enum TypeKind
{
    /// <summary>The type of a bare NULL, which converts to every other type. No column can have it.</summary>
    Void,

    /// <summary>BOOLEAN.</summary>
    Boolean,

    /// <summary>TINYINT, 8 bits with sign.</summary>
    TinyInt,

    /// <summary>SMALLINT, 16 bits with sign.</summary>
    SmallInt,

    /// <summary>INT, 32 bits with sign. In edition 1.0 of the type system the word INT means BIGINT.</summary>
    Int,

    /// <summary>BIGINT, 64 bits with sign; the smallest value is not used.</summary>
    BigInt,

    /// <summary>FLOAT, IEEE 754 with 32 bits.</summary>
    Float,

    /// <summary>DOUBLE, IEEE 754 with 64 bits.</summary>
    Double,

    /// <summary>DECIMAL(precision, scale).</summary>
    Decimal,

    /// <summary>STRING, up to 8 MB of UTF-8.</summary>
    String,

    /// <summary>VARCHAR(length).</summary>
    VarChar,

    /// <summary>CHAR(length), padded.</summary>
    Char,

    /// <summary>BINARY, up to 8 MB.</summary>
    Binary,

    /// <summary>DATE, a day without a time.</summary>
    Date,

    /// <summary>DATETIME, an instant in milliseconds, shown in the project's time zone.</summary>
    DateTime,

    /// <summary>TIMESTAMP, an instant with nanoseconds.</summary>
    Timestamp,

    /// <summary>TIMESTAMP_NTZ, a date and time of day without a time zone.</summary>
    TimestampNtz,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>A number of months. Expressions only: no column can have it.</summary>
    IntervalYearMonth,

    /// <summary>A number of days, seconds and fractions. Expressions only: no column can have it.</summary>
    IntervalDayTime,

    /// <summary>ARRAY of one element type.</summary>
    Array,

    /// <summary>MAP of a key type to a value type.</summary>
    Map,

    /// <summary>STRUCT of named fields.</summary>
    Struct,
}
