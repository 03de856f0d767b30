using System.Collections.Immutable;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>A query with its common tables, order and limit, at any depth of a statement.</summary>
/// <param name="CommonTables">The WITH clause, in order; empty for none.</param>
/// <param name="Body">What gives the rows.</param>
/// <param name="OrderBy">The order of the result; empty for none.</param>
/// <param name="Limit">The greatest number of rows; null for no limit.</param>
/// <param name="Offset">The number of rows skipped; null for none.</param>
/// <param name="OuterColumns">The columns of enclosing queries that the query uses; empty when it stands alone.</param>
internal sealed record BoundQueryBlock(
    ImmutableArray<BoundCommonTable> CommonTables,
    BoundQueryBody Body,
    ImmutableArray<BoundSortItem> OrderBy,
    BoundExpression? Limit,
    BoundExpression? Offset,
    ImmutableArray<BoundColumn> OuterColumns)
{
    /// <summary>The columns of the result.</summary>
    public ImmutableArray<BoundOutput> Outputs => Body.Outputs;
}

/// <summary>A query that WITH gives a name; compared by identity.</summary>
internal sealed class BoundCommonTable(string name, string engineName, BoundQueryBlock query, ImmutableArray<string> columnNames)
{
    /// <summary>The name as written.</summary>
    public string Name { get; } = name;

    /// <summary>The name in the engine's text, unique in the statement.</summary>
    public string EngineName { get; } = engineName;

    /// <summary>The query.</summary>
    public BoundQueryBlock Query { get; } = query;

    /// <summary>The names of its columns for the user.</summary>
    public ImmutableArray<string> ColumnNames { get; } = columnNames;

    /// <summary>
    /// What makes further rows of the latest ones, until there are none; null when <see cref="Query"/> gives all of them. It reads the table
    /// itself, so it is bound after that.
    /// </summary>
    public BoundRecursion? Recursion { get; set; }
}

/// <summary>The second part of a recursive common table.</summary>
/// <param name="Step">The query over the rows that the step before gave.</param>
/// <param name="StepsMax">How often it may give rows.</param>
internal sealed record BoundRecursion(BoundQueryBlock Step, int StepsMax);

/// <summary>A column of a result.</summary>
/// <param name="Name">The name for the user; two columns may share one.</param>
/// <param name="EngineName">The name in the engine's text, unique in the query.</param>
/// <param name="Type">The type of the values.</param>
internal sealed record BoundOutput(string Name, string EngineName, DataType Type);

/// <summary>The part of a query that gives rows.</summary>
/// <param name="Outputs">The columns.</param>
internal abstract record BoundQueryBody(ImmutableArray<BoundOutput> Outputs);

/// <summary>One SELECT.</summary>
/// <param name="Outputs">The columns.</param>
/// <param name="Items">The value of each column.</param>
/// <param name="IsDistinct">True with DISTINCT.</param>
/// <param name="From">Where rows come from; null without FROM.</param>
/// <param name="Where">The condition on rows; null for none.</param>
/// <param name="GroupBy">The grouping; null when rows are not grouped or, with aggregates, form one group.</param>
/// <param name="Having">The condition on groups; null for none.</param>
/// <param name="Qualify">The condition on window functions; null for none.</param>
internal sealed record BoundSelect(
    ImmutableArray<BoundOutput> Outputs,
    ImmutableArray<BoundExpression> Items,
    bool IsDistinct,
    BoundRelation? From,
    BoundExpression? Where,
    BoundGroupBy? GroupBy,
    BoundExpression? Having,
    BoundExpression? Qualify) : BoundQueryBody(Outputs);

/// <summary>The elements of GROUP BY; the rows are grouped by every combination of them.</summary>
internal sealed record BoundGroupBy(ImmutableArray<BoundGroupingElement> Elements);

/// <summary>One element of GROUP BY: a plain key is one set of one key and of kind null.</summary>
/// <param name="Kind">GROUPING SETS, CUBE or ROLLUP; null for a plain key.</param>
/// <param name="Sets">The sets of keys.</param>
internal sealed record BoundGroupingElement(GroupingSetsKind? Kind, ImmutableArray<ImmutableArray<BoundExpression>> Sets);

/// <summary>A set operation over two bodies with the same number and types of columns.</summary>
internal sealed record BoundSetOperation(
    ImmutableArray<BoundOutput> Outputs,
    BoundQueryBody Left,
    SetOperator Operator,
    bool IsAll,
    BoundQueryBody Right) : BoundQueryBody(Outputs);

/// <summary>A query in parentheses, with an order or a limit of its own.</summary>
internal sealed record BoundNestedQuery(BoundQueryBlock Query) : BoundQueryBody(Query.Outputs);

/// <summary>Rows written down; each column has one type.</summary>
internal sealed record BoundValues(ImmutableArray<BoundOutput> Outputs, ImmutableArray<ImmutableArray<BoundExpression>> Rows)
    : BoundQueryBody(Outputs);
