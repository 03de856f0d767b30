using System.Collections.Immutable;
using Ramet.Sql.Functions;
using Ramet.Sql.Syntax;
using Ramet.Sql.Writing;

namespace Ramet.Sql.Binding;

/// <summary>
/// Binds PIVOT: the rows are grouped by all columns that it does not name, and each aggregate is computed once for each value, over the rows
/// that have it. Source: the page "PIVOT and UNPIVOT".
/// </summary>
internal sealed class PivotBinder(BindingSession session, QueryContext context)
{
    /// <summary>Binds one PIVOT.</summary>
    /// <param name="pivot">The clause.</param>
    /// <param name="input">The rows before it, and their columns.</param>
    public (BoundRelation, Scope) Bind(PivotedTable pivot, (BoundRelation Relation, Scope Scope) input)
    {
        var binder = new ExpressionBinder(session, input.Scope, context, new Clause("PIVOT") { AllowsAggregates = true });
        var named = pivot.For.Select(binder.Bind).ToList();
        List<(string? Name, BoundExpression Value)> cells = [];
        for (var index = 0; index < pivot.Aggregates.Length; index++)
        {
            foreach (var value in pivot.In)
                cells.Add((NameOf(pivot, index, value), BindCell(binder, pivot, pivot.Aggregates[index], value)));
        }
        var used = named.Concat(cells.Select(cell => cell.Value)).SelectMany(ColumnsOf).ToHashSet();
        var keys = input.Scope.Columns.Where(column => !column.IsHidden && !ColumnsOf(column.Value).Any(used.Contains))
            .Select(column => ((string?)column.Name, Value: column.Use(pivot.Span)))
            .ToList();

        var items = keys.Concat(cells).ToList();
        var outputs = Outputs.Name(items.Select(item => (item.Item1, item.Value.Type)));
        var groupBy = keys.Count == 0 ? null : new BoundGroupBy([.. keys.Select(key => new BoundGroupingElement(null, [[key.Value]]))]);
        var select = new BoundSelect(outputs, [.. items.Select(item => item.Value)], IsDistinct: false, input.Relation, null, groupBy, null, null);
        var table = new BoundDerivedTable(
            new BoundQueryBlock([], select, [], null, null, []), session.NewAlias(pivot.Alias?.Name ?? "q"), outputs.Select(output => output.Name));
        var scope = new Scope(context.Outer, context.OuterColumns);
        scope.Add(table, pivot.Alias?.Name);
        return (table, scope);
    }

    /// <summary>The aggregate over the rows that have the value: <c>SUM(a) FILTER (WHERE season &lt;=&gt; 'Q1')</c>.</summary>
    private static BoundAggregate BindCell(ExpressionBinder binder, PivotedTable pivot, ExpressionItem aggregate, PivotValue value)
    {
        if (value.Values.Length != pivot.For.Length)
            throw BindingErrors.Semantic($"PIVOT has {pivot.For.Length} columns behind FOR, found {value.Values.Length} values", value.Span);
        if (aggregate.Value is not FunctionCall { Over: null } call || aggregate.Aliases.Length > 1 || !IsAggregate(call))
            throw NoAggregate(aggregate);
        ImmutableArray<Expression> conditions = [.. pivot.For.Zip(value.Values, (column, wanted) =>
            new BinaryExpression(column, BinaryOperator.NullSafeEqual, wanted) { Span = wanted.Span })];
        if (call.Filter is not null)
            conditions = conditions.Add(call.Filter);
        var filter = conditions is [var single] ? single : new ChainExpression(ChainOperator.And, conditions) { Span = value.Span };
        return binder.Bind(call with { Filter = filter }) as BoundAggregate ?? throw NoAggregate(aggregate);
    }

    // A name that no function has is left to the binder, which says so.
    private static bool IsAggregate(FunctionCall call) =>
        FunctionCatalog.Find(call.Name.Name.ToLowerInvariant()) is var overloads
        && (overloads.IsEmpty || overloads[0].Kind == FunctionKind.Aggregate);

    private static Errors.RametException NoAggregate(ExpressionItem item) => BindingErrors.Semantic(
        "PIVOT takes calls of aggregate functions, each with at most one alias", item.Span, "Put what surrounds the call into the SELECT list.");

    /// <summary>
    /// The alias of the value or its text, and behind it the alias of the aggregate: <c>q1_total</c>, <c>'Q1'_total</c>. One aggregate may go
    /// without, several without are numbered.
    /// </summary>
    private static string NameOf(PivotedTable pivot, int aggregate, PivotValue value)
    {
        var first = value.Alias?.Name ?? string.Join('_', value.Values.Select(MaxComputeWriter.Write));
        return pivot.Aggregates[aggregate].Aliases switch
        {
            [var alias] => $"{first}_{alias.Name}",
            _ when pivot.Aggregates.Length == 1 => first,
            _ => $"{first}_{Outputs.DefaultName(aggregate)}",
        };
    }

    private static IEnumerable<SourceColumn> ColumnsOf(BoundExpression value) =>
        value.DescendantsAndSelf().OfType<BoundColumn>().Select(column => column.Column);
}
