using System.Runtime.CompilerServices;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Parsing;
using Ramet.Tables.Metadata;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Files;

namespace Ramet.Warehouse.External;

/// <summary>What makes a table external: where its files are and how they are read. It is kept as the clause of its CREATE TABLE.</summary>
/// <param name="Storage">The clause as text, <c>STORED AS ... LOCATION 'file:///...'</c>.</param>
/// <param name="Layout">How the files are read.</param>
/// <param name="Location">The location, <c>file:///...</c>.</param>
/// <param name="Path">The full path of the file or directory.</param>
internal sealed record ExternalTable(string Storage, FileLayout Layout, string Location, string Path)
{
    private static readonly ConditionalWeakTable<TableMetadata, ExternalTable> known = [];

    /// <summary>The definition of an external table.</summary>
    public static ExternalTable Of(CatalogTable table) => known.GetValue(table.Metadata, Read);

    private static ExternalTable Read(TableMetadata metadata)
    {
        var text = metadata.Properties.GetValueOrDefault(TableProperties.ExternalStorage)
            ?? throw new RametException(
                ErrorCode.StorageError, ErrorKind.Environment, $"the table {metadata.TableUuid} has no property '{TableProperties.ExternalStorage}'");
        var storage = SqlParser.ParseStorage(text);
        var location = storage.Location!; // the table was created with one
        return new ExternalTable(text, FileLayout.Of(storage), location.Value, FileLocation.PathOf(location, System.IO.Path.GetTempPath()));
    }
}
