using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Functions;
using Ramet.Sql.Syntax;
using Ramet.Sql.Writing;

namespace Ramet.Sql.Binding;

/// <summary>Binds the FROM clause of one SELECT: its relations, and the scope that they make.</summary>
internal sealed class FromBinder(BindingSession session, QueryContext context)
{
    /// <summary>Binds the tables between commas.</summary>
    /// <returns>The relation, null without tables; and the scope of their columns.</returns>
    public BoundFrom Bind(ImmutableArray<TableReference> tables)
    {
        BoundRelation? relation = null;
        var scope = NewScope();
        foreach (var table in tables)
        {
            var (next, columns) = Bind(table);
            relation = relation is null ? next : new BoundJoin(relation, JoinKind.Inner, next, null);
            scope.Add(columns);
        }
        return new BoundFrom(relation, scope);
    }

    /// <summary>A table function instead of a SELECT list: its rows beside those of FROM.</summary>
    public BoundLateralView BindTableFunction(BoundRelation? input, Scope scope, FunctionCall call, ImmutableArray<Identifier> names) =>
        BindLateral(input, scope, call, isOuter: false, session.NewAlias(call.Name.Name), names);

    /// <summary>The names of a query's columns, perhaps renamed by a list behind its alias.</summary>
    public static ImmutableArray<string> ColumnNames(BoundQueryBlock query, ImmutableArray<Identifier> names, SourceSpan span)
    {
        if (names.IsEmpty)
            return [.. query.Outputs.Select(output => output.Name)];
        if (names.Length != query.Outputs.Length)
            throw BindingErrors.Semantic($"{names.Length} column names are given for {query.Outputs.Length} columns", span);
        return [.. names.Select(name => name.Name.ToLowerInvariant())];
    }

    private Scope NewScope() => new(context.Outer, context.OuterColumns);

    private (BoundRelation Relation, Scope Scope) Bind(TableReference table) => table switch
    {
        NamedTable named => BindNamed(named),
        ViewCall call => BindViewCall(call),
        VariableTable variable => BindVariable(variable),
        DerivedTable derived => BindDerived(derived),
        ValuesTable values => BindValues(values),
        JoinedTable join => BindJoin(join),
        PivotedTable pivot => new PivotBinder(session, context).Bind(pivot, Bind(pivot.Input)),
        UnpivotedTable unpivot => new UnpivotBinder(session, context).Bind(unpivot, Bind(unpivot.Input)),
        LateralView view => BindLateralView(view),
        _ => throw new ArgumentException($"A {table.GetType().Name} cannot be bound.", nameof(table)),
    };

    private (BoundRelation, Scope) BindNamed(NamedTable table)
    {
        var alias = (table.Alias ?? table.Name.Table).Name;
        if (table.Name.Parts is [var name] && CommonTableScope.Find(context.CommonTables, name.Name) is { } common)
        {
            if (table.Version is { } version)
                throw BindingErrors.Semantic($"{name.Name} is a common table expression and has no history", version.Span);
            return Sampled(new BoundCommonTableReference(common, session.NewAlias(alias)), table.Sample, alias, null);
        }
        var symbol = session.Table(table.Name, table.Version);
        if (symbol.View is { Parameters: { IsEmpty: false } parameters })
        {
            throw BindingErrors.Semantic(
                $"view {symbol} has parameters", table.Name.Span,
                $"Read it as {symbol.Name}({string.Join(", ", parameters.Select(parameter => MaxComputeWriter.Write(parameter)))}).");
        }
        BoundSource source = symbol.View is { } view
            ? session.Read(symbol, new ViewBinder(session).Bind(symbol, view, table.Name.Span, alias), table.Name.Span)
            : session.Scan(symbol, table.Name, table.Alias);
        return Sampled(source, table.Sample, alias, table.Alias is null ? symbol.Project : null);
    }

    private (BoundRelation, Scope) Sampled(BoundSource source, TableSample? sample, string alias, string? project)
    {
        var (relation, scope) = Source(source, alias, project);
        return (sample is null ? relation : new SampleBinder(session, context, scope).Bind(sample, source), scope);
    }

