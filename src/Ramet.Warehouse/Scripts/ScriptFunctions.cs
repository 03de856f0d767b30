using Ramet.Catalog;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Functions;
using Ramet.Catalog.Projects;
using Ramet.Errors;

namespace Ramet.Warehouse.Scripts;

/// <summary>
/// The SQL functions of the catalog as the statements of a script see them: in the state in which the script first met them, under the changes
/// that it has made so far.
/// </summary>
/// <param name="real">The catalog.</param>
/// <param name="now">The time for functions that the script makes.</param>
internal sealed class ScriptFunctions(ICatalog real, Func<DateTimeOffset> now)
{
    private readonly Dictionary<(ProjectId Project, string Name), SqlFunction?> seen = [];

    public SqlFunction? Find(ProjectId project, string name)
    {
        var key = KeyOf(project, name);
        if (!seen.TryGetValue(key, out var function))
            seen[key] = function = real.FindFunction(project, name);
        return function;
    }

    /// <summary>Adds a change to those of the script, built on those before it.</summary>
    public void Collect(CatalogChange change, List<CatalogChange> changes)
    {
        switch (change)
        {
            case CatalogChange.CreateFunction create:
                if (Find(create.Project.Id, create.Name) is not null)
                    throw new RametException(ErrorCode.DdlTaskFailed, ErrorKind.User, $"function {create.Project.Name}.{create.Name} already exists");
                seen[KeyOf(create.Project.Id, create.Name)] = Made(create);
                changes.Add(change);
                break;
            case CatalogChange.ReplaceFunction(var function, var definition):
                seen[KeyOf(function.Project, function.Name)] = function with { Definition = definition, ChangedAt = now(), Version = function.Version + 1 };
                if (!IsMade(function))
                    changes.Add(change);
                else if (PositionOf(function, changes) is var position)
                    changes[position] = (CatalogChange.CreateFunction)changes[position] with { Definition = definition };
                break;
            case CatalogChange.DropFunction(_, var function):
                seen[KeyOf(function.Project, function.Name)] = null;
                if (IsMade(function))
                    changes.RemoveAt(PositionOf(function, changes));
                else
                    changes.Add(change);
                break;
        }
    }

    private SqlFunction Made(CatalogChange.CreateFunction create) => new()
    {
        Id = -1, // the catalog gives ids from 1 on
        Project = create.Project.Id,
        Name = create.Name,
        Owner = create.Owner,
        Definition = create.Definition,
        CreatedAt = now(),
        ChangedAt = now(),
        Version = 1,
    };

    private static bool IsMade(SqlFunction function) => function.Id < 0;

    private static int PositionOf(SqlFunction made, List<CatalogChange> changes) => changes.FindIndex(change =>
        change is CatalogChange.CreateFunction create && KeyOf(create.Project.Id, create.Name) == KeyOf(made.Project, made.Name));

    private static (ProjectId Project, string Name) KeyOf(ProjectId project, string name) => (project, name.ToLowerInvariant());
}
