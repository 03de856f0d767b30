using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.DuckDb;
using Ramet.Sql.Functions;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Binding;

/// <summary>Binds one SELECT, clause by clause in the order in which they are evaluated, and the order that follows it.</summary>
internal sealed class SelectBinder
{
    private readonly BindingSession session;
    private readonly SelectBody select;
    private readonly QueryContext context;
    private readonly BoundRelation? from;
    private readonly Scope scope;
    private readonly ImmutableArray<SelectedItem> items;
    private readonly Dictionary<string, BoundExpression> aliases = new(StringComparer.OrdinalIgnoreCase);
    private GroupingRules? grouping;

    /// <param name="session">What the statement shares.</param>
    /// <param name="select">The SELECT.</param>
    /// <param name="context">Where it stands.</param>
    /// <param name="source">What it reads instead of its FROM, which is absent then; null for its FROM.</param>
    public SelectBinder(BindingSession session, SelectBody select, QueryContext context, BoundFrom? source = null)
    {
        this.session = session;
        this.select = select;
        this.context = context;
        (from, scope) = source ?? new FromBinder(session, context).Bind(select.From);
        if (TableFunction() is { } item)
        {
            var call = (FunctionCall)item.Value;
            var view = new FromBinder(session, context).BindTableFunction(from, scope, call, item.Aliases);
            from = view;
            items = [.. view.Columns.Select(column => new SelectedItem(column.Name, new BoundColumn(column, call.Span)))];
        }
        else
        {
            items = new SelectListBinder(scope, Binder("the SELECT list")).Bind(select.Items);
        }
        foreach (var (name, value) in items)
            aliases.TryAdd(name ?? "", value);
    }

    /// <summary>Binds the clauses up to QUALIFY.</summary>
    public BoundSelect Bind()
    {
        var where = select.Where is null ? null : Binder(new Clause("WHERE")).BindCondition(select.Where);
        var groupBy = select.GroupBy is null ? null : BindGroupBy(select.GroupBy);
        var having = select.Having is null ? null : Binder("HAVING", aliases).BindCondition(select.Having);
        var qualify = select.Qualify is null ? null : Binder("QUALIFY", aliases).BindCondition(select.Qualify);
        var afterGrouping = items.Select(item => item.Value).Append(having).Append(qualify).OfType<BoundExpression>().ToArray();
        if (groupBy is not null || having is not null || afterGrouping.Any(HoldsAggregate))
            grouping = new GroupingRules(groupBy, scope);
        foreach (var expression in afterGrouping)
            grouping?.Check(expression);
        var outputs = Outputs.Name(items.Select(item => (item.Name, item.Value.Type)));
        return new BoundSelect(outputs, [.. items.Select(item => item.Value)], select.IsDistinct, from, where, groupBy, having, qualify);
    }

    /// <summary>Binds the ORDER BY behind the SELECT. An alias hides a column of the same name.</summary>
    public ImmutableArray<BoundSortItem> BindOrder(ImmutableArray<SortItem> order) =>
        [.. order.Select(item => new BoundSortItem(BindOrderKey(item.Key), item.IsDescending, ExpressionBinder.NullsOf(item)))];

    /// <summary>Checks the keys of DISTRIBUTE BY and the like, which have no effect on a result.</summary>
    public void CheckKeys(ImmutableArray<Expression> keys)
    {
        foreach (var key in keys)
            BindOrderKey(key);
    }

    // SELECT explode(a) AS x: a function that gives rows is the whole list.
    private ExpressionItem? TableFunction() =>
        select.Items is [ExpressionItem { Value: FunctionCall call } item]
        && FunctionCatalog.GivesRows(call.Name.Name)
            ? item
            : null;

    private ExpressionBinder Binder(Clause clause) => new(session, scope, context, clause);

    /// <summary>A binder for a clause that is evaluated after grouping.</summary>
    private ExpressionBinder Binder(
        string clause,
        IReadOnlyDictionary<string, BoundExpression>? aliases = null,
        bool hasAliasesFirst = false) =>
        Binder(new Clause(clause)
        {
            AllowsAggregates = true,
            AllowsWindows = clause != "HAVING",
            GroupBy = select.GroupBy,
            Windows = select.Windows,
            Aliases = aliases,
            HasAliasesFirst = hasAliasesFirst,
        });

    private static bool HoldsAggregate(BoundExpression expression) =>
        expression.DescendantsAndSelf().Any(node => node is BoundAggregate or BoundGrouping);

    private BoundGroupBy BindGroupBy(GroupByClause clause) => new([.. clause.Elements.Select(element => element switch
    {
        GroupingKey key => new BoundGroupingElement(null, [[BindGroupingKey(key.Key)]]),
        GroupingSets sets =>
            new BoundGroupingElement(sets.Kind, [.. sets.Sets.Select(set => set.Keys.Select(BindGroupingKey).ToImmutableArray())]),
        _ => throw new ArgumentException($"A {element.GetType().Name} cannot be bound.", nameof(clause)),
    })]);

    private BoundExpression BindGroupingKey(Expression key)
    {
        if (session.Settings.GroupByPosition && PositionOf(key, "GROUP BY") is { } position)
            return items[position].Value;
        try
        {
            return Binder(new Clause("GROUP BY")).Bind(key);
        }
        catch (RametException error) when (key is ColumnReference { Parts: [var name] } && aliases.ContainsKey(name.Name))
        {
            var hint = $"{name.Name} is an alias of the SELECT list; GROUP BY takes the expression itself.";
            throw new RametException(error.Code, error.Kind, error.Detail, error.Span, hint);
        }
    }

    private BoundExpression BindOrderKey(Expression key)
    {
        if (session.Settings.OrderByPosition && PositionOf(key, "ORDER BY") is { } position)
            return new BoundOutputPosition(position, items[position].Value.Type, key.Span);
        var value = Binder("ORDER BY", aliases, hasAliasesFirst: true).Bind(key);
        var text = DuckDbWriter.TextWithoutQueries(value);
        for (var i = 0; text is not null && i < items.Length; i++)
        {
            if (!items[i].Value.IsConstant && DuckDbWriter.TextWithoutQueries(items[i].Value) == text)
                return new BoundOutputPosition(i, value.Type, key.Span);
        }
        if (select.IsDistinct)
            throw BindingErrors.Semantic("ORDER BY of a SELECT DISTINCT may only use the columns of its SELECT list", key.Span);
        grouping?.Check(value);
        return value;
    }

    private int? PositionOf(Expression key, string clause)
    {
        if (key is not NumberLiteral { IsInteger: true } number)
            return null;
        return int.TryParse(number.Digits, out var position) && position >= 1 && position <= items.Length
            ? position - 1
            : throw BindingErrors.Semantic(
                $"position {number.Digits} in {clause} is not in the SELECT list, which has {items.Length} columns", key.Span);
    }
}

/// <summary>One column of a SELECT list; the name is null when neither an alias nor a column gives one.</summary>
internal sealed record SelectedItem(string? Name, BoundExpression Value);
