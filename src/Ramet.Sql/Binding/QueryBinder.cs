using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>Binds queries: WITH, set operations, VALUES, and the clauses that follow a body.</summary>
internal sealed class QueryBinder(BindingSession session)
{
    /// <summary>Binds a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="context">Where it stands.</param>
    /// <param name="source">What its body, a SELECT without FROM, reads; null for nothing, or what its FROM says.</param>
    public BoundQueryBlock Bind(Query query, QueryContext context, BoundFrom? source = null)
    {
        if (!session.Settings.TypeSystem2)
            query = WithClausesOfLastBranch(query);
        RequireLimit(query);
        RefuseSeveralOrders(query);
        var inner = BindCommonTables(query.With, context, out var commonTables);
        var (body, order) = BindOrdered(query, inner, source);
        var limit = query.Limit is null ? null : BindCount(query.Limit.Count, "LIMIT");
        var offset = query.Limit?.Offset is { } skipped ? BindCount(skipped, "OFFSET") : null;
        return new BoundQueryBlock(commonTables, body, order, limit, offset, [.. context.OuterColumns]);
    }

    /// <summary>Binds rows of VALUES: every column gets the common type of its values.</summary>
    public BoundValues BindValues(ImmutableArray<ValuesRow> rows, ImmutableArray<Identifier> names)
    {
        var width = names.IsEmpty ? rows[0].Items.Length : names.Length;
        var binder = new ExpressionBinder(session, new Scope(null, []), new QueryContext(null, null, []), new Clause("VALUES"));
        var values = rows.Select(row => row.Items.Length == width
            ? row.Items.Select(binder.Bind).ToArray()
            : throw BindingErrors.Semantic($"a row of VALUES has {row.Items.Length} values, expect {width}", row.Span)).ToArray();
        ImmutableArray<DataType> types = [.. Enumerable.Range(0, width).Select(column => CommonType(values.Select(row => row[column])))];
        var outputs = Outputs.Name(types.Select((type, column) => (names.IsEmpty ? null : names[column].Name, type)));
        var converted = values.Select(row => row.Zip(types, (value, type) => value.ConvertTo(type)).ToImmutableArray());
        return new BoundValues(outputs, [.. converted]);
    }

    /// <summary>In edition 1.0 the clauses behind a set operation belong to its last branch.</summary>
    private static Query WithClausesOfLastBranch(Query query)
    {
        if (query.Body is not SetOperation { Right: SelectBody last } operation)
            return query;
        var branch = query with { With = [], Body = last, Span = last.Span };
        return new Query(query.With, operation with { Right = new NestedQuery(branch) { Span = last.Span } }, [], [], [], [], null) { Span = query.Span };
    }

    private void RequireLimit(Query query)
    {
        if (session.Settings.ValidateOrderByLimit && query.OrderBy.Length > 0 && query.Limit is null)
        {
            throw BindingErrors.Semantic(
                "ORDER BY must be used with a LIMIT clause, please set odps.sql.validate.orderby.limit=false to use it.",
                query.OrderBy[0].Span);
        }
    }

    // ORDER BY is about the whole result, the others about parts of it; CLUSTER BY is DISTRIBUTE BY and SORT BY at once.
    private static void RefuseSeveralOrders(Query query)
    {
        (string Name, SourceSpan? Place)[] clauses =
        [
            ("ORDER BY", query.OrderBy.FirstOrDefault()?.Span),
            ("DISTRIBUTE BY", query.DistributeBy.FirstOrDefault()?.Span),
            ("SORT BY", query.SortBy.FirstOrDefault()?.Span),
            ("CLUSTER BY", query.ClusterBy.FirstOrDefault()?.Span),
        ];
        var written = clauses.Where(clause => clause.Place is not null).ToList();
        if (written.Count > 1 && written.Exists(clause => clause.Name is "ORDER BY" or "CLUSTER BY"))
            throw BindingErrors.Semantic($"{written[0].Name} and {written[^1].Name} exclude each other", written[^1].Place!.Value);
    }

