using System.Collections.Immutable;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>
/// Brings MERGE into the form of <see cref="BoundRowChange"/>: source and target are joined, with all rows of the source when some of them
/// may be inserted, and the first WHEN that applies decides on the action.
/// </summary>
/// <param name="session">What the statement shares.</param>
/// <param name="merge">The statement.</param>
internal sealed class MergeBinder(BindingSession session, MergeStatement merge)
{
    private readonly QueryContext context = new(null, null, []);

    /// <summary>Binds the statement.</summary>
    public RowChangeQuery Bind()
    {
        CheckClauses();
        var (scan, targetScope) = RowChangeBinder.BindTarget(session, merge.Target);
        var (source, sourceScope) = new FromBinder(session, context).Bind([merge.Source]);
        var both = new Scope(null, []);
        both.Add(targetScope);
        both.Add(sourceScope);

        var insert = merge.Clauses.OfType<MergeInsert>().FirstOrDefault();
        var kind = insert is null ? JoinKind.Inner : JoinKind.Left;
        var join = new BoundJoin(source!, kind, scan, Condition(both, "ON", merge.Condition)); // there is a table
        var action = Action(scan, both, sourceScope);
        var query = new RowChangeQuery(scan, join, null, action) { MayRepeat = merge.Clauses.Any(clause => clause is not MergeInsert) };
        AddValues(query, action, Updates(scan, both), insert is null ? [] : Inserts(insert, scan.Table, sourceScope));
        return query;
    }

    /// <summary>Each of UPDATE, DELETE and INSERT once at most, and nothing behind a WHEN MATCHED that always applies.</summary>
    private void CheckClauses()
    {
        for (var i = 0; i < merge.Clauses.Length; i++)
        {
            var clause = merge.Clauses[i];
            foreach (var earlier in merge.Clauses[..i])
            {
                if (earlier.GetType() == clause.GetType())
                    throw BindingErrors.Semantic("MERGE takes UPDATE, DELETE and INSERT at most once each", clause.Span);
                if (earlier.Condition is null && clause is not MergeInsert && earlier is not MergeInsert)
                {
                    throw BindingErrors.Semantic(
                        "this WHEN MATCHED never applies: the one before it has no condition", clause.Span,
                        "Add AND with a condition to the first of them.");
                }
            }
        }
    }

    private BoundExpression Action(BoundTableScan scan, Scope both, Scope source)
    {
        var matched = merge.Clauses.Where(clause => clause is not MergeInsert).Select(clause => Branch(both, clause)).ToImmutableArray();
        var unmatched = merge.Clauses.Where(clause => clause is MergeInsert).Select(clause => Branch(source, clause)).ToImmutableArray();
        BoundExpression ofMatched = matched.IsEmpty ? new BoundConstant(DataType.Int, null, merge.Span) : Choice(matched);
        if (unmatched.IsEmpty)
            return ofMatched;
        var hasPartner = new BoundIs(new BoundRowPosition(scan, RowPositionPart.Row), IsCondition.Null, IsNegated: true, merge.Span);
        return new BoundCase([new BoundBranch(hasPartner, ofMatched)], Choice(unmatched), DataType.Int, merge.Span);
    }

    private BoundBranch Branch(Scope scope, MergeClause clause)
    {
        var condition = clause.Condition is { } written ? Condition(scope, "WHEN", written) : new BoundConstant(DataType.Boolean, true, clause.Span);
        // It stands in the action and in every value.
        if (condition.IsVolatile)
            throw BindingErrors.Unsupported("a random value in WHEN", condition.Span);
        return new BoundBranch(condition, RowChangeBinder.ActionOf(clause switch
        {
            MergeUpdate => RowAction.Update,
            MergeDelete => RowAction.Delete,
            MergeInsert => RowAction.Insert,
            _ => throw new ArgumentException($"A {clause.GetType().Name} cannot be bound.", nameof(clause)),
        }));
    }

    // As in the service, which does not allow them there either.
    private BoundExpression Condition(Scope scope, string clause, Expression written)
    {
        if (written.DescendantsAndSelf().FirstOrDefault(node => node is Query) is { } query)
            throw BindingErrors.Unsupported($"a subquery in {clause} of MERGE", query.Span);
        return Binder(scope, clause).BindCondition(written);
    }

    private List<BoundAssignment> Updates(BoundTableScan scan, Scope both)
    {
        var binder = new AssignmentBinder(session, scan, merge.Target, Binder(both, "SET"));
        var updates = merge.Clauses.OfType<MergeUpdate>().SelectMany(update => binder.BindAll(update.Assignments)).ToList();
        return updates.Find(assignment => assignment.Columns.Length > 1) is { } subquery
            ? throw BindingErrors.Unsupported("a subquery for several columns in MERGE", subquery.Value.Span)
            : updates;
    }

    private Dictionary<int, BoundExpression> Inserts(MergeInsert insert, TableSymbol table, Scope source)
    {
        var receivers = InsertBinder.Receivers(insert.Columns, table, staticCount: 0);
        if (receivers.Length != insert.Values.Items.Length)
            throw BindingErrors.ColumnCount(insert.Values.Items.Length, receivers.Length, insert.Values.Span);
        var binder = Binder(source, "VALUES");
        var inserts = new Dictionary<int, BoundExpression>();
        for (var i = 0; i < receivers.Length; i++)
        {
            var value = binder.Bind(insert.Values.Items[i]);
            inserts[receivers[i]] = AssignmentBinder.Convert(session, value, Outputs.DefaultName(i), table.Columns[receivers[i]]);
        }
        for (var column = 0; column < table.Columns.Length; column++)
            inserts.TryAdd(column, session.Default(table.Columns[column]));
        return inserts;
    }

    /// <summary>A column's value depends on what happens to the row: it is computed for no other action.</summary>
    private static void AddValues(
        RowChangeQuery query, BoundExpression action, List<BoundAssignment> updates, Dictionary<int, BoundExpression> inserts)
    {
        foreach (var update in updates)
            query.Update(update with { Value = ValueOf(update.Columns[0], update.Value) });
        foreach (var (column, value) in inserts)
        {
            if (!query.Updated.Contains(column))
                query.Insert(column, Choice([When(RowAction.Insert, value)]));
        }

        BoundExpression ValueOf(int column, BoundExpression updated) => inserts.TryGetValue(column, out var inserted)
            ? Choice([When(RowAction.Update, updated), When(RowAction.Insert, inserted)])
            : Choice([When(RowAction.Update, updated)]);

        BoundBranch When(RowAction wanted, BoundExpression value) => new(
            new BoundBinary(action, BinaryOperator.Equal, RowChangeBinder.ActionOf(wanted), DataType.Boolean, action.Span), value);
    }

    private static BoundCase Choice(ImmutableArray<BoundBranch> branches) =>
        new(branches, null, branches[0].Result.Type, branches[0].Result.Span);

    private ExpressionBinder Binder(Scope scope, string clause) => new(session, scope, context, new Clause(clause));
}
