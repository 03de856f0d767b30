using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Binding;

/// <summary>Binds what stands behind SET: which columns get which values, each converted to its column's type as INSERT converts it.</summary>
/// <param name="session">What the statement shares.</param>
/// <param name="scan">The reading of the table that is changed.</param>
/// <param name="target">The table as written, for qualified names of columns.</param>
/// <param name="values">Binds the values.</param>
internal sealed class AssignmentBinder(BindingSession session, BoundTableScan scan, RowChangeTarget target, ExpressionBinder values)
{
    /// <summary>Binds assignments of single columns: several in parentheses come apart unless a subquery gives their values.</summary>
    public IEnumerable<BoundAssignment> BindAll(ImmutableArray<Assignment> assignments) => assignments.SelectMany(Bind);

    /// <summary>The name of a column's value in the STRUCT that a subquery for several columns gives.</summary>
    /// <param name="index">The position of the column in the assignment.</param>
    public static string FieldName(int index) => $"f{index}";

    /// <summary>The value as one of a column's type.</summary>
    /// <param name="session">What the statement shares.</param>
    /// <param name="value">The value.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="column">The column that gets it.</param>
    /// <exception cref="RametException">It is not converted to that type by itself.</exception>
    public static BoundExpression Convert(BindingSession session, BoundExpression value, string name, ColumnSymbol column) =>
        session.Conversions.IsImplicit(value.Type, column.Type) || value.FitsInto(column.Type)
            ? value.ConvertTo(column.Type)
            : throw BindingErrors.IncompatibleColumn(name, value.Type, column, value.Span);

    private IEnumerable<BoundAssignment> Bind(Assignment assignment)
    {
        ImmutableArray<int> columns = [.. assignment.Columns.Select(Find)];
        if (assignment is { Columns: [_, _, ..], Value: ScalarSubquery subquery })
            return [new BoundAssignment(columns, assignment.Columns, values.BindRow(subquery, [.. columns.Select(Column)], FieldName))];
        ImmutableArray<Expression> given = assignment is { Columns: [_, _, ..], Value: RowExpression row } ? row.Items : [assignment.Value];
        return columns.Select((column, index) => new BoundAssignment(
            [column], [assignment.Columns[index]], Convert(session, values.Bind(given[index]), Column(column).Name, Column(column))));
    }

    private ColumnSymbol Column(int index) => scan.Table.Columns[index];

    private int Find(ColumnReference written)
    {
        var name = written.Parts[^1];
        if (written.Parts.Length > 1 && !IsTarget(written.Parts[..^1]))
        {
            throw BindingErrors.Semantic(
                $"SET assigns columns of {scan.Table}; {string.Join('.', written.Parts.Select(part => part.Name))} is none", written.Span);
        }
        var index = scan.Table.IndexOf(name.Name);
        if (index < 0)
            throw BindingErrors.ColumnNotFound(name.Name, name.Span, scan.Table.Columns.Select(column => column.Name));
        if (scan.Table.IsPartitionColumn(index))
        {
            throw BindingErrors.Semantic(
                $"the partition column {scan.Table.Columns[index].Name} cannot be updated", written.Span,
                "Delete the rows and insert them into the other partition.");
        }
        if (scan.Table.PrimaryKey.Contains(index))
        {
            throw BindingErrors.Semantic(
                $"column {scan.Table.Columns[index].Name} is part of the primary key of {scan.Table} and cannot be updated", written.Span,
                "Delete the rows and insert them with the other key.");
        }
        return index;
    }

    private bool IsTarget(ImmutableArray<Identifier> qualifier) => (qualifier, target.Alias) switch
    {
        ([var name], { } alias) => name.Matches(alias.Name),
        ([var name], null) => name.Matches(scan.Table.Name),
        ([var project, var name], null) => project.Matches(scan.Table.Project) && name.Matches(scan.Table.Name),
        _ => false,
    };
}

/// <summary>New values of columns.</summary>
/// <param name="Columns">The columns by their positions in the target. Several when one subquery gives all values.</param>
/// <param name="Names">The columns as written, in the same order.</param>
/// <param name="Value">The value, of the column's type; for several columns a STRUCT of their types.</param>
internal sealed record BoundAssignment(ImmutableArray<int> Columns, ImmutableArray<ColumnReference> Names, BoundExpression Value);
