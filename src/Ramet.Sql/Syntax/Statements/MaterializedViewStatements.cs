using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary>
/// <c>CREATE MATERIALIZED VIEW [IF NOT EXISTS] m [LIFECYCLE n] [BUILD DEFERRED] [(columns)] [DISABLE REWRITE] [COMMENT 's'] [PARTITIONED BY
/// (columns)] [TBLPROPERTIES (...)] AS query</c>. The clauses may come in any order; each may be written once.
/// </summary>
/// <param name="IfNotExists">True to accept an existing one as it is.</param>
/// <param name="View">The new materialized view.</param>
/// <param name="Columns">Names for the columns of the query; empty to keep its own.</param>
/// <param name="Lifecycle">Days; null for none.</param>
/// <param name="IsDeferred">True with BUILD DEFERRED: no rows before the first REBUILD.</param>
/// <param name="IsRewriteDisabled">True with DISABLE REWRITE.</param>
/// <param name="Comment">The comment; null for none.</param>
/// <param name="PartitionedBy">Columns of the view that become its partition columns; empty for none.</param>
/// <param name="Properties">The properties.</param>
/// <param name="Query">The query.</param>
public sealed record CreateMaterializedViewStatement(
    bool IfNotExists,
    TableName View,
    ImmutableArray<ViewColumn> Columns,
    CountValue? Lifecycle,
    bool IsDeferred,
    bool IsRewriteDisabled,
    TextValue? Comment,
    ImmutableArray<Identifier> PartitionedBy,
    ImmutableArray<PropertyPair> Properties,
    Query Query) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        View = map.One(View),
        Columns = map.All(Columns),
        Lifecycle = map.Optional(Lifecycle),
        Comment = map.Optional(Comment),
        PartitionedBy = map.All(PartitionedBy),
        Properties = map.All(Properties),
        Query = map.One(Query),
    };
}

/// <summary><c>ALTER MATERIALIZED VIEW m REBUILD [PARTITION (...)]</c>: computes its rows anew.</summary>
/// <param name="View">The materialized view.</param>
/// <param name="Partition">The one partition that is computed, every column with a value; null for all rows.</param>
public sealed record RebuildMaterializedViewStatement(TableName View, PartitionSpec? Partition) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { View = map.One(View), Partition = map.Optional(Partition) };
}

/// <summary><c>ALTER MATERIALIZED VIEW m ENABLE|DISABLE REWRITE</c>.</summary>
/// <param name="View">The materialized view.</param>
/// <param name="IsEnabled">True with ENABLE.</param>
public sealed record SetRewriteStatement(TableName View, bool IsEnabled) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { View = map.One(View) };
}

/// <summary><c>DROP MATERIALIZED VIEW [IF EXISTS] m</c>.</summary>
/// <param name="IfExists">True to accept that there is none.</param>
/// <param name="View">The materialized view.</param>
public sealed record DropMaterializedViewStatement(bool IfExists, TableName View) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { View = map.One(View) };
}

/// <summary><c>SHOW MATERIALIZED VIEWS [IN project] [LIKE 'pattern']</c>.</summary>
/// <param name="Project">The project; null for the current one.</param>
/// <param name="Pattern">The wanted names, with <c>*</c> for any text; null for all.</param>
public sealed record ShowMaterializedViewsStatement(Identifier? Project, TextValue? Pattern) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Project = map.Optional(Project), Pattern = map.Optional(Pattern) };
}