    /// <summary>Binds a WITH clause.</summary>
    /// <param name="with">The clause; empty for none.</param>
    /// <param name="context">Where it stands.</param>
    /// <param name="commonTables">Its tables.</param>
    /// <returns>The context of the query behind it.</returns>
    public QueryContext BindCommonTables(
        ImmutableArray<CommonTable> with, QueryContext context, out ImmutableArray<BoundCommonTable> commonTables)
    {
        var bound = ImmutableArray.CreateBuilder<BoundCommonTable>(with.Length);
        foreach (var table in with)
        {
            if (bound.Any(other => table.Name.Matches(other.Name)))
                throw BindingErrors.Semantic($"WITH defines {table.Name.Name} twice", table.Name.Span);
            bound.Add(BindCommonTable(table, context));
            context = context with { CommonTables = new CommonTableScope(bound[^1], context.CommonTables) };
        }
        commonTables = bound.ToImmutable();
        return context;
    }

    private BoundCommonTable BindCommonTable(CommonTable table, QueryContext context)
    {
        if (RecursiveQuery.Of(table) is { } recursive)
            return BindRecursive(recursive, context);
        var query = Bind(table.Query, context.Inside(null));
        var names = FromBinder.ColumnNames(query, table.Columns, table.Name.Span);
        return new BoundCommonTable(table.Name.Name, session.NewCommonTable(table.Name.Name), query, names);
    }

    // The first part says which columns the table has; the second one reads them.
    private BoundCommonTable BindRecursive(RecursiveQuery recursive, QueryContext context)
    {
        var table = recursive.Table;
        var start = Bind(recursive.Start, context.Inside(null));
        start = session.Convert(start, [.. start.Outputs.Select(output => output.Type.Kind == TypeKind.Void ? DataType.String : output.Type)]);
        var names = FromBinder.ColumnNames(start, table.Columns, table.Name.Span);
        var bound = new BoundCommonTable(table.Name.Name, session.NewCommonTable(table.Name.Name), start, names);
        var step = Bind(recursive.Step, context.Inside(null) with { CommonTables = new CommonTableScope(bound, context.CommonTables) });
        if (step.Outputs.Length != start.Outputs.Length)
        {
            throw UnionError(
                $"the first part of {table.Name.Name} has {start.Outputs.Length} columns and the second {step.Outputs.Length}, expect the same number",
                recursive.Step.Span);
        }
        foreach (var (output, wanted) in step.Outputs.Zip(start.Outputs).Where(pair => !session.Conversions.IsImplicit(pair.First.Type, pair.Second.Type)))
        {
            throw UnionError(
                $"column {wanted.Name} of {table.Name.Name} is {wanted.Type.ToSql()} in its first part and {output.Type.ToSql()} in the second",
                recursive.Step.Span, "Write CAST in the first part, so that the column can hold the values of all steps.");
        }
        bound.Recursion = new BoundRecursion(session.Convert(step, [.. start.Outputs.Select(output => output.Type)]), session.Settings.RecursionMax);
        return bound;
    }

    private (BoundQueryBody, ImmutableArray<BoundSortItem>) BindOrdered(Query query, QueryContext context, BoundFrom? source)
    {
        if (query.Body is SelectBody select)
        {
            var binder = new SelectBinder(session, select, context, source);
            var body = binder.Bind();
            binder.CheckKeys([.. query.DistributeBy, .. query.SortBy.Select(item => item.Key), .. query.ClusterBy]);
            return (body, binder.BindOrder(query.OrderBy));
        }
        var rows = BindBody(query.Body, context);
        return query.OrderBy.IsEmpty ? (rows, []) : BindOrderAround(rows, query.OrderBy, context);
    }

