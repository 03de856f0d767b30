using System.Collections.Immutable;
using Ramet.Sql.Parsing;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>What the binder has to know about a function that a user wrote in SQL.</summary>
/// <param name="Project">The project that holds it; null for a function of a script.</param>
/// <param name="Definition">The statement that makes it.</param>
/// <param name="Settings">The settings under which it was written.</param>
public sealed record FunctionSymbol(string? Project, CreateFunctionStatement Definition, BinderSettings Settings)
{
    /// <summary>Its name, for messages.</summary>
    public string Name => Definition.Function.Table.Name;

    /// <summary>The parameters.</summary>
    internal ImmutableArray<SqlFunctionParameter> Parameters => Definition.Parameters;

    /// <summary>How high the trees of its text are, one upon the other.</summary>
    internal int Height { get; } = TreeHeight.Of(Definition);

    /// <summary>How many nodes the trees of its text have.</summary>
    internal int Size { get; } = Definition.DescendantsAndSelf().Count();

    /// <summary>Whether both are the same function, whatever they stand for.</summary>
    internal bool IsSame(FunctionSymbol other) =>
        string.Equals(Project, other.Project, StringComparison.OrdinalIgnoreCase) && string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The type of a parameter, or of the result, under the settings of the function.</summary>
    internal DataType TypeOf(SqlFunctionParameter parameter) => TypeOf(parameter.Type);

    /// <summary>A type in the text of the function.</summary>
    internal DataType TypeOf(TypeSyntax type) => Settings.Effective(type.Type, type.Span);
}
