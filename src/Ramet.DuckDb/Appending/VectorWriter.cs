using System.Runtime.CompilerServices;
using Ramet.DuckDb.Interop;

namespace Ramet.DuckDb;

/// <summary>
/// Writes the values of one column of a chunk, or of a nested part of one, straight into the engine's memory. Rows are numbered from 0; each
/// row below the final number of rows must be written, by a value or by <see cref="WriteNull"/>, and may be written in any order. What is
/// handed over is trusted: text must be UTF-8, the digits of decimals must fit, keys of maps must not be NULL.
/// </summary>
public sealed unsafe class VectorWriter
{
    private const int FirstCapacity = 2048;

    private readonly VectorWriter? _elements;
    private readonly VectorWriter[] _fields;
    private nint _vector;
    private byte* _data;
    private ulong* _validity;
    private int _capacity;

    /// <param name="type">The type, one that <see cref="CanWrite"/>.</param>
    internal VectorWriter(DuckDbType type)
    {
        Type = type;
        _elements = type switch
        {
            DuckDbType.List list => new VectorWriter(list.Element),
            DuckDbType.Map map => new VectorWriter(map.Entry),
            _ => null,
        };
        _fields = type is DuckDbType.Struct fields ? [.. fields.Fields.Select(field => new VectorWriter(field.Type))] : [];
    }

    /// <summary>The type of the values.</summary>
    public DuckDbType Type { get; }

    /// <summary>
    /// The elements of all lists or maps of this vector; those of a map are structs of key (field 0) and value (field 1). Rows are given by
    /// <see cref="AddElement"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The values are no lists.</exception>
    public VectorWriter Elements => _elements ?? throw Misused("elements");

    /// <summary>Number of elements that lists of this vector have so far.</summary>
    public int ElementCount { get; private set; }

    /// <summary>One field of the structs, with a value for each of this vector's rows, NULL where the struct is NULL.</summary>
    /// <param name="index">The field's index, from 0.</param>
    public VectorWriter Field(int index) => _fields[index];

    /// <summary>Writes NULL.</summary>
    public void WriteNull(int row)
    {
        if (_validity == null)
        {
            NativeMethods.EnsureValidityWritable(_vector);
            _validity = NativeMethods.VectorValidity(_vector);
        }
        _validity[row >> 6] &= ~(1UL << (row & 63));
        foreach (var field in _fields)
            field.WriteNull(row);
        if (_elements is not null)
            Store(row, new ListEntry(ElementCount, 0));
    }

    /// <summary>Writes a value of a fixed width.</summary>
    /// <typeparam name="T">The <see cref="DuckDbType.Storage"/> of the type.</typeparam>
    /// <param name="row">The row.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="InvalidOperationException">The values are of another type.</exception>
    public void Write<T>(int row, T value)
        where T : unmanaged
    {
        if (typeof(T) != Type.Storage)
            throw Misused(typeof(T).Name);
        Store(row, value);
    }

    /// <summary>Writes the bytes of a value of a fixed width, as many as the values of the type have.</summary>
    internal void WriteStored(int row, ReadOnlySpan<byte> bytes) => bytes.CopyTo(new Span<byte>(_data + ((long)row * bytes.Length), bytes.Length));

    /// <summary>Writes the UTF-8 of a VARCHAR, or the bytes of a BLOB.</summary>
    /// <param name="row">The row.</param>
    /// <param name="bytes">The bytes, which are copied.</param>
    /// <exception cref="InvalidOperationException">The values are of another type.</exception>
    public void WriteBytes(int row, ReadOnlySpan<byte> bytes)
    {
        if (Type.Kind is not (DuckDbKind.Varchar or DuckDbKind.Blob))
            throw Misused("bytes");
        if (bytes.Length <= NativeString.InlineBytesMax)
        {
            NativeString.WriteInline((NativeString*)_data + row, bytes);
            return;
        }
        fixed (byte* first = bytes)
            NativeMethods.AssignBytes(_vector, (ulong)row, first, (ulong)bytes.Length);
    }

    /// <summary>Adds one element behind those of all lists so far.</summary>
    /// <returns>Its row in <see cref="Elements"/>, which is to be written next.</returns>
    public int AddElement()
    {
        if (ElementCount == _capacity)
            Grow();
        return ElementCount++;
    }

    /// <summary>Writes the list, or map, of the elements that were added since.</summary>
    /// <param name="row">The row.</param>
    /// <param name="firstElement">What <see cref="ElementCount"/> was before.</param>
    public void WriteList(int row, int firstElement) => Write(row, new ListEntry(firstElement, ElementCount - firstElement));

    /// <summary>Whether the engine has a documented form for writing the type, and all types within it.</summary>
    internal static bool CanWrite(DuckDbType type) => type switch
    {
        DuckDbType.List list => CanWrite(list.Element),
        DuckDbType.Map map => CanWrite(map.Entry),
        DuckDbType.Struct fields => fields.Fields.All(field => CanWrite(field.Type)),
        DuckDbType.Scalar { Kind: var kind } => kind != DuckDbKind.Variant,
        _ => type is DuckDbType.Decimal or DuckDbType.Enum,
    };

    /// <summary>Takes the addresses of an empty vector; they may change whenever the chunk is reset.</summary>
    internal void Attach(nint vector)
    {
        (ElementCount, _capacity) = (0, 0);
        _vector = vector;
        _data = (byte*)NativeMethods.VectorData(vector);
        _validity = null;
        _elements?.Attach(NativeMethods.ListElements(vector));
        for (var i = 0; i < _fields.Length; i++)
            _fields[i].Attach(NativeMethods.StructField(vector, (ulong)i));
    }

    /// <summary>Tells the engine how many elements its lists have, here and below.</summary>
    internal void Complete()
    {
        if (_elements is not null)
        {
            Check(NativeMethods.SetListElementCount(_vector, (ulong)ElementCount));
            _elements.Complete();
        }
        foreach (var field in _fields)
            field.Complete();
    }

    private void Grow()
    {
        _capacity = Math.Max(FirstCapacity, checked(_capacity * 2));
        Check(NativeMethods.ReserveListElements(_vector, (ulong)_capacity));
        Elements.Relocate(NativeMethods.ListElements(_vector));
    }

    /// <summary>Looks up where the vector lies by now; what was written stays.</summary>
    private void Relocate(nint vector)
    {
        _vector = vector;
        _data = (byte*)NativeMethods.VectorData(vector);
        _validity = NativeMethods.VectorValidity(vector);
        _elements?.Relocate(NativeMethods.ListElements(vector));
        for (var i = 0; i < _fields.Length; i++)
            _fields[i].Relocate(NativeMethods.StructField(vector, (ulong)i));
    }

    private void Store<T>(int row, T value)
        where T : unmanaged => Unsafe.WriteUnaligned(_data + (long)row * sizeof(T), value);

    private static void Check(NativeState state)
    {
        if (state == NativeState.Error)
            throw new InvalidOperationException("The engine refused to change the number of elements of a list.");
    }

    private InvalidOperationException Misused(string given) => new($"A vector of {Type} takes no {given}; see DuckDbKind.{Type.Kind}.");
}