    // The order of a set operation is over the columns of its result. The engine takes no expressions there, so these need a SELECT around
    // it.
    private (BoundQueryBody, ImmutableArray<BoundSortItem>) BindOrderAround(
        BoundQueryBody body, ImmutableArray<SortItem> items, QueryContext context)
    {
        var table = session.Derive(body);
        var scope = new Scope(null, []);
        scope.Add(table, qualifier: null);
        var order = new ExpressionBinder(session, scope, context, new Clause("ORDER BY")).BindOrder(items);
        if (order.All(item => item.Key is BoundColumn))
        {
            return (body, [.. order.Select(item => item with { Key = PositionOf((BoundColumn)item.Key) })]);
        }
        ImmutableArray<BoundExpression> values = [.. table.Columns.Select(column => new BoundColumn(column, default))];
        return (new BoundSelect(body.Outputs, values, IsDistinct: false, table, null, null, null, null), order);
    }

    private static BoundOutputPosition PositionOf(BoundColumn column) => new(column.Column.Index, column.Type, column.Span);

    private BoundQueryBody BindBody(QueryBody body, QueryContext context) => body switch
    {
        SelectBody select => new SelectBinder(session, select, context).Bind(),
        SetOperation operation => BindSetOperation(operation, context),
        NestedQuery nested => BindNested(nested, context),
        ValuesBody values => BindValues(values.Rows, []),
        _ => throw new ArgumentException($"A {body.GetType().Name} cannot be bound.", nameof(body)),
    };

    private BoundQueryBody BindNested(NestedQuery nested, QueryContext context)
    {
        var query = Bind(nested.Query, context);
        return query is { CommonTables: [], OrderBy: [], Limit: null } ? query.Body : new BoundNestedQuery(query);
    }

    // Long unions group from the left, so the left side is walked in a loop.
    private BoundQueryBody BindSetOperation(SetOperation operation, QueryContext context)
    {
        var pending = new Stack<SetOperation>();
        QueryBody left = operation;
        for (; left is SetOperation current; left = current.Left)
            pending.Push(current);
        var body = BindBody(left, context);
        while (pending.TryPop(out var current))
            body = Combine(body, current, BindBody(current.Right, context));
        return body;
    }

    private BoundSetOperation Combine(BoundQueryBody left, SetOperation operation, BoundQueryBody right)
    {
        if (left.Outputs.Length != right.Outputs.Length)
        {
            throw UnionError(
                $"the branches have {left.Outputs.Length} and {right.Outputs.Length} columns, expect the same number",
                operation.Right.Span);
        }
        ImmutableArray<DataType> types = [.. left.Outputs.Zip(right.Outputs, (a, b) => CommonType(a, b, operation.Right.Span))];
        ImmutableArray<BoundOutput> outputs = [.. left.Outputs.Zip(types, (output, type) => output with { Type = type })];
        return new BoundSetOperation(
            outputs, session.Convert(left, types), operation.Operator, operation.IsAll, session.Convert(right, types));
    }

    private static DataType CommonType(BoundOutput a, BoundOutput b, SourceSpan span) => CommonTypes.ForSets(a.Type, b.Type)
        ?? throw UnionError($"column {a.Name} has the types {a.Type.ToSql()} and {b.Type.ToSql()}, which have no common type", span);

    private static RametException UnionError(string detail, SourceSpan span, string? hint = null) =>
        new(ErrorCode.IllegalUnion, ErrorKind.User, detail, span, hint);

    private static DataType CommonType(IEnumerable<BoundExpression> values)
    {
        var common = DataType.Void;
        foreach (var value in values)
        {
            common = CommonTypes.ForValues(common, value.Type) ?? throw BindingErrors.Semantic(
                $"a column of VALUES has values of the types {common.ToSql()} and {value.Type.ToSql()}, which have no common type",
                value.Span);
        }
        return common;
    }

    private BoundConstant BindCount(Expression count, string clause)
    {
        var binder = new ExpressionBinder(session, new Scope(null, []), new QueryContext(null, null, []), new Clause(clause));
        return binder.Bind(count) is BoundConstant { Value: long and >= 0 } constant
            ? constant
            : throw BindingErrors.Semantic($"{clause} needs a whole number from 0", count.Span);
    }
}