    private (BoundRelation, Scope) BindViewCall(ViewCall call)
    {
        var alias = (call.Alias ?? call.View.Table).Name;
        if (call.View.Parts is [var name] && CommonTableScope.Find(context.CommonTables, name.Name) is not null)
            throw BindingErrors.Semantic($"{name.Name} is a common table expression and has no parameters", call.Span);
        var symbol = session.Table(call.View);
        if (symbol.View is not { Parameters.IsEmpty: false } view)
            throw BindingErrors.Semantic($"{symbol} has no parameters", call.Span, "Write its name alone.");
        var arguments = new ViewArgumentBinder(session, context, symbol, view).Bind(call);
        var rows = new ViewBinder(session).Bind(symbol, view, call.View.Span, alias, arguments);
        return Source(session.Read(symbol, rows, call.View.Span), alias, call.Alias is null ? symbol.Project : null);
    }

    private (BoundRelation, Scope) BindVariable(VariableTable table)
    {
        var alias = (table.Alias ?? table.Variable).Name;
        if (session.Body is { } body)
            return BindRowsOf(body.UseRows(table.Variable), table, alias);
        if (session.Variables.Require(table.Variable) is not ScriptVariable.Rows { Stored: var stored })
            throw BindingErrors.Semantic($"variable @{table.Variable.Name} is a value, not rows", table.Variable.Span);
        if (table.Columns.IsEmpty)
            return Source(new BoundStoredRows(stored, session.NewAlias(alias)), alias);
        if (table.Columns.Length != stored.Columns.Length)
            throw BindingErrors.Semantic($"{table.Columns.Length} column names are given for {stored.Columns.Length} columns", table.Span);
        var renamed = stored.Columns.Zip(table.Columns, (column, name) => column with { Name = name.Name.ToLowerInvariant() });
        return Source(new BoundStoredRows(stored with { Columns = [.. renamed] }, session.NewAlias(alias)), alias);
    }

    private (BoundRelation, Scope) BindRowsOf(BoundCommonTable rows, VariableTable table, string alias)
    {
        if (table.Columns.IsEmpty)
            return Source(new BoundCommonTableReference(rows, session.NewAlias(alias)), alias);
        var columns = ColumnNames(rows.Query, table.Columns, table.Span);
        return Source(new BoundCommonTableReference(rows, session.NewAlias(alias), columns), alias);
    }

    private (BoundRelation, Scope) BindDerived(DerivedTable table)
    {
        var query = new QueryBinder(session).Bind(table.Query, context.Inside(null));
        var names = ColumnNames(query, table.Columns, table.Span);
        return Source(new BoundDerivedTable(query, session.NewAlias(table.Alias?.Name ?? "q"), names), table.Alias?.Name);
    }

    private (BoundRelation, Scope) BindValues(ValuesTable table)
    {
        var values = new QueryBinder(session).BindValues(table.Rows, table.Columns);
        var query = new BoundQueryBlock([], values, [], null, null, []);
        var alias = session.NewAlias(table.Alias?.Name ?? "q");
        return Source(new BoundDerivedTable(query, alias, values.Outputs.Select(output => output.Name)), table.Alias?.Name);
    }

    private (BoundRelation, Scope) Source(BoundSource source, string? alias, string? project = null)
    {
        var scope = NewScope();
        scope.Add(source, alias, project);
        return (source, scope);
    }

    private (BoundRelation, Scope) BindJoin(JoinedTable join)
    {
        var (left, leftScope) = Bind(join.Left);
        var (right, rightScope) = Bind(join.Right);
        var both = NewScope();
        both.Add(leftScope);
        both.Add(rightScope);
        var common = join.IsNatural ? CommonColumns(leftScope, rightScope) : join.Using;
        var condition = common.IsEmpty ? BindOn(join, both) : BindUsing(join.Kind, common, leftScope, rightScope, both);
        var relation = new BoundJoin(left, join.Kind, right, condition);
        return (relation, join.Kind is JoinKind.LeftSemi or JoinKind.LeftAnti ? leftScope : both);
    }

