using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>
/// Brings the rows of an INSERT into the form of its target: source columns go to target columns by position, static partition values and
/// defaults are filled in, and every value gets the declared type.
/// </summary>
internal sealed class InsertBinder(BindingSession session)
{
    /// <summary>The rows that are written.</summary>
    /// <param name="target">The table and its clauses.</param>
    /// <param name="table">The table.</param>
    /// <param name="source">The rows as the query gives them.</param>
    /// <param name="sourceSpan">Where the query was written.</param>
    public (BoundQueryBlock Rows, ImmutableArray<BoundConstant> StaticPartition) Bind(
        InsertTarget target, TableSymbol table, BoundQueryBlock source, SourceSpan sourceSpan)
    {
        var staticPartition = BindPartition(target, table);
        var receivers = Receivers(target.Columns, table, staticPartition.Length);
        if (receivers.Length != source.Outputs.Length)
            throw BindingErrors.ColumnCount(source.Outputs.Length, receivers.Length, sourceSpan);
        var input = session.Derive(new BoundNestedQuery(source));
        var items = table.Columns.Select((column, index) =>
        {
            var position = receivers.IndexOf(index);
            return ValueOf(table, index, staticPartition, position < 0 ? null : Converted(input, position, column, sourceSpan));
        });
        var outputs = Outputs.Name(table.Columns.Select(column => ((string?)column.Name, column.Type)));
        var rows = new BoundSelect(outputs, [.. items], IsDistinct: false, input, null, null, null, null);
        return (new BoundQueryBlock([], rows, [], null, null, []), staticPartition);
    }

    /// <summary>The static values of PARTITION(...), which are those of the leading levels.</summary>
    private ImmutableArray<BoundConstant> BindPartition(InsertTarget target, TableSymbol table)
    {
        if (target.Partition is not { } partition)
            return table.IsPartitioned && target.Columns.IsEmpty ? throw PartitionNeeded(target, table) : [];
        if (!table.IsPartitioned)
            throw BindingErrors.PartitionKey($"table {table} is not partitioned", partition.Span);
        foreach (var column in partition.Columns)
        {
            if (!table.PartitionColumns.ToArray().Any(other => column.Name.Matches(other.Name)))
                throw BindingErrors.PartitionKey($"{column.Name.Name} is not a partition column of table {table}", column.Name.Span);
        }
        var values = ImmutableArray.CreateBuilder<BoundConstant>();
        var binder = session.ConstantBinder("PARTITION");
        foreach (var level in table.PartitionColumns)
        {
            var column = partition.Columns.FirstOrDefault(column => column.Name.Matches(level.Name))
                ?? throw BindingErrors.PartitionKey(
                    $"the partition column {level.Name} is missing; all levels must be given", partition.Span);
            if (column.Value is null)
                break;
            values.Add(PartitionValues.Bind(column.Value, level, binder));
        }
        if (partition.Columns.Count(column => column.Value is not null) > values.Count)
        {
            throw BindingErrors.PartitionKey(
                "a static partition column stands below a dynamic one; static levels must come first", partition.Span);
        }
        return values.ToImmutable();
    }

    private static RametException PartitionNeeded(InsertTarget target, TableSymbol table)
    {
        var levels = string.Join(", ", table.PartitionColumns.ToArray().Select(column => column.Name));
        return BindingErrors.PartitionKey(
            $"table {table} is partitioned by {levels}; say which partition the rows are for", target.Table.Span,
            "Add PARTITION(...) behind the table.");
    }

    /// <summary>The positions of the target's columns in the order of the source's columns.</summary>
    /// <param name="columns">The column list as written; empty for none.</param>
    /// <param name="table">The target.</param>
    /// <param name="staticCount">How many levels of its partitions have static values.</param>
    public static ImmutableArray<int> Receivers(ImmutableArray<Identifier> columns, TableSymbol table, int staticCount)
    {
        if (columns.IsEmpty)
        {
            var dynamicColumns = Enumerable.Range(table.DataColumnCount + staticCount, table.PartitionColumnCount - staticCount);
            return [.. Enumerable.Range(0, table.DataColumnCount), .. dynamicColumns];
        }
        var receivers = columns.Select(column => table.IndexOf(column.Name) is var index and >= 0
            ? index
            : throw BindingErrors.ColumnNotFound(column.Name, column.Span, table.Columns.Select(other => other.Name))).ToImmutableArray();
        RequireDistinct(columns, receivers);
        for (var level = table.DataColumnCount; level < table.Columns.Length; level++)
        {
            var isStatic = level < table.DataColumnCount + staticCount;
            if (receivers.Contains(level) == isStatic)
            {
                throw BindingErrors.PartitionKey(isStatic
                    ? $"the partition column {table.Columns[level].Name} has a value already and may not be in the column list"
                    : $"the dynamic partition column {table.Columns[level].Name} must be in the column list", columns[0].Span);
            }
        }
        return receivers;
    }

    private static void RequireDistinct(ImmutableArray<Identifier> columns, ImmutableArray<int> receivers)
    {
        for (var i = 0; i < receivers.Length; i++)
        {
            if (receivers.IndexOf(receivers[i]) < i)
                throw BindingErrors.Semantic($"column {columns[i].Name} is named twice", columns[i].Span);
        }
    }

    private BoundExpression Converted(BoundDerivedTable input, int position, ColumnSymbol column, SourceSpan sourceSpan)
    {
        var source = input.Columns[position];
        if (!session.Conversions.IsImplicit(source.Type, column.Type) && !IsFittingConstant(input, position, column.Type))
        {
            throw BindingErrors.IncompatibleColumn(source.Name, source.Type, column, sourceSpan);
        }
        return new BoundColumn(source, sourceSpan).ConvertTo(column.Type);
    }

    // An integer constant goes into a narrower column when it fits: VALUES (1) into TINYINT.
    private static bool IsFittingConstant(BoundDerivedTable input, int position, DataType type)
    {
        return input.Query.Body switch
        {
            BoundValues values => values.Rows.All(row => row[position].FitsInto(type)),
            BoundSelect select => select.Items[position].FitsInto(type),
            _ => false,
        };
    }

    private BoundExpression ValueOf(TableSymbol table, int index, ImmutableArray<BoundConstant> staticPartition, BoundExpression? given)
    {
        var column = table.Columns[index];
        var level = index - table.DataColumnCount;
        return level >= 0 && level < staticPartition.Length ? staticPartition[level] : given ?? session.Default(column);
    }
}
