using System.Globalization;
using System.Numerics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ramet.Sql.Types;

namespace Ramet.Warehouse.Tests.Transfer;

/// <summary>
/// Makes tables of any types, nested ones too, with rows of any values: NULLs, the smallest and largest of a type, empty ones and many others.
/// Values are as in <see cref="Server.Tests.Tunnel.RecordCodec"/>, texts and DECIMAL as bytes.
/// </summary>
/// <param name="years">The years that a TIMESTAMP may have.</param>
internal sealed class RowGenerator((int First, int Last) years)
{
    private const int DepthMax = 3;

    private static readonly string[] simpleTypes =
    [
        "boolean", "tinyint", "smallint", "int", "bigint", "float", "double", "string", "varchar(5)", "char(3)", "binary", "date", "datetime", "timestamp",
        "timestamp_ntz", "decimal(4,2)", "decimal(9,0)", "decimal(18,9)", "decimal(38,18)", "json",
    ];

    private static readonly string[] texts = ["", "a", "日本語日本", "Ünïc", "\0\n|,\"", "𝄞𝄞"];

    /// <summary>A table of some columns with some rows.</summary>
    public Gen<GeneratedTable> Tables =>
        from columnCount in Gen.Choose(1, 5)
        from types in Gen.ListOf(Type(0), columnCount)
        from rowCount in Gen.Choose(0, 30)
        from rows in Gen.ListOf(Row(types), rowCount)
        select new GeneratedTable([.. types.Select(DataType.Parse)], [.. rows]);

    private static Gen<string> Type(int depth)
    {
        var simple = Gen.Elements(simpleTypes);
        if (depth == DepthMax)
            return simple;
        var array = Type(depth + 1).Select(static element => $"array<{element}>");
        var map = from key in Gen.Elements("string", "bigint", "date", "boolean") from value in Type(depth + 1) select $"map<{key},{value}>";
        var fields = from first in Type(depth + 1) from second in Type(depth + 1) select $"struct<x:{first},y:{second}>";
        return Gen.Frequency((6, simple), (1, array), (1, map), (1, fields));
    }

    /// <summary>A value of each generator.</summary>
    private static Gen<object?[]> All(IEnumerable<Gen<object?>> generators) =>
        generators.Aggregate(Gen.Constant<object?[]>([]), static (all, next) => from values in all from value in next select (object?[])[.. values, value]);

    /// <summary>A few values, perhaps none.</summary>
    private static Gen<object?[]> Some(Gen<object?> generator) => from count in Gen.Choose(0, 4) from values in Gen.ListOf(generator, count) select values.ToArray();

    private static Gen<object?> Of<T>(params IEnumerable<Gen<T>> generators) => Gen.OneOf(generators).Select(static value => (object?)value);

    private static Gen<long> Range(long min, long max) => Gen.OneOf(
        Gen.Elements(min, max, Math.Clamp(0, min, max), Math.Clamp(-1, min, max), Math.Clamp(63, min, max)),
        from low in Gen.Choose(0, int.MaxValue)
        from high in Gen.Choose(0, int.MaxValue)
        select (long)(min + (Int128)(((UInt128)(uint)high << 33 | (uint)low) % (UInt128)((Int128)max - min + 1))));

    private static Gen<byte[]> Text(int lengthMax) =>
        from text in Gen.Elements(texts)
        from repeats in Gen.Elements(1, 1, 1, 40)
        select Encoding.UTF8.GetBytes(Cut(string.Concat(Enumerable.Repeat(text, repeats)), lengthMax));

    /// <summary>The first characters, surrogates counted once.</summary>
    private static string Cut(string text, int length) => string.Concat(text.EnumerateRunes().Take(length).Select(static rune => rune.ToString()));

    private static Gen<byte[]> Decimal(DecimalType type) =>
        from number in Range(long.MinValue, long.MaxValue)
        from factor in Range(1, long.MaxValue)
        let limit = BigInteger.Pow(10, type.Precision)
        let value = number == long.MaxValue ? limit - 1 : BigInteger.Remainder((BigInteger)number * factor, limit)
        select Encoding.ASCII.GetBytes(PlainText(value, type.Scale));

