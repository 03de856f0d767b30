using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary><c>ADD [IF NOT EXISTS] PARTITION(...) [PARTITION(...) ...]</c>, without commas between the groups.</summary>
/// <param name="IfNotExists">True to accept partitions that exist.</param>
/// <param name="Partitions">The new partitions; at least one.</param>
public sealed record AddPartitionsAction(bool IfNotExists, ImmutableArray<PartitionSpec> Partitions) : AlterTableAction
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Partitions = map.All(Partitions) };
}

/// <summary><c>DROP [IF EXISTS] PARTITION(...) [, PARTITION(...) ...] [PURGE]</c>.</summary>
/// <param name="IfExists">True to accept that there is none.</param>
/// <param name="Filters">The partitions to drop: those to which one of the groups applies. At least one.</param>
/// <param name="IsPurge">True with PURGE: not kept in the recycle bin.</param>
public sealed record DropPartitionsAction(bool IfExists, ImmutableArray<PartitionFilter> Filters, bool IsPurge) : AlterTableAction
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Filters = map.All(Filters) };
}

/// <summary><c>PARTITION(...) RENAME TO PARTITION(...)</c>.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="NewPartition">Its new values.</param>
public sealed record RenamePartitionAction(PartitionSpec Partition, PartitionSpec NewPartition) : AlterTableAction
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { Partition = map.One(Partition), NewPartition = map.One(NewPartition) };
}

/// <summary><c>MERGE [IF EXISTS] PARTITION(...) [, PARTITION(...) ...] OVERWRITE PARTITION(...) [PURGE]</c>.</summary>
/// <param name="IfExists">True to accept that there is none.</param>
/// <param name="Filters">The partitions to merge: those to which one of the groups applies. At least one.</param>
/// <param name="Target">The partition that gets all rows.</param>
/// <param name="IsPurge">True with PURGE: merged partitions are not kept in the recycle bin.</param>
public sealed record MergePartitionsAction(
    bool IfExists,
    ImmutableArray<PartitionFilter> Filters,
    PartitionSpec Target,
    bool IsPurge) : AlterTableAction
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Filters = map.All(Filters), Target = map.One(Target) };
}
