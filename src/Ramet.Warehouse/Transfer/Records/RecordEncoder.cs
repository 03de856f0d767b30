using Ramet.DuckDb;
using Ramet.Protocol.Records;
using Ramet.Sql.Types;

namespace Ramet.Warehouse.Transfer.Records;

/// <summary>Writes rows of the engine as records.</summary>
/// <param name="types">The types of the columns that the client is told, in their order.</param>
/// <param name="output">Gets the stream; the caller disposes it.</param>
public sealed class RecordEncoder(IReadOnlyList<DataType> types, Stream output) : IRowEncoder
{
    private readonly RecordWriter writer = new(output);
    private readonly ValueEncoder?[] encoders = new ValueEncoder?[types.Count];
    private readonly DataVector[] vectors = new DataVector[types.Count];

    /// <summary>Number of rows so far.</summary>
    public long Rows => writer.Records;

    /// <summary>Number of bytes that the output got; all of them after <see cref="Finish"/>.</summary>
    public long Bytes => writer.BytesFlushed;

    /// <summary>Writes rows.</summary>
    /// <param name="columns">Gives the vector of a column by its index.</param>
    /// <param name="start">The first row of the vectors.</param>
    /// <param name="end">The row after the last one.</param>
    public void Write(Func<int, DataVector> columns, int start, int end)
    {
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] = columns(i);
            encoders[i] ??= ValueEncoder.Of(types[i], vectors[i].Type);
        }
        for (var row = start; row < end; row++)
            Write(row);
    }

    /// <summary>Ends the stream.</summary>
    public void Finish() => writer.EndStream();

    private void Write(int row)
    {
        for (var i = 0; i < vectors.Length; i++)
        {
            var vector = vectors[i];
            if (vector.MayHaveNulls && vector.IsNull(row))
                continue;
            var encoder = encoders[i]!; // each was made for these vectors or earlier ones
            writer.BeginValue(i + 1, encoder.Wire);
            encoder.Write(vector, row, writer);
        }
        writer.EndRecord();
    }
}
