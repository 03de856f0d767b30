using System.Buffers;
using System.Runtime.InteropServices;

namespace Ramet.Protocol.Arrow;

/// <summary>
/// The values of a field in a batch that is written, appended one after the other. Values of nested types are appended after their parts: the
/// elements of a list to its child and then the list, the fields of a struct to its children and then the struct.
/// </summary>
public sealed class ArrowColumn
{
    private readonly ArrowBits validity = new();
    private readonly ArrowBits bits = new();
    private readonly ArrayBufferWriter<byte> offsets = new();
    private readonly ArrayBufferWriter<byte> values = new();

    /// <summary>Makes a column without values.</summary>
    public ArrowColumn(ArrowField field)
    {
        Field = field;
        Children = [.. field.Children.Select(static child => new ArrowColumn(child))];
        Clear();
    }

    /// <summary>The field.</summary>
    public ArrowField Field { get; }

    /// <summary>The values of the field's children.</summary>
    public IReadOnlyList<ArrowColumn> Children { get; }

    /// <summary>Number of values.</summary>
    public int Length { get; private set; }

    /// <summary>How many of them are NULL.</summary>
    public int NullCount { get; private set; }

    /// <summary>Memory of the values, those of the children too.</summary>
    public long Bytes => validity.Written.Length + bits.Written.Length + offsets.WrittenCount + values.WrittenCount + Children.Sum(static child => child.Bytes);

    /// <summary>Appends NULL.</summary>
    public void AppendNull()
    {
        if (Field.Type is ArrowType.Boolean)
            bits.Append(false);
        else if (Field.Type.HasOffsets)
            AddOffset();
        else
            AddZeros(Field.Type.Width);
        if (Field.Type is ArrowType.Struct)
            AppendNulls(Children);
        NullCount++;
        validity.Append(false);
        Length++;
    }

    /// <summary>Appends a Boolean.</summary>
    public void Append(bool value)
    {
        bits.Append(value);
        AddValid(1);
    }

    /// <summary>Appends values of the type's width: numbers, dates, timestamps or intervals, or the digits of decimals.</summary>
    public void Append<T>(params ReadOnlySpan<T> numbers)
        where T : unmanaged
    {
        values.Write(MemoryMarshal.AsBytes(numbers));
        AddValid(numbers.Length);
    }

    /// <summary>Appends a text or bytes.</summary>
    public void AppendBytes(ReadOnlySpan<byte> value)
    {
        values.Write(value);
        AddOffset();
        AddValid(1);
    }

    /// <summary>Appends a list, map or struct of what was appended to the children.</summary>
    public void AppendNested()
    {
        if (Field.Type.HasOffsets)
            AddOffset();
        AddValid(1);
    }

    /// <summary>Takes all values out.</summary>
    public void Clear()
    {
        (Length, NullCount) = (0, 0);
        validity.Clear();
        bits.Clear();
        values.ResetWrittenCount();
        offsets.ResetWrittenCount();
        foreach (var child in Children)
            child.Clear();
        if (Field.Type.HasOffsets)
            AddOffset(); // of the first value
    }

    /// <summary>The memory of the values in the order of the format, without that of the children.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> Buffers()
    {
        yield return NullCount == 0 ? ReadOnlyMemory<byte>.Empty : validity.Written;
        if (Field.Type.HasOffsets)
            yield return offsets.WrittenMemory;
        if (Field.Type is ArrowType.Boolean)
            yield return bits.Written;
        else if (Field.Type is not (ArrowType.List or ArrowType.Map or ArrowType.Struct))
            yield return values.WrittenMemory;
    }

    private static void AppendNulls(IReadOnlyList<ArrowColumn> columns)
    {
        foreach (var column in columns)
            column.AppendNull();
    }

    private void AddValid(int count)
    {
        validity.AppendOnes(count);
        Length += count;
    }

    /// <summary>Adds where the value that comes next ends, and the one after it begins.</summary>
    private void AddOffset()
    {
        var end = Children.Count > 0 ? Children[0].Length : values.WrittenCount;
        offsets.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in end)));
    }

    private void AddZeros(int count)
    {
        if (count == 0)
            return;
        values.GetSpan(count)[..count].Clear();
        values.Advance(count);
    }
}
