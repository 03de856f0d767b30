using System.Buffers.Binary;

namespace Ramet.Protocol.Arrow;

/// <summary>
/// A table of a FlatBuffer that came from outside, the reverse of <see cref="FlatBufferWriter"/>: every offset is checked when it is followed.
/// Fields are numbered from 0 in the order of the schema; one that is left out has the value 0.
/// </summary>
internal readonly struct FlatTable
{
    private const int OffsetBytes = 4;

    private readonly ReadOnlyMemory<byte> buffer;
    private readonly int position;
    private readonly int fields;
    private readonly int fieldCount;

    private FlatTable(ReadOnlyMemory<byte> buffer, long position)
    {
        this.buffer = buffer;
        this.position = (int)Within(buffer, position, OffsetBytes);
        fields = (int)Within(buffer, position - BinaryPrimitives.ReadInt32LittleEndian(buffer.Span[this.position..]), OffsetBytes);
        var bytes = BinaryPrimitives.ReadUInt16LittleEndian(buffer.Span[fields..]);
        Within(buffer, fields, bytes);
        fieldCount = (bytes - OffsetBytes) / sizeof(ushort);
    }

    /// <summary>The table that has all others.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static FlatTable Root(ReadOnlyMemory<byte> buffer)
    {
        Within(buffer, 0, OffsetBytes);
        return new FlatTable(buffer, BinaryPrimitives.ReadUInt32LittleEndian(buffer.Span));
    }

    /// <summary>Whether the table has the field.</summary>
    public bool Has(int field) => Distance(field) != 0;

    /// <summary>A field of 8 bits.</summary>
    public int Byte(int field) => Has(field) ? buffer.Span[Place(field, sizeof(byte))] : 0;

    /// <summary>A field of 16 bits.</summary>
    public int Short(int field) => Has(field) ? BinaryPrimitives.ReadInt16LittleEndian(buffer.Span[Place(field, sizeof(short))..]) : 0;

    /// <summary>A field of 64 bits.</summary>
    public long Long(int field) => Has(field) ? BinaryPrimitives.ReadInt64LittleEndian(buffer.Span[Place(field, sizeof(long))..]) : 0;

    /// <summary>The table to which a field points.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public FlatTable Table(int field) => Has(field) ? new FlatTable(buffer, Target(field)) : throw Malformed();

    /// <summary>The structs of the vector to which a field points; none when it is left out.</summary>
    /// <param name="field">The field.</param>
    /// <param name="structBytes">Bytes of a struct.</param>
    public ReadOnlyMemory<byte> Structs(int field, int structBytes)
    {
        if (!Has(field))
            return ReadOnlyMemory<byte>.Empty;
        var start = (int)Within(buffer, Target(field), OffsetBytes);
        var bytes = (long)BinaryPrimitives.ReadUInt32LittleEndian(buffer.Span[start..]) * structBytes;
        Within(buffer, start + OffsetBytes, bytes);
        return buffer.Slice(start + OffsetBytes, (int)bytes);
    }

    /// <summary>Makes sure that so many bytes lie in the buffer.</summary>
    private static long Within(ReadOnlyMemory<byte> buffer, long position, long bytes) =>
        position >= 0 && position <= buffer.Length - bytes ? position : throw Malformed();

    private static InvalidDataException Malformed() => new("its metadata is malformed");

    /// <summary>How far from the beginning of the table a field lies; 0 when it is left out.</summary>
    private int Distance(int field) =>
        field < fieldCount ? BinaryPrimitives.ReadUInt16LittleEndian(buffer.Span[(fields + OffsetBytes + (sizeof(ushort) * field))..]) : 0;

    private int Place(int field, int bytes) => (int)Within(buffer, (long)position + Distance(field), bytes);

    private long Target(int field)
    {
        var place = Place(field, OffsetBytes);
        return place + (long)BinaryPrimitives.ReadUInt32LittleEndian(buffer.Span[place..]);
    }
}
