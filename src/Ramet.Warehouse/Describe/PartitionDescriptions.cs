using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Tables.Partitions;
using Ramet.Tables.Scans;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.External;
using Ramet.Warehouse.Partitions;
using Ramet.Warehouse.Statements;
using PartitionSpec = Ramet.Sql.Syntax.PartitionSpec;

namespace Ramet.Warehouse.Describe;

/// <summary>Makes the descriptions of partitions from the manifests of a table; no data file is read.</summary>
internal static class PartitionDescriptions
{
    /// <summary>Describes one partition of a table that the caller may see.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="table">The table.</param>
    /// <param name="written">The partition, all levels of it.</param>
    /// <param name="span">Where the table is named.</param>
    /// <exception cref="RametException">There is no such partition, or the table is one whose rows the warehouse does not keep.</exception>
    public static PartitionDescription Read(StatementContext context, CatalogTable table, PartitionSpec written, SourceSpan span)
    {
        TableKinds.RequireManaged(table, span);
        var key = PartitionArguments.Key(context, table, written);
        return context.Warehouse.Scan(table.Metadata).Partitions(PartitionFilter.Of([key])) is [var partition]
            ? Describe(context, table, [partition])[0]
            : throw StatementErrors.PartitionNotFound(written.Span, table.FullName, key.ToText(table.Metadata.DefaultSpec));
    }

    /// <summary>The names of the partitions that are wanted, in the order of their keys.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="table">The table, which has partitions.</param>
    /// <param name="filter">Which are wanted.</param>
    /// <param name="span">Where the table is named.</param>
    public static IEnumerable<string> Names(StatementContext context, CatalogTable table, PartitionFilter filter, SourceSpan span)
    {
        var keys = table.Kind == TableKind.External
            ? ExternalPartitions.Find(context, table, span).Keys.Where(filter.Includes).Order()
            : context.Warehouse.Scan(table.Metadata).Partitions(filter).Select(partition => partition.Key);
        return keys.Select(key => key.ToText(table.Metadata.DefaultSpec));
    }

    /// <summary>All partitions in the order of their keys; of an external table those whose files are there now.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="table">The table, which has partitions.</param>
    /// <param name="span">Where the table is named.</param>
    public static IReadOnlyList<PartitionInfo> List(StatementContext context, CatalogTable table, SourceSpan span) => table.Kind == TableKind.External
        ? [.. ExternalPartitions.Find(context, table, span).Keys.Order().Select(key => new PartitionInfo(key, 0, 0, 0, default, 0))]
        : context.Warehouse.Scan(table.Metadata).Partitions(PartitionFilter.All);

    /// <summary>Describes partitions of a table.</summary>
    public static IReadOnlyList<PartitionDescription> Describe(StatementContext context, CatalogTable table, IReadOnlyList<PartitionInfo> partitions)
    {
        var spec = table.Metadata.DefaultSpec;
        var times = ChangeTimes(context, table, partitions);
        return [.. partitions.Select(partition =>
        {
            var name = partition.Key.ToText(spec);
            return new PartitionDescription
            {
                Name = name,
                Values = [.. partition.Key.Select((value, level) => KeyValuePair.Create(spec.Fields[level].Name, value.ToString()))],
                SizeBytes = partition.Bytes,
                FileCount = partition.Files,
                RecordCount = table.Kind == TableKind.External ? null : partition.Records,
                HasLifecycle = LifecycleSwitch.IsEnabled(table.Metadata, name),
                LastModifiedTime = times.GetValueOrDefault(partition.LastChange, table.CreatedAt),
            };
        })];
    }

    /// <summary>
    /// When the rows of partitions were last changed. A clone shares the entries of its source, whose snapshots it does not have: such a
    /// partition is as old as the clone.
    /// </summary>
    private static Dictionary<SnapshotId, DateTimeOffset> ChangeTimes(
        StatementContext context, CatalogTable table, IReadOnlyList<PartitionInfo> partitions)
    {
        if (table.Kind == TableKind.External)
            return [];
        IEnumerable<Snapshot> snapshots = partitions.All(partition => table.Metadata.FindSnapshot(partition.LastChange) is not null)
            ? table.Metadata.Snapshots
            : context.Catalog.ListSnapshots(table.Id);
        return snapshots.ToDictionary(snapshot => snapshot.Id, snapshot => DateTimeOffset.FromUnixTimeMilliseconds(snapshot.TimestampMs));
    }
}
