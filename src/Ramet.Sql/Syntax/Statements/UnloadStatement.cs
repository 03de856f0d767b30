using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary>
/// <c>UNLOAD FROM t [PARTITION(...)] | (query) INTO LOCATION 'uri' [ROW FORMAT ...] STORED AS format | STORED BY 'class' [WITH SERDEPROPERTIES (...)]
/// [PROPERTIES (...)]</c>.
/// </summary>
/// <param name="Source">What is written.</param>
/// <param name="Location">The directory, as a URI.</param>
/// <param name="Storage">How the file is written; its own location is absent.</param>
/// <param name="Properties">The properties; empty for none.</param>
public sealed record UnloadStatement(UnloadSource Source, TextValue Location, StorageClause Storage, ImmutableArray<PropertyPair> Properties) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        Source = map.One(Source),
        Location = map.One(Location),
        Storage = map.One(Storage),
        Properties = map.All(Properties),
    };
}

/// <summary>The rows of an UNLOAD.</summary>
public abstract record UnloadSource : SyntaxNode;

/// <summary><c>t [PARTITION(...)]</c>.</summary>
/// <param name="Table">The table or view.</param>
/// <param name="Partition">Its partition, or some levels of it; null for all.</param>
public sealed record UnloadTable(TableName Table, PartitionSpec? Partition) : UnloadSource
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Table = map.One(Table), Partition = map.Optional(Partition) };
}

/// <summary><c>(query)</c>.</summary>
/// <param name="Query">The query.</param>
public sealed record UnloadQuery(Query Query) : UnloadSource
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Query = map.One(Query) };
}
