using System.Globalization;
using System.Text;
using Ramet.Sql.Writing;

namespace Ramet.Sql.Types;

/// <summary>Upper or lower case of the words in a type's name; field names keep their own case.</summary>
internal enum TypeNameCase
{
    Lower,
    Upper,
}

/// <summary>Writes types as text: no blanks, so that DESC's columns stay narrow.</summary>
internal static class TypeName
{
    /// <summary>The upper case word of a kind, which begins its written form.</summary>
    public static string Word(TypeKind kind) => kind switch
    {
        TypeKind.Void => "VOID",
        TypeKind.Boolean => "BOOLEAN",
        TypeKind.TinyInt => "TINYINT",
        TypeKind.SmallInt => "SMALLINT",
        TypeKind.Int => "INT",
        TypeKind.BigInt => "BIGINT",
        TypeKind.Float => "FLOAT",
        TypeKind.Double => "DOUBLE",
        TypeKind.Decimal => "DECIMAL",
        TypeKind.String => "STRING",
        TypeKind.VarChar => "VARCHAR",
        TypeKind.Char => "CHAR",
        TypeKind.Binary => "BINARY",
        TypeKind.Date => "DATE",
        TypeKind.DateTime => "DATETIME",
        TypeKind.Timestamp => "TIMESTAMP",
        TypeKind.TimestampNtz => "TIMESTAMP_NTZ",
        TypeKind.Json => "JSON",
        TypeKind.IntervalYearMonth => "INTERVAL_YEAR_MONTH",
        TypeKind.IntervalDayTime => "INTERVAL_DAY_TIME",
        TypeKind.Array => "ARRAY",
        TypeKind.Map => "MAP",
        TypeKind.Struct => "STRUCT",
    };

    public static string Write(DataType type, TypeNameCase letters)
    {
        var text = new StringBuilder();
        Append(text, type, letters);
        return text.ToString();
    }

    private static void Append(StringBuilder text, DataType type, TypeNameCase letters)
    {
        var word = Word(type.Kind);
        text.Append(letters == TypeNameCase.Upper ? word : word.ToLowerInvariant());
        switch (type)
        {
            case DecimalType number:
                text.Append(CultureInfo.InvariantCulture, $"({number.Precision},{number.Scale})");
                break;
            case CharacterType characters:
                text.Append(CultureInfo.InvariantCulture, $"({characters.Length})");
                break;
            case ArrayType array:
                AppendParameters(text, letters, array.Element);
                break;
            case MapType map:
                AppendParameters(text, letters, map.Key, map.Value);
                break;
            case StructType fields:
                AppendFields(text, letters, fields);
                break;
        }
    }

    private static void AppendParameters(StringBuilder text, TypeNameCase letters, params ReadOnlySpan<DataType> types)
    {
        text.Append('<');
        for (var i = 0; i < types.Length; i++)
        {
            if (i > 0)
                text.Append(',');
            Append(text, types[i], letters);
        }
        text.Append('>');
    }

    private static void AppendFields(StringBuilder text, TypeNameCase letters, StructType type)
    {
        text.Append('<');
        for (var i = 0; i < type.Fields.Length; i++)
        {
            if (i > 0)
                text.Append(',');
            text.Append(Quoting.Name(type.Fields[i].Name)).Append(':');
            Append(text, type.Fields[i].Type, letters);
        }
        text.Append('>');
    }
}
