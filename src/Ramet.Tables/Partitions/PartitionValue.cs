using System.Numerics;
using Ramet.Tables.Schemas;

namespace Ramet.Tables.Partitions;

/// <summary>
/// One value of a partition column. A small value type rather than <see cref="object"/>: a table may have a hundred thousand
/// partitions, and most of their values are numbers or shared strings.
/// </summary>
public readonly struct PartitionValue : IEquatable<PartitionValue>, IComparable<PartitionValue>
{
    /// <summary>What a null value is called where partitions are shown: MaxCompute's and Hive's name for it.</summary>
    public const string NullText = "__HIVE_DEFAULT_PARTITION__";

    // The number itself, the bits of a double, or the scale of a decimal.
    private readonly long bits;

    // A string, a byte[], or the unscaled byte[] of a decimal (minimal two's complement, big-endian).
    private readonly object? content;

    private PartitionValue(PartitionValueKind kind, long bits, object? content = null)
    {
        Kind = kind;
        this.bits = bits;
        this.content = content;
    }

    /// <summary>No value; also the default of the type.</summary>
    public static PartitionValue Null => default;

    /// <summary>How the value is held.</summary>
    public PartitionValueKind Kind { get; }

    /// <summary>Whether there is no value.</summary>
    public bool IsNull => Kind == PartitionValueKind.Null;

    /// <summary>Whether the value is a floating-point "not a number".</summary>
    public bool IsNaN => Kind == PartitionValueKind.Floating && double.IsNaN(AsDouble);

    /// <summary>The value of a boolean (0 or 1), integer, date (days) or timestamp (microseconds).</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public long AsInteger => Kind is PartitionValueKind.Boolean or PartitionValueKind.Integer or PartitionValueKind.Date
        or PartitionValueKind.Timestamp or PartitionValueKind.TimestampTz ? bits : throw WrongKind();

    /// <summary>The value of a floating-point number.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public double AsDouble => Kind == PartitionValueKind.Floating ? BitConverter.Int64BitsToDouble(bits) : throw WrongKind();

    /// <summary>The value of a string.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public string AsString => Kind == PartitionValueKind.String ? (string)content! : throw WrongKind();

    /// <summary>The bytes of a binary value, or the unscaled two's complement bytes (big-endian, minimal) of a decimal.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public ReadOnlySpan<byte> AsBytes =>
        Kind is PartitionValueKind.Binary or PartitionValueKind.Decimal ? (byte[])content! : throw WrongKind();

    /// <summary>Digits after the point of a decimal.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public int DecimalScale => Kind == PartitionValueKind.Decimal ? (int)bits : throw WrongKind();

    /// <summary>A boolean.</summary>
    public static PartitionValue OfBoolean(bool value) => new(PartitionValueKind.Boolean, value ? 1 : 0);

    /// <summary>An integer.</summary>
    public static PartitionValue OfInteger(long value) => new(PartitionValueKind.Integer, value);

    /// <summary>A floating-point number; zeros and "not a number" each in one form, so that equal values are one partition.</summary>
    public static PartitionValue OfDouble(double value) =>
        new(PartitionValueKind.Floating, BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value + 0.0));

    /// <summary>A decimal number: <paramref name="unscaled"/> times ten to the power of minus <paramref name="scale"/>.</summary>
    public static PartitionValue OfDecimal(BigInteger unscaled, int scale) =>
        new(PartitionValueKind.Decimal, scale, unscaled.ToByteArray(isUnsigned: false, isBigEndian: true));

    /// <summary>A day.</summary>
    /// <param name="days">Days from 1970-01-01.</param>
    public static PartitionValue OfDate(int days) => new(PartitionValueKind.Date, days);

    /// <summary>A date and time without a zone.</summary>
    /// <param name="microseconds">Microseconds from 1970-01-01 00:00:00.</param>
    public static PartitionValue OfTimestamp(long microseconds) => new(PartitionValueKind.Timestamp, microseconds);

    /// <summary>An instant.</summary>
    /// <param name="microseconds">UTC microseconds from 1970-01-01 00:00:00.</param>
    public static PartitionValue OfTimestampTz(long microseconds) => new(PartitionValueKind.TimestampTz, microseconds);

    /// <summary>Text.</summary>
    public static PartitionValue OfString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(PartitionValueKind.String, 0, value);
    }

    /// <summary>Bytes; they are copied.</summary>
    public static PartitionValue OfBinary(ReadOnlySpan<byte> value) => new(PartitionValueKind.Binary, 0, value.ToArray());

    /// <summary>Reads a value as <see cref="ToString"/> writes it; <see cref="NullText"/> is null.</summary>
    /// <param name="type">The type of the partition column.</param>
    /// <param name="text">The text.</param>
    /// <param name="value">The value; null when the text is not one of the type.</param>
    /// <returns>Whether the text is a value of the type.</returns>
    public static bool TryParse(IcebergType type, string text, out PartitionValue value) =>
        PartitionValueText.TryParse(type, text, out value);

    /// <summary>
    /// Orders values of one kind as the specification orders bounds: numbers by size with "not a number" last, text by its UTF-8 bytes,
    /// bytes unsigned; null comes first.
    /// </summary>
    public int CompareTo(PartitionValue other)
    {
        if (Kind != other.Kind)
            return Kind.CompareTo(other.Kind);
        return Kind switch
        {
            PartitionValueKind.Null => 0,
            PartitionValueKind.Floating => CompareFloating(AsDouble, other.AsDouble),
            PartitionValueKind.Decimal => CompareDecimal(other),
            PartitionValueKind.String => Utf8Order.Compare((string)content!, (string)other.content!),
            PartitionValueKind.Binary => AsBytes.SequenceCompareTo(other.AsBytes),
            PartitionValueKind.Boolean or PartitionValueKind.Integer or PartitionValueKind.Date or PartitionValueKind.Timestamp
                or PartitionValueKind.TimestampTz => bits.CompareTo(other.bits),
        };
    }

    /// <inheritdoc/>
    public bool Equals(PartitionValue other)
    {
        if (Kind != other.Kind || bits != other.bits)
            return false;
        return Kind switch
        {
            PartitionValueKind.String => string.Equals((string)content!, (string)other.content!, StringComparison.Ordinal),
            PartitionValueKind.Decimal or PartitionValueKind.Binary => AsBytes.SequenceEqual(other.AsBytes),
            PartitionValueKind.Null or PartitionValueKind.Boolean or PartitionValueKind.Integer or PartitionValueKind.Floating
                or PartitionValueKind.Date or PartitionValueKind.Timestamp or PartitionValueKind.TimestampTz => true,
        };
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PartitionValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        if (content is string text)
            return string.GetHashCode(text, StringComparison.Ordinal);
        var hash = new HashCode();
        hash.Add(Kind);
        hash.Add(bits);
        if (content is byte[] bytes)
            hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    /// <summary>
    /// The value as partitions are shown: dates as <c>yyyy-MM-dd</c>, times in UTC, binary in hexadecimal, null as <see cref="NullText"/>.
    /// </summary>
    public override string ToString() => PartitionValueText.Format(this);

    /// <summary>Whether both are the same.</summary>
    public static bool operator ==(PartitionValue left, PartitionValue right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(PartitionValue left, PartitionValue right) => !left.Equals(right);

    /// <summary>Whether one comes before another.</summary>
    public static bool operator <(PartitionValue left, PartitionValue right) => left.CompareTo(right) < 0;

    /// <summary>Whether one comes before another or equals it.</summary>
    public static bool operator <=(PartitionValue left, PartitionValue right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one comes after another.</summary>
    public static bool operator >(PartitionValue left, PartitionValue right) => left.CompareTo(right) > 0;

    /// <summary>Whether one comes after another or equals it.</summary>
    public static bool operator >=(PartitionValue left, PartitionValue right) => left.CompareTo(right) >= 0;

    private int CompareDecimal(PartitionValue other)
    {
        var scale = Math.Max(DecimalScale, other.DecimalScale);
        return UnscaledAt(scale).CompareTo(other.UnscaledAt(scale));
    }

    /// <summary>The digits of a decimal as a whole number, with zeros up to a scale that is not below its own: 1.5 at scale 2 is 150.</summary>
    /// <param name="scale">The number of digits behind the point.</param>
    public BigInteger UnscaledAt(int scale) =>
        new BigInteger(AsBytes, isUnsigned: false, isBigEndian: true) * BigInteger.Pow(10, scale - DecimalScale);

    // double.CompareTo puts "not a number" first; the specification puts it last.
    private static int CompareFloating(double left, double right) =>
        double.IsNaN(left) || double.IsNaN(right) ? double.IsNaN(left).CompareTo(double.IsNaN(right)) : left.CompareTo(right);

    private InvalidOperationException WrongKind() => new($"The partition value is of kind {Kind}.");
}
