using Ramet.Tables.Manifests;
using Ramet.Tables.Metadata;
using Ramet.Tables.Partitions;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Keys;
using Ramet.Warehouse.Writing;
using PartitionKeys = Ramet.Tables.Partitions.PartitionFilter;

namespace Ramet.Warehouse.Statements;

/// <summary>What one INSERT, or one branch of a multi-insert, has written: durable files (I6) of which nobody knows yet.</summary>
/// <param name="Rows">The files with rows.</param>
/// <param name="Contents">These; or, where there are no rows for a partition that was named, the file without rows that lets it exist.</param>
/// <param name="StaticPartition">The partition that was named; null when the rows decided, or there are no partitions.</param>
internal sealed record InsertOutput(IReadOnlyList<DataFile> Rows, IReadOnlyList<DataFile> Contents, PartitionKey? StaticPartition)
{
    private IEnumerable<PartitionKey> Partitions =>
        StaticPartition is { } partition ? [partition] : Contents.Select(static file => file.Partition);

    /// <summary>Writes the rows of a plan.</summary>
    public static InsertOutput Write(StatementContext context, InsertPlan plan)
    {
        var metadata = plan.Target.Metadata;
        var rows = PrimaryKey.IsDefined(metadata) ? KeyedRows.WriteLast(context, plan.Symbol, plan.Query.Sql, Write) : Write(plan.Query.Sql);

        // The partition that is named exists afterwards, also without rows.
        var contents = rows.Count == 0 && plan.StaticPartition is { } partition ? EmptyPartitions.Files(context, metadata, [partition]) : rows;
        return new InsertOutput(rows, contents, plan.StaticPartition);

        IReadOnlyList<DataFile> Write(string sql)
        {
            var query = plan.Query with { Sql = plan.ZOrder is { } order ? order.Sort(sql, plan.Symbol) : sql };
            return new DataFileWriter(context, metadata, plan.Symbol).Write(query, plan.StaticPartition);
        }
    }

    /// <summary>What was written for a table whose primary key lets new rows replace others; null for a table that just gets or loses files.</summary>
    /// <param name="metadata">The table.</param>
    /// <param name="isOverwrite">Whether it replaces what is there.</param>
    /// <param name="outputs">What was written.</param>
    public static KeyedRows? Keyed(TableMetadata metadata, bool isOverwrite, IReadOnlyList<InsertOutput> outputs) =>
        !isOverwrite && PrimaryKey.IsDefined(metadata)
            ? KeyedRows.Of([.. outputs.SelectMany(static output => output.Contents)])
            : null;

    /// <summary>What happens to the files of another table by all that was written for it; null when nothing does.</summary>
    /// <param name="metadata">The table.</param>
    /// <param name="isOverwrite">Whether it replaces what is there.</param>
    /// <param name="outputs">What was written.</param>
    public static SnapshotChange? Change(TableMetadata metadata, bool isOverwrite, IReadOnlyList<InsertOutput> outputs)
    {
        IReadOnlyList<DataFile> files = outputs is [var single] ? single.Contents : [.. outputs.SelectMany(static output => output.Contents)];
        if (isOverwrite && !metadata.DefaultSpec.IsPartitioned)
            return SnapshotChange.ReplaceAll(files);
        if (files.Count == 0)
            return null;

        // Where rows decide on the partitions, those that get none are not touched.
        return isOverwrite
            ? SnapshotChange.ReplacePartitions(PartitionKeys.Of(outputs.SelectMany(static output => output.Partitions)), files)
            : SnapshotChange.Append(files);
    }

    /// <summary>The counts of all that was written.</summary>
    public static JobSummary Summary(IReadOnlyList<InsertOutput> outputs)
    {
        var files = outputs.SelectMany(static output => output.Rows).ToList();
        return new JobSummary(("rows", files.Sum(file => file.RecordCount)), ("files", files.Count), ("bytes", files.Sum(file => file.SizeBytes)));
    }
}
