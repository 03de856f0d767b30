using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Ramet.Protocol.Arrow;

/// <summary>
/// The values of a field in a batch that was read. Rows are numbered from 0; the value of a row that <see cref="IsNull"/> is undefined. All
/// lengths and offsets were checked, so that every row can be read; what the bytes of a value mean is for the caller to check.
/// </summary>
public sealed class ArrowVector
{
    private readonly ReadOnlyMemory<byte> validity;
    private readonly ReadOnlyMemory<byte> offsets;
    private readonly ReadOnlyMemory<byte> values;

    /// <exception cref="InvalidDataException">The batch does not have what its lengths promise.</exception>
    internal ArrowVector(ArrowField field, ArrowBatchBuffers batch)
    {
        Field = field;
        (Length, var nullCount) = batch.NextNode();
        validity = batch.NextBuffer();
        if (validity.Length == 0 ? nullCount != 0 : validity.Length < BytesOfBits(Length))
            throw Malformed("the marks of NULLs", validity.Length);
        if (field.Type.HasOffsets)
            offsets = batch.NextBuffer();
        if (field.Type is not (ArrowType.List or ArrowType.Map or ArrowType.Struct))
            values = batch.NextBuffer();
        Children = [.. field.Children.Select(child => new ArrowVector(child, batch))];
        Check();
    }

    /// <summary>The field.</summary>
    public ArrowField Field { get; }

    /// <summary>Number of values.</summary>
    public int Length { get; }

    /// <summary>The values of the field's children.</summary>
    public IReadOnlyList<ArrowVector> Children { get; }

    /// <summary>Whether a row is NULL.</summary>
    public bool IsNull(int row) => validity.Length > 0 && !Bit(validity.Span, row);

    /// <summary>A Boolean.</summary>
    public bool Boolean(int row) => Bit(values.Span, row);

    /// <summary>A value of the type's width: a number, date, timestamp or interval, or the digits of a decimal.</summary>
    public T Value<T>(int row)
        where T : unmanaged
    {
        var width = Field.Type.Width;
        return MemoryMarshal.Read<T>(values.Span.Slice(row * width, width));
    }

    /// <summary>A text or bytes.</summary>
    public ReadOnlySpan<byte> Bytes(int row)
    {
        var (start, end) = Range(row);
        return values.Span[start..end];
    }

    /// <summary>Which values of the child make up a list or map.</summary>
    public (int Start, int End) Range(int row)
    {
        var ends = offsets.Span;
        return (Offset(ends, row), Offset(ends, row + 1));
    }

    private static int BytesOfBits(int count) => (int)(((long)count + 7) >> 3);

    private static bool Bit(ReadOnlySpan<byte> bits, int index) => (bits[index >> 3] >> (index & 7) & 1) != 0;

    private static int Offset(ReadOnlySpan<byte> offsets, int index) => BinaryPrimitives.ReadInt32LittleEndian(offsets.Slice(index * sizeof(int), sizeof(int)));

    private void Check()
    {
        switch (Field.Type)
        {
            case ArrowType.Boolean:
                Require(values.Length >= BytesOfBits(Length), "the values", values.Length);
                break;
            case ArrowType.Utf8 or ArrowType.Binary:
                CheckOffsets(values.Length);
                break;
            case ArrowType.List or ArrowType.Map:
                CheckOffsets(Children[0].Length);
                break;
            case ArrowType.Struct:
                foreach (var child in Children)
                    Require(child.Length >= Length, $"the values of its field {child.Field.Name}", child.Length);
                break;
            default:
                Require(values.Length >= (long)Length * Field.Type.Width, "the values", values.Length);
                break;
        }
    }

    private void CheckOffsets(int end)
    {
        if (Length == 0)
            return; // there may be none
        Require(offsets.Length >= ((long)Length + 1) * sizeof(int), "the offsets", offsets.Length);
        var span = offsets.Span;
        var previous = 0;
        for (var i = 0; i <= Length; i++)
        {
            var offset = Offset(span, i);
            if (offset < previous || offset > end)
                throw new InvalidDataException($"column {Field.Name}: the offset {offset} is not from {previous} to {end}");
            previous = offset;
        }
    }

    private void Require(bool isEnough, string what, int length)
    {
        if (!isEnough)
            throw Malformed(what, length);
    }

    private InvalidDataException Malformed(string what, int length) =>
        new($"column {Field.Name} has {Length} values, but {what} are {length} bytes or values");
}
