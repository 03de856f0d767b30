namespace Ramet.Warehouse.Metadata;

/// <summary>What a program may learn of a project.</summary>
public sealed record ProjectDescription
{
    /// <summary>The name, written as when the project was created.</summary>
    public required string Name { get; init; }

    /// <summary>The account that owns it.</summary>
    public required string Owner { get; init; }

    /// <summary>A note for people; empty when there is none.</summary>
    public required string Comment { get; init; }

    /// <summary>The region that the project stands for.</summary>
    public required string Region { get; init; }

    /// <summary>How its data would be kept in the cloud: <c>single-az</c> or <c>multi-az</c>.</summary>
    public required string StorageClass { get; init; }

    /// <summary>When it was created, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether it may be used; a disabled one answers everybody but the administrator that it is.</summary>
    public required bool IsEnabled { get; init; }

    /// <summary>The properties that are in force, those with a default too, in the order of their names.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Properties { get; init; }
}
