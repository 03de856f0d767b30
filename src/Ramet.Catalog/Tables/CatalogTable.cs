using Ramet.Access;
using Ramet.Catalog.Projects;
using Ramet.Tables.Metadata;

namespace Ramet.Catalog.Tables;

/// <summary>A table or view as the catalog showed it at one moment.</summary>
public sealed record CatalogTable
{
    /// <summary>Identifies the table.</summary>
    public required TableId Id { get; init; }

    /// <summary>The project that holds it.</summary>
    public required Project Project { get; init; }

    /// <summary>Its name, as written when it was created or renamed.</summary>
    public required string Name { get; init; }

    /// <summary>What the name stands for.</summary>
    public required TableKind Kind { get; init; }

    /// <summary>The principal that created it, or to which it was given since.</summary>
    public required Principal Owner { get; init; }

    /// <summary>When it was created, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its definition (name, columns, properties) was last changed, UTC.</summary>
    public required DateTimeOffset DefinitionChangedAt { get; init; }

    /// <summary>When its data was last changed, UTC; the time of creation until then.</summary>
    public required DateTimeOffset DataChangedAt { get; init; }

    /// <summary>When it was dropped, UTC; null for a table that exists.</summary>
    public DateTimeOffset? DroppedAt { get; init; }

    /// <summary>Counts the changes of the table, from 1; a commit names the version that it was built upon.</summary>
    public required long Version { get; init; }

    /// <summary>The table's state: schemas, partition specs, properties and the current snapshot, but not the others.</summary>
    public required TableMetadata Metadata { get; init; }

    /// <summary>The table's name with its project's.</summary>
    public TableName FullName => new(Project.Name, Name);

    /// <summary>By what grants know the table.</summary>
    public ObjectKey SecurityKey => ObjectKey.Table(Id.Value);
}
