using Ramet.Catalog.Tables;
using Ramet.DuckDb;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Tables.Partitions;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Files;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.External;

/// <summary>
/// Plans the reading of an external table: the files are those that are there now, and partitions are left out by the same conditions as
/// of other tables.
/// </summary>
internal static class ExternalScan
{
    public static PlannedScan Plan(StatementContext context, BoundTableScan scan, CatalogTable table)
    {
        var partitions = ExternalPartitions.Find(context, table, scan.Span);
        IReadOnlyCollection<PartitionKey> wanted = scan.PartitionPredicate is null
            ? [.. partitions.Keys]
            : PartitionPruning.Matching(context, scan.Table, scan, [.. partitions.Keys]);
        var files = wanted.SelectMany(key => partitions[key]).Order(StringComparer.Ordinal).ToList();
        return new PlannedScan(
            scan, table, scan.Table.IsPartitioned ? wanted.Count : null, scan.Table.IsPartitioned ? partitions.Count : 0, [], files.Count)
        {
            External = files.Count > 0 ? Read(context, scan, table, files) : ExternalRead.None,
        };
    }

    private static ExternalRead Read(StatementContext context, BoundTableScan scan, CatalogTable table, List<string> files)
    {
        var symbol = TableSymbols.Of(table);
        var relation = new FileRelation(context, ExternalTable.Of(table).Layout, [.. symbol.DataColumns])
        {
            HasDirectoryColumns = symbol.IsPartitioned,
            MayDiffer = true,
        };
        try
        {
            var names = relation.Names(files);
            RequireColumns(scan, table, names);
            IReadOnlyList<ColumnSymbol> columns = scan.UsedColumns.IsEmpty ? [symbol.Columns[^1]] : scan.UsedColumns;
            return new ExternalRead(files, relation.Write(files, names, columns), some => relation.Write(some, names, columns));
        }
        catch (DuckDbException error)
        {
            throw new RametException(
                ErrorCode.StorageError,
                ErrorKind.Environment,
                $"external table {table.FullName} cannot be read from {ExternalTable.Of(table).Location}: {error.Detail.Split('\n', 2)[0]}",
                scan.Span,
                $"Every file there must be one of the format {ExternalTable.Of(table).Layout.Format}: repair the file, or take it away.",
                error);
        }
        catch (RametException error)
        {
            throw error.At(scan.Span);
        }
    }

    /// <summary>A column that no Parquet file has is a mistake in the definition; an object of JSON may leave out what it likes.</summary>
    private static void RequireColumns(BoundTableScan scan, CatalogTable table, IReadOnlyList<string>? names)
    {
        var external = ExternalTable.Of(table);
        if (names is null || external.Layout.Format == FileFormat.Json)
            return;
        var missing = scan.UsedColumns
            .Where(column => !names.Contains(column.Name, StringComparer.OrdinalIgnoreCase))
            .Select(column => column.Name)
            .ToList();
        if (missing.Count > 0)
        {
            throw StatementErrors.Semantic(
                scan.Span,
                $"no file of external table {table.FullName} in {external.Location} has a column {string.Join(", ", missing)}",
                $"They have {string.Join(", ", names)}. Create the table with these names.");
        }
    }
}
