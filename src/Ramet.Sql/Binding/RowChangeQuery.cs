using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>
/// The query of a <see cref="BoundRowChange"/> while it is put together: <c>SELECT file, row, action, values FROM (SELECT file, row, action,
/// values FROM ... WHERE ...) WHERE action IS NOT NULL</c>. The inner one computes each value once; the outer one takes those apart that
/// one subquery gave for several columns.
/// </summary>
/// <param name="target">The reading of the table that is changed.</param>
/// <param name="from">What the rows come from: the target, perhaps joined with others.</param>
/// <param name="where">Which of them matter; null for all.</param>
/// <param name="action">The <see cref="RowAction"/> of a row as an INT, NULL for none.</param>
internal sealed class RowChangeQuery(BoundTableScan target, BoundRelation from, BoundExpression? where, BoundExpression action)
{
    private readonly List<BoundExpression> values = [];
    private readonly SortedDictionary<int, (int Value, string? Field)> assigned = [];
    private readonly SortedSet<int> updated = [];

    /// <summary>The reading of the table that is changed.</summary>
    public BoundTableScan Target => target;

    /// <summary>See <see cref="BoundRowChange.Assigned"/>.</summary>
    public ImmutableArray<int> Assigned => [.. assigned.Keys];

    /// <summary>See <see cref="BoundRowChange.Updated"/>.</summary>
    public ImmutableArray<int> Updated => [.. updated];

    /// <summary>See <see cref="BoundRowChange.MayRepeat"/>.</summary>
    public bool MayRepeat { get; init; }

    /// <summary>See <see cref="BoundRowChange.DeletesPartitions"/>.</summary>
    public bool DeletesPartitions { get; init; }

    /// <summary>Adds what UPDATE assigns.</summary>
    /// <exception cref="RametException">A column has a value already.</exception>
    public void Update(BoundAssignment assignment)
    {
        for (var i = 0; i < assignment.Columns.Length; i++)
        {
            var column = assignment.Columns[i];
            if (!updated.Add(column))
                throw BindingErrors.Semantic($"column {target.Table.Columns[column].Name} is assigned twice", assignment.Names[i].Span);
            assigned[column] = (values.Count, assignment.Columns.Length > 1 ? AssignmentBinder.FieldName(i) : null);
        }
        values.Add(assignment.Value);
    }

    /// <summary>Gives a column a value, which has the column's type, for rows that are inserted.</summary>
    public void Insert(int column, BoundExpression value)
    {
        assigned[column] = (values.Count, null);
        values.Add(value);
    }

    /// <summary>The query.</summary>
    public BoundQueryBlock ToBlock(BindingSession session)
    {
        var inner = session.Derive(Select([PositionOf(RowPositionPart.File), PositionOf(RowPositionPart.Row), action, .. values], from, where));
        BoundExpression[] columns = [.. inner.Columns.Select(column => new BoundColumn(column, target.Span))];
        var (places, computed) = (columns[..3], columns[3..]);
        var isChange = new BoundIs(places[2], IsCondition.Null, IsNegated: true, target.Span);
        var outer = Select([.. places, .. assigned.Values.Select(Part)], inner, isChange);
        return new BoundQueryBlock([], outer, [], null, null, []);

        BoundExpression Part((int Value, string? Field) source) => source.Field is null
            ? computed[source.Value]
            : new BoundField(
                computed[source.Value],
                source.Field,
                ((StructType)computed[source.Value].Type).Fields.First(field => field.Name == source.Field).Type,
                target.Span);
    }

    private BoundRowPosition PositionOf(RowPositionPart part) => new(target, part);

    private static BoundSelect Select(ImmutableArray<BoundExpression> items, BoundRelation from, BoundExpression? where) => new(
        Outputs.Name(items.Select(item => ((string?)null, item.Type))), items, IsDistinct: false, from, where, null, null, null);
}
