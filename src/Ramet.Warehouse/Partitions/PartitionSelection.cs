using System.Collections.Immutable;
using Ramet.Catalog.Tables;
using Ramet.Sql.Syntax;
using Ramet.Tables.Partitions;
using Ramet.Tables.Scans;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Statements;
using PartitionFilter = Ramet.Sql.Syntax.PartitionFilter;
using PartitionKeys = Ramet.Tables.Partitions.PartitionFilter;
using PartitionSpec = Ramet.Sql.Syntax.PartitionSpec;

namespace Ramet.Warehouse.Partitions;

/// <summary>The partitions to which a filter such as <c>PARTITION (ds &lt; '201911', region = 'beijing')</c> applies.</summary>
internal static class PartitionSelection
{
    /// <summary>Finds them; none is no error here.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="name">The table as the statement names it.</param>
    /// <param name="table">The table.</param>
    /// <param name="filter">The conditions, all of which must hold.</param>
    /// <exception cref="Errors.RametException">A condition does not use exactly one column, or not a partition column.</exception>
    public static IReadOnlyCollection<PartitionKey> Select(
        StatementContext context, Sql.Syntax.TableName name, CatalogTable table, PartitionFilter filter)
    {
        var scan = context.Warehouse.Scan(table.Metadata);
        if (AsValues(filter) is { } values)
            return Keys(scan, PartitionArguments.Filter(context, table, values));
        var condition = context.Binder(table).BindPartitionFilter(name, filter);
        return PartitionPruning.Matching(context, TableSymbols.Of(table), condition, Keys(scan, PartitionKeys.All));
    }

    /// <summary>Finds the partitions to which one of several filters applies, or more of them.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="name">The table as the statement names it.</param>
    /// <param name="table">The table.</param>
    /// <param name="filters">The filters.</param>
    /// <param name="acceptsNone">Whether a filter may apply to none.</param>
    /// <exception cref="Errors.RametException">As <see cref="Select"/>; or a filter applies to no partition and must.</exception>
    public static HashSet<PartitionKey> SelectAny(
        StatementContext context, Sql.Syntax.TableName name, CatalogTable table, ImmutableArray<PartitionFilter> filters, bool acceptsNone)
    {
        var keys = new HashSet<PartitionKey>();
        foreach (var filter in filters)
        {
            var matches = Select(context, name, table, filter);
            if (matches.Count == 0 && !acceptsNone)
                throw StatementErrors.PartitionNotFound(filter.Span, table.FullName, "to which this applies");
            keys.UnionWith(matches);
        }
        return keys;
    }

    private static List<PartitionKey> Keys(TableScan scan, PartitionKeys filter) => [.. scan.Partitions(filter).Select(partition => partition.Key)];

    /// <summary>The filter as values when it is nothing but <c>column = literal</c>, which needs no engine; else null.</summary>
    private static PartitionSpec? AsValues(PartitionFilter filter)
    {
        var columns = ImmutableArray.CreateBuilder<PartitionColumn>(filter.Conditions.Length);
        foreach (var condition in filter.Conditions)
        {
            if (condition is not BinaryExpression { Operator: BinaryOperator.Equal, Left: ColumnReference { Parts: [var name] }, Right: StringLiteral or NumberLiteral } equality
                || columns.Any(column => column.Name.Matches(name.Name)))
            {
                return null;
            }
            columns.Add(new PartitionColumn(name, equality.Right) { Span = condition.Span });
        }
        return new PartitionSpec(columns.ToImmutable()) { Span = filter.Span };
    }
}
