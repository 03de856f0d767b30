using Ramet.DuckDb;
using Ramet.Errors;
using Ramet.Protocol.Records;
using Ramet.Sql.Types;

namespace Ramet.Warehouse.Transfer.Records;

/// <summary>Reads records into rows of the engine: the reverse of <see cref="RecordEncoder"/>.</summary>
/// <param name="reader">The stream.</param>
/// <param name="types">The declared types of the columns, in their order.</param>
/// <param name="table">The name of the table, for errors.</param>
public sealed class RecordDecoder(RecordReader reader, IReadOnlyList<DataType> types, string table) : IRowDecoder
{
    /// <summary>Bytes of rows that are handed over to the engine together, though their number would allow more.</summary>
    private const long BatchBytesMax = 2 << 20;

    private readonly ValueDecoder[] decoders = [.. types.Select(ValueDecoder.Of)];
    private readonly long[] lastRecordOf = new long[types.Count];

    private int RowWidth => decoders.Sum(decoder => decoder.Width);

    /// <summary>Number of rows so far.</summary>
    public long Rows => reader.Records;

    /// <summary>Number of bytes that were taken from the stream.</summary>
    public long BytesRead => reader.BytesRead;

    /// <summary>Reads rows until the appender is full, or the rows are large.</summary>
    /// <param name="appender">Gets the rows; its columns are those of the types.</param>
    /// <param name="bytes">The memory that the rows take, about.</param>
    /// <returns>True at the end of the stream.</returns>
    /// <exception cref="RametException">The stream is damaged, or a column cannot have its value.</exception>
    public bool ReadBatch(DuckDbVectorAppender appender, out long bytes)
    {
        var before = reader.BytesRead;
        for (var row = 0; ; row++)
        {
            bytes = (reader.BytesRead - before) + ((long)row * RowWidth);
            var isFull = row == appender.RowsMax || bytes >= BatchBytesMax;
            if (!isFull && ReadRecord(appender, row))
                continue;
            appender.Flush(row);
            return !isFull;
        }
    }

    /// <summary>Reads a record into a row; false at the end of the stream.</summary>
    private bool ReadRecord(DuckDbVectorAppender appender, int row)
    {
        var fields = 0;
        while (true)
        {
            switch (reader.Next())
            {
                case RecordPart.Field:
                    ReadField(appender, row);
                    fields++;
                    break;
                case RecordPart.EndOfRecord:
                    if (fields < types.Count)
                        WriteNulls(reader.Records, appender, row);
                    return true;
                case RecordPart.EndOfStream:
                    return false;
            }
        }
    }

    private void ReadField(DuckDbVectorAppender appender, int row)
    {
        var index = reader.Column - 1;
        if (index >= types.Count)
            throw reader.Malformed($"it has a column {reader.Column}, but table {table} has {types.Count} besides those of partitions");
        if (lastRecordOf[index] == reader.Records + 1)
            throw reader.Malformed("it has the column twice");
        if (reader.Wire != decoders[index].Wire)
            throw reader.Malformed($"the value is sent as {reader.Wire}, which is not how the type {types[index].ToSql()} is sent");
        lastRecordOf[index] = reader.Records + 1;
        decoders[index].Read(reader, appender.Column(index), row);
    }

    private void WriteNulls(long record, DuckDbVectorAppender appender, int row)
    {
        for (var index = 0; index < types.Count; index++)
        {
            if (lastRecordOf[index] != record)
                appender.Column(index).WriteNull(row);
        }
    }
}
