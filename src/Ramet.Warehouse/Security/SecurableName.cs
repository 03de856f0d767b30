using Ramet.Access;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Security;

/// <summary>What an object is called and where, whether it exists or not: policies may name what does not exist, or a pattern.</summary>
/// <param name="Project">The project whose security says who may do what with the object.</param>
/// <param name="Type">What it is.</param>
/// <param name="Name">Its name as written, without its project; for a package <c>project.package</c>.</param>
internal sealed record SecurableName(ManagedProject Project, ObjectType Type, string Name)
{
    /// <summary>Reads the name of an object.</summary>
    public static SecurableName Of(StatementContext context, SecurableObject written)
    {
        var parts = written.Name;
        var type = TypeOf(written.Kind);
        switch (type)
        {
            case ObjectType.Project when parts is [var project]:
                return new SecurableName(ManagedProject.Named(context, project), type, project.Name);
            case ObjectType.Package when parts.Length == 2:
                // A package of another project, used in this one.
                return new SecurableName(ManagedProject.Current(context), type, $"{parts[0].Name}.{parts[1].Name}");
            case ObjectType.Table:
                var table = context.Resolve(new Sql.Syntax.TableName(parts) { Span = written.Span });
                var named = parts.Length == 1 ? null : parts.FirstOrDefault(part => part.Matches(table.Project));
                return new SecurableName(named is null ? ManagedProject.Current(context) : ManagedProject.Named(context, named), type, table.Table);
            case ObjectType.Project:
                throw StatementErrors.Semantic(written.Span, "a project's name has one part");
            case ObjectType.Package:
                throw StatementErrors.Semantic(written.Span, "a package is named with the project that provides it", "Write PACKAGE project.package.");
            default:
                // Names of resources have dots of their own: my.jar.
                return new SecurableName(ManagedProject.Current(context), type, string.Join('.', parts.Select(part => part.Name)));
        }
    }

    /// <summary>The type of object that a statement names.</summary>
    public static ObjectType TypeOf(SecurableKind kind) => kind switch
    {
        SecurableKind.Project => ObjectType.Project,
        SecurableKind.Schema => ObjectType.Schema,
        SecurableKind.Table => ObjectType.Table,
        SecurableKind.Function => ObjectType.Function,
        SecurableKind.Resource => ObjectType.Resource,
        SecurableKind.Instance => ObjectType.Instance,
        SecurableKind.Model => ObjectType.Model,
        SecurableKind.Package => ObjectType.Package,
    };
}
