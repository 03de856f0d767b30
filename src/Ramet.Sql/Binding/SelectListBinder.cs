using System.Buffers;
using System.Collections.Immutable;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Binding;

/// <summary>Binds the items of a SELECT list, and expands stars and regular expressions over column names.</summary>
internal sealed class SelectListBinder(Scope scope, ExpressionBinder binder)
{
    private static readonly SearchValues<char> patternCharacters = SearchValues.Create(@"*+?|()[].^$\");

    /// <summary>Binds all items.</summary>
    public ImmutableArray<SelectedItem> Bind(ImmutableArray<SelectItem> items) => [.. items.SelectMany(Bind)];

    private IEnumerable<SelectedItem> Bind(SelectItem item) => item switch
    {
        StarItem star => ExpandStar(star),
        ExpressionItem { Value: ColumnReference { Parts: [.., { IsQuoted: true } last] parts }, Aliases: [] } when IsPattern(parts, last) =>
            ExpandPattern(parts),
        ExpressionItem { Aliases.Length: > 1 } expression =>
            throw BindingErrors.Semantic("one value cannot have several aliases", expression.Span),
        ExpressionItem expression => [new SelectedItem(NameOf(expression), binder.Bind(expression.Value))],
        _ => throw new ArgumentException($"A {item.GetType().Name} cannot be bound.", nameof(item)),
    };

    private static string? NameOf(ExpressionItem item) => item switch
    {
        { Aliases: [var alias] } => alias.Name,
        { Value: ColumnReference { Parts: var parts } } => parts[^1].Name,
        { Value: FieldAccess { Field: var field } } => field.Name,
        _ => null,
    };

    private IEnumerable<SelectedItem> ExpandStar(StarItem star)
    {
        var columns = Columns(star.Qualifier is null ? [] : star.Qualifier.Parts);
        if (columns.Count == 0)
        {
            throw star.Qualifier is null
                ? BindingErrors.Semantic("the star needs a FROM clause", star.Span)
                : BindingErrors.Semantic($"table {star.Qualifier.Table.Name} cannot be resolved in FROM", star.Qualifier.Span);
        }
        foreach (var name in star.Except.Concat(star.Replace.Select(item => item.Aliases[0])))
        {
            if (!columns.Any(column => column.Matches(name.Name)))
                throw BindingErrors.ColumnNotFound(name.Name, name.Span, scope.Names);
        }
        return columns
            .Where(column => !star.Except.Any(name => name.Matches(column.Name)))
            .Select(column => new SelectedItem(column.Name, ValueIn(star, column)));
    }

    private BoundExpression ValueIn(StarItem star, ScopeColumn column)
    {
        var replacement = star.Replace.FirstOrDefault(item => item.Aliases[0].Matches(column.Name));
        return replacement is null ? column.Use(star.Span) : binder.Bind(replacement.Value);
    }

    // A name in back-quotes is a regular expression when no column is called like that.
    private bool IsPattern(ImmutableArray<Identifier> parts, Identifier last) =>
        last.Name.AsSpan().ContainsAny(patternCharacters) && scope.Find(parts.AsSpan()) is null;

    private IEnumerable<SelectedItem> ExpandPattern(ImmutableArray<Identifier> parts)
    {
        var pattern = new ColumnPattern(parts[^1]);
        var columns = Columns(parts[..^1]).Where(column => pattern.Matches(column.Name)).ToArray();
        if (columns.Length == 0)
            throw BindingErrors.ColumnNotFound(parts[^1].Name, parts[^1].Span, []);
        return columns.Select(column => new SelectedItem(column.Name, column.Use(parts[^1].Span)));
    }

    private IReadOnlyList<ScopeColumn> Columns(ImmutableArray<Identifier> qualifier) => qualifier switch
    {
        [] => [.. scope.Columns.Where(column => !column.IsHidden)],
        [.., var project, var table] => [.. scope.Columns.Where(column => column.IsQualifiedBy(project.Name, table.Name))],
        [var table] => [.. scope.Columns.Where(column => column.IsQualifiedBy(null, table.Name))],
    };
}
