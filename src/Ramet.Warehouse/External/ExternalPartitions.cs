using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Tables.Partitions;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Files;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.External;

/// <summary>
/// The files of an external table as they are now, by partition. A partition is a chain of directories <c>name=value</c> directly below the
/// location, one for each partition column.
/// </summary>
internal static class ExternalPartitions
{
    private const string NullText = "__HIVE_DEFAULT_PARTITION__"; // as Hive and the engine write it

    /// <summary>Finds the files; those of a table without partitions are under the empty key.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="table">The table.</param>
    /// <param name="span">Where the statement names it.</param>
    /// <exception cref="RametException">
    /// The location is gone or may not be read by the owner of the table, or a file does not lie in the directories of a partition.
    /// </exception>
    public static IReadOnlyDictionary<PartitionKey, IReadOnlyList<string>> Find(StatementContext context, CatalogTable table, SourceSpan span)
    {
        var external = ExternalTable.Of(table);
        var files = new FileListing(context.Warehouse.Locations, table.Owner, span).Find(external.Path, external.Layout);
        var symbol = TableSymbols.Of(table);
        return files
            .GroupBy(file => Key(table, symbol, Path.GetRelativePath(external.Path, file), file, span))
            .ToDictionary(group => group.Key, IReadOnlyList<string> (group) => [.. group]);
    }

    private static PartitionKey Key(CatalogTable table, TableSymbol symbol, string relative, string file, SourceSpan span)
    {
        var directories = relative.Split(Path.DirectorySeparatorChar)[..^1];
        var values = new List<PartitionValue>();
        foreach (var column in symbol.PartitionColumns)
        {
            var directory = values.Count < directories.Length ? directories[values.Count] : "";
            values.Add(Value(table, column, directory) ?? throw Misplaced(table, symbol, file, span));
        }
        return new PartitionKey([.. values]);
    }

    private static PartitionValue? Value(CatalogTable table, ColumnSymbol column, string directory)
    {
        if (directory.Split('=', 2) is not [var name, var written] || !string.Equals(name, column.Name, StringComparison.OrdinalIgnoreCase))
            return null;
        if (written == NullText)
            return PartitionValue.Null;
        var stored = table.Metadata.CurrentSchema.FindField(column.FieldId)!.Type; // the symbol was made from this schema
        return PartitionValue.TryParse(stored, Uri.UnescapeDataString(written), out var value) ? value : null;
    }

    private static RametException Misplaced(CatalogTable table, TableSymbol symbol, string file, SourceSpan span)
    {
        var levels = string.Join('/', symbol.PartitionColumns.ToArray().Select(column => $"{column.Name}=<{column.Type}>"));
        return new RametException(
            ErrorCode.StorageError,
            ErrorKind.Environment,
            $"file '{file}' of external table {table.FullName} does not lie in directories {levels} of the location",
            span,
            "Move the file, or create the table with the partition columns that the directories have.");
    }
}
