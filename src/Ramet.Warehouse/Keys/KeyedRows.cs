using Ramet.Catalog.Tables;
using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Tables.Manifests;
using Ramet.Tables.Metadata;
using Ramet.Tables.Partitions;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Statements;
using Ramet.Warehouse.Writing;

namespace Ramet.Warehouse.Keys;

/// <summary>Rows for a table with a primary key, in durable files (I6) of which nobody knows yet. No two of them have the same key.</summary>
/// <param name="Contents">The files of rows that are added; also files without rows, which let partitions exist.</param>
/// <param name="Keys">Files with the keys whose rows are taken away; they have the partitions and field ids of the table.</param>
internal sealed record KeyedRows(IReadOnlyList<DataFile> Contents, IReadOnlyList<DataFile> Keys)
{
    /// <summary>Rows that take the place of those with the same keys.</summary>
    /// <param name="contents">The files of the rows; also files without rows.</param>
    public static KeyedRows Of(IReadOnlyList<DataFile> contents) => new(contents, [.. contents.Where(file => file.RecordCount > 0)]);

    /// <summary>
    /// Writes the rows of a query, of several with the same key the last one. Mostly no key is there twice: then the rows are just written, which is
    /// much cheaper than to order them by their keys. If it turns out otherwise, the query is run again.
    /// </summary>
    /// <param name="context">The statement.</param>
    /// <param name="symbol">The table.</param>
    /// <param name="rows">The query in the engine's dialect: exactly the columns of the table under their names.</param>
    /// <param name="write">Writes the rows of a query to files.</param>
    public static IReadOnlyList<DataFile> WriteLast(
        StatementContext context, TableSymbol symbol, string rows, Func<string, IReadOnlyList<DataFile>> write)
    {
        var files = write(rows);
        if (files.Count == 0 || !HasRepeated(context, KeyText.WriteRepeated(symbol, QueryPlanner.FilesToScan(context, files))))
            return files;
        foreach (var file in files)
            context.Warehouse.Store.Delete(file.Path);
        return write(KeyText.WriteLast(symbol, rows));
    }

    /// <summary>
    /// Of the rows of some files those that are the last ones with their keys, in the order of the files and of the rows in them: the same files
    /// when no key is there twice, else new ones.
    /// </summary>
    /// <param name="context">The statement.</param>
    /// <param name="metadata">The table, with the schema for which the files were written.</param>
    /// <param name="name">Its name.</param>
    /// <param name="files">The files, all of one partition.</param>
    /// <param name="partition">The partition; null for a table without partitions.</param>
    public static IReadOnlyList<DataFile> LastOf(
        StatementContext context, TableMetadata metadata, TableName name, IReadOnlyList<DataFile> files, PartitionKey? partition)
    {
        var symbol = TableSymbols.Of(metadata, name);
        var scanned = QueryPlanner.FilesToScan(context, files);
        return files.Count == 0 || !HasRepeated(context, KeyText.WriteRepeated(symbol, scanned))
            ? files
            : new DataFileWriter(context, metadata, symbol).Write(new QueryPlan(KeyText.WriteLast(symbol, scanned), [], []), partition);
    }

    private static bool HasRepeated(StatementContext context, string query)
    {
        using var rows = context.Session.Engine.Query(query, context.Zone, context.CancellationToken);
        return rows.TryReadChunk(out var chunk) && chunk.RowCount > 0;
    }
}
