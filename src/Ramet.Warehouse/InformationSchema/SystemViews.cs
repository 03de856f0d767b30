using System.Collections.Frozen;

namespace Ramet.Warehouse.InformationSchema;

/// <summary>All views of the information schema by name.</summary>
internal static class SystemViews
{
    private static readonly FrozenDictionary<string, SystemView> ByName = new[]
    {
        TableViews.Tables, TableViews.Partitions, TableViews.Columns,
        FunctionViews.Functions, FunctionViews.Resources, FunctionViews.FunctionResources,
        MemberViews.Users, MemberViews.Roles, MemberViews.UserRoles,
        PrivilegeViews.Schema, PrivilegeViews.Table, PrivilegeViews.Column,
        PackageViews.Installed, PackageViews.Objects, PackageViews.Privileges,
        HistoryViews.Tasks, HistoryViews.Tunnels,
    }.ToFrozenDictionary(static view => view.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => ByName.Keys.Order(StringComparer.Ordinal);

    /// <summary>The view of a name; null when there is none.</summary>
    public static SystemView? Find(string name) => ByName.GetValueOrDefault(name);
}
