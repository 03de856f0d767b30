using System.Runtime.InteropServices;

namespace Ramet.DuckDb;

/// <summary>
/// Where the elements of one list lie in <see cref="DataVector.Elements"/> (<c>duckdb_list_entry</c>). Undefined for a NULL list.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct ListEntry
{
    private readonly ulong _start;
    private readonly ulong _length;

    internal ListEntry(int start, int length)
    {
        _start = (ulong)start;
        _length = (ulong)length;
    }

    /// <summary>Row of the first element.</summary>
    public int Start => (int)_start;

    /// <summary>Number of elements.</summary>
    public int Length => (int)_length;

    /// <summary>Row after the last element.</summary>
    public int End => Start + Length;
}
