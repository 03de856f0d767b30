using System.Text;

namespace Ramet.DuckDb;

/// <summary>
/// The results of a <see cref="ScalarFunction"/> for the rows of one chunk, which are numbered from 0. Each row is set once; a value of
/// another type than the function's result throws <see cref="InvalidOperationException"/>.
/// </summary>
public sealed class ScalarResults
{
    private readonly VectorWriter _values;

    internal ScalarResults(nint vector, DuckDbType type)
    {
        _values = new VectorWriter(type);
        _values.Attach(vector);
    }

    /// <summary>The result is NULL.</summary>
    public void SetNull(int row) => _values.WriteNull(row);

    /// <summary>A value of a fixed width.</summary>
    /// <typeparam name="T">The <see cref="DuckDbType.Storage"/> of the result's type.</typeparam>
    /// <param name="row">The row.</param>
    /// <param name="value">The value.</param>
    public void Set<T>(int row, T value)
        where T : unmanaged => _values.Write(row, value);

    /// <summary>A VARCHAR. A lone surrogate becomes U+FFFD.</summary>
    public void Set(int row, string value) => _values.WriteBytes(row, Encoding.UTF8.GetBytes(value));

    /// <summary>A BLOB.</summary>
    public void SetBytes(int row, ReadOnlySpan<byte> value) => _values.WriteBytes(row, value);
}
