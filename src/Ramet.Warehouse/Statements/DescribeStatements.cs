using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Ramet.Access;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Tables.Partitions;
using Ramet.Tables.Scans;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Describe;
using Ramet.Warehouse.External;
using Ramet.Warehouse.Partitions;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Views;
using PartitionKeys = Ramet.Tables.Partitions.PartitionFilter;
using PartitionSpec = Ramet.Sql.Syntax.PartitionSpec;

namespace Ramet.Warehouse.Statements;

/// <summary>DESC and SHOW: metadata as MaxCompute's client prints it.</summary>
internal static class DescribeStatements
{
    public static StatementResult Describe(StatementContext context, DescribeTableStatement statement)
    {
        var table = context.RequireTableOrView(statement.Table, AccessAction.Describe);
        if (statement.Partition is { } written)
            return DescribePartition(context, statement, table, written);

        var description = WithLabels(context, table, Description(table));
        return context.Show(
            TableDescriptionText.Write(description, statement.IsExtended, context.Zone),
            TableDescriptionJson.Write(description, context.Zone));
    }

    public static StatementResult ShowTables(StatementContext context, ShowTablesStatement statement)
    {
        var project = context.RequireProject(statement.Project, AccessAction.List, statement.Span);
        var tables = context.Catalog.ListTables(project.Id, new TableFilter { NamePattern = statement.Pattern?.Value });
        var data = new JsonArray();
        var text = new StringBuilder();
        foreach (var table in tables)
        {
            text.Append(CultureInfo.InvariantCulture, $"{table.Owner}:{table.Name}\n");
            data.Add(new JsonObject { ["Owner"] = table.Owner.ToString(), ["Name"] = table.Name });
        }
        return context.Show(text.ToString(), data);
    }

    public static StatementResult ShowPartitions(StatementContext context, ShowPartitionsStatement statement)
    {
        var table = context.RequireTableOrView(statement.Table, AccessAction.Describe);
        if (!table.Metadata.DefaultSpec.IsPartitioned)
            throw StatementErrors.NotPartitioned(statement.Table.Span, table.FullName);

        var filter = statement.Partition is { } written ? PartitionArguments.Filter(context, table, written) : PartitionKeys.All;
        var data = new JsonArray();
        var text = new StringBuilder();
        foreach (var key in Partitions(context, table, filter, statement.Table.Span))
        {
            var name = key.ToText(table.Metadata.DefaultSpec);
            text.Append(name).Append('\n');
            data.Add(name);
        }
        return context.Show(text.ToString(), data);
    }

    private static IEnumerable<PartitionKey> Partitions(StatementContext context, CatalogTable table, PartitionKeys filter, SourceSpan span) =>
        table.Kind == TableKind.External
            ? ExternalPartitions.Find(context, table, span).Keys.Where(filter.Includes).Order()
            : context.Warehouse.Scan(table.Metadata).Partitions(filter).Select(partition => partition.Key);

    public static StatementResult ShowCreateTable(StatementContext context, ShowCreateTableStatement statement)
    {
        var table = context.RequireTableOrView(statement.Table, AccessAction.Describe);
        var text = table.Kind == TableKind.View ? CreateViewText.Write(table) : CreateTableText.Write(table);
        return context.Show(text + "\n", text);
    }

    public static StatementResult ShowColumns(StatementContext context, ShowColumnsStatement statement)
    {
        var table = context.RequireTableOrView(statement.Table, AccessAction.Describe);
        var data = new JsonArray();
        var text = new StringBuilder();
        foreach (var column in TableSymbols.Of(table).Columns)
        {
            text.Append(column.Name).Append('\n');
            data.Add(column.Name);
        }
        return context.Show(text.ToString(), data);
    }

    private static TextResult DescribePartition(StatementContext context, DescribeTableStatement statement, CatalogTable table, PartitionSpec written)
    {
        TableKinds.RequireManaged(table, statement.Table.Span);
        var key = PartitionArguments.Key(context, table, written);
        if (context.Warehouse.Scan(table.Metadata).Partitions(PartitionKeys.Of([key])) is not [var partition])
            throw StatementErrors.PartitionNotFound(written.Span, table.FullName, key.ToText(table.Metadata.DefaultSpec));

        var description = new PartitionDescription
        {
            Name = key.ToText(table.Metadata.DefaultSpec),
            SizeBytes = partition.Bytes,
            FileCount = partition.Files,
            HasLifecycle = LifecycleSwitch.IsEnabled(table.Metadata, key.ToText(table.Metadata.DefaultSpec)),
            LastModifiedTime = ChangedAt(context, table, partition),
        };
        return context.Show(
            TableDescriptionText.Write(description, statement.IsExtended, context.Zone),
            TableDescriptionJson.Write(description, context.Zone));
    }

