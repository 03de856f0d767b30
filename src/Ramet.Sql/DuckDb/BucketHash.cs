using Ramet.Sql.Binding;
using Ramet.Sql.Types;

namespace Ramet.Sql.DuckDb;

/// <summary>
/// The hash that gives a row of a hash-clustered table its bucket, as the engine's text. Files keep their buckets for ever, so it is made of
/// functions that are defined outside of the engine: MD5 over a text form of the values. Equal values have equal texts in every type to
/// which a column can be widened, so neither a wider column nor a constant of another width changes the bucket.
/// </summary>
public static class BucketHash
{
    private const string Separator = "chr(31)";

    /// <summary>
    /// Whether values of a type can be hashed. Those of FLOAT and DOUBLE cannot: equal ones (0.0 and -0.0) have different forms.
    /// </summary>
    public static bool IsHashable(DataType type) =>
        type.Kind.IsInteger || type.Kind.IsText || type.Kind is TypeKind.Boolean or TypeKind.Decimal or TypeKind.Binary || type.Kind.IsMoment;

    /// <summary>The text of the hash, a BIGINT from 0 to 2^60 - 1, of the values of some columns.</summary>
    /// <param name="columns">For each column the engine's text of its value and the type of that.</param>
    public static string Write(IEnumerable<(string Value, DataType Type)> columns) =>
        WriteOfKeys(columns.Select(column => Key(column.Value, column.Type)));

    /// <summary>The text of the hash of values that have their text form already.</summary>
    internal static string WriteOfKeys(IEnumerable<string> keys) =>
        $"mc_bucket_hash({string.Join($" || {Separator} || ", keys.Select(key => $"coalesce({key}, '')"))})";

    /// <summary>The text form of a value: whole numbers in digits, fractions without zeros at the end, days and microseconds from 1970.</summary>
    internal static string Key(string value, DataType type) => type switch
    {
        DecimalType { Scale: > 0 } => $"rtrim(rtrim(CAST({value} AS VARCHAR), '0'), '.')",
        { Kind: TypeKind.Binary } => $"hex({value})",
        { Kind: TypeKind.Date } => $"CAST({value} - DATE '1970-01-01' AS VARCHAR)",
        { Kind: TypeKind.DateTime or TypeKind.Timestamp or TypeKind.TimestampNtz } => $"CAST(epoch_us({value}) AS VARCHAR)",
        _ => $"CAST({value} AS VARCHAR)",
    };

    /// <summary>Whether a converted value has the text form of the value itself, for every value.</summary>
    internal static bool IsKeptBy(DataType from, DataType to) => (from, to) switch
    {
        (DecimalType a, DecimalType b) => b.Scale >= a.Scale && b.Precision - b.Scale >= a.Precision - a.Scale,
        ({ Kind.IsInteger: true }, DecimalType) => true,
        _ when from.Kind.IsInteger => to.Kind.IsInteger && to.Kind >= from.Kind,
        _ => ConversionText.IsSame(from, to),
    };
}
