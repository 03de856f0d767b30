using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Ramet.Tables.Partitions;
using Ramet.Tables.Schemas;

namespace Ramet.Tables.Manifests;

/// <summary>One value as bytes, as bounds hold it (specification, appendix D, "Binary single-value serialization").</summary>
public static class SingleValue
{
    /// <summary>Writes a value.</summary>
    /// <param name="value">A value, not null, of the kind that the type asks for.</param>
    /// <param name="type">A primitive type.</param>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public static byte[] Encode(PartitionValue value, IcebergType type) => type switch
    {
        PrimitiveType { Kind: var kind } => Encode(value, kind),
        _ => value.AsBytes.ToArray(),
    };

    /// <summary>Reads a value.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="type">A primitive type; the bytes may be of a narrower one, from before the column was widened.</param>
    /// <returns>The value, or null when the bytes are too few for one.</returns>
    public static PartitionValue? TryDecode(ReadOnlySpan<byte> bytes, IcebergType type) => type switch
    {
        PrimitiveType { Kind: var kind } => TryDecode(bytes, kind),
        DecimalType { Scale: var scale } => PartitionValue.OfDecimal(new BigInteger(bytes, isUnsigned: false, isBigEndian: true), scale),
        FixedType => PartitionValue.OfBinary(bytes),
        _ => null,
    };

    private static byte[] Encode(PartitionValue value, PrimitiveKind kind)
    {
        switch (kind)
        {
            case PrimitiveKind.Boolean:
                return [(byte)value.AsInteger];
            case PrimitiveKind.Int or PrimitiveKind.Date:
                var int32 = new byte[sizeof(int)];
                BinaryPrimitives.WriteInt32LittleEndian(int32, checked((int)value.AsInteger));
                return int32;
            case PrimitiveKind.Long or PrimitiveKind.Time or PrimitiveKind.Timestamp or PrimitiveKind.TimestampTz:
                var int64 = new byte[sizeof(long)];
                BinaryPrimitives.WriteInt64LittleEndian(int64, value.AsInteger);
                return int64;
            case PrimitiveKind.Float:
                var single = new byte[sizeof(float)];
                BinaryPrimitives.WriteSingleLittleEndian(single, (float)value.AsDouble);
                return single;
            case PrimitiveKind.Double:
                var @double = new byte[sizeof(double)];
                BinaryPrimitives.WriteDoubleLittleEndian(@double, value.AsDouble);
                return @double;
            case PrimitiveKind.String:
                return Encoding.UTF8.GetBytes(value.AsString);
            case PrimitiveKind.Uuid or PrimitiveKind.Binary:
                return value.AsBytes.ToArray();
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null);
        }
    }

    private static PartitionValue? TryDecode(ReadOnlySpan<byte> bytes, PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Boolean => bytes.Length >= 1 ? PartitionValue.OfBoolean(bytes[0] != 0) : null,
        PrimitiveKind.Int or PrimitiveKind.Long or PrimitiveKind.Time =>
            TryDecodeInteger(bytes) is { } integer ? PartitionValue.OfInteger(integer) : null,
        PrimitiveKind.Date => TryDecodeInteger(bytes) is { } days ? PartitionValue.OfDate((int)days) : null,
        PrimitiveKind.Timestamp => TryDecodeInteger(bytes) is { } time ? PartitionValue.OfTimestamp(time) : null,
        PrimitiveKind.TimestampTz => TryDecodeInteger(bytes) is { } time ? PartitionValue.OfTimestampTz(time) : null,
        PrimitiveKind.Float or PrimitiveKind.Double => bytes.Length switch
        {
            sizeof(float) => PartitionValue.OfDouble(BinaryPrimitives.ReadSingleLittleEndian(bytes)),
            sizeof(double) => PartitionValue.OfDouble(BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
            _ => null,
        },
        PrimitiveKind.String => PartitionValue.OfString(Encoding.UTF8.GetString(bytes)),
        PrimitiveKind.Uuid or PrimitiveKind.Binary => PartitionValue.OfBinary(bytes),
    };

    private static long? TryDecodeInteger(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        sizeof(int) => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        sizeof(long) => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        _ => null,
    };
}
