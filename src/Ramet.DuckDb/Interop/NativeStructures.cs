using System.Runtime.InteropServices;

namespace Ramet.DuckDb.Interop;

// The structures of duckdb.h that cross the border by value.

/// <summary><c>duckdb_result</c>: five deprecated fields and the pointer that matters.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeResult
{
    private readonly ulong _columnCount;
    private readonly ulong _rowCount;
    private readonly ulong _rowsChanged;
    private readonly nint _columns;
    private readonly nint _errorMessage;
    private readonly nint _internalData;
}

/// <summary><c>duckdb_query_progress_type</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeProgress
{
    /// <summary>0 to 100; -1 when no query runs or its progress is unknown.</summary>
    public readonly double Percentage;
    private readonly ulong _rowsProcessed;
    private readonly ulong _rowsTotal;
}

/// <summary><c>duckdb_hugeint</c>: two's complement, 128 bits.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeHugeInt(Int128 value)
{
    private readonly ulong _lower = (ulong)value;
    private readonly long _upper = (long)(value >> 64);
}

/// <summary><c>duckdb_decimal</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeDecimal(Int128 unscaled, byte precision, byte scale)
{
    private readonly byte _precision = precision;
    private readonly byte _scale = scale;
    private readonly NativeHugeInt _unscaled = new(unscaled);
}

/// <summary>
/// <c>duckdb_string_t</c>: the element of VARCHAR, BLOB and BIT vectors. Up to 12 bytes lie in the structure; longer values are behind the
/// pointer and the structure repeats their first four bytes.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeString
{
    public const int InlineBytesMax = 12;

    private uint _length;
    private fixed byte _inline[4];
    private readonly byte* _pointer;

    /// <summary>The bytes of the element at <paramref name="element"/>, which must not move while they are used.</summary>
    public static ReadOnlySpan<byte> Bytes(NativeString* element)
    {
        var length = (int)element->_length;
        return new ReadOnlySpan<byte>(length <= InlineBytesMax ? element->_inline : element->_pointer, length);
    }

    /// <summary>
    /// Writes a value of at most <see cref="InlineBytesMax"/> bytes; unused bytes are zero, as the engine compares whole structures.
    /// </summary>
    public static void WriteInline(NativeString* element, ReadOnlySpan<byte> value)
    {
        *element = default;
        element->_length = (uint)value.Length;
        value.CopyTo(new Span<byte>(element->_inline, InlineBytesMax));
    }
}
