using Ramet.Access;
using Ramet.Catalog.Functions;
using Ramet.Warehouse.Functions;

namespace Ramet.Warehouse.InformationSchema;

/// <summary>UDFS, RESOURCES and UDF_RESOURCES. A warehouse has functions in SQL alone, which need no resources.</summary>
internal static class FunctionViews
{
    private const string Catalog = "odps";

    public static SystemView Functions { get; } = new(
        "udfs",
        [
            .. SystemColumn.Texts("udf_catalog", "udf_schema", "udf_name", "owner_id", "owner_name"), SystemColumn.Time("create_time"),
            SystemColumn.Time("last_modified_time"),
        ],
        static scope =>
            from function in scope.Context.Catalog.ListFunctions(scope.Project.Id)
            where MaySee(scope, function)
            select (object?[])
            [
                Catalog, scope.Project.Name, function.Name, SystemScope.IdOf(function.Owner), function.Owner.ToString(),
                function.CreatedAt, function.ChangedAt,
            ]);

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

    private static bool MaySee(SystemScope scope, SqlFunction function)
    {
        var target = UserFunctions.Target(scope.Context, scope.Project, scope.Project.Name, function.Name, function);
        return scope.May(AccessAction.List) || scope.Context.Access.Ask(AccessAction.Read, target).IsAllowed
            || scope.Context.Access.Ask(AccessAction.Execute, target).IsAllowed;
    }
}
