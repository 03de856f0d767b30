using Ramet.DuckDb;
using Ramet.Protocol.Arrow;
using Ramet.Sql.Binding;
using Ramet.Warehouse.Transfer.Arrow;
using Ramet.Warehouse.Transfer.Records;

namespace Ramet.Warehouse.Transfer;

/// <summary>Writes rows of the engine in the form in which they travel.</summary>
internal interface IRowEncoder
{
    /// <summary>Number of rows so far.</summary>
    long Rows { get; }

    /// <summary>Number of bytes that the output got; all of them after <see cref="Finish"/>.</summary>
    long Bytes { get; }

    /// <summary>Writes rows.</summary>
    /// <param name="columns">Gives the vector of a column by its index.</param>
    /// <param name="start">The first row of the vectors.</param>
    /// <param name="end">The row after the last one.</param>
    void Write(Func<int, DataVector> columns, int start, int end);

    /// <summary>Ends the stream.</summary>
    void Finish();

    /// <summary>The encoder of a form.</summary>
    /// <param name="format">The form.</param>
    /// <param name="columns">The columns that the client is told, in their order.</param>
    /// <param name="times">How Arrow has times.</param>
    /// <param name="output">Gets the stream; the caller disposes it.</param>
    static IRowEncoder Of(TransferFormat format, IReadOnlyList<ResultColumn> columns, ArrowTimes times, Stream output) => format switch
    {
        TransferFormat.Records => new RecordEncoder([.. columns.Select(static column => column.Type)], output),
        TransferFormat.Arrow => ArrowEncoder.OfBatches(columns, times, new ChunkWriteStream(output)),
    };
}
