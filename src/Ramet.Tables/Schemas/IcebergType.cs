using System.Globalization;

namespace Ramet.Tables.Schemas;

/// <summary>
/// A type of the table format (Iceberg specification, "Schemas and Data Types"): a primitive, a struct, a list or a map.
/// Nested types carry the field ids of their parts, because readers find columns by id and not by name.
/// </summary>
public abstract record IcebergType
{
    private protected IcebergType()
    {
    }

    /// <summary>True or false.</summary>
    public static PrimitiveType Boolean { get; } = new(PrimitiveKind.Boolean);

    /// <summary>A signed 32-bit integer.</summary>
    public static PrimitiveType Int { get; } = new(PrimitiveKind.Int);

    /// <summary>A signed 64-bit integer.</summary>
    public static PrimitiveType Long { get; } = new(PrimitiveKind.Long);

    /// <summary>A 32-bit IEEE 754 number.</summary>
    public static PrimitiveType Float { get; } = new(PrimitiveKind.Float);

    /// <summary>A 64-bit IEEE 754 number.</summary>
    public static PrimitiveType Double { get; } = new(PrimitiveKind.Double);

    /// <summary>A calendar day.</summary>
    public static PrimitiveType Date { get; } = new(PrimitiveKind.Date);

    /// <summary>A time of day in microseconds.</summary>
    public static PrimitiveType Time { get; } = new(PrimitiveKind.Time);

    /// <summary>A date and time without a zone, in microseconds.</summary>
    public static PrimitiveType Timestamp { get; } = new(PrimitiveKind.Timestamp);

    /// <summary>An instant in UTC microseconds.</summary>
    public static PrimitiveType TimestampTz { get; } = new(PrimitiveKind.TimestampTz);

    /// <summary>Text in UTF-8.</summary>
    public static PrimitiveType String { get; } = new(PrimitiveKind.String);

    /// <summary>A universally unique identifier.</summary>
    public static PrimitiveType Uuid { get; } = new(PrimitiveKind.Uuid);

    /// <summary>Bytes of any length.</summary>
    public static PrimitiveType Binary { get; } = new(PrimitiveKind.Binary);

    /// <summary>Whether the type has no parts of its own.</summary>
    public bool IsPrimitive => this is PrimitiveType or DecimalType or FixedType;

    /// <summary>The fields directly inside of a nested type: those of a struct, <c>element</c>, or <c>key</c> and <c>value</c>.</summary>
    public abstract IReadOnlyList<Field> Children { get; }

    /// <summary>Reads a primitive type as schemas write it, for example <c>long</c> or <c>decimal(10, 2)</c>.</summary>
    /// <param name="text">The text of the type.</param>
    /// <returns>The type, or null when the text names no primitive type of format version 2.</returns>
    public static IcebergType? TryParsePrimitive(string text) => text switch
    {
        "boolean" => Boolean,
        "int" => Int,
        "long" => Long,
        "float" => Float,
        "double" => Double,
        "date" => Date,
        "time" => Time,
        "timestamp" => Timestamp,
        "timestamptz" => TimestampTz,
        "string" => String,
        "uuid" => Uuid,
        "binary" => Binary,
        _ when Arguments(text, "decimal(", ')') is [var precision, var scale] => DecimalType.TryCreate(precision, scale),
        _ when Arguments(text, "fixed[", ']') is [> 0 and var length] => new FixedType(length),
        _ => null,
    };

    private static int[] Arguments(string text, string prefix, char suffix)
    {
        if (!text.StartsWith(prefix, StringComparison.Ordinal) || !text.EndsWith(suffix))
            return [];
        var parts = text[prefix.Length..^1].Split(',', StringSplitOptions.TrimEntries);
        var numbers = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
                return [];
        }

        return numbers;
    }
}

/// <summary>A primitive type without parameters.</summary>
/// <param name="Kind">Which one.</param>
public sealed record PrimitiveType(PrimitiveKind Kind) : IcebergType
{
    /// <inheritdoc/>
    public override IReadOnlyList<Field> Children => [];

