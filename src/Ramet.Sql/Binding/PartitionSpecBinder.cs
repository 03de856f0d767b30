using System.Collections.Immutable;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Binding;

/// <summary>Binds the PARTITION clauses of DDL statements.</summary>
internal sealed class PartitionSpecBinder(BindingSession session)
{
    /// <summary>The values of all levels.</summary>
    public ImmutableArray<BoundConstant> BindFull(TableSymbol table, PartitionSpec partition)
    {
        var values = BindPartial(table, partition);
        var missing = values.IndexOf(null);
        if (missing >= 0)
        {
            throw BindingErrors.PartitionKey(
                $"the partition column {table.PartitionColumns[missing].Name} is missing; all levels must be given", partition.Span);
        }
        return [.. values.Select(value => value!)];
    }

    /// <summary>The values by level; null for the levels that are not given.</summary>
    public ImmutableArray<BoundConstant?> BindPartial(TableSymbol table, PartitionSpec partition)
    {
        if (!table.IsPartitioned)
            throw BindingErrors.PartitionKey($"table {table} is not a partitioned table", partition.Span);
        var values = new BoundConstant?[table.PartitionColumnCount];
        var binder = session.ConstantBinder("PARTITION");
        foreach (var column in partition.Columns)
        {
            var level = table.IndexOf(column.Name.Name) - table.DataColumnCount;
            if (level < 0)
                throw BindingErrors.PartitionKey($"{column.Name.Name} is not a partition column of table {table}", column.Name.Span);
            if (values[level] is not null)
                throw BindingErrors.PartitionKey($"the partition column {column.Name.Name} is given twice", column.Name.Span);
            if (column.Value is null)
                throw BindingErrors.PartitionKey($"the partition column {column.Name.Name} needs a value", column.Name.Span);
            values[level] = PartitionValues.Bind(column.Value, table.PartitionColumns[level], binder);
        }
        return [.. values];
    }

    /// <summary>All conditions of a filter, each over one partition column.</summary>
    public BoundTableScan BindFilter(TableName name, PartitionFilter filter)
    {
        var scan = session.Scan(session.Table(name), name, alias: null);
        if (!scan.Table.IsPartitioned)
            throw BindingErrors.PartitionKey($"table {scan.Table} is not a partitioned table", filter.Span);
        var scope = new Scope(null, []);
        scope.Add(scan, scan.Table.Name);
        var binder = new ExpressionBinder(session, scope, new QueryContext(null, null, []), new Clause("PARTITION"));
        var conditions = filter.Conditions.Select(condition => RequireOneColumn(binder.BindCondition(condition), scan));
        scan.PartitionPredicate = PartitionPruning.Conjunction([.. conditions]);
        scan.HasPartitionCondition = true;
        return scan;
    }

    private static BoundExpression RequireOneColumn(BoundExpression condition, BoundTableScan scan)
    {
        var columns = condition.DescendantsAndSelf().OfType<BoundColumn>().ToArray();
        var wrong = columns.FirstOrDefault(column =>
            !scan.Table.IsPartitionColumn(column.Column.Index) || column.Column != columns[0].Column);
        if (wrong is not null || columns.Length == 0)
        {
            throw BindingErrors.Semantic(
                $"invalid column reference {wrong?.Column.Name ?? "(none)"}, "
                + "partition expression must have one and only one column reference",
                (wrong ?? condition).Span);
        }
        return condition;
    }
}
