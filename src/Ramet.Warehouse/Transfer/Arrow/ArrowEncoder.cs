using Ramet.DuckDb;
using Ramet.Protocol.Arrow;
using Ramet.Sql.Binding;

namespace Ramet.Warehouse.Transfer.Arrow;

/// <summary>Writes rows of the engine as Arrow batches.</summary>
internal sealed class ArrowEncoder : IRowEncoder
{
    /// <summary>Bytes of values after which a batch ends.</summary>
    private const int BatchBytes = 1 << 20;

    /// <summary>Rows that come into a batch together; with the largest values they stay far below what offsets of 32 bits can say.</summary>
    private const int RowsAtOnce = 128;

    private readonly IReadOnlyList<ResultColumn> columns;
    private readonly ArrowColumn[] values;
    private readonly ArrowValueEncoder?[] encoders;
    private readonly ArrowStreamWriter writer;
    private readonly Action end;
    private int batchRows;

    private ArrowEncoder(IReadOnlyList<ResultColumn> columns, IReadOnlyList<ArrowField> fields, ArrowStreamWriter writer, Action end)
    {
        this.columns = columns;
        this.writer = writer;
        this.end = end;
        values = [.. fields.Select(static field => new ArrowColumn(field))];
        encoders = new ArrowValueEncoder?[columns.Count];
    }

    /// <inheritdoc/>
    public long Rows { get; private set; }

    /// <inheritdoc/>
    public long Bytes => writer.BytesWritten;

    /// <summary>Batches alone, for clients that know the schema.</summary>
    /// <param name="columns">The columns of the rows.</param>
    /// <param name="times">How times travel.</param>
    /// <param name="output">Gets them, and is ended behind them.</param>
    public static ArrowEncoder OfBatches(IReadOnlyList<ResultColumn> columns, ArrowTimes times, ChunkWriteStream output) =>
        new(columns, FieldsOf(columns, times), new ArrowStreamWriter(output), output.End);

    /// <summary>A stream that says its schema.</summary>
    /// <param name="columns">The columns of the rows.</param>
    /// <param name="output">Gets the stream; the caller disposes it.</param>
    public static ArrowEncoder OfStream(IReadOnlyList<ResultColumn> columns, Stream output)
    {
        var writer = new ArrowStreamWriter(output);
        var fields = FieldsOf(columns, ArrowTimes.SecondsAndNanos);
        writer.WriteSchema(fields);
        return new ArrowEncoder(columns, fields, writer, writer.End);
    }

    /// <inheritdoc/>
    public void Write(Func<int, DataVector> columns, int start, int end)
    {
        for (var row = start; row < end; row += RowsAtOnce)
        {
            var next = Math.Min(row + RowsAtOnce, end);
            for (var i = 0; i < values.Length; i++)
            {
                var vector = columns(i);
                (encoders[i] ??= ArrowValueEncoder.Of(this.columns[i].Type, vector.Type, values[i].Field)).Write(vector, row, next, values[i]);
            }
            batchRows += next - row;
            Rows += next - row;
            if (values.Sum(static column => column.Bytes) >= BatchBytes)
                WriteBatch();
        }
    }

    /// <inheritdoc/>
    public void Finish()
    {
        WriteBatch();
        end();
    }

    private static ArrowField[] FieldsOf(IReadOnlyList<ResultColumn> columns, ArrowTimes times) =>
        [.. columns.Select(column => ArrowFields.Of(column.Name, column.Type, times))];

    private void WriteBatch()
    {
        if (batchRows == 0)
            return;
        writer.WriteBatch(batchRows, values);
        batchRows = 0;
        foreach (var column in values)
            column.Clear();
    }
}
