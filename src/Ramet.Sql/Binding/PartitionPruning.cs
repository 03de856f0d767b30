using System.Collections.Immutable;
using Ramet.Sql.DuckDb;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>
/// Finds, for every reading of a table, the conditions that only concern its columns, and among them those that only concern its partition
/// columns. They are sunk from WHERE and ON through joins and subqueries as far as this changes no result; the engine still evaluates them
/// on the rows, so leaving one out is safe and only costs time.
/// </summary>
internal sealed class PartitionPruning
{
    // For each common table, the conditions of every use of it so far.
    private readonly Dictionary<BoundCommonTable, List<ImmutableArray<BoundExpression>>> uses = [];

    /// <summary>
    /// Sets <see cref="BoundTableScan.Conditions"/>, <see cref="BoundTableScan.PartitionPredicate"/> and
    /// <see cref="BoundTableScan.HasPartitionCondition"/> of all scans of a query.
    /// </summary>
    public static void Apply(BoundQueryBlock query) => new PartitionPruning().Visit(query, []);

    /// <summary>The operands of AND, at any depth.</summary>
    public static IEnumerable<BoundExpression> Conjuncts(BoundExpression? condition) => condition switch
    {
        null => [],
        BoundChain { Operator: ChainOperator.And } chain => chain.Operands.SelectMany(Conjuncts),
        _ => [condition],
    };

    /// <summary>All conditions as one; null for none.</summary>
    public static BoundExpression? Conjunction(ImmutableArray<BoundExpression> conditions) => conditions switch
    {
        [] => null,
        [var single] => single,
        _ => new BoundChain(ChainOperator.And, conditions, DataType.Boolean, conditions[0].Span),
    };

    /// <summary>Whether a condition needs nothing but the partition of a row of one reading.</summary>
    public static bool IsOverPartitions(BoundExpression condition, BoundTableScan scan) =>
        IsOver(condition, column => column.Source == scan && scan.Table.IsPartitionColumn(column.Index));

    private static bool IsOverPartitionsOf(BoundExpression condition, BoundSource source) =>
        source is BoundTableScan scan && IsOverPartitions(condition, scan);

    // Conditions on a query's result are written over BoundOutputPosition.
    private void Visit(BoundQueryBlock query, ImmutableArray<BoundExpression> conditions)
    {
        // Which rows a LIMIT keeps depends on those that a condition would remove before it.
        var sinkable = query.Limit is null ? conditions : [];
        Visit(query.Body, sinkable);
        foreach (var item in query.OrderBy)
            VisitSubqueries(item.Key);
        // A common table is used by the body and by later common tables only.
        foreach (var table in query.CommonTables.Reverse())
        {
            if (table.Recursion is { } recursion)
                Visit(recursion.Step, []);
            Visit(table.Query, ConditionOfAllUses(table));
        }
    }

    private ImmutableArray<BoundExpression> ConditionOfAllUses(BoundCommonTable table)
    {
        // Of a row that is not wanted itself, wanted ones may be made.
        if (table.Recursion is not null || !uses.TryGetValue(table, out var conditions) || conditions.Any(use => use.IsEmpty))
            return [];
        ImmutableArray<BoundExpression> alternatives = [.. conditions.Select(use => Conjunction(use)!)];
        return alternatives is [_]
            ? conditions[0]
            : [new BoundChain(ChainOperator.Or, alternatives, DataType.Boolean, alternatives[0].Span)];
    }

    private void Visit(BoundQueryBody body, ImmutableArray<BoundExpression> conditions)
    {
        switch (body)
        {
            case BoundSelect select:
                Visit(select, conditions);
                break;
            case BoundSetOperation operation:
                Visit(operation.Left, conditions);
                Visit(operation.Right, conditions);
                break;
            case BoundNestedQuery nested:
                Visit(nested.Query, conditions);
                break;
        }
    }

    private void Visit(BoundSelect select, ImmutableArray<BoundExpression> conditions)
    {
        var sunk = conditions.Select(condition => Sink(condition, select)).OfType<BoundExpression>();
        if (select.From is not null)
            Visit(select.From, [.. sunk, .. Conjuncts(select.Where)]);
        foreach (var expression in Expressions(select))
            VisitSubqueries(expression);
    }

    private static IEnumerable<BoundExpression> Expressions(BoundSelect select)
    {
        BoundExpression?[] clauses = [.. select.Items, select.Where, select.Having, select.Qualify];
        var keys = select.GroupBy?.Elements.SelectMany(element => element.Sets).SelectMany(set => set) ?? [];
        return clauses.OfType<BoundExpression>().Concat(keys);
    }