    /// <summary>
    /// When the rows of a partition were last changed. A clone shares the entries of its source, whose snapshots it does not have: such a
    /// partition is as old as the clone.
    /// </summary>
    private static DateTimeOffset ChangedAt(StatementContext context, CatalogTable table, PartitionInfo partition)
    {
        var snapshot = table.Metadata.FindSnapshot(partition.LastChange)
            ?? context.Catalog.ListSnapshots(table.Id).FirstOrDefault(snapshot => snapshot.Id == partition.LastChange);
        return snapshot is null ? table.CreatedAt : DateTimeOffset.FromUnixTimeMilliseconds(snapshot.TimestampMs);
    }

    private static TableDescription Description(CatalogTable table)
    {
        var metadata = table.Metadata;
        var symbol = TableSymbols.Of(table);
        var columns = symbol.Columns
            .Zip(metadata.CurrentSchema.Fields, (column, field) =>
                new ColumnDescription(column.Name, column.Type.ToString(), field.Doc ?? "", column.IsNullable, column.DefaultText))
            .ToList();
        var totals = metadata.CurrentSnapshot?.Summary.Totals ?? default;
        return new TableDescription
        {
            Owner = table.Owner.ToString(),
            Project = table.Project.Name,
            Name = table.Name,
            Comment = metadata.Properties.GetValueOrDefault(TableProperties.Comment, ""),
            CreateTime = table.CreatedAt,
            LastDdlTime = table.DefinitionChangedAt,
            LastModifiedTime = table.DataChangedAt,
            Lifecycle = metadata.Properties.TryGetValue(TableProperties.Lifecycle, out var days) ? int.Parse(days, CultureInfo.InvariantCulture) : null,
            SizeBytes = totals.BytesOfRows,
            Location = table.Kind == TableKind.External ? ExternalTable.Of(table).Location : null,
            ViewText = table.Kind == TableKind.View ? ViewDefinition.Of(table).Text : null,
            Columns = columns[..symbol.DataColumnCount],
            PartitionColumns = columns[symbol.DataColumnCount..],
            Extended = [.. ExtendedFacts(table, totals)],
        };
    }

    /// <summary>How sensitive table and columns are, where the project uses labels.</summary>
    private static TableDescription WithLabels(StatementContext context, CatalogTable table, TableDescription description)
    {
        var security = context.Access.ObjectOf(table.Project).Security;
        if (!security.Configuration.LabelSecurity)
            return description;
        var labels = security.Labels.GetValueOrDefault(table.SecurityKey);
        var columns = description.Columns.Select(Labelled).ToList();
        var partitionColumns = description.PartitionColumns.Select(Labelled).ToList();
        var tableLabel = labels?.Label ?? 0;
        return description with
        {
            TableLabel = tableLabel,
            MaxLabel = columns.Concat(partitionColumns).Select(column => column.Label ?? 0).Append(tableLabel).Max(),
            Columns = columns,
            PartitionColumns = partitionColumns,
        };

        ColumnDescription Labelled(ColumnDescription column) => column with { Label = labels?.Of(column.Name) ?? 0 };
    }

    private static IEnumerable<KeyValuePair<string, string>> ExtendedFacts(CatalogTable table, Tables.Snapshots.SnapshotTotals totals)
    {
        var properties = table.Metadata.Properties;
        yield return new("TableID", table.Metadata.TableUuid.ToString("n"));
        if (table.Kind == TableKind.External)
            yield return new("StoredAs", ExternalTable.Of(table).Layout.Format.ToString());
        if (table.Kind != TableKind.Managed)
            yield break;
        yield return new("IsArchived", "false");
        if (!LifecycleSwitch.IsEnabled(table.Metadata, partition: null))
            yield return new("LifecycleEnabled", "false");
        yield return new("PhysicalSize", totals.BytesOfRows.ToString(CultureInfo.InvariantCulture));
        yield return new("FileNum", totals.FilesWithRows.ToString(CultureInfo.InvariantCulture));
        yield return new("StoredAs", "AliOrc");
        yield return new("CompressionStrategy", "normal");
        if (Clustering.Of(table.Metadata) is { } clustering)
        {
            foreach (var fact in ClusteringFacts(table, clustering))
                yield return fact;
        }
        if (properties.TryGetValue(TableProperties.CloneSource, out var source))
            yield return new("CloneSource", source);
        if (properties.TryGetValue(TableProperties.CloneTime, out var time))
            yield return new("CloneTime", time);
        if (properties.TryGetValue(TableProperties.CloneSnapshot, out var snapshot))
            yield return new("CloneSnapshot", snapshot);
        foreach (var (name, value) in properties)
        {
            if (!name.StartsWith(TableProperties.Prefix, StringComparison.Ordinal))
                yield return new(name, value);
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> ClusteringFacts(CatalogTable table, Clustering clustering)
    {
        var schema = table.Metadata.CurrentSchema;
        var order = clustering.SortedColumnNames(schema).Select(column => $"{column.Name} {column.Direction}");
        yield return new("ClusterType", clustering.IsRange ? "range" : "hash");
        yield return new("BucketNum", (clustering.BucketCount ?? 0).ToString(CultureInfo.InvariantCulture));
        yield return new("ClusterColumns", $"[{string.Join(", ", clustering.ColumnNames(schema))}]");
        yield return new("SortColumns", $"[{string.Join(", ", order)}]");
    }
}
