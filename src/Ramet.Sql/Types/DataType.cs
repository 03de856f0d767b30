using Ramet.Sql.Parsing;

namespace Ramet.Sql.Types;

/// <summary>
/// A type of the dialect, as in the column list of CREATE TABLE or in CAST. Types are compared by value.
/// Source: the pages "Data type editions" and "MaxCompute V2.0 data type edition".
/// </summary>
/// <param name="Kind">The family; it decides the class of the object.</param>
public abstract record DataType(TypeKind Kind)
{
    /// <summary>The type of a bare NULL.</summary>
    public static readonly DataType Void = new SimpleType(TypeKind.Void);

    /// <summary>BOOLEAN.</summary>
    public static readonly DataType Boolean = new SimpleType(TypeKind.Boolean);

    /// <summary>TINYINT.</summary>
    public static readonly DataType TinyInt = new SimpleType(TypeKind.TinyInt);

    /// <summary>SMALLINT.</summary>
    public static readonly DataType SmallInt = new SimpleType(TypeKind.SmallInt);

    /// <summary>INT.</summary>
    public static readonly DataType Int = new SimpleType(TypeKind.Int);

    /// <summary>BIGINT.</summary>
    public static readonly DataType BigInt = new SimpleType(TypeKind.BigInt);

    /// <summary>FLOAT.</summary>
    public static readonly DataType Float = new SimpleType(TypeKind.Float);

    /// <summary>DOUBLE.</summary>
    public static readonly DataType Double = new SimpleType(TypeKind.Double);

    /// <summary>STRING.</summary>
    public static readonly DataType String = new SimpleType(TypeKind.String);

    /// <summary>BINARY.</summary>
    public static readonly DataType Binary = new SimpleType(TypeKind.Binary);

    /// <summary>DATE.</summary>
    public static readonly DataType Date = new SimpleType(TypeKind.Date);

    /// <summary>DATETIME.</summary>
    public static readonly DataType DateTime = new SimpleType(TypeKind.DateTime);

    /// <summary>TIMESTAMP.</summary>
    public static readonly DataType Timestamp = new SimpleType(TypeKind.Timestamp);

    /// <summary>TIMESTAMP_NTZ.</summary>
    public static readonly DataType TimestampNtz = new SimpleType(TypeKind.TimestampNtz);

    /// <summary>JSON.</summary>
    public static readonly DataType Json = new SimpleType(TypeKind.Json);

    /// <summary>An interval of months.</summary>
    public static readonly DataType IntervalYearMonth = new SimpleType(TypeKind.IntervalYearMonth);

    /// <summary>An interval of days and seconds.</summary>
    public static readonly DataType IntervalDayTime = new SimpleType(TypeKind.IntervalDayTime);

    /// <summary>
    /// Reads a type as <see cref="ToString"/>, DESC or CREATE TABLE writes it, in any case: <c>map&lt;string,array&lt;bigint&gt;&gt;</c>; also
    /// those types that only results of queries have.
    /// </summary>
    /// <exception cref="Errors.RametException">The text is not a type; its span is relative to <paramref name="text"/>.</exception>
    public static DataType Parse(string text) => text.ToLowerInvariant() switch
    {
        "void" => Void,
        "interval_day_time" => IntervalDayTime,
        "interval_year_month" => IntervalYearMonth,
        _ => SqlParser.ParseDataType(text),
    };

    /// <summary>The lower case form that DESC prints: <c>decimal(10,2)</c>, <c>struct&lt;id:bigint&gt;</c>.</summary>
    public sealed override string ToString() => TypeName.Write(this, TypeNameCase.Lower);

    /// <summary>The upper case form that SHOW CREATE TABLE prints: <c>DECIMAL(10,2)</c>, <c>STRUCT&lt;id:BIGINT&gt;</c>.</summary>
    public string ToSql() => TypeName.Write(this, TypeNameCase.Upper);
}
