using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary>The clauses of CREATE TABLE behind the column list.</summary>
/// <param name="Comment"><c>COMMENT 's'</c>; null for none.</param>
/// <param name="PartitionedBy"><c>PARTITIONED BY (col type [COMMENT 's'], ...)</c>, from the first level to the last; empty for
/// none.</param>
/// <param name="AutoPartitionedBy"><c>AUTO PARTITIONED BY (TRUNC_TIME(col, 'day') [AS pt])</c>; null for none.</param>
/// <param name="Clustering"><c>[RANGE] CLUSTERED BY ...</c>; null for none.</param>
/// <param name="Storage">ROW FORMAT, STORED AS, STORED BY, LOCATION, USING; null when none of them is there.</param>
/// <param name="Properties"><c>TBLPROPERTIES ('k'='v', ...)</c>; empty for none.</param>
/// <param name="Lifecycle"><c>LIFECYCLE days</c>; null for none.</param>
public sealed record TableClauses(
    TextValue? Comment,
    ImmutableArray<ColumnDefinition> PartitionedBy,
    ExpressionItem? AutoPartitionedBy,
    ClusteringClause? Clustering,
    StorageClause? Storage,
    ImmutableArray<PropertyPair> Properties,
    CountValue? Lifecycle) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        Comment = map.Optional(Comment),
        PartitionedBy = map.All(PartitionedBy),
        AutoPartitionedBy = map.Optional(AutoPartitionedBy),
        Clustering = map.Optional(Clustering),
        Storage = map.Optional(Storage),
        Properties = map.All(Properties),
        Lifecycle = map.Optional(Lifecycle),
    };
}

/// <summary><c>[RANGE] CLUSTERED BY (c, ...) [SORTED BY (c [ASC|DESC], ...)] [INTO n BUCKETS]</c>.</summary>
/// <param name="IsRange">True with RANGE, false for clustering by hash.</param>
/// <param name="Columns">The clustering columns; at least one.</param>
/// <param name="SortedBy">The order within a bucket; empty for none.</param>
/// <param name="BucketCount">The number of buckets; null only with RANGE.</param>
public sealed record ClusteringClause(
    bool IsRange,
    ImmutableArray<Identifier> Columns,
    ImmutableArray<SortItem> SortedBy,
    CountValue? BucketCount) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { Columns = map.All(Columns), SortedBy = map.All(SortedBy), BucketCount = map.Optional(BucketCount) };
}

/// <summary>How files of an external table, or files to load, are read. Parts that were not written are null or empty.</summary>
/// <param name="RowFormat"><c>ROW FORMAT ...</c>.</param>
/// <param name="StoredAs"><c>STORED AS PARQUET</c>: the name of a file format.</param>
/// <param name="StoredBy"><c>STORED BY 'handler class'</c>.</param>
/// <param name="SerdeProperties"><c>WITH SERDEPROPERTIES ('k'='v', ...)</c>.</param>
/// <param name="Location"><c>LOCATION 'uri'</c>.</param>
/// <param name="Using"><c>USING 'resource'</c>.</param>
public sealed record StorageClause(
    RowFormatClause? RowFormat,
    Identifier? StoredAs,
    TextValue? StoredBy,
    ImmutableArray<PropertyPair> SerdeProperties,
    TextValue? Location,
    TextValue? Using) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        RowFormat = map.Optional(RowFormat),
        StoredAs = map.Optional(StoredAs),
        StoredBy = map.Optional(StoredBy),
        SerdeProperties = map.All(SerdeProperties),
        Location = map.Optional(Location),
        Using = map.Optional(Using),
    };
}

/// <summary><c>ROW FORMAT SERDE 'class'</c> or <c>ROW FORMAT DELIMITED ...</c>.</summary>
public abstract record RowFormatClause : SyntaxNode;

/// <summary><c>ROW FORMAT SERDE 'class'</c>.</summary>
/// <param name="Class">The class that reads rows.</param>
public sealed record SerdeRowFormat(TextValue Class) : RowFormatClause
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Class = map.One(Class) };
}

/// <summary>
/// <c>ROW FORMAT DELIMITED [FIELDS TERMINATED BY 'c' [ESCAPED BY 'c']] [COLLECTION ITEMS TERMINATED BY 'c'] [MAP KEYS TERMINATED BY 'c']
/// [LINES TERMINATED BY 'c'] [NULL DEFINED AS 's']</c>. What was not written is null.
/// </summary>
/// <param name="Fields">Between fields.</param>
/// <param name="Escape">Before a character that is taken literally; only with <paramref name="Fields"/>.</param>
/// <param name="Items">Between elements of a collection.</param>
/// <param name="MapKeys">Between a key and its value.</param>
/// <param name="Lines">Between rows.</param>
/// <param name="NullText">The text that stands for NULL.</param>
public sealed record DelimitedRowFormat(
    TextValue? Fields,
    TextValue? Escape,
    TextValue? Items,
    TextValue? MapKeys,
    TextValue? Lines,
    TextValue? NullText) : RowFormatClause
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        Fields = map.Optional(Fields),
        Escape = map.Optional(Escape),
        Items = map.Optional(Items),
        MapKeys = map.Optional(MapKeys),
        Lines = map.Optional(Lines),
        NullText = map.Optional(NullText),
    };
}
