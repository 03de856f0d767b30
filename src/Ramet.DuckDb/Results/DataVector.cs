using System.Runtime.CompilerServices;
using System.Text;
using Ramet.DuckDb.Interop;

namespace Ramet.DuckDb;

/// <summary>
/// The values of one column of a chunk, or of a nested part of one, read in place: no value is copied or boxed. Rows are numbered from 0.
/// The value of a row that <see cref="IsNull"/> is undefined. A vector is valid as long as its <see cref="DataChunk"/>; so are the spans it
/// gives, which nothing checks.
/// </summary>
public sealed unsafe class DataVector
{
    private readonly DataChunk _chunk;
    private readonly nint _vector;
    private readonly void* _data;
    private readonly ulong* _validity;
    private readonly int _rowCount;
    private DataVector? _elements;
    private DataVector?[]? _fields;

    internal DataVector(DataChunk chunk, nint vector, DuckDbType type, int rowCount)
    {
        _chunk = chunk;
        _vector = vector;
        _data = NativeMethods.VectorData(vector);
        _validity = NativeMethods.VectorValidity(vector);
        _rowCount = rowCount;
        Type = type;
    }

    /// <summary>The type of the values, whose <see cref="DuckDbKind"/> says how to read them.</summary>
    public DuckDbType Type { get; }

    /// <summary>Number of rows.</summary>
    public int RowCount => _rowCount;

    /// <summary>False when no row is NULL, so that callers can do without asking row by row.</summary>
    public bool MayHaveNulls => _validity != null;

    /// <summary>
    /// The elements of all lists, arrays or maps of this vector, one after the other; <see cref="Entry"/> says which are whose. Those of a
    /// map are structs of key (field 0) and value (field 1).
    /// </summary>
    public DataVector Elements => _elements ??= ReadElements();

    /// <summary>Whether a row is NULL.</summary>
    public bool IsNull(int row)
    {
        Check(row);
        return _validity != null && (_validity[row >> 6] >> (row & 63) & 1) == 0;
    }

    /// <summary>All values, of a type with a fixed width.</summary>
    /// <typeparam name="T">The type's <see cref="DuckDbType.Storage"/>.</typeparam>
    /// <exception cref="InvalidOperationException">The values are of another type.</exception>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged
    {
        _chunk.ThrowIfDisposed();
        if (typeof(T) != Type.Storage)
            throw Misread(Type.Storage is { } storage ? $"Values<{storage.Name}>()" : "another member", $"Values<{typeof(T).Name}>()");
        return new ReadOnlySpan<T>(_data, _rowCount);
    }

    /// <summary>The text of a VARCHAR or the label of an ENUM, in UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8(int row) => Type is DuckDbType.Enum labels ? labels.Utf8Labels[EnumIndex(row)] : Bytes(row);

    /// <summary>The text of a VARCHAR or the label of an ENUM, as a new string.</summary>
    public string Text(int row) => Encoding.UTF8.GetString(Utf8(row));

    /// <summary>The bytes of a VARCHAR, BLOB, BIT, BIGNUM or GEOMETRY.</summary>
    public ReadOnlySpan<byte> Bytes(int row)
    {
        Check(row);
        if (Type.Kind is not (DuckDbKind.Varchar or DuckDbKind.Blob or DuckDbKind.Bit or DuckDbKind.BigNum or DuckDbKind.Geometry))
            throw Misread("another member", "text or bytes");
        return NativeString.Bytes((NativeString*)_data + row);
    }

    /// <summary>The bytes of one value of a type with a fixed width.</summary>
    internal ReadOnlySpan<byte> Stored(int row)
    {
        Check(row);
        return new ReadOnlySpan<byte>((byte*)_data + ((long)row * Type.StorageBytes), Type.StorageBytes);
    }

