using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Tables.Manifests;
using Ramet.Tables.Metadata;
using Ramet.Tables.Partitions;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Statements;
using Ramet.Warehouse.Writing;

namespace Ramet.Warehouse.Transfer;

/// <summary>
/// Turns a stream of rows into data files of a table. They are decoded into a temporary table of the engine, and that becomes a file
/// whenever it has reached a size, so that memory does not depend on the length of the stream; then the next part begins.
/// </summary>
/// <param name="context">The request.</param>
/// <param name="metadata">The table.</param>
/// <param name="symbol">Its columns.</param>
/// <param name="partition">The partition that all rows belong to; null for a table without partitions.</param>
internal sealed class RowBlock(StatementContext context, TableMetadata metadata, TableSymbol symbol, PartitionKey? partition)
{
    private const string TableName = "tunnel_rows";

    /// <summary>Bytes of rows, as the engine keeps them, that become one file.</summary>
    private const long PartBytesMax = 24 << 20;

    private readonly ColumnSymbol[] columns = symbol.DataColumns.ToArray();

    /// <summary>Reads the stream to its end.</summary>
    /// <param name="format">The form of the stream.</param>
    /// <param name="input">The stream.</param>
    /// <returns>The files, durable (I6), and the number of rows and bytes that were read.</returns>
    /// <exception cref="RametException">The stream is damaged, or the table cannot have its rows; then there are no files.</exception>
    public (IReadOnlyList<DataFile> Files, TransferCount Count) Write(TransferFormat format, Stream input)
    {
        var decoder = IRowDecoder.Of(format, symbol, input);
        var files = new List<DataFile>();
        try
        {
            for (var isEnded = false; !isEnded;)
            {
                var before = decoder.Rows;
                isEnded = ReadPart(decoder);
                if (decoder.Rows > before)
                    files.AddRange(new DataFileWriter(context, metadata, symbol).Write(Rows(), partition));
            }
            return (files, new TransferCount(decoder.Rows, decoder.BytesRead));
        }
        catch
        {
            TransferSessions.Discard(context.Warehouse, files.Select(file => file.Path));
            throw;
        }
    }

    private QueryPlan Rows() => new(PartitionColumns.AddTo($"SELECT * FROM {TableName}", symbol, partition), [], []);

    /// <summary>Fills the temporary table anew; true at the end of the stream.</summary>
    private bool ReadPart(IRowDecoder decoder)
    {
        var definitions = columns.Select(column => $"{DuckDbNames.Quote(column.Name)} {DuckDbTypes.NameOf(CopyStatement.Widened(column.Type))}");
        context.Session.Engine.Execute($"CREATE OR REPLACE TEMPORARY TABLE {TableName} ({string.Join(", ", definitions)})", context.CancellationToken);
        using var appender = context.Session.Engine.AppendVectors(TableName);
        var partBytes = 0L;
        bool isEnded;
        do
        {
            isEnded = decoder.ReadBatch(appender, out var batchBytes);
            partBytes += batchBytes;
            context.CancellationToken.ThrowIfCancellationRequested();
        }
        while (!isEnded && partBytes < PartBytesMax);
        appender.Complete();
        return isEnded;
    }
}

/// <summary>How much was transferred, for metrics.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="Bytes">Number of bytes of the stream, not compressed.</param>
public readonly record struct TransferCount(long Rows, long Bytes);
