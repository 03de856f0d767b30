namespace Ramet.Sql.Binding;

/// <summary>Finds the common tables that a query needs besides those of its own WITH clauses.</summary>
internal sealed class CommonTables
{
    private readonly List<BoundCommonTable> used = [];
    private readonly HashSet<BoundCommonTable> known = [];

    /// <summary>The common tables of queries around this one that it uses, directly or by another, each behind those that it needs itself.</summary>
    public static IReadOnlyList<BoundCommonTable> UsedFromOutside(BoundQueryBlock query)
    {
        var tables = new CommonTables();
        tables.Visit(query);
        return tables.used;
    }

    private void Visit(BoundQueryBlock block)
    {
        foreach (var own in block.CommonTables)
        {
            known.Add(own);
            VisitTable(own);
        }
        Visit(block.Body);
        foreach (var item in block.OrderBy)
            Visit(item.Key);
    }

    private void VisitTable(BoundCommonTable table)
    {
        Visit(table.Query);
        if (table.Recursion is { } recursion)
            Visit(recursion.Step);
    }

    private void Visit(BoundQueryBody body)
    {
        switch (body)
        {
            case BoundSelect select:
                if (select.From is not null)
                    Visit(select.From);
                BoundExpression?[] clauses = [.. select.Items, select.Where, select.Having, select.Qualify];
                foreach (var expression in clauses.OfType<BoundExpression>())
                    Visit(expression);
                break;
            case BoundSetOperation operation:
                Visit(operation.Left);
                Visit(operation.Right);
                break;
            case BoundNestedQuery nested:
                Visit(nested.Query);
                break;
        }
    }

    private void Visit(BoundRelation relation)
    {
        foreach (var input in relation.Inputs)
            Visit(input);
        switch (relation)
        {
            case BoundCommonTableReference { Table: var table }:
                if (known.Add(table))
                {
                    VisitTable(table);
                    used.Add(table);
                }
                break;
            case BoundDerivedTable table:
                Visit(table.Query);
                break;
            case BoundJoin { Condition: { } condition }:
                Visit(condition);
                break;
        }
    }

    private void Visit(BoundExpression expression)
    {
        foreach (var subquery in expression.DescendantsAndSelf().OfType<BoundSubquery>())
            Visit(subquery.Query);
    }
}
