using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Sql.Syntax;
using Ramet.Tables.Manifests;
using Ramet.Warehouse.Buckets;
using Ramet.Warehouse.External;
using Ramet.Warehouse.Statements;
using PartitionKeys = Ramet.Tables.Partitions.PartitionFilter;

namespace Ramet.Warehouse.Queries;

/// <summary>Plans queries: names and types by the binder, partitions and files by the table format, the engine's text by its writer.</summary>
internal static class QueryPlanner
{
    private const int PartitionsMax = 10_000;

    /// <summary>Plans a query that stands in a statement.</summary>
    public static QueryPlan Plan(StatementContext context, Query query)
    {
        var tables = new QueryTables(context, query, targets: []);
        return Plan(context, context.Binder(tables).BindQuery(query), tables);
    }

    /// <summary>Plans a query that is bound already.</summary>
    public static QueryPlan Plan(StatementContext context, BoundQuery query, QueryTables tables)
    {
        tables.AuthorizeColumns(query);
        var scans = new Dictionary<BoundTableScan, PlannedScan>(ReferenceEqualityComparer.Instance);
        foreach (var scan in query.Scans.Where(scan => !tables.SystemTables.Contains(scan.Table)))
            PlanOnce(scan);
        var sql = DuckDbWriter.Write(query, FindSource);
        return new QueryPlan(sql, query.Columns, [.. query.Scans.Where(scans.ContainsKey).Select(scan => scans[scan])]) { Query = query };

        ScanSource FindSource(BoundTableScan scan) =>
            tables.SystemTables.Contains(scan.Table) ? tables.SystemTables.SourceOf(scan.Table) : SourceOf(context, PlanOnce(scan));

        // The partitions of one table may depend on the rows of others, which are then planned first.
        PlannedScan PlanOnce(BoundTableScan scan)
        {
            if (!scans.TryGetValue(scan, out var planned))
                scans[scan] = planned = PlanScan(context, scan, tables, new PartitionSubqueries(context, query, FindSource));
            return planned;
        }
    }

    private static PlannedScan PlanScan(StatementContext context, BoundTableScan scan, QueryTables tables, PartitionSubqueries subqueries)
    {
        var table = tables.TableOf(scan.Table);
        if (table.Kind == TableKind.External)
            return ExternalScan.Plan(context, scan, table) with { View = tables.ViewOf(scan.Table) };
        var snapshot = context.Warehouse.Scan(table.Metadata);
        if (!scan.Table.IsPartitioned)
            return Planned(null, 0, PartitionKeys.All);

        var all = snapshot.Partitions(PartitionKeys.All);
        if (scan.PartitionPredicate is null && (scan.PartitionSubqueries.IsEmpty || all.Count == 0))
            return Planned(RequireReadable(scan, all.Count), all.Count, PartitionKeys.All);
        var wanted = PartitionPruning.Matching(context, scan.Table, scan, [.. all.Select(partition => partition.Key)], subqueries);
        return Planned(RequireReadable(scan, wanted.Count), all.Count, PartitionKeys.Of(wanted));

        PlannedScan Planned(int? count, int partitionCount, PartitionKeys partitions)
        {
            var files = count == 0 ? [] : snapshot.FilesWithRows(partitions).ToList();
            var ofKeys = BucketPruning.Matching(context, scan, files);
            var needed = BoundsPruning.Matching(context, scan, table.Metadata, snapshot, partitions, ofKeys);
            return new PlannedScan(scan, table, count, partitionCount, needed, files.Count)
            {
                View = tables.ViewOf(scan.Table),
                Ranges = new DecimalRanges(table.Metadata, snapshot, partitions, needed),
            };
        }
    }

    private static int RequireReadable(BoundTableScan scan, int partitions) => partitions <= PartitionsMax
        ? partitions
        : throw new RametException(
            ErrorCode.SemanticError, ErrorKind.Limit, $"the query reads {partitions} partitions of table {scan.Table}, at most {PartitionsMax} are allowed",
            scan.Span, $"Add a condition on {scan.Table.PartitionColumns[0].Name}, or read the table in several steps.");

    private static ScanSource SourceOf(StatementContext context, PlannedScan scan) => scan.External switch
    {
        null => FilesToScan(context, scan.Files) with
        {
            HasColumnsAsRead = context.Warehouse.FileColumns.AreAsRead(context, scan.Scan, scan.Files),
            RangeOf = column => scan.Ranges?.Of(column),
        },
        { Files.Count: 0 } => ScanFiles.None,
        var external => new ScanQuery(external.Sql),
    };

    /// <summary>Data files as the engine's text names them.</summary>
    public static ScanFiles FilesToScan(StatementContext context, IReadOnlyList<DataFile> files) => new(
        [.. files.Select(file => context.Warehouse.Store.EngineLocation(file.Path))],
        files.Sum(file => file.RecordCount));
}