    /// <summary>The digits of a DECIMAL(p,s) as an integer, whatever its width inside: 12.50 at scale 2 is 1250.</summary>
    public Int128 UnscaledDecimal(int row)
    {
        Check(row);
        return Type switch
        {
            DuckDbType.Decimal { Precision: <= 4 } => ((short*)_data)[row],
            DuckDbType.Decimal { Precision: <= 9 } => ((int*)_data)[row],
            DuckDbType.Decimal { Precision: <= 18 } => ((long*)_data)[row],
            DuckDbType.Decimal => Unsafe.ReadUnaligned<Int128>((byte*)_data + (long)row * sizeof(Int128)),
            _ => throw Misread("another member", "a decimal"),
        };
    }

    /// <summary>A UUID.</summary>
    public Guid Uuid(int row)
    {
        if (Type.Kind != DuckDbKind.Uuid)
            throw Misread("another member", "a UUID");
        // The engine stores a signed number that sorts like the UUID's text, so its highest bit is turned over.
        var number = (UInt128)Values<Int128>()[row] ^ (UInt128.One << 127);
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Which of the <see cref="Elements"/> make up the list, array or map of a row.</summary>
    public ListEntry Entry(int row)
    {
        Check(row);
        return Type switch
        {
            DuckDbType.List or DuckDbType.Map => ((ListEntry*)_data)[row],
            DuckDbType.Array array => new ListEntry(row * array.Length, array.Length),
            _ => throw Misread("another member", "a list"),
        };
    }

    /// <summary>
    /// One field of the structs, with a value for each of this vector's rows; for a UNION, 0 is the tag and 1 its first member.
    /// </summary>
    /// <param name="index">The field's index, from 0.</param>
    public DataVector Field(int index)
    {
        _chunk.ThrowIfDisposed();
        _fields ??= new DataVector?[FieldCount];
        return _fields[index] ??= new DataVector(_chunk, NativeMethods.StructField(_vector, (ulong)index), FieldType(index), _rowCount);
    }

    private int FieldCount => Type switch
    {
        DuckDbType.Struct type => type.Fields.Count,
        DuckDbType.Union type => type.Members.Count + 1,
        _ => throw Misread("another member", "a struct"),
    };

    private DuckDbType FieldType(int index) => Type switch
    {
        DuckDbType.Struct type => type.Fields[index].Type,
        DuckDbType.Union type => index == 0 ? UnionTag : type.Members[index - 1].Type,
        _ => throw Misread("another member", "a struct"),
    };

    private static readonly DuckDbType UnionTag = new DuckDbType.Scalar(DuckDbKind.UTinyInt, alias: null);

    private DataVector ReadElements()
    {
        _chunk.ThrowIfDisposed();
        return Type switch
        {
            DuckDbType.List list => ListElements(list.Element),
            DuckDbType.Map map => ListElements(map.Entry),
            DuckDbType.Array array => new DataVector(_chunk, NativeMethods.ArrayElements(_vector), array.Element, _rowCount * array.Length),
            _ => throw Misread("another member", "a list"),
        };
    }

    private DataVector ListElements(DuckDbType type) =>
        new(_chunk, NativeMethods.ListElements(_vector), type, (int)NativeMethods.ListElementCount(_vector));

    private int EnumIndex(int row)
    {
        Check(row);
        return Type.Storage == typeof(byte) ? ((byte*)_data)[row]
            : Type.Storage == typeof(ushort) ? ((ushort*)_data)[row]
            : (int)((uint*)_data)[row];
    }

    private void Check(int row)
    {
        _chunk.ThrowIfDisposed();
        if ((uint)row >= (uint)_rowCount)
            throw new ArgumentOutOfRangeException(nameof(row), row, $"The vector has rows 0 to {_rowCount - 1}.");
    }

    private InvalidOperationException Misread(string right, string wrong) =>
        new($"A vector of {Type} is read with {right}, not as {wrong}; see DuckDbKind.{Type.Kind}.");
}
