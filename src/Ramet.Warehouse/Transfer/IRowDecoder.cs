using Ramet.DuckDb;
using Ramet.Errors;
using Ramet.Protocol.Arrow;
using Ramet.Protocol.Records;
using Ramet.Sql.Binding;
using Ramet.Warehouse.Transfer.Arrow;
using Ramet.Warehouse.Transfer.Records;

namespace Ramet.Warehouse.Transfer;

/// <summary>Reads rows from the form in which they travel into the engine.</summary>
internal interface IRowDecoder
{
    /// <summary>Number of rows so far.</summary>
    long Rows { get; }

    /// <summary>Number of bytes that were taken from the input.</summary>
    long BytesRead { get; }

    /// <summary>Reads rows until the appender is full, or the rows are large.</summary>
    /// <param name="appender">Gets the rows; its columns are those of the table.</param>
    /// <param name="bytes">The memory that the rows take, about.</param>
    /// <returns>True at the end of the stream.</returns>
    /// <exception cref="RametException">The stream is damaged, or a column cannot have its value.</exception>
    bool ReadBatch(DuckDbVectorAppender appender, out long bytes);

    /// <summary>The decoder of a form.</summary>
    /// <param name="format">The form.</param>
    /// <param name="table">The table whose columns besides those of partitions the rows have.</param>
    /// <param name="input">Gives the stream; the caller disposes it.</param>
    static IRowDecoder Of(TransferFormat format, TableSymbol table, Stream input)
    {
        var columns = table.DataColumns.ToArray();
        return format switch
        {
            TransferFormat.Records => new RecordDecoder(
                new RecordReader(input, [.. columns.Select(static column => column.Name)]), [.. columns.Select(static column => column.Type)], table.ToString()),
            TransferFormat.Arrow => new ArrowDecoder([.. columns.Select(static column => new ResultColumn(column.Name, column.Type))], new ChunkReadStream(input)),
        };
    }
}
