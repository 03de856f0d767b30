using Ramet.Catalog.Tables;
using Ramet.Warehouse.Describe;
using PartitionFilter = Ramet.Tables.Partitions.PartitionFilter;

namespace Ramet.Warehouse.InformationSchema;

/// <summary>TABLES, PARTITIONS and COLUMNS: the tables and views of which the caller may see something.</summary>
internal static class TableViews
{
    private const string Catalog = "odps";

    public static SystemView Tables { get; } = new(
        "tables",
        [
            .. SystemColumn.Texts("table_catalog", "table_schema", "table_name", "table_type"), SystemColumn.Flag("is_partitioned"),
            .. SystemColumn.Texts("owner_id", "owner_name"), SystemColumn.Time("create_time"), SystemColumn.Time("last_modified_time"),
            SystemColumn.Number("data_length"), .. SystemColumn.Texts("table_comment"), SystemColumn.Number("life_cycle"),
            SystemColumn.Flag("is_archived"), .. SystemColumn.Texts("table_exstore_type", "cluster_type"), SystemColumn.Number("number_buckets"),
            .. SystemColumn.Texts("view_original_text"),
        ],
        static scope => scope.Tables().Select(table => Row(scope, table)));

    public static SystemView Partitions { get; } = new(
        "partitions",
        [
            .. SystemColumn.Texts("table_catalog", "table_schema", "table_name", "partition_name"), SystemColumn.Time("create_time"),
            SystemColumn.Time("last_modified_time"), SystemColumn.Number("data_length"), SystemColumn.Flag("is_archived"), SystemColumn.Flag("is_exstore"),
            .. SystemColumn.Texts("cluster_type"), SystemColumn.Number("number_buckets"),
        ],
        static scope => scope.Tables().Where(static table => table.Metadata.DefaultSpec.IsPartitioned && table.Kind != TableKind.External)
            .SelectMany(table => PartitionRows(scope, table)));

    public static SystemView Columns { get; } = new(
        "columns",
        [
            .. SystemColumn.Texts("table_catalog", "table_schema", "table_name", "column_name"), SystemColumn.Number("ordinal_position"),
            .. SystemColumn.Texts("column_default"), SystemColumn.Flag("is_nullable"), .. SystemColumn.Texts("data_type", "column_comment"),
            SystemColumn.Flag("is_partition_key"),
        ],
        static scope => scope.Tables().SelectMany(table => ColumnRows(scope, table)));

    private static object?[] Row(SystemScope scope, CatalogTable table)
    {
        var described = TableDescriptions.Read(scope.Context, table);
        return
        [
            Catalog, described.Project, described.Name, TypeOf(table.Kind), described.PartitionColumns.Count > 0,
            SystemScope.IdOf(table.Owner), described.Owner, described.CreateTime, described.LastModifiedTime,
            described.SizeBytes, described.Comment, (long?)described.Lifecycle ?? -1,
            false, null, ClusterType(described), (long?)described.Clustering?.BucketCount ?? 0,
            described.ViewText,
        ];
    }

    private static IEnumerable<object?[]> PartitionRows(SystemScope scope, CatalogTable table)
    {
        var described = TableDescriptions.Read(scope.Context, table);
        var partitions = scope.Context.Warehouse.Scan(table.Metadata).Partitions(PartitionFilter.All);
        return PartitionDescriptions.Describe(scope.Context, table, partitions).Select(partition => (object?[])
        [
            Catalog, described.Project, described.Name, partition.Name, null, partition.LastModifiedTime, partition.SizeBytes, false, false,
            ClusterType(described), (long?)described.Clustering?.BucketCount ?? 0,
        ]);
    }

    private static IEnumerable<object?[]> ColumnRows(SystemScope scope, CatalogTable table)
    {
        var described = TableDescriptions.Read(scope.Context, table);
        return described.Columns.Concat(described.PartitionColumns)
            .Select((column, index) => (Column: column, Position: index + 1L))
            .Where(pair => scope.MaySee(table, [pair.Column.Name]))
            .Select(pair => (object?[])
            [
                Catalog, described.Project, described.Name, pair.Column.Name, pair.Position, pair.Column.Default, pair.Column.Nullable,
                pair.Column.Type, pair.Column.Comment, pair.Position > described.Columns.Count,
            ]);
    }

    private static string TypeOf(TableKind kind) => kind switch
    {
        TableKind.Managed => "MANAGED_TABLE",
        TableKind.View => "VIRTUAL_VIEW",
        TableKind.External => "EXTERNAL_TABLE",
        TableKind.Materialized => "MATERIALIZED_VIEW",
    };

    private static string? ClusterType(TableDescription described) => described.Clustering switch
    {
        null => null,
        { IsRange: true } => "RANGE",
        _ => "HASH",
    };
}
