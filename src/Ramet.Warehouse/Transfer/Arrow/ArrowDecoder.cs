using Ramet.DuckDb;
using Ramet.Errors;
using Ramet.Protocol.Arrow;
using Ramet.Sql.Binding;

namespace Ramet.Warehouse.Transfer.Arrow;

/// <summary>Reads Arrow batches into rows of the engine: the reverse of <see cref="ArrowEncoder"/>.</summary>
internal sealed class ArrowDecoder : IRowDecoder
{
    /// <summary>Bytes of rows that are handed over to the engine together, though their number would allow more.</summary>
    private const long PartBytesMax = 2 << 20;

    private readonly ArrowBatchReader reader;
    private readonly IReadOnlyList<ResultColumn> columns;
    private readonly ArrowValueDecoder[] decoders;
    private readonly ValueSize size = new();
    private ArrowBatch? batch;
    private int nextRow;

    /// <param name="columns">The columns of the rows.</param>
    /// <param name="input">Gives the batches; the caller disposes it.</param>
    public ArrowDecoder(IReadOnlyList<ResultColumn> columns, Stream input)
    {
        this.columns = columns;
        reader = new ArrowBatchReader(input, [.. columns.Select(static column => ArrowFields.Of(column.Name, column.Type, ArrowTimes.Nanoseconds))]);
        decoders = [.. columns.Select(static column => ArrowValueDecoder.Of(column.Type))];
    }

    /// <inheritdoc/>
    public long Rows { get; private set; }

    /// <inheritdoc/>
    public long BytesRead => reader.BytesRead;

    /// <inheritdoc/>
    public bool ReadBatch(DuckDbVectorAppender appender, out long bytes)
    {
        bytes = 0;
        while (batch is null || nextRow == batch.Rows)
        {
            nextRow = 0;
            if (!reader.TryRead(out batch))
                return true;
        }
        var count = Math.Min(batch.Rows - nextRow, Math.Min(appender.RowsMax, (int)Math.Max(1, PartBytesMax * batch.Rows / Math.Max(1, batch.Bytes))));
        for (var i = 0; i < columns.Count; i++)
            ReadColumn(i, count, appender.Column(i));
        appender.Flush(count);
        bytes = batch.Bytes * count / batch.Rows;
        nextRow += count;
        Rows += count;
        return false;
    }

    private void ReadColumn(int index, int count, VectorWriter target)
    {
        var row = 0;
        try
        {
            for (; row < count; row++)
            {
                size.Clear();
                decoders[index].ReadOrNull(batch!.Columns[index], nextRow + row, target, row, size); // there is one
            }
        }
        catch (ArrowValueException error)
        {
            throw new RametException(
                ErrorCode.InvalidParameter, ErrorKind.User, FormattableString.Invariant($"row {Rows + row + 1} of the stream, column {columns[index].Name}: {error.Message}"));
        }
    }
}
