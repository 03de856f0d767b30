using Ramet.Errors;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Binding;

/// <summary>
/// What the names with <c>@</c> mean in the text of a function, or of a view with parameters: the arguments, and what was assigned since.
/// A value takes the place of each of its uses, so one that would not be the same each time must not be used twice.
/// </summary>
/// <param name="body">The function or view, for messages.</param>
/// <param name="isRepeated">Whether a single use may be computed many times: once for each row, or each element.</param>
internal sealed class BodyVariables(string body, bool isRepeated)
{
    private readonly Dictionary<string, Variable> variables = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<BoundCommonTable> rows = [];

    /// <summary>All rows that were ever assigned, each behind those that it needs.</summary>
    public IReadOnlyList<BoundCommonTable> Rows => rows;

    /// <summary>Gives a value to a variable.</summary>
    public void Set(Identifier name, BoundExpression value) => variables[name.Name] = new Variable(value, null);

    /// <summary>Gives rows to a variable.</summary>
    public void Set(Identifier name, BoundCommonTable table)
    {
        variables[name.Name] = new Variable(null, table);
        rows.Add(table);
    }

    /// <summary>The value of a variable.</summary>
    /// <exception cref="RametException">There is none of this name, it has rows, or its value may not be used once more.</exception>
    public BoundExpression Use(Identifier name)
    {
        var variable = Find(name);
        if (variable.Value is not { } value)
            throw BindingErrors.Semantic($"@{name.Name} has rows, not a value", name.Span, $"Write (SELECT ... FROM @{name.Name}).");
        if ((++variable.Uses > 1 || isRepeated) && value.DescendantsAndSelf().Any(static node => node is BoundCall { Function.IsVolatile: true }))
            throw MayDiffer(name, value, "a random value");
        if (variable.Uses > 1 && value.DescendantsAndSelf().Any(static node => node is BoundSubquery))
            throw MayDiffer(name, value, "a subquery");
        return value;
    }

    /// <summary>The rows of a variable.</summary>
    /// <exception cref="RametException">There is none of this name, or it has a value.</exception>
    public BoundCommonTable UseRows(Identifier name) =>
        Find(name).Rows ?? throw BindingErrors.Semantic($"@{name.Name} has a value, not rows", name.Span);

    private Variable Find(Identifier name) => variables.GetValueOrDefault(name.Name)
        ?? throw BindingErrors.Semantic($"{body} has no parameter @{name.Name}, and assigns none before", name.Span);

    private RametException MayDiffer(Identifier name, BoundExpression value, string what) => BindingErrors.Unsupported(
        $"{what} for @{name.Name}, which {body} uses several times,",
        value.Span,
        "Compute the value in a subquery in FROM and give its column, or assign it to a variable of a script first.");

    private sealed class Variable(BoundExpression? value, BoundCommonTable? table)
    {
        public BoundExpression? Value { get; } = value;

        public BoundCommonTable? Rows { get; } = table;

        public int Uses { get; set; }
    }
}
