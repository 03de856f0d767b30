using System.Collections.Immutable;
using System.Globalization;
using Ramet.Tables.Metadata;

namespace Ramet.Warehouse.Definitions;

/// <summary>What a new table takes over from another one: CREATE TABLE LIKE, and CLONE TABLE, which is LIKE with the data.</summary>
internal static class TableInheritance
{
    /// <summary>
    /// The same columns, field ids, comments and partition columns, without data.
    /// Source: "Table operations", CREATE TABLE LIKE copies everything except the lifecycle.
    /// </summary>
    /// <param name="source">The table to take over from.</param>
    /// <param name="properties">The properties of the new table.</param>
    /// <param name="uuid">The identity of the new table.</param>
    /// <param name="location">URI of the directory for its files.</param>
    /// <param name="nowMs">UTC milliseconds from 1970-01-01.</param>
    public static TableMetadata Like(
        TableMetadata source, ImmutableSortedDictionary<string, string> properties, Guid uuid, string location, long nowMs) => source with
        {
            TableUuid = uuid,
            Location = location,
            LastSequenceNumber = 0,
            LastUpdatedMs = nowMs,
            Schemas = [source.CurrentSchema],
            CurrentSnapshotId = null,
            Snapshots = [],
            Properties = properties,
        };

    /// <summary>The properties that are taken over: all but the lifecycle, the traces of a clone, and what makes a view or an external table.</summary>
    public static ImmutableSortedDictionary<string, string> Properties(TableMetadata source, long? lifecycleDays)
    {
        var properties = source.Properties
            .RemoveRange([TableProperties.CloneSource, TableProperties.CloneTime, TableProperties.CloneSnapshot])
            .RemoveRange(source.Properties.Keys.Where(property => LifecycleSwitch.IsProperty(property) || IsOfKind(property)));
        return lifecycleDays is { } days
            ? properties.SetItem(TableProperties.Lifecycle, days.ToString(CultureInfo.InvariantCulture))
            : properties;
    }

    private static bool IsOfKind(string property) =>
        property == TableProperties.ExternalStorage || property.StartsWith(TableProperties.ViewPrefix, StringComparison.Ordinal);
}
