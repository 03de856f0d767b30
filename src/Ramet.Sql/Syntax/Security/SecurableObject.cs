using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary>
/// An object that permissions are about: <c>PROJECT p</c>, <c>[TABLE] [p.]t [(a, b)]</c>, <c>PACKAGE p.k</c>. In a policy a name may be a
/// pattern: <c>TABLE tb_*</c>.
/// </summary>
/// <param name="Kind">The sort of object; table if the statement does not say.</param>
/// <param name="Name">One to three parts; the last one is the object. A part with <c>*</c> is a pattern.</param>
/// <param name="Columns">The columns of a table that are meant; none for all of it.</param>
public sealed record SecurableObject(SecurableKind Kind, ImmutableArray<Identifier> Name, ImmutableArray<Identifier> Columns) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Name = map.All(Name), Columns = map.All(Columns) };
}

/// <summary>The sorts of objects that permissions are about.</summary>
public enum SecurableKind
{
    /// <summary>A project itself.</summary>
    Project,

    /// <summary>A schema of a project.</summary>
    Schema,

    /// <summary>A table or view.</summary>
    Table,

    /// <summary>A function that users wrote.</summary>
    Function,

    /// <summary>A file that functions use.</summary>
    Resource,

    /// <summary>A job, by its id.</summary>
    Instance,

    /// <summary>A model of machine learning.</summary>
    Model,

    /// <summary>A package, by the name of the project that provides it and its own.</summary>
    Package,
}
