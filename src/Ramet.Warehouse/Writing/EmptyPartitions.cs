using Ramet.Tables.Manifests;
using Ramet.Tables.Metadata;
using Ramet.Tables.Parquet;
using Ramet.Tables.Partitions;
using Ramet.Tables.Storage;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Writing;

/// <summary>Makes partitions exist that hold no rows, by entries for a file without rows. The partitions of one statement share one file.</summary>
internal static class EmptyPartitions
{
    /// <summary>Writes the file and gives an entry for each partition.</summary>
    public static IReadOnlyList<DataFile> Files(StatementContext context, TableMetadata metadata, IEnumerable<PartitionKey> keys)
    {
        var content = EmptyParquetFile.Build(metadata.CurrentSchema);
        var uri = $"{metadata.Location}/data/{Guid.NewGuid():n}.parquet";
        context.Warehouse.Store.Write([new NewObject(uri, content)], context.CancellationToken);
        return [.. keys.Select(key => new DataFile
        {
            Path = uri,
            SpecId = metadata.DefaultSpecId,
            Partition = key,
            RecordCount = 0,
            SizeBytes = content.Length,
        })];
    }
}
