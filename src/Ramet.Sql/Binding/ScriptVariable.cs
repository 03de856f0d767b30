using System.Collections.Immutable;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>What a variable of a script stands for.</summary>
public abstract record ScriptVariable
{
    private ScriptVariable()
    {
    }

    /// <summary>Rows that the engine keeps; of one column and one row they are a value too.</summary>
    /// <param name="Stored">Where they are.</param>
    public sealed record Rows(StoredRowsSymbol Stored) : ScriptVariable;

    /// <summary>A value that is known before a query is planned, so that it can choose partitions.</summary>
    /// <param name="Type">Its type.</param>
    /// <param name="Constant">The value as constants of the type have it; null for NULL.</param>
    public sealed record Value(DataType Type, object? Constant) : ScriptVariable;
}

/// <summary>The variables that a statement of a script may name. Names are compared without case.</summary>
public sealed class ScriptVariables
{
    private readonly ImmutableDictionary<string, ScriptVariable> variables;

    private ScriptVariables(ImmutableDictionary<string, ScriptVariable> variables) => this.variables = variables;

    /// <summary>No variables: the statement is not in a script.</summary>
    public static ScriptVariables None { get; } = new(ImmutableDictionary.Create<string, ScriptVariable>(StringComparer.OrdinalIgnoreCase));

    /// <summary>The variables with one more, or another value of one.</summary>
    public ScriptVariables With(string name, ScriptVariable variable) => new(variables.SetItem(name, variable));

    /// <summary>The variable of a name; null when there is none.</summary>
    public ScriptVariable? Find(string name) => variables.GetValueOrDefault(name);

    internal ScriptVariable Require(Identifier name) => Find(name.Name) ?? throw BindingErrors.Semantic(
        $"variable @{name.Name} is not defined",
        name.Span,
        variables.IsEmpty ? $"Variables belong to scripts, of which an earlier statement is @{name.Name} := ..." : null);
}
