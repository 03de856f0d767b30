namespace Ramet.Warehouse.InformationSchema;

/// <summary>UDFS, RESOURCES and UDF_RESOURCES. A warehouse has none of these objects, so that the views have no rows.</summary>
internal static class FunctionViews
{
    public static SystemView Functions { get; } = new(
        "udfs",
        [
            .. SystemColumn.Texts("udf_catalog", "udf_schema", "udf_name", "owner_id", "owner_name"), SystemColumn.Time("create_time"),
            SystemColumn.Time("last_modified_time"),
        ],
        static _ => []);

    public static SystemView Resources { get; } = new(
        "resources",
        [
            .. SystemColumn.Texts("resource_catalog", "resource_schema", "resource_name", "resource_type", "owner_id", "owner_name"),
            SystemColumn.Time("create_time"), SystemColumn.Time("last_modified_time"), SystemColumn.Number("size"), .. SystemColumn.Texts("comment"),
            SystemColumn.Flag("is_temp_resource"),
        ],
        static _ => []);

    public static SystemView FunctionResources { get; } = new(
        "udf_resources",
        [.. SystemColumn.Texts("udf_catalog", "udf_schema", "udf_name", "resource_schema", "resource_name")],
        static _ => []);
}