    private void VisitSubqueries(BoundExpression expression)
    {
        foreach (var subquery in expression.DescendantsAndSelf().OfType<BoundSubquery>())
            Visit(subquery.Query, []);
    }

    /// <summary>
    /// A condition on the result as one on the rows of FROM; null when it may not be evaluated before grouping and windows.
    /// </summary>
    private static BoundExpression? Sink(BoundExpression condition, BoundSelect select)
    {
        var positions = condition.DescendantsAndSelf().OfType<BoundOutputPosition>().Select(output => output.Index).Distinct();
        return positions.All(index => CanSink(select.Items[index], select)) ? Substitute(condition, select.Items) : null;
    }

    private static bool CanSink(BoundExpression item, BoundSelect select)
    {
        if (item.DescendantsAndSelf().Any(NeedsMoreThanTheRow))
            return false;
        var text = DuckDbWriter.TextWithoutQueries(item);
        var nodes = select.Items.SelectMany(other => other.DescendantsAndSelf());
        var isGrouped = select.GroupBy is not null || nodes.Any(node => node is BoundAggregate);
        if (isGrouped && !IsPlainKey(text, select.GroupBy))
            return false;
        return Windows(select).All(window => window.PartitionBy.Any(key => DuckDbWriter.TextWithoutQueries(key) == text));
    }

    private static bool NeedsMoreThanTheRow(BoundExpression node) =>
        node is BoundAggregate or BoundWindow or BoundGrouping or BoundSubquery or BoundCall { Function.IsVolatile: true };

    private static bool IsPlainKey(string? text, BoundGroupBy? groupBy) =>
        groupBy is not null
        && groupBy.Elements.All(element => element.Kind is null)
        && groupBy.Elements.Any(element => DuckDbWriter.TextWithoutQueries(element.Sets[0][0]) == text);

    private static IEnumerable<BoundWindow> Windows(BoundSelect select)
    {
        IEnumerable<BoundExpression> expressions = select.Qualify is null ? select.Items : [.. select.Items, select.Qualify];
        return expressions.SelectMany(expression => expression.DescendantsAndSelf()).OfType<BoundWindow>();
    }

    private static BoundExpression Substitute(BoundExpression condition, ImmutableArray<BoundExpression> items) =>
        condition is BoundOutputPosition output
        ? items[output.Index]
        : condition.MapChildren(child => Substitute(child, items));

    private void Visit(BoundRelation relation, ImmutableArray<BoundExpression> conditions)
    {
        switch (relation)
        {
            case BoundJoin join:
                Visit(join, conditions);
                break;
            case BoundSample sample:
                // Conditions on partitions say of which rows a part is taken; others are about the part.
                Visit(sample.Source, sample.Condition is null ? [.. conditions.Where(condition => IsOverPartitionsOf(condition, sample.Source))] : conditions);
                break;
            case BoundLateralView { Input: { } input }:
                Visit(input, conditions);
                break;
            case BoundTableScan scan:
                Visit(scan, conditions);
                break;
            case BoundDerivedTable table:
                Visit(table.Query, OverOutputs(table, conditions));
                break;
            case BoundCommonTableReference reference:
                if (!uses.TryGetValue(reference.Table, out var conditionsOfUses))
                    uses.Add(reference.Table, conditionsOfUses = []);
                conditionsOfUses.Add(OverOutputs(reference, conditions));
                break;
        }
    }

    // A side that an outer join fills with NULL is only limited by what cannot be true for NULL: otherwise rows that lost their partner
    // would pass. The condition of a join limits the sides whose rows it can remove.
    private void Visit(BoundJoin join, ImmutableArray<BoundExpression> conditions)
    {
        if (join.Condition is not null)
            VisitSubqueries(join.Condition);
        ImmutableArray<BoundExpression> on = [.. Conjuncts(join.Condition)];
        ImmutableArray<BoundExpression> strict = [.. conditions.Where(IsFalseForNull)];
        var (left, right) = join.Kind switch
        {
            JoinKind.Inner or JoinKind.Cross => (conditions.AddRange(on), conditions.AddRange(on)),
            JoinKind.Left => (conditions, strict.AddRange(on)),
            JoinKind.Right => (strict.AddRange(on), conditions),
            JoinKind.Full => (strict, strict),
            JoinKind.LeftSemi => (conditions.AddRange(on), on),
            JoinKind.LeftAnti => (conditions, on),
        };
        Visit(join.Left, left);
        Visit(join.Right, right);
    }

    private static bool IsFalseForNull(BoundExpression condition) => condition switch
    {
        BoundBinary binary => IsNullForNull(binary.Left) && IsNullForNull(binary.Right),
        BoundBetween test => IsNullForNull(test.Operand),
        BoundInList test => IsNullForNull(test.Operand),
        BoundLike like => IsNullForNull(like.Operand),
        BoundChain { Operator: ChainOperator.Or or ChainOperator.And } chain => chain.Operands.All(IsFalseForNull),
        _ => false,
    };

