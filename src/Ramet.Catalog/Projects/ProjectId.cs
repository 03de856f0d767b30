namespace Ramet.Catalog.Projects;

/// <summary>Identifies a project for ever: a project that is dropped and created again under the same name has another id.</summary>
/// <param name="Value">Greater than 0, assigned by the catalog.</param>
public readonly record struct ProjectId(long Value);
