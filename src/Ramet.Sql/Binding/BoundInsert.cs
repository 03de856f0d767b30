using System.Collections.Immutable;

namespace Ramet.Sql.Binding;

/// <summary>An INSERT whose rows have been brought into the form of the target.</summary>
/// <param name="Target">The table.</param>
/// <param name="Source">
/// The rows: exactly the target's columns with their names and types, partition columns last (static ones as constants).
/// </param>
/// <param name="StaticPartition">The values of the leading partition columns that PARTITION gives; the other levels are dynamic.</param>
public sealed record BoundInsert(TableSymbol Target, BoundQuery Source, ImmutableArray<BoundConstant> StaticPartition)
{
    /// <summary>Whether some level of the partitions is decided by the rows.</summary>
    public bool IsDynamic => StaticPartition.Length < Target.PartitionColumnCount;
}

/// <summary>A multi-insert.</summary>
/// <param name="Source">The rows that are computed once and kept for all branches; null when each branch reads a table by itself.</param>
/// <param name="Stored">Where they are kept; null without <paramref name="Source"/>.</param>
/// <param name="Branches">The branches in order.</param>
public sealed record BoundMultiInsert(BoundQuery? Source, StoredRowsSymbol? Stored, ImmutableArray<BoundInsert> Branches);
