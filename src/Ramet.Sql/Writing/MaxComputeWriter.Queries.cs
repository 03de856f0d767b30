using System.Collections.Immutable;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Writing;

/// <summary>Queries and what they read.</summary>
public sealed partial class MaxComputeWriter
{
    private void WriteQuery(Query query)
    {
        WriteWith(query.With);
        WriteBehindWith(query);
    }

    private void WriteWith(ImmutableArray<CommonTable> with)
    {
        WriteClause(with.Any(table => table.MayBeRecursive) ? "WITH RECURSIVE " : "WITH ", with, WritePart);
        WriteIf(!with.IsEmpty, " ");
    }

    private void WriteBehindWith(Query query)
    {
        WriteBody(query.Body);
        WriteClause(" ORDER BY ", query.OrderBy, WriteSortItem);
        WriteClause(" DISTRIBUTE BY ", query.DistributeBy, WriteExpression);
        WriteClause(" SORT BY ", query.SortBy, WriteSortItem);
        WriteClause(" CLUSTER BY ", query.ClusterBy, WriteExpression);
        WriteOptional(" ", query.Limit, WriteLimit);
    }

    private void WriteInParentheses(Query query)
    {
        Write("(");
        WriteQuery(WithoutParentheses(query));
        Write(")");
    }

    private static Query WithoutParentheses(Query query)
    {
        while (query is { With: [], Body: NestedQuery nested, OrderBy: [], DistributeBy: [], SortBy: [], ClusterBy: [], Limit: null })
            query = nested.Query;
        return query;
    }

    private void WriteBody(QueryBody body)
    {
        switch (body)
        {
            case SelectBody select:
                WriteSelect(select);
                break;
            case SetOperation set:
                WriteBody(set.Left);
                Write($" {Word(set.Operator)}{(set.IsAll ? " ALL" : "")} ");
                WriteBody(set.Right);
                break;
            case NestedQuery nested:
                WriteInParentheses(nested.Query);
                break;
            case ValuesBody values:
                WriteClause("VALUES ", values.Rows, WritePart);
                break;
            default:
                throw Unknown(body);
        }
    }

    private void WriteSelect(SelectBody select)
    {
        Write(select.IsDistinct ? "SELECT DISTINCT " : "SELECT ");
        WriteList(select.Items, WriteSelectItem);
        WriteFrom(" FROM ", select.From);
        WriteOptional(" WHERE ", select.Where, WriteExpression);
        WriteOptional(" ", select.GroupBy, WritePart);
        WriteOptional(" HAVING ", select.Having, WriteExpression);
        WriteClause(" WINDOW ", select.Windows, WritePart);
        WriteOptional(" QUALIFY ", select.Qualify, WriteExpression);
    }

    private void WriteSelectItem(SelectItem item)
    {
        switch (item)
        {
            case ExpressionItem value:
                WriteExpressionItem(value);
                break;
            case StarItem star:
                WriteOptional("", star.Qualifier, WritePart);
                Write(star.Qualifier is null ? "*" : ".*");
                WriteListClause(" EXCEPT ", star.Except, WritePart);
                WriteListClause(" REPLACE ", star.Replace, WriteExpressionItem);
                break;
            default:
                throw Unknown(item);
        }
    }

    private void WriteExpressionItem(ExpressionItem item)
    {
        WriteExpression(item.Value);
        if (item.Aliases is [var alias])
            WriteOptional(" AS ", alias, WritePart);
        else
            WriteListClause(" AS ", item.Aliases, WritePart);
    }

    private void WriteGroupingElement(GroupingElement element)
    {
        switch (element)
        {
            case GroupingKey key:
                WriteExpression(key.Key);
                break;
            case GroupingSets sets:
                WriteInParentheses(Words(sets.Kind), sets.Sets, WritePart);
                break;
            default:
                throw Unknown(element);
        }
    }

    private void WriteSortItem(SortItem item)
    {
        WriteExpression(item.Key);
        WriteIf(item.IsDescending, " DESC");
        WriteIf(item.Nulls == NullOrder.First, " NULLS FIRST");
        WriteIf(item.Nulls == NullOrder.Last, " NULLS LAST");
    }

    private void WriteLimit(LimitClause limit)
    {
        Write("LIMIT ");
        WriteExpression(limit.Count);
        WriteOptional(" OFFSET ", limit.Offset, WriteExpression);
    }

    private void WriteFrom(string prefix, ImmutableArray<TableReference> from)
    {
        WriteClause(prefix, from, table => WriteTable(table, inParentheses: WouldSwallow(table) && !ReferenceEquals(table, from[^1])));

        // The column list of a lateral view goes on behind a comma.
        static bool WouldSwallow(TableReference table) => table is LateralView { Columns: not [] };
    }

    private void WriteTable(TableReference table, bool inParentheses)
    {
        WriteIf(inParentheses, "(");
        WriteTable(table);
        WriteIf(inParentheses, ")");
    }