    /// <summary>The type as schemas write it, for example <c>timestamptz</c>.</summary>
    public override string ToString() => Kind switch
    {
        PrimitiveKind.Boolean => "boolean",
        PrimitiveKind.Int => "int",
        PrimitiveKind.Long => "long",
        PrimitiveKind.Float => "float",
        PrimitiveKind.Double => "double",
        PrimitiveKind.Date => "date",
        PrimitiveKind.Time => "time",
        PrimitiveKind.Timestamp => "timestamp",
        PrimitiveKind.TimestampTz => "timestamptz",
        PrimitiveKind.String => "string",
        PrimitiveKind.Uuid => "uuid",
        PrimitiveKind.Binary => "binary",
    };
}

/// <summary>A decimal number of fixed precision and scale.</summary>
public sealed record DecimalType : IcebergType
{
    /// <summary>The most digits that the format allows.</summary>
    public const int PrecisionMax = 38;

    /// <summary>Makes a decimal type.</summary>
    /// <param name="precision">Digits in all, 1 to 38.</param>
    /// <param name="scale">Digits after the point, 0 to <paramref name="precision"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The numbers are outside of these ranges.</exception>
    public DecimalType(int precision, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(precision, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precision, PrecisionMax);
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, precision);
        Precision = precision;
        Scale = scale;
    }

    /// <summary>Digits in all.</summary>
    public int Precision { get; }

    /// <summary>Digits after the point.</summary>
    public int Scale { get; }

    /// <summary>The smallest number of bytes whose two's complement holds every unscaled value of the precision.</summary>
    public int ByteWidth => ByteWidths[Precision];

    /// <inheritdoc/>
    public override IReadOnlyList<Field> Children => [];

    private static readonly int[] ByteWidths = [.. Enumerable.Range(0, PrecisionMax + 1).Select(WidthOf)];

    /// <summary>The type as schemas write it, for example <c>decimal(10, 2)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"decimal({Precision}, {Scale})");

    internal static DecimalType? TryCreate(int precision, int scale) =>
        precision is >= 1 and <= PrecisionMax && scale >= 0 && scale <= precision ? new DecimalType(precision, scale) : null;

    private static int WidthOf(int precision)
    {
        var largest = System.Numerics.BigInteger.Pow(10, precision) - 1;
        return largest.GetByteCount(isUnsigned: false);
    }
}

/// <summary>Bytes of a fixed length.</summary>
/// <param name="Length">Number of bytes, at least 1.</param>
public sealed record FixedType(int Length) : IcebergType
{
    /// <inheritdoc/>
    public override IReadOnlyList<Field> Children => [];

    /// <summary>The type as schemas write it, for example <c>fixed[16]</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"fixed[{Length}]");
}

/// <summary>A tuple of named fields.</summary>
/// <param name="Fields">The fields in order.</param>
public sealed record StructType(ValueList<Field> Fields) : IcebergType
{
    /// <inheritdoc/>
    public override IReadOnlyList<Field> Children => Fields;

    /// <summary>The type for people, for example <c>struct&lt;a: int, b: string&gt;</c>.</summary>
    public override string ToString() => $"struct<{string.Join(", ", Fields.Select(field => $"{field.Name}: {field.Type}"))}>";
}

/// <summary>A list of values of one type.</summary>
/// <param name="ElementId">The field id of the elements.</param>
/// <param name="Element">Their type.</param>
/// <param name="ElementRequired">Whether no element is null.</param>
public sealed record ListType(int ElementId, IcebergType Element, bool ElementRequired) : IcebergType
{
    /// <inheritdoc/>
    public override IReadOnlyList<Field> Children => [new Field(ElementId, "element", Element, ElementRequired)];

    /// <summary>The type for people, for example <c>list&lt;int&gt;</c>.</summary>
    public override string ToString() => $"list<{Element}>";
}

/// <summary>A map from keys, which are never null, to values.</summary>
/// <param name="KeyId">The field id of the keys.</param>
/// <param name="Key">Their type.</param>
/// <param name="ValueId">The field id of the values.</param>
/// <param name="Value">Their type.</param>
/// <param name="ValueRequired">Whether no value is null.</param>
public sealed record MapType(int KeyId, IcebergType Key, int ValueId, IcebergType Value, bool ValueRequired) : IcebergType
{
    /// <inheritdoc/>
    public override IReadOnlyList<Field> Children =>
        [new Field(KeyId, "key", Key, Required: true), new Field(ValueId, "value", Value, ValueRequired)];

    /// <summary>The type for people, for example <c>map&lt;string, int&gt;</c>.</summary>
    public override string ToString() => $"map<{Key}, {Value}>";
}
