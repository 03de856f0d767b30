using Ramet.Access;

namespace Ramet.Catalog.Projects;

/// <summary>What is said about a project when it is created.</summary>
public sealed record ProjectDefinition
{
    /// <summary>The name, unique without regard to the case of ASCII letters.</summary>
    public required string Name { get; init; }

    /// <summary>The account that owns the project, for ever.</summary>
    public required Principal Owner { get; init; }

    /// <summary>The region that the project stands for; default <c>local</c>.</summary>
    public string Region { get; init; } = "local";

    /// <summary>How the project's data would be kept in the cloud; default <see cref="StorageClass.SingleAz"/>.</summary>
    public StorageClass StorageClass { get; init; } = StorageClass.SingleAz;

    /// <summary>The IANA name of the time zone in which times are read and shown; default <c>UTC</c>.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>A note for people; null when there is none.</summary>
    public string? Comment { get; init; }

    /// <summary>Settings of the project by name; default empty.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();
}
