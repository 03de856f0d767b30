using Ramet.Errors;

namespace Ramet.Sql.Binding;

/// <summary>Visits every expression of a bound query, at any depth, with its place in the statement: within a view, that of the view's name.</summary>
internal sealed class QueryExpressions
{
    private readonly Dictionary<BoundDerivedTable, SourceSpan> views;
    private readonly Action<BoundExpression, SourceSpan> visit;

    private QueryExpressions(Dictionary<BoundDerivedTable, SourceSpan> views, Action<BoundExpression, SourceSpan> visit)
    {
        this.views = views;
        this.visit = visit;
    }

    /// <summary>Visits them all.</summary>
    /// <param name="query">The query.</param>
    /// <param name="visit">What is done with each node that has a place.</param>
    public static void Visit(BoundQuery query, Action<BoundExpression, SourceSpan> visit)
    {
        var views = query.Views.GroupBy(view => view.Rows).ToDictionary(group => group.Key, group => group.First().Place);
        new QueryExpressions(views, visit).Visit(query.Block, place: null);
    }

    /// <summary>Whether two evaluations of an expression may differ, the subqueries in it included.</summary>
    public static bool IsVolatile(BoundExpression expression)
    {
        var isVolatile = false;
        new QueryExpressions([], (node, _) => isVolatile |= node is BoundChance or BoundCall { Function.IsVolatile: true }).Visit(expression, default(SourceSpan) with { Line = 1 });
        return isVolatile;
    }

    private void Visit(BoundQueryBlock block, SourceSpan? place)
    {
        foreach (var table in block.CommonTables)
        {
            Visit(table.Query, place);
            if (table.Recursion is { } recursion)
                Visit(recursion.Step, place);
        }
        Visit(block.Body, place);
        foreach (var item in block.OrderBy)
            Visit(item.Key, place);
    }

    private void Visit(BoundQueryBody body, SourceSpan? place)
    {
        switch (body)
        {
            case BoundSelect select:
                Visit(select, place);
                break;
            case BoundSetOperation operation:
                Visit(operation.Left, place);
                Visit(operation.Right, place);
                break;
            case BoundNestedQuery nested:
                Visit(nested.Query, place);
                break;
            case BoundValues values:
                foreach (var value in values.Rows.SelectMany(row => row))
                    Visit(value, place);
                break;
        }
    }

    private void Visit(BoundSelect select, SourceSpan? place)
    {
        if (select.From is not null)
            Visit(select.From, place);
        BoundExpression?[] clauses = [.. select.Items, select.Where, select.Having, select.Qualify];
        var keys = select.GroupBy?.Elements.SelectMany(element => element.Sets).SelectMany(set => set) ?? [];
        foreach (var expression in clauses.OfType<BoundExpression>().Concat(keys))
            Visit(expression, place);
    }

    private void Visit(BoundRelation relation, SourceSpan? place)
    {
        foreach (var input in relation.Inputs)
            Visit(input, place);
        switch (relation)
        {
            case BoundDerivedTable table:
                Visit(table.Query, views.TryGetValue(table, out var view) ? place ?? view : place);
                break;
            case BoundJoin { Condition: { } condition }:
                Visit(condition, place);
                break;
            case BoundLateralView lateral:
                foreach (var argument in lateral.Arguments)
                    Visit(argument, place);
                break;
            case BoundSample sample:
                // So many rows are taken by chance, too.
                Visit(sample.Condition ?? new BoundChance(0, default), place);
                break;
        }
    }

    private void Visit(BoundExpression expression, SourceSpan? place)
    {
        foreach (var node in expression.DescendantsAndSelf())
        {
            if ((place ?? node.Span) is { Line: > 0 } span)
                visit(node, span);
            if (node is BoundWindow { Function: var function } && (place ?? function.Span) is { Line: > 0 } functionSpan)
                visit(function, functionSpan);
            if (node is BoundSubquery subquery)
                Visit(subquery.Query, place);
        }
    }
}
