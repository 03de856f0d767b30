using System.Globalization;
using System.Text.Json;
using Ramet.Catalog.Tables;
using Ramet.Server.Replies;
using Ramet.Server.Requests;
using Ramet.Warehouse.Describe;

namespace Ramet.Server.Rest;

/// <summary>
/// Tables and partitions as clients read them: XML around a text that is JSON, which in turn holds texts that are JSON. A key without a value
/// is left out: null makes clients fail.
/// </summary>
internal static class TableDocument
{
    /// <summary>A table with its definition, or with <paramref name="isExtended"/> with what clients ask for later, and merge with it.</summary>
    public static void WriteTable(this XmlReplyWriter xml, TableDescription table, bool isExtended) => xml
        .Begin("Table")
        .Element("Name", table.Name)
        .Element("TableId", table.Id.ToString("n"))
        .Element("Project", table.Project)
        .Element("SchemaName", ServerRequest.DefaultSchema)
        .Element("Owner", table.Owner)
        .Element("Comment", table.Comment)
        .Element("Type", TypeName(table.Kind))
        .Element("TableLabel", LabelText(table.TableLabel))
        .Element("CreationTime", table.CreateTime)
        .Element("LastModifiedTime", table.LastModifiedTime)
        .Element("LastAccessTime")
        .Begin("Schema").Attribute("format", "Json").CData(isExtended ? Extension(table) : Definition(table)).End()
        .End();

    /// <summary>A table in a list: what is known without reading its definition.</summary>
    public static void WriteListed(this XmlReplyWriter xml, TableListing table, string project) => xml
        .Begin("Table")
        .Element("Name", table.Name)
        .Element("TableId", table.Uuid.ToString("n"))
        .Element("Project", project)
        .Element("SchemaName", ServerRequest.DefaultSchema)
        .Element("Owner", table.Owner.ToString())
        .Element("Type", TypeName(table.Kind))
        .End();

    /// <summary>A partition in a list.</summary>
    public static void WriteListed(this XmlReplyWriter xml, PartitionDescription partition)
    {
        xml.Begin("Partition");
        foreach (var (name, value) in partition.Values)
            xml.Begin("Column").Attribute("Name", name).Attribute("Value", value).End();
        var changed = partition.LastModifiedTime.ToUnixTimeSeconds();
        xml.Element("CreationTime", changed).Element("LastDDLTime", changed).Element("LastModifiedTime", changed);
        xml.Element("PartitionSize", partition.SizeBytes);
        if (partition.RecordCount is { } records)
            xml.Element("PartitionRecordCount", records);
        xml.End();
    }

    /// <summary>One partition.</summary>
    public static void WritePartition(this XmlReplyWriter xml, PartitionDescription partition, bool isExtended) =>
        xml.Begin("Partition").Begin("Schema").CData(isExtended ? Extension(partition) : Definition(partition)).End().End();

    /// <summary>The kind that a client means; null for one that no table here has.</summary>
    public static TableKind? KindOf(string typeName) =>
        Enum.GetValues<TableKind>().Cast<TableKind?>().FirstOrDefault(kind => TypeName(kind!.Value).Equals(typeName, StringComparison.OrdinalIgnoreCase));

    private static string TypeName(TableKind kind) => kind switch
    {
        TableKind.Managed => "MANAGED_TABLE",
        TableKind.View => "VIRTUAL_VIEW",
        TableKind.External => "EXTERNAL_TABLE",
        TableKind.Materialized => "MATERIALIZED_VIEW",
    };

    private static string Definition(TableDescription table) => ResultJson.Document(json =>
    {
        json.WriteStartObject();
        WriteColumns(json, "columns", table.Columns);
        WriteColumns(json, "partitionKeys", table.PartitionColumns);
        json.WriteString("comment", table.Comment);
        json.WriteString("owner", table.Owner);
        json.WriteNumber("createTime", table.CreateTime.ToUnixTimeSeconds());
        json.WriteNumber("lastDDLTime", table.LastDdlTime.ToUnixTimeSeconds());
        json.WriteNumber("lastModifiedTime", table.LastModifiedTime.ToUnixTimeSeconds());
        json.WriteNumber("lastAccessTime", 0); // not kept
        json.WriteBoolean("isVirtualView", table.Kind == TableKind.View);
        json.WriteBoolean("isMaterializedView", table.Kind == TableKind.Materialized);
        json.WriteBoolean("isMaterializedViewRewriteEnabled", Fact(table, "RewriteEnabled") == "true");
        json.WriteBoolean("isExternal", table.Kind == TableKind.External);
        json.WriteBoolean("isObjectTable", false);
        json.WriteNumber("lifecycle", table.Lifecycle ?? -1);
        json.WriteNumber("hubLifecycle", -1);
        json.WriteNumber("size", table.SizeBytes);
        json.WriteNumber("recordNum", table.RecordCount);
        json.WriteBoolean("shardExist", false);
        json.WriteString("tableLabel", LabelText(table.TableLabel));
        json.WriteString("tableProperties", ResultJson.Document(inner => WriteTexts(inner, table.Properties)));
        if ((table.ViewText ?? Fact(table, "ViewText")) is { } query)
        {
            json.WriteString("viewText", query);
            json.WriteString("viewExpandedText", query);
        }
        json.WriteString("Reserved", ResultJson.Document(inner => WriteReserved(inner, table)));
        json.WriteEndObject();
    });

