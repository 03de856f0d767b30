using System.Collections.Immutable;
using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Jobs;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Security;

/// <summary>
/// An object that a statement grants, labels or shares, as it is in the catalog. Whether it exists is said only after the action on it was
/// allowed, so that nobody learns of names that he may not see.
/// </summary>
internal sealed class Securable
{
    private readonly SecurableObject written;
    private readonly AccessObject target;
    private readonly ObjectKey? key;

    private Securable(SecurableName name, SecurableObject written, ObjectKey? key, AccessObject target)
    {
        Project = name.Project;
        Type = name.Type;
        Name = name.Name;
        this.written = written;
        this.key = key;
        this.target = target;
    }

    /// <summary>The project whose security says who may do what with the object.</summary>
    public ManagedProject Project { get; }

    public ObjectType Type { get; }

    /// <summary>The name as written, without its project.</summary>
    public string Name { get; }

    /// <summary>Who created the object; null when there is none, or nobody is known to have.</summary>
    public Access.Principal? Owner => (target as SecuredObject)?.Owner;

    /// <summary>The table; null for other objects.</summary>
    public CatalogTable? Table { get; private init; }

    public SourceSpan Span => written.Span;

    /// <summary>By what grants know the object, which <see cref="RequireExists"/> has found to exist.</summary>
    public ObjectKey Key => key ?? throw new InvalidOperationException($"{Name} does not exist, or nobody has asked.");

    /// <summary>The columns that stand behind the object, spelled as the table does; empty for none.</summary>
    public ImmutableArray<string> Columns => FindColumns(written.Columns);

    /// <summary>Finds the object.</summary>
    public static Securable Resolve(StatementContext context, SecurableObject written)
    {
        var name = SecurableName.Of(context, written);
        if (name.Type == ObjectType.Project)
            return new Securable(name, written, ObjectKey.Project, name.Project.AccessObject);
        if (name.Type == ObjectType.Table)
        {
            var table = context.Catalog.FindTable(new Catalog.Tables.TableName(name.Project.Project.Name, name.Name));
            ObjectKey? tableKey = table is null ? null : ObjectKey.Table(table.Id.Value);
            return new Securable(name, written, tableKey, Secured(name, tableKey, table?.Owner)) { Table = table };
        }

        var (isThere, owner) = Find(context, name);
        ObjectKey? key = isThere ? ObjectKey.Named(name.Type, name.Name) : null;
        return new Securable(name, written, key, Secured(name, key, owner));
    }

    /// <summary>Allows the action on the object or ends the statement.</summary>
    public void Authorize(AccessAction action) => Project.Authorize(action, target, Span);

    /// <summary>Ends the statement if there is no such object; a table must still be there when the statement commits.</summary>
    /// <exception cref="RametException">There is none (kind NotFound).</exception>
    public void RequireExists(StatementContext context)
    {
        if (Table is not null)
            context.Require(new CatalogRequirement.TableExists(Table));
        if (key is not null)
            return;
        if (Type == ObjectType.Table)
            throw context.TableNotFound(new Catalog.Tables.TableName(Project.Project.Name, Name), Span);
        throw new RametException(
            ErrorCode.InvalidParameter,
            ErrorKind.NotFound,
            $"{Type.ToString().ToLowerInvariant()} '{Name}' does not exist in project {Project.Project.Name}",
            Span,
            Type is ObjectType.Resource or ObjectType.Model
                ? "This version has no objects of this type; a policy of a role may name them all the same."
                : null);
    }

    /// <summary>Columns of the table, spelled as it does.</summary>
    /// <exception cref="RametException">The table has none of that name, or the object is no table (kind User).</exception>
    public ImmutableArray<string> FindColumns(ImmutableArray<Identifier> columns) => [.. columns.Select(FindColumn)];

    private string FindColumn(Identifier column)
    {
        if (Table is null)
            throw StatementErrors.Semantic(column.Span, $"an object of type {Type} has no columns");
        return TableSymbols.Of(Table).Columns.FirstOrDefault(known => column.Matches(known.Name))?.Name
            ?? throw StatementErrors.Semantic(column.Span, $"column {column.Name} of table {Table.FullName} cannot be resolved", $"DESC {Table.FullName}; shows its columns.");
    }

    private static SecuredObject Secured(SecurableName name, ObjectKey? key, Access.Principal? owner) =>
        new(name.Project.AccessObject, name.Type, name.Name) { Key = key, Owner = owner };

    private static (bool IsThere, Access.Principal? Owner) Find(StatementContext context, SecurableName name) => name.Type switch
    {
        ObjectType.Schema => (string.Equals(name.Name, "default", StringComparison.OrdinalIgnoreCase), name.Project.Project.Owner),
        ObjectType.Package => (name.Project.Security.InstalledPackages.ContainsKey(name.Name), null),
        ObjectType.Instance => FindJob(context, name),
        ObjectType.Function => FindFunction(context, name),
        _ => (false, null),
    };

    private static (bool IsThere, Access.Principal? Owner) FindFunction(StatementContext context, SecurableName name)
    {
        var function = context.Catalog.FindFunction(name.Project.Project.Id, name.Name);
        return (function is not null, function?.Owner);
    }

    private static (bool IsThere, Access.Principal? Owner) FindJob(StatementContext context, SecurableName name)
    {
        var job = context.Catalog.FindJob(new InstanceId(name.Name));
        return job is not null && string.Equals(job.ProjectName, name.Project.Project.Name, StringComparison.OrdinalIgnoreCase)
            ? (true, job.Owner)
            : (false, null);
    }
}