    private static bool IsNullForNull(BoundExpression value) => value switch
    {
        BoundColumn or BoundConstant => true,
        BoundConversion conversion => IsNullForNull(conversion.Operand),
        _ => false,
    };

    private static ImmutableArray<BoundExpression> OverOutputs(BoundSource source, ImmutableArray<BoundExpression> conditions) =>
        [.. conditions.Where(condition => IsOver(condition, column => column.Source == source)).Select(ToPositions)];

    private static BoundExpression ToPositions(BoundExpression condition) => condition is BoundColumn { Column: var column }
        ? new BoundOutputPosition(column.Index, column.Type, condition.Span)
        : condition.MapChildren(ToPositions);

    private static void Visit(BoundTableScan scan, ImmutableArray<BoundExpression> conditions)
    {
        scan.Conditions = [.. conditions.Where(condition => IsOver(condition, column => column.Source == scan))];
        if (!scan.Table.IsPartitioned)
            return;
        ImmutableArray<BoundExpression> usable = [.. conditions.Select(condition => OverPartitions(condition, scan)).OfType<BoundExpression>()];
        scan.PartitionPredicate = Conjunction(usable);
        ImmutableArray<BoundExpression> queries = [.. conditions.Where(condition => IsOverPartitionAndQuery(condition, IsPartitionColumn))];
        scan.HasPartitionCondition = usable.Length > 0 || queries.Length > 0;
        // With another column besides, or a random number in it, a subquery can only be evaluated for each row.
        scan.PartitionQueries = [.. queries.Where(condition => NeedsNoOtherColumn(condition, IsPartitionColumn) && !QueryExpressions.IsVolatile(condition))];

        bool IsPartitionColumn(SourceColumn column) => column.Source == scan && scan.Table.IsPartitionColumn(column.Index);
    }

    /// <summary>
    /// What a condition says about the partition of a row; null for nothing. <c>ds = '1' AND a = 2 OR ds = '3'</c> says <c>ds = '1' OR ds =
    /// '3'</c>.
    /// </summary>
    private static BoundExpression? OverPartitions(BoundExpression condition, BoundTableScan scan)
    {
        if (IsOverPartitions(condition, scan))
            return condition;
        if (condition is not BoundChain chain)
            return null;
        ImmutableArray<BoundExpression> known = [.. chain.Operands.Select(operand => OverPartitions(operand, scan)).OfType<BoundExpression>()];
        return chain.Operator switch
        {
            ChainOperator.Concatenate => null,
            ChainOperator.And => Conjunction(known),
            ChainOperator.Or => known.Length == chain.Operands.Length ? chain with { Operands = known } : null,
        };
    }

    // Only columns for which the test holds, at least one of them, and nothing that needs more than the row.
    private static bool IsOver(BoundExpression condition, Func<SourceColumn, bool> isWanted)
    {
        var hasColumn = false;
        foreach (var node in condition.DescendantsAndSelf())
        {
            if (node is BoundSubquery or BoundOutputPosition or BoundRowPosition or BoundCall { Function.IsVolatile: true })
                return false;
            if (node is not BoundColumn { Column: var column })
                continue;
            if (!isWanted(column))
                return false;
            hasColumn = true;
        }
        return hasColumn;
    }

    // pt IN (SELECT ...) and pt = (SELECT ...).
    private static bool IsOverPartitionAndQuery(BoundExpression condition, Func<SourceColumn, bool> isPartitionColumn) => condition switch
    {
        BoundInQuery { IsNegated: false } test =>
            test.Query.OuterColumns.IsEmpty && test.Operands.Any(operand => IsOver(operand, isPartitionColumn)),
        BoundBinary { Operator: not BinaryOperator.NotEqual } test =>
            (IsOver(test.Left, isPartitionColumn) && IsLonelySubquery(test.Right))
            || (IsOver(test.Right, isPartitionColumn) && IsLonelySubquery(test.Left)),
        _ => false,
    };

    private static bool NeedsNoOtherColumn(BoundExpression condition, Func<SourceColumn, bool> isPartitionColumn) =>
        condition is not BoundInQuery test || test.Operands.All(operand => IsOver(operand, isPartitionColumn));

    private static bool IsLonelySubquery(BoundExpression value) => value switch
    {
        BoundScalarQuery query => query.Query.OuterColumns.IsEmpty,
        BoundConversion conversion => IsLonelySubquery(conversion.Operand),
        _ => false,
    };
}
