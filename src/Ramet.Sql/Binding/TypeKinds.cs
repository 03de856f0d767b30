using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>The groups of types that the rules speak of.</summary>
internal static class TypeKinds
{
    extension(TypeKind kind)
    {
        /// <summary>TINYINT to BIGINT.</summary>
        public bool IsInteger => kind is >= TypeKind.TinyInt and <= TypeKind.BigInt;

        /// <summary>TINYINT to DECIMAL. Their order in the enumeration is the order of widening.</summary>
        public bool IsNumber => kind is >= TypeKind.TinyInt and <= TypeKind.Decimal;

        /// <summary>FLOAT and DOUBLE.</summary>
        public bool IsFloating => kind is TypeKind.Float or TypeKind.Double;

        /// <summary>STRING, VARCHAR and CHAR.</summary>
        public bool IsText => kind is TypeKind.String or TypeKind.VarChar or TypeKind.Char;

        /// <summary>DATE, DATETIME, TIMESTAMP and TIMESTAMP_NTZ.</summary>
        public bool IsMoment => kind is TypeKind.Date or TypeKind.DateTime or TypeKind.Timestamp or TypeKind.TimestampNtz;

        /// <summary>The kinds of INTERVAL.</summary>
        public bool IsInterval => kind is TypeKind.IntervalYearMonth or TypeKind.IntervalDayTime;
    }

    /// <summary>The DECIMAL that holds every value of a numeric type exactly, or as exactly as DECIMAL(38,18) can.</summary>
    public static DecimalType AsDecimal(DataType type) => type switch
    {
        DecimalType number => number,
        { Kind: TypeKind.TinyInt } => new DecimalType(3, 0),
        { Kind: TypeKind.SmallInt } => new DecimalType(5, 0),
        { Kind: TypeKind.Int } => new DecimalType(10, 0),
        { Kind: TypeKind.BigInt } => new DecimalType(19, 0),
        _ => DecimalType.Default,
    };
}
