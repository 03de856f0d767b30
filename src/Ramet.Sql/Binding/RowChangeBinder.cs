using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>Brings DELETE and UPDATE into the form of <see cref="BoundRowChange"/>.</summary>
/// <param name="session">What the statement shares.</param>
internal sealed class RowChangeBinder(BindingSession session)
{
    private readonly QueryContext context = new(null, null, []);

    /// <summary>Binds DELETE.</summary>
    public RowChangeQuery Bind(DeleteStatement delete)
    {
        var (scan, scope) = BindTarget(session, delete.Target);
        var where = Condition(scan, scope, delete.Target.Partition, delete.Where);
        return new RowChangeQuery(scan, scan, where, ActionOf(RowAction.Delete))
        {
            DeletesPartitions = PartitionPruning.Conjuncts(where).All(condition => PartitionPruning.IsOverPartitions(condition, scan)),
        };
    }

    /// <summary>Binds UPDATE.</summary>
    public RowChangeQuery Bind(UpdateStatement update)
    {
        var (scan, targetScope) = BindTarget(session, update.Target);
        var scope = new Scope(null, []);
        scope.Add(targetScope);
        BoundRelation from = scan;
        if (!update.From.IsEmpty)
        {
            var (others, otherScope) = new FromBinder(session, context).Bind(update.From);
            scope.Add(otherScope);
            from = new BoundJoin(scan, JoinKind.Inner, others!, null); // there are tables
        }
        var where = Condition(scan, scope, update.Target.Partition, update.Where);
        var query = new RowChangeQuery(scan, from, where, ActionOf(RowAction.Update)) { MayRepeat = !update.From.IsEmpty };
        foreach (var assignment in new AssignmentBinder(session, scan, update.Target, Binder(scope, "SET")).BindAll(update.Assignments))
            query.Update(assignment);
        return query;
    }

    /// <summary>The table that is changed, and its columns under their names.</summary>
    public static (BoundTableScan Scan, Scope Scope) BindTarget(BindingSession session, RowChangeTarget target)
    {
        var scan = session.Scan(session.Table(target.Table), target.Table, target.Alias, hasRowPositions: true);
        var scope = new Scope(null, []);
        scope.Add(scan, (target.Alias ?? target.Table.Table).Name, target.Alias is null ? scan.Table.Project : null);
        return (scan, scope);
    }

    /// <summary>The action as a value of the query.</summary>
    public static BoundConstant ActionOf(RowAction action) => new(DataType.Int, (long)action, default);

    private BoundExpression? Condition(BoundTableScan scan, Scope scope, PartitionSpec? partition, Expression? where)
    {
        List<BoundExpression> conditions = [];
        if (partition is not null)
            conditions.AddRange(PartitionConditions(scan, partition));
        if (where is not null)
            conditions.Add(Binder(scope, "WHERE").BindCondition(where));
        return PartitionPruning.Conjunction([.. conditions]);
    }

    private IEnumerable<BoundExpression> PartitionConditions(BoundTableScan scan, PartitionSpec partition)
    {
        var values = new PartitionSpecBinder(session).BindPartial(scan.Table, partition);
        for (var level = 0; level < values.Length; level++)
        {
            if (values[level] is not { } value)
                continue;
            var column = scan.Columns[scan.Table.DataColumnCount + level];
            column.IsUsed = true;
            yield return new BoundBinary(
                new BoundColumn(column, partition.Span), BinaryOperator.Equal, value, DataType.Boolean, partition.Span);
        }
    }

    private ExpressionBinder Binder(Scope scope, string clause) => new(session, scope, context, new Clause(clause));
}
