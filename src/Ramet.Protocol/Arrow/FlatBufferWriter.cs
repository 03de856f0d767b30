using System.Buffers.Binary;
using System.Text;

namespace Ramet.Protocol.Arrow;

/// <summary>
/// Writes one FlatBuffer, the form of Arrow's metadata: tables whose fields are found by offsets. It is written from its end to its beginning,
/// children before their parents, so that each offset is known when it is needed. A place is the number of bytes from the end of the buffer.
/// </summary>
internal sealed class FlatBufferWriter
{
    private const int OffsetBytes = 4;
    private const int AlignmentMax = 8;

    private byte[] buffer = new byte[1024];

    /// <summary>Number of bytes so far, at the end of <see cref="buffer"/>.</summary>
    private int used;

    /// <summary>Writes a text; the result is its place.</summary>
    public int AddText(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Align(OffsetBytes, bytes.Length + 1);
        Take(1)[0] = 0;
        bytes.CopyTo(Take(bytes.Length));
        Put(OffsetBytes, bytes.Length);
        return used;
    }

    /// <summary>Writes a vector of tables; the result is its place.</summary>
    /// <param name="places">The places of the tables.</param>
    public int AddTables(IReadOnlyList<int> places)
    {
        Align(OffsetBytes, OffsetBytes * places.Count);
        for (var i = places.Count - 1; i >= 0; i--)
            PutOffset(places[i]);
        Put(OffsetBytes, places.Count);
        return used;
    }

    /// <summary>Writes a vector of structs of two numbers of 64 bits; the result is its place.</summary>
    public int AddPairs(IReadOnlyList<(long First, long Second)> pairs)
    {
        Align(sizeof(long), 2 * sizeof(long) * pairs.Count);
        for (var i = pairs.Count - 1; i >= 0; i--)
        {
            Put(sizeof(long), pairs[i].Second);
            Put(sizeof(long), pairs[i].First);
        }
        Put(OffsetBytes, pairs.Count);
        return used;
    }

    /// <summary>Writes a table; the result is its place.</summary>
    /// <param name="fields">Its fields in the order of the schema, from the first.</param>
    public int AddTable(params ReadOnlySpan<FlatField> fields)
    {
        var end = used;
        Span<int> places = stackalloc int[fields.Length];
        for (var i = fields.Length - 1; i >= 0; i--)
        {
            if (fields[i].Bytes == 0)
                continue;
            Align(fields[i].Bytes, 0);
            if (fields[i].IsOffset)
                PutOffset((int)fields[i].Value);
            else
                Put(fields[i].Bytes, fields[i].Value);
            places[i] = used;
        }
        Align(OffsetBytes, 0);
        Put(OffsetBytes, 0); // the distance of the list of fields, known below
        var table = used;
        for (var i = fields.Length - 1; i >= 0; i--)
            Put(sizeof(short), places[i] == 0 ? 0 : table - places[i]);
        Put(sizeof(short), table - end);
        Put(sizeof(short), sizeof(short) * (fields.Length + 2));
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(buffer.Length - table), used - table);
        return table;
    }

    /// <summary>Ends the buffer; its length is a multiple of eight.</summary>
    /// <param name="root">The place of the table that has all others.</param>
    public ReadOnlySpan<byte> Finish(int root)
    {
        Align(AlignmentMax, OffsetBytes);
        PutOffset(root);
        return buffer.AsSpan(buffer.Length - used);
    }

    /// <summary>Fills up, so that what follows after so many more bytes begins at a multiple of its size.</summary>
    private void Align(int size, int bytesBetween) => Take(-(used + bytesBetween) & (size - 1)).Clear();

    private void PutOffset(int place) => Put(OffsetBytes, used + OffsetBytes - place);

    private void Put(int size, long value)
    {
        var target = Take(size);
        for (var i = 0; i < size; i++)
            target[i] = (byte)(value >> (8 * i));
    }

    private Span<byte> Take(int count)
    {
        if (used + count > buffer.Length)
        {
            var larger = new byte[Math.Max(2 * buffer.Length, used + count)];
            buffer.AsSpan(buffer.Length - used).CopyTo(larger.AsSpan(larger.Length - used));
            buffer = larger;
        }
        used += count;
        return buffer.AsSpan(buffer.Length - used, count);
    }
}

/// <summary>A field of a table.</summary>
/// <param name="Bytes">Its size; 0 for a field that is left out.</param>
/// <param name="Value">Its value, or the place of what it points to.</param>
/// <param name="IsOffset">Whether it points to something.</param>
internal readonly record struct FlatField(int Bytes, long Value, bool IsOffset = false)
{
    /// <summary>A field that is left out.</summary>
    public static readonly FlatField None;

    public static FlatField OfByte(int value) => new(sizeof(byte), value);

    public static FlatField OfBoolean(bool value) => new(sizeof(byte), value ? 1 : 0);

    public static FlatField OfShort(int value) => new(sizeof(short), value);

    public static FlatField OfInt(int value) => new(sizeof(int), value);

    public static FlatField OfLong(long value) => new(sizeof(long), value);

    public static FlatField OfPlace(int place) => new(sizeof(int), place, IsOffset: true);
}
