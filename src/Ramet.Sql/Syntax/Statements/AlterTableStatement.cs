using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary><c>ALTER TABLE t action</c>.</summary>
/// <param name="Table">The table.</param>
/// <param name="Action">The change.</param>
public sealed record AlterTableStatement(TableName Table, AlterTableAction Action) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Table = map.One(Table), Action = map.One(Action) };
}

/// <summary>What follows <c>ALTER TABLE t</c>.</summary>
public abstract record AlterTableAction : SyntaxNode;

/// <summary><c>RENAME TO n</c>.</summary>
/// <param name="NewName">The new name, in the same project.</param>
public sealed record RenameTableAction(Identifier NewName) : AlterTableAction
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { NewName = map.One(NewName) };
}

/// <summary><c>SET COMMENT 's'</c>.</summary>
/// <param name="Comment">The table's new comment.</param>
public sealed record SetTableCommentAction(TextValue Comment) : AlterTableAction
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Comment = map.One(Comment) };
}

/// <summary><c>SET LIFECYCLE days</c>.</summary>
/// <param name="Days">The new lifecycle.</param>
public sealed record SetLifecycleAction(CountValue Days) : AlterTableAction
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Days = map.One(Days) };
}

/// <summary><c>[PARTITION(...)] ENABLE|DISABLE LIFECYCLE</c>.</summary>
/// <param name="Partition">The partition; null for the table.</param>
/// <param name="IsEnabled">True with ENABLE.</param>
public sealed record SwitchLifecycleAction(PartitionSpec? Partition, bool IsEnabled) : AlterTableAction
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Partition = map.Optional(Partition) };
}

/// <summary><c>CHANGEOWNER TO 'ALIYUN$main@example.com'</c>.</summary>
/// <param name="Owner">The new owner, not checked by the parser.</param>
public sealed record ChangeOwnerAction(TextValue Owner) : AlterTableAction
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Owner = map.One(Owner) };
}

/// <summary><c>TOUCH [PARTITION(...)]</c>: the last-modified time becomes now.</summary>
/// <param name="Partition">The partition; null for the table.</param>
public sealed record TouchAction(PartitionSpec? Partition) : AlterTableAction
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Partition = map.Optional(Partition) };
}

/// <summary><c>CLUSTERED BY ...</c>, <c>RANGE CLUSTERED BY ...</c> or <c>NOT CLUSTERED</c>.</summary>
/// <param name="Clustering">The clustering of new partitions; null for NOT CLUSTERED.</param>
public sealed record SetClusteringAction(ClusteringClause? Clustering) : AlterTableAction
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Clustering = map.Optional(Clustering) };
}

/// <summary><c>SET TBLPROPERTIES ('k'='v', ...)</c>.</summary>
/// <param name="Properties">The properties; at least one.</param>
public sealed record SetTablePropertiesAction(ImmutableArray<PropertyPair> Properties) : AlterTableAction
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Properties = map.All(Properties) };
}

/// <summary><c>[PARTITION(...)] MERGE SMALLFILES</c>.</summary>
/// <param name="Partition">The partition; null for the table.</param>
public sealed record MergeSmallFilesAction(PartitionSpec? Partition) : AlterTableAction
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Partition = map.Optional(Partition) };
}

/// <summary><c>[PARTITION(...)] COMPACT 'major'|'minor'</c>.</summary>
/// <param name="Partition">The partition; null for the table.</param>
/// <param name="Kind">The text behind COMPACT, not checked by the parser.</param>
public sealed record CompactAction(PartitionSpec? Partition, TextValue Kind) : AlterTableAction
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Partition = map.Optional(Partition), Kind = map.One(Kind) };
}
