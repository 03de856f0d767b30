using System.Globalization;
using System.Text.Json.Nodes;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Results;

namespace Ramet.Warehouse.Statements;

/// <summary>COST SQL: how much a statement would read and how complex it is, as MaxCompute charges for it. Nothing runs.</summary>
internal static class CostStatements
{
    public static StatementResult Estimate(StatementContext context, CostStatement statement)
    {
        var bytes = Plans(context, statement.Estimated).SelectMany(static plan => plan.Scans).Sum(static scan => scan.Bytes);
        var complexity = Complexity(statement.Estimated);
        var text = string.Create(CultureInfo.InvariantCulture, $"Input:{bytes:F1} Bytes\nUDF num:0\nComplexity:{complexity:F1}\n");
        var sql = new JsonObject { ["Input"] = bytes, ["Complexity"] = complexity, ["UDF"] = 0 }; // there are no functions of users
        return context.Show(text, new JsonObject { ["Cost"] = new JsonObject { ["SQL"] = sql } });
    }

    private static IEnumerable<QueryPlan> Plans(StatementContext context, Statement statement)
    {
        switch (statement)
        {
            case SelectStatement select:
                return [QueryPlanner.Plan(context, select.Query)];
            case InsertStatement insert:
                return [InsertStatements.Plan(context, insert).Query];
            case MultiInsertStatement insert:
                var (_, source, _, branches) = MultiInsertStatements.Plan(context, insert);
                var queries = branches.Select(static branch => branch.Query);
                return source is null ? queries : queries.Prepend(source);
            case RowChangeStatement change:
                return [RowChangeStatements.Plan(context, change).Query];
            default:
                throw StatementErrors.NotSupported(
                    statement.Span, $"COST of {StatementKind.Name(statement)}", "COST SQL takes a SELECT, INSERT, UPDATE, DELETE or MERGE.");
        }
    }

    /// <summary>
    /// The factor by which the service multiplies the bytes. Source: "Billable items: computing": it follows from the number of JOIN, GROUP BY,
    /// ORDER BY, DISTINCT, window functions, and outputs beyond the first, of which one is counted in any case.
    /// </summary>
    private static decimal Complexity(Statement statement)
    {
        var outputs = statement is MultiInsertStatement insert ? insert.Branches.Length : 1;
        var weight = statement.DescendantsAndSelf().Sum(Weight) + Math.Max(outputs - 1, 1);
        return weight switch
        {
            <= 3 => 1.0m,
            <= 6 => 1.5m,
            <= 19 => 2.0m,
            _ => 4.0m,
        };
    }

    private static int Weight(SyntaxNode node) => node switch
    {
        JoinedTable or GroupByClause => 1,
        Query { OrderBy.IsEmpty: false } => 1,
        SelectBody { IsDistinct: true } => 1,
        FunctionCall call => (call.IsDistinct ? 1 : 0) + (call.Over is null ? 0 : 1),
        _ => 0,
    };
}