    private static string PlainText(BigInteger unscaled, int scale)
    {
        var digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return (unscaled.Sign < 0 ? "-" : "") + (scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}");
    }

    private static long Seconds(int year) => new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    private Gen<object?[]> Row(IReadOnlyList<string> types) => All(types.Select(type => Nullable(DataType.Parse(type))));

    private Gen<object?> Nullable(DataType type) => Gen.Frequency((1, Gen.Constant<object?>(null)), (5, Value(type)));

    private Gen<object?> Value(DataType type) => type switch
    {
        ArrayType array => Some(Nullable(array.Element)).Select(static elements => (object?)elements),
        MapType map => from keys in Some(Value(map.Key))
                       let distinct = keys.DistinctBy(GeneratedTable.Text).ToArray()
                       from values in All(distinct.Select(_ => Nullable(map.Value)))
                       select (object?)(distinct, values),
        StructType fields => All(fields.Fields.Select(field => Nullable(field.Type))).Select(static parts => (object?)parts),
        DecimalType number => Of(Decimal(number)),
        CharacterType characters => Of(Text(characters.Length)),
        _ => OfKind(type.Kind),
    };

    private Gen<object?> OfKind(TypeKind kind) => kind switch
    {
        TypeKind.Boolean => Of(Gen.Elements(true, false)),
        TypeKind.TinyInt => Of(Range(sbyte.MinValue, sbyte.MaxValue)),
        TypeKind.SmallInt => Of(Range(short.MinValue, short.MaxValue)),
        TypeKind.Int => Of(Range(int.MinValue, int.MaxValue)),
        TypeKind.BigInt => Of(Range(-long.MaxValue, long.MaxValue)),
        TypeKind.Float => Of(Gen.Elements(0f, -0f, 1.5f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, float.MaxValue, float.MinValue)),
        TypeKind.Double => Of(Gen.Elements(0, -0d, 1.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue, double.MinValue)),
        TypeKind.String or TypeKind.Json => Of(Text(int.MaxValue)),
        TypeKind.Binary => Of(Gen.Elements<byte[]>([], [0], [0xFF, 0xC0, 0x80], [.. Enumerable.Range(0, 300).Select(static part => (byte)part)])),
        TypeKind.Date => Of(Range(-719162, 2932896)),
        TypeKind.DateTime => Of(Range(Seconds(1) * 1000, (Seconds(9999) * 1000) + 86_399_999)),
        TypeKind.Timestamp or TypeKind.TimestampNtz => from seconds in Range(Seconds(years.First), Seconds(years.Last))
                                                       from micros in Range(0, 999_999)
                                                       select (object?)(seconds, (int)micros * 1000),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No value is made for this type."),
    };
}

/// <summary>Columns and rows.</summary>
/// <param name="Types">The types of the columns.</param>
/// <param name="Rows">The rows.</param>
internal sealed record GeneratedTable(IReadOnlyList<DataType> Types, IReadOnlyList<object?[]> Rows)
{
    public IReadOnlyList<string> TypeNames => [.. Types.Select(static type => type.ToString())];

    /// <summary>Rows as texts that are equal when the values are, to the last bit.</summary>
    public static List<string> Texts(IEnumerable<object?[]> rows) => [.. rows.Select(static row => Text(row))];

    public static string Text(object? value) => value switch
    {
        null => "NULL",
        byte[] bytes => Convert.ToHexString(bytes),
        float number => BitConverter.SingleToInt32Bits(number).ToString("X8", CultureInfo.InvariantCulture),
        double number => BitConverter.DoubleToInt64Bits(number).ToString("X16", CultureInfo.InvariantCulture),
        object?[] parts => $"[{string.Join(',', parts.Select(Text))}]",
        (object?[] keys, object?[] values) => $"{Text(keys)}->{Text(values)}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    /// <inheritdoc/>
    public override string ToString() => $"{string.Join(", ", TypeNames)}: {string.Join(" | ", Texts(Rows))}";
}
