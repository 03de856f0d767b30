using System.Collections.Immutable;
using Ramet.Catalog.Tables;
using Ramet.Sql.Binding;
using Ramet.Tables.Manifests;

namespace Ramet.Warehouse.Queries;

/// <summary>A query that the engine can run.</summary>
/// <param name="Sql">The query in the engine's dialect, over the data files of its tables.</param>
/// <param name="Columns">The columns of its result.</param>
/// <param name="Scans">What it reads, in the order of the statement.</param>
internal sealed record QueryPlan(string Sql, ImmutableArray<ResultColumn> Columns, IReadOnlyList<PlannedScan> Scans)
{
    /// <summary>What the query means, to find the place of an error; null when no statement's text stands behind it.</summary>
    public BoundQuery? Query { get; init; }
}

/// <summary>The reading of one table by a plan.</summary>
/// <param name="Scan">The table in the statement.</param>
/// <param name="Table">The table of the catalog, in the state that is read.</param>
/// <param name="Partitions">How many partitions are read; null for a table without partitions.</param>
/// <param name="PartitionCount">How many the table has.</param>
/// <param name="Files">The data files that are read.</param>
/// <param name="FileCount">How many data files these partitions have.</param>
internal sealed record PlannedScan(
    BoundTableScan Scan, CatalogTable Table, int? Partitions, int PartitionCount, IReadOnlyList<DataFile> Files, int FileCount)
{
    /// <summary>What is read instead of data files when the table is external; null for other tables.</summary>
    public ExternalRead? External { get; init; }

    /// <summary>The view that leads to the table; null when the statement names it.</summary>
    public CatalogTable? View { get; init; }

    /// <summary>What is known of the values in the files; null when the table is external.</summary>
    public DecimalRanges? Ranges { get; init; }

    /// <summary>How many files are read.</summary>
    public int FilesRead => External?.Files.Count ?? Files.Count;

    /// <summary>Their size.</summary>
    public long Bytes => External?.Bytes ?? Files.Sum(file => file.SizeBytes);
}
