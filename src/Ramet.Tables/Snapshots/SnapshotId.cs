using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Ramet.Tables.Snapshots;

/// <summary>The id of a snapshot: a positive random number, unique within a table.</summary>
/// <param name="Value">The number.</param>
public readonly record struct SnapshotId(long Value)
{
    /// <summary>A new random id. 63 random bits: the specification advises against ids made from the time.</summary>
    public static SnapshotId New()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        RandomNumberGenerator.Fill(bytes);
        return new SnapshotId(Math.Max(1, BinaryPrimitives.ReadInt64LittleEndian(bytes) & long.MaxValue));
    }

    /// <summary>The number in decimal digits.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