    private BoundExpression? BindOn(JoinedTable join, Scope scope)
    {
        if (join.Condition is not null)
            return new ExpressionBinder(session, scope, context, new Clause("ON")).BindCondition(join.Condition);
        if (join.Kind == JoinKind.Cross)
            return null;
        throw new RametException(ErrorCode.CartesianProduct, ErrorKind.User,
            join.IsNatural ? "the tables of NATURAL JOIN have no column in common" : "the join has no condition", join.Right.Span,
            "Add ON or USING, or write CROSS JOIN.");
    }

    private static ImmutableArray<Identifier> CommonColumns(Scope left, Scope right) =>
        [.. left.Columns.Where(column => !column.IsHidden && right.Columns.Any(other => !other.IsHidden && other.Matches(column.Name)))
            .Select(column => new Identifier(column.Name) { Span = default })];

    private static BoundExpression BindUsing(JoinKind kind, ImmutableArray<Identifier> names, Scope left, Scope right, Scope both)
    {
        var conditions = ImmutableArray.CreateBuilder<BoundExpression>(names.Length);
        foreach (var name in names.Reverse())
        {
            var (a, b) = (FindOwn(left, name), FindOwn(right, name));
            var type = CommonTypes.ForComparison(a.Type, b.Type) ?? throw BindingErrors.OperandTypes("=", a.Type, b.Type, name.Span);
            (a, b) = (a.ConvertTo(type), b.ConvertTo(type));
            conditions.Insert(0, new BoundBinary(a, BinaryOperator.Equal, b, Types.DataType.Boolean, name.Span));
            both.Merge(name.Name, MergedValue(kind, a, b));
        }
        return conditions is [var single]
            ? single
            : new BoundChain(ChainOperator.And, conditions.ToImmutable(), Types.DataType.Boolean, names[0].Span);
    }

    private static BoundExpression FindOwn(Scope side, Identifier name) =>
        side.FindOwn(name) ?? throw BindingErrors.ColumnNotFound(name.Name, name.Span, side.Names);

    // The side that always has a row gives the value; in a full join that may be either.
    private static BoundExpression MergedValue(JoinKind kind, BoundExpression left, BoundExpression right) => kind switch
    {
        JoinKind.Right => right,
        JoinKind.Full => new BoundCall(FunctionCatalog.Find("coalesce")[0], [left, right], left.Type, left.Span),
        JoinKind.Inner or JoinKind.Left or JoinKind.Cross or JoinKind.LeftSemi or JoinKind.LeftAnti => left,
    };

    private (BoundRelation, Scope) BindLateralView(LateralView view)
    {
        var (input, scope) = Bind(view.Input);
        var lateral = BindLateral(input, scope, view.Function, view.IsOuter, session.NewAlias(view.Alias.Name), view.Columns);
        var both = NewScope();
        both.Add(scope);
        both.Add(lateral, view.Alias.Name);
        return (lateral, both);
    }

    private BoundLateralView BindLateral(
        BoundRelation? input,
        Scope scope,
        FunctionCall call,
        bool isOuter,
        string engineAlias,
        ImmutableArray<Identifier> names)
    {
        var resolved = new ExpressionBinder(session, scope, context, new Clause("a table function")).BindTableFunction(call);
        var columns = LateralColumns(resolved, call, names).Select(output => (output.Name, output.EngineName, output.Type));
        return new BoundLateralView(input, isOuter, resolved.Function, resolved.Arguments, engineAlias, columns);
    }

    private static ImmutableArray<BoundOutput> LateralColumns(ResolvedCall call, FunctionCall syntax, ImmutableArray<Identifier> names)
    {
        var results = call.Function.Results;
        if (names.Length > 0 && names.Length != results.Length)
        {
            throw BindingErrors.Semantic(
                $"{names.Length} column names are given for the {results.Length} columns of {call.Function.Name}", syntax.Span);
        }
        return Outputs.Name(call.Types.Select((type, index) => (names.IsEmpty ? results[index].ColumnName : names[index].Name, type)));
    }
}

/// <summary>A FROM clause.</summary>
/// <param name="Relation">What gives the rows; null without tables.</param>
/// <param name="Scope">The columns in reach.</param>
internal sealed record BoundFrom(BoundRelation? Relation, Scope Scope);
