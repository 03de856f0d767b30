using Ramet.Access;
using Ramet.Catalog.Projects;

namespace Ramet.Catalog.Functions;

/// <summary>A function that a user wrote in SQL, as the catalog showed it at one moment.</summary>
public sealed record SqlFunction
{
    /// <summary>Identifies the function in the catalog.</summary>
    public required long Id { get; init; }

    /// <summary>The project that holds it.</summary>
    public required ProjectId Project { get; init; }

    /// <summary>Its name, in lower case.</summary>
    public required string Name { get; init; }

    /// <summary>The principal that created it.</summary>
    public required Principal Owner { get; init; }

    /// <summary>What it stands for.</summary>
    public required FunctionDefinition Definition { get; init; }

    /// <summary>When it was created, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last replaced, UTC; the time of creation until then.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Counts the changes of the function, from 1; a commit names the version that it was built upon.</summary>
    public required long Version { get; init; }

    /// <summary>By what grants know the function.</summary>
    public ObjectKey SecurityKey => ObjectKey.Named(ObjectType.Function, Name);
}

/// <summary>What a function stands for.</summary>
/// <param name="Text">The statement that makes it, without the name of the project.</param>
/// <param name="Settings">The settings under which the text was written, as text.</param>
public sealed record FunctionDefinition(string Text, string Settings);