    private void WriteTable(TableReference table)
    {
        switch (table)
        {
            case NamedTable named:
                WritePart(named.Name);
                WriteOptional(" ", named.Version, WritePart);
                WriteOptional(" ", named.Sample, WritePart);
                WriteAlias(named.Alias, []);
                break;
            case ViewCall call:
                WritePart(call.View);
                Write("(");
                WriteList(call.Arguments, WritePart, ", ");
                Write(")");
                WriteAlias(call.Alias, []);
                break;
            case VariableTable variable:
                WriteVariable(variable.Variable);
                WriteAlias(variable.Alias, variable.Columns);
                break;
            case DerivedTable derived:
                WriteInParentheses(derived.Query);
                WriteAlias(derived.Alias, derived.Columns);
                break;
            case ValuesTable values:
                WriteClause("VALUES ", values.Rows, WritePart);
                WriteAlias(values.Alias, values.Columns);
                break;
            case JoinedTable joined:
                WriteJoin(joined);
                break;
            case PivotedTable pivot:
                WritePivot(pivot);
                break;
            case UnpivotedTable unpivot:
                WriteUnpivot(unpivot);
                break;
            case LateralView view:
                WriteTable(view.Input);
                Write(view.IsOuter ? " LATERAL VIEW OUTER " : " LATERAL VIEW ");
                WriteCall(view.Function);
                WriteOptional(" ", view.Alias, WritePart);
                WriteClause(" AS ", view.Columns, WritePart);
                break;
            default:
                throw Unknown(table);
        }
    }

    private void WriteAlias(Identifier? alias, ImmutableArray<Identifier> columns)
    {
        WriteOptional(" AS ", alias, WritePart);
        WriteListClause(" ", columns, WritePart);
    }

    private void WriteJoin(JoinedTable joined)
    {
        WriteTable(joined.Left);
        WriteIf(joined.IsNatural, " NATURAL");
        Write($" {Words(joined.Kind)} ");
        WriteTable(joined.Right, inParentheses: joined.Right is JoinedTable or LateralView);
        WriteOptional(" ON ", joined.Condition, WriteExpression);
        WriteListClause(" USING ", joined.Using, WritePart);
    }

    private void WriteSample(TableSample sample)
    {
        Write("TABLESAMPLE (");
        switch (sample)
        {
            case BucketSample bucket:
                Write("BUCKET ");
                WritePart(bucket.Bucket);
                Write(" OUT OF ");
                WritePart(bucket.BucketCount);
                WriteClause(" ON ", bucket.On, WriteExpression);
                break;
            case PercentSample percent:
                WriteExpression(percent.Percent);
                Write(" PERCENT");
                break;
            case RowSample rows:
                WritePart(rows.Rows);
                Write(" ROWS");
                break;
            default:
                throw Unknown(sample);
        }
        Write(")");
    }

    private void WritePivot(PivotedTable pivot)
    {
        WriteTable(pivot.Input, inParentheses: pivot.Input is JoinedTable);
        WriteClause(" PIVOT (", pivot.Aggregates, WriteExpressionItem);
        Write(" FOR ");
        WriteOneOrSeveral(pivot.For, WriteExpression);
        WriteInParentheses(" IN ", pivot.In, WritePart);
        Write(")");
        WriteAlias(pivot.Alias, []);
    }

    private void WriteUnpivot(UnpivotedTable unpivot)
    {
        WriteTable(unpivot.Input, inParentheses: unpivot.Input is JoinedTable);
        WriteClause(" UNPIVOT (", unpivot.Values, WritePart);
        WriteClause(" FOR ", unpivot.Names, WritePart);
        WriteInParentheses(" IN ", unpivot.In, WritePart);
        Write(")");
        WriteAlias(unpivot.Alias, []);
    }

    private void WriteOneOrSeveral<T>(ImmutableArray<T> items, Action<T> write)
    {
        if (items is [var single])
            write(single);
        else
            WriteInParentheses("", items, write);
    }

    private static string Word(SetOperator set) => set.ToString().ToUpperInvariant();

    private static string Words(GroupingSetsKind kind) => kind switch
    {
        GroupingSetsKind.GroupingSets => "GROUPING SETS ",
        GroupingSetsKind.Cube => "CUBE ",
        GroupingSetsKind.Rollup => "ROLLUP ",
    };

    private static string Words(JoinKind kind) => kind switch
    {
        JoinKind.Inner => "JOIN",
        JoinKind.Left => "LEFT JOIN",
        JoinKind.Right => "RIGHT JOIN",
        JoinKind.Full => "FULL JOIN",
        JoinKind.Cross => "CROSS JOIN",
        JoinKind.LeftSemi => "LEFT SEMI JOIN",
        JoinKind.LeftAnti => "LEFT ANTI JOIN",
    };
}
