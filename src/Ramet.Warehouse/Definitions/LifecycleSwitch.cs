using Ramet.Tables.Commits;
using Ramet.Tables.Metadata;

namespace Ramet.Warehouse.Definitions;

/// <summary>
/// Whether the lifecycle of a table counts for it, and for each of its partitions: it does unless it was switched off. What is switched off
/// is kept as properties, since it is rare; a partition is named as SHOW PARTITIONS names it.
/// </summary>
internal static class LifecycleSwitch
{
    private const string Disabled = TableProperties.Lifecycle + ".disabled";

    /// <summary>Whether the lifecycle counts.</summary>
    /// <param name="metadata">The table.</param>
    /// <param name="partition">The name of a partition; null for the table.</param>
    public static bool IsEnabled(TableMetadata metadata, string? partition) => !metadata.Properties.ContainsKey(Property(partition));

    /// <summary>Switches the lifecycle on or off. Off for the table is off for all of its partitions.</summary>
    /// <param name="partition">The name of a partition; null for the table.</param>
    /// <param name="isEnabled">Whether it counts from now on.</param>
    public static TableUpdate Set(string? partition, bool isEnabled) => isEnabled
        ? new TableUpdate.RemoveProperties([Property(partition)])
        : new TableUpdate.SetProperties(TableMetadata.NoProperties.SetItem(Property(partition), "true"));

    /// <summary>The state after partitions have ended: one that is made later under the name of such a one begins anew.</summary>
    public static TableMetadata Forget(TableMetadata metadata, IEnumerable<string> partitions) =>
        metadata with { Properties = metadata.Properties.RemoveRange(partitions.Select(Property)) };

    /// <summary>The state after a partition got another name.</summary>
    public static TableMetadata Rename(TableMetadata metadata, string partition, string newName) => IsEnabled(metadata, partition)
        ? metadata
        : TableCommit.Apply(Forget(metadata, [partition]), Set(newName, isEnabled: false));

    /// <summary>The properties that belong to the lifecycle, and go where it goes.</summary>
    public static bool IsProperty(string name) =>
        name == TableProperties.Lifecycle || name.StartsWith(Disabled, StringComparison.Ordinal);

    private static string Property(string? partition) => partition is null ? Disabled : $"{Disabled}.{partition}";
}
