using System.Globalization;
using Ramet.Sql.Types;

namespace Ramet.Sql.DuckDb;

/// <summary>The engine's types for the types of the dialect.</summary>
public static class DuckDbTypes
{
    /// <summary>
    /// The engine's name of the type that values of <paramref name="type"/> have in queries and data files. VARCHAR and CHAR carry no
    /// length there, and JSON is text.
    /// </summary>
    public static string NameOf(DataType type) => type switch
    {
        DecimalType number => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({number.Precision},{number.Scale})"),
        ArrayType array => NameOf(array.Element) + "[]",
        MapType map => $"MAP({NameOf(map.Key)}, {NameOf(map.Value)})",
        StructType fields =>
            $"STRUCT({string.Join(", ", fields.Fields.Select(field => $"{DuckDbNames.Quote(field.Name)} {NameOf(field.Type)}"))})",
        _ => NameOf(type.Kind),
    };

    private static string NameOf(TypeKind kind) => kind switch
    {
        // The engine, too, has a type for a bare NULL, but no value can be cast to it.
        TypeKind.Void => "INTEGER",
        TypeKind.Boolean => "BOOLEAN",
        TypeKind.TinyInt => "TINYINT",
        TypeKind.SmallInt => "SMALLINT",
        TypeKind.Int => "INTEGER",
        TypeKind.BigInt => "BIGINT",
        TypeKind.Float => "FLOAT",
        TypeKind.Double => "DOUBLE",
        TypeKind.String or TypeKind.VarChar or TypeKind.Char or TypeKind.Json => "VARCHAR",
        TypeKind.Binary => "BLOB",
        TypeKind.Date => "DATE",
        TypeKind.DateTime or TypeKind.Timestamp => "TIMESTAMPTZ",
        TypeKind.TimestampNtz => "TIMESTAMP",
        TypeKind.IntervalYearMonth or TypeKind.IntervalDayTime => "INTERVAL",
        TypeKind.Decimal or TypeKind.Array or TypeKind.Map or TypeKind.Struct =>
            throw new ArgumentException("The kind has parameters and so a class of its own.", nameof(kind)),
    };
}
