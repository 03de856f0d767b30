using Ramet.DuckDb;

namespace Ramet.Functions;

/// <summary>Computes a function for one row, none of whose arguments is NULL.</summary>
internal delegate void RowBody(in FunctionRow row);

/// <summary>The arguments of a function in one row, numbered from 0, and the place of its result, which is set once.</summary>
internal readonly ref struct FunctionRow(DataChunk arguments, ScalarResults results, int row)
{
    /// <summary>A VARCHAR.</summary>
    public string Text(int argument) => arguments.Vector(argument).Text(row);

    /// <summary>A VARCHAR, in UTF-8, or a BLOB.</summary>
    public ReadOnlySpan<byte> Bytes(int argument) => arguments.Vector(argument).Bytes(row);

    /// <summary>A BIGINT.</summary>
    public long Integer(int argument) => arguments.Vector(argument).Values<long>()[row];

    /// <summary>A DOUBLE.</summary>
    public double Number(int argument) => arguments.Vector(argument).Values<double>()[row];

    public void ReturnNull() => results.SetNull(row);

    public void Return(bool value) => results.Set(row, value);

    public void Return(long value) => results.Set(row, value);

    public void Return(int value) => results.Set(row, value);

    public void Return(ReadOnlySpan<byte> value) => results.SetBytes(row, value);

    /// <summary>A VARCHAR, or NULL.</summary>
    public void Return(string? value)
    {
        if (value is null)
            results.SetNull(row);
        else
            results.Set(row, value);
    }

    /// <summary>A TIMESTAMP: microseconds since 1970-01-01 00:00:00 of a wall clock.</summary>
    public void ReturnMicros(long value) => results.Set(row, value);
}
