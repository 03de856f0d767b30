using System.Globalization;
using Ramet.Catalog.Tables;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.External;
using Ramet.Warehouse.MaterializedViews;
using Ramet.Warehouse.Statements;
using Ramet.Warehouse.Views;

namespace Ramet.Warehouse.Describe;

/// <summary>Makes the description of a table from its state alone: no file is read.</summary>
internal static class TableDescriptions
{
    /// <summary>Describes a table that the caller may see.</summary>
    public static TableDescription Read(StatementContext context, CatalogTable table)
    {
        var described = WithLabels(context, table, Describe(table));
        return table.Kind == TableKind.Materialized ? described with { Extended = [.. described.Extended, .. MaterializedFacts(context, table)] } : described;
    }

    private static KeyValuePair<string, string>[] MaterializedFacts(StatementContext context, CatalogTable table) =>
    [
        new("ViewText", ViewDefinition.Of(table).Text),
        new("RewriteEnabled", table.Metadata.Properties[TableProperties.MaterializedRewrite]),
        new("IsOutdated", MaterializedSources.IsOutdated(context, table) ? "true" : "false"),
    ];

    private static TableDescription Describe(CatalogTable table)
    {
        var metadata = table.Metadata;
        var symbol = TableSymbols.Of(table);
        var columns = symbol.Columns
            .Zip(metadata.CurrentSchema.Fields, (column, field) =>
                new ColumnDescription(column.Name, column.Type.ToString(), field.Doc ?? "", column.IsNullable, column.DefaultText))
            .ToList();
        var totals = metadata.CurrentSnapshot?.Summary.Totals ?? default;
        var clustering = Clustering.Of(metadata) is { } found ? Describe(table, found) : null;
        return new TableDescription
        {
            Id = metadata.TableUuid,
            Kind = table.Kind,
            Owner = table.Owner.ToString(),
            Project = table.Project.Name,
            Name = table.Name,
            Comment = metadata.Properties.GetValueOrDefault(TableProperties.Comment, ""),
            CreateTime = table.CreatedAt,
            LastDdlTime = table.DefinitionChangedAt,
            LastModifiedTime = table.DataChangedAt,
            Lifecycle = metadata.Properties.TryGetValue(TableProperties.Lifecycle, out var days) ? int.Parse(days, CultureInfo.InvariantCulture) : null,
            SizeBytes = totals.BytesOfRows,
            FileCount = totals.FilesWithRows,
            RecordCount = totals.Records,
            IsTransactional = TableProperties.IsTransactional(metadata),
            Clustering = clustering,
            PrimaryKey = PrimaryKey.Describe(metadata),
            Properties = [.. metadata.Properties.Where(property => !property.Key.StartsWith(TableProperties.Prefix, StringComparison.Ordinal))],
            Location = table.Kind == TableKind.External ? ExternalTable.Of(table).Location : null,
            FileFormat = table.Kind == TableKind.External ? ExternalTable.Of(table).Layout.Format.ToString() : null,
            ViewText = table.Kind == TableKind.View ? ViewDefinition.Of(table).Text : null,
            ViewSignature = table.Kind == TableKind.View && ViewDefinition.Of(table).Signature is { Length: > 0 } signature ? signature : null,
            Columns = columns[..symbol.DataColumnCount],
            PartitionColumns = columns[symbol.DataColumnCount..],
            Extended = [.. ExtendedFacts(table, totals, clustering)],
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

    private static IEnumerable<KeyValuePair<string, string>> ExtendedFacts(CatalogTable table, SnapshotTotals totals, ClusteringDescription? clustering)
    {
        var properties = table.Metadata.Properties;
        yield return new("TableID", table.Metadata.TableUuid.ToString("n"));
        if (table.Kind == TableKind.External)
            yield return new("StoredAs", ExternalTable.Of(table).Layout.Format.ToString());
        if (table.Kind is not (TableKind.Managed or TableKind.Materialized))
            yield break;
        yield return new("IsArchived", "false");
        if (!LifecycleSwitch.IsEnabled(table.Metadata, partition: null))
            yield return new("LifecycleEnabled", "false");
        yield return new("PhysicalSize", totals.BytesOfRows.ToString(CultureInfo.InvariantCulture));
        yield return new("FileNum", totals.FilesWithRows.ToString(CultureInfo.InvariantCulture));
        yield return new("StoredAs", "AliOrc");
        yield return new("CompressionStrategy", "normal");
        foreach (var fact in clustering is null ? [] : ClusteringFacts(clustering))
            yield return fact;
        if (properties.TryGetValue(TableProperties.CloneSource, out var source))
            yield return new("CloneSource", source);
        if (properties.TryGetValue(TableProperties.CloneTime, out var time))
            yield return new("CloneTime", time);
        if (properties.TryGetValue(TableProperties.CloneSnapshot, out var snapshot))
            yield return new("CloneSnapshot", snapshot);
        foreach (var fact in PrimaryKey.Describe(table.Metadata) is { } key ? KeyFacts(key) : [])
            yield return fact;
        foreach (var (name, value) in properties)
        {
            if (name is TableProperties.BucketCount or TableProperties.RetainHours && PrimaryKey.IsDefined(table.Metadata))
                continue;
            if (!name.StartsWith(TableProperties.Prefix, StringComparison.Ordinal))
                yield return new(name, value);
        }
    }

    private static KeyValuePair<string, string>[] ClusteringFacts(ClusteringDescription clustering) =>
    [
        new("ClusterType", clustering.IsRange ? "range" : "hash"),
        new("BucketNum", clustering.BucketCount.ToString(CultureInfo.InvariantCulture)),
        new("ClusterColumns", $"[{string.Join(", ", clustering.Columns)}]"),
        new("SortColumns", $"[{string.Join(", ", clustering.Order.Select(column => $"{column.Column} {column.Direction}"))}]"),
    ];

    private static KeyValuePair<string, string>[] KeyFacts(PrimaryKeyDescription key) =>
    [
        new("Primarykey", $"[{string.Join(", ", key.Columns)}]"),
        new(TableProperties.RetainHours, key.RetainHours),
        new(TableProperties.BucketCount, key.BucketCount.ToString(CultureInfo.InvariantCulture)),
    ];

    private static ClusteringDescription Describe(CatalogTable table, Clustering clustering)
    {
        var schema = table.Metadata.CurrentSchema;
        return new ClusteringDescription(
            clustering.IsRange, clustering.BucketCount ?? 0, [.. clustering.ColumnNames(schema)], [.. clustering.SortedColumnNames(schema)]);
    }
}