    private static string Extension(TableDescription table) => ResultJson.Document(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("IsArchived", false);
        json.WriteNumber("PhysicalSize", table.SizeBytes);
        json.WriteNumber("FileNum", table.FileCount);
        if (table.Kind == TableKind.Materialized)
            json.WriteBoolean("IsMaterializedViewOutdated", Fact(table, "IsOutdated") == "true");
        if (table.Location is { } location)
        {
            json.WriteString("location", location);
            json.WriteString("storageHandler", table.FileFormat ?? "");
            json.WriteString("resources", "");
            json.WriteString("serDeProperties", "{}");
        }
        json.WriteString("Reserved", ResultJson.Document(inner => WriteReserved(inner, table)));
        json.WriteEndObject();
    });

    private static void WriteReserved(Utf8JsonWriter json, TableDescription table)
    {
        json.WriteStartObject();
        if (table.Kind == TableKind.Managed)
        {
            json.WriteString("Transactional", table.IsTransactional ? "true" : "false");
            json.WriteString("StoredAs", "AliOrc");
        }
        else if (table.FileFormat is { } format)
        {
            json.WriteString("StoredAs", format);
        }
        if (table.Clustering is { } clustering)
            WriteClustering(json, clustering);
        if (table.PrimaryKey is { } key)
            WritePrimaryKey(json, key);
        json.WriteEndObject();
    }

    // The service says that such tables are clustered by their key, and its command line fails for a key without ClusterType.
    private static void WritePrimaryKey(Utf8JsonWriter json, PrimaryKeyDescription key)
    {
        WriteNames(json, "PrimaryKey", key.Columns);
        json.WriteString("ClusterType", "hash");
        json.WriteNumber("BucketNum", key.BucketCount);
        WriteNames(json, "ClusterCols", key.Columns);
        json.WriteString("acid.data.retain.hours", key.RetainHours);
        json.WriteString("write.bucket.num", key.BucketCount.ToString(CultureInfo.InvariantCulture));
    }

    private static void WriteClustering(Utf8JsonWriter json, ClusteringDescription clustering)
    {
        json.WriteString("ClusterType", clustering.IsRange ? "range" : "hash");
        json.WriteNumber("BucketNum", clustering.BucketCount);
        WriteNames(json, "ClusterCols", clustering.Columns);
        json.WriteStartArray("SortCols");
        foreach (var (column, direction) in clustering.Order)
        {
            json.WriteStartObject();
            json.WriteString("col", column);
            json.WriteString("order", direction);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteNames(Utf8JsonWriter json, string name, IReadOnlyList<string> columns)
    {
        json.WriteStartArray(name);
        foreach (var column in columns)
            json.WriteStringValue(column);
        json.WriteEndArray();
    }

    private static void WriteColumns(Utf8JsonWriter json, string name, IReadOnlyList<ColumnDescription> columns)
    {
        json.WriteStartArray(name);
        foreach (var column in columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("type", column.Type);
            json.WriteString("comment", column.Comment);
            json.WriteString("label", column.Label is > 0 ? LabelText(column.Label) : "");
            json.WriteBoolean("isNullable", column.Nullable);
            if (column.Default is { } value)
                json.WriteString("defaultValue", value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string Definition(PartitionDescription partition) => ResultJson.Document(json =>
    {
        // The table format keeps one time for a partition, that of its last change.
        var changed = partition.LastModifiedTime.ToUnixTimeSeconds();
        json.WriteStartObject();
        json.WriteNumber("createTime", changed);
        json.WriteNumber("lastDDLTime", changed);
        json.WriteNumber("lastModifiedTime", changed);
        json.WriteNumber("lastAccessTime", 0);
        json.WriteNumber("partitionSize", partition.SizeBytes);
        json.WriteNumber("partitionRecordNum", partition.RecordCount ?? -1);
        json.WriteEndObject();
    });

    private static string Extension(PartitionDescription partition) => ResultJson.Document(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("IsArchived", false);
        json.WriteBoolean("IsExstore", false);
        json.WriteNumber("LifeCycle", -1);
        json.WriteNumber("PhysicalSize", partition.SizeBytes);
        json.WriteNumber("FileNum", partition.FileCount);
        json.WriteString("Reserved", "{}");
        json.WriteEndObject();
    });

    private static void WriteTexts(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, string>> texts)
    {
        json.WriteStartObject();
        foreach (var (name, value) in texts)
            json.WriteString(name, value);
        json.WriteEndObject();
    }

    /// <summary>What is known of a materialized view; null for other tables, whose users may set properties of these names.</summary>
    private static string? Fact(TableDescription table, string name) =>
        table.Kind == TableKind.Materialized ? table.Extended.LastOrDefault(fact => fact.Key == name).Value : null;

    private static string LabelText(int? label) => (label ?? 0).ToString(CultureInfo.InvariantCulture);
}
