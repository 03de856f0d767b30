using System.Collections.Immutable;
using Ramet.Sql.DuckDb;

namespace Ramet.Sql.Binding;

/// <summary>Checks that, once rows are grouped, expressions are made of keys and aggregates only.</summary>
internal sealed class GroupingRules
{
    private readonly HashSet<string> keys;
    private readonly HashSet<BoundSource> sources;

    /// <summary>Takes the keys of a grouping.</summary>
    /// <param name="groupBy">The GROUP BY clause; null when all rows are one group.</param>
    /// <param name="scope">The scope of the SELECT; columns of enclosing queries are the same for all rows of a group.</param>
    public GroupingRules(BoundGroupBy? groupBy, Scope scope)
    {
        var expressions = groupBy?.Elements.SelectMany(element => element.Sets).SelectMany(set => set) ?? [];
        keys = [.. expressions.Select(TextOf).OfType<string>()];
        var columns = scope.Columns.SelectMany(column => column.Value.DescendantsAndSelf()).OfType<BoundColumn>();
        sources = [.. columns.Select(column => column.Column.Source)];
    }

    /// <summary>Checks an expression of a clause that is evaluated after grouping.</summary>
    /// <exception cref="Errors.RametException">It uses a column that is neither a key nor within an aggregate.</exception>
    public void Check(BoundExpression expression)
    {
        if (expression is BoundAggregate || (TextOf(expression) is { } text && keys.Contains(text)))
            return;
        if (expression is BoundColumn column && sources.Contains(column.Column.Source))
            throw NotInKey(column);
        if (expression is BoundSubquery query)
            CheckOuterColumns(query.Query.OuterColumns);
        foreach (var child in expression.Children)
            Check(child);
    }

    private void CheckOuterColumns(ImmutableArray<BoundColumn> columns)
    {
        foreach (var column in columns)
            Check(column);
    }

    private static Errors.RametException NotInKey(BoundColumn column) =>
        BindingErrors.Semantic($"Expression not in GROUP BY key : {column.Column.Name}", column.Span,
            $"Add {column.Column.Name} to GROUP BY, or put it into an aggregate function such as MAX.");

    // Equal texts are equal expressions; an expression with a query in it is never a key of another.
    private static string? TextOf(BoundExpression expression) => DuckDbWriter.TextWithoutQueries(expression);
}
