using Ramet.DuckDb;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Queries;

/// <summary>
/// Runs the subqueries of <c>ds IN (SELECT ...)</c> and <c>ds = (SELECT ...)</c> while a query is planned, so that only the partitions that they
/// ask for are read. The query itself evaluates them again over the same snapshots.
/// </summary>
/// <param name="context">The statement.</param>
/// <param name="query">The query that holds the subqueries.</param>
/// <param name="sourceOf">Plans the tables of a subquery.</param>
internal sealed class PartitionSubqueries(StatementContext context, BoundQuery query, Func<BoundTableScan, ScanSource> sourceOf)
{
    private const int ValuesMax = 1_000;

    /// <summary>Calls a function with temporary relations that hold the rows of a scan's subqueries, in order; they are gone afterwards.</summary>
    public T WithRows<T>(BoundTableScan scan, Func<IReadOnlyList<string>, T> use)
    {
        var relations = new List<string>();
        try
        {
            foreach (var subquery in scan.PartitionSubqueries)
            {
                // The text is written first: it may plan other tables, which have relations of their own.
                var sql = DuckDbWriter.WriteSubquery(subquery, sourceOf);
                var relation = $"partition_values_{Guid.NewGuid():n}";
                Run(subquery, relation, sql);
                relations.Add(relation);
                RequireFew(subquery, relation);
            }
            return use(relations);
        }
        finally
        {
            foreach (var relation in relations)
                context.Session.Engine.Execute($"DROP TABLE {relation}", CancellationToken.None);
        }
    }

    private void Run(PartitionSubquery subquery, string relation, string sql)
    {
        // One more than allowed tells that there are too many; one value may not even occur twice.
        var rows = subquery.IsScalar ? $"{sql} LIMIT 2" : $"SELECT DISTINCT * FROM ({sql}) AS v LIMIT {ValuesMax + 1}";
        try
        {
            // A query in the engine's zone, as the whole one is.
            using var created = context.Session.Engine.Query($"CREATE TEMP TABLE {relation} AS {rows}", context.Zone, context.CancellationToken);
            while (created.TryReadChunk(out _))
            {
            }
        }
        catch (DuckDbException error)
        {
            throw QueryErrors.Explain(context, new QueryPlan(sql, [], []) { Query = query }, error);
        }
    }

    private void RequireFew(PartitionSubquery subquery, string relation)
    {
        using var rows = context.Session.Engine.Query($"SELECT CAST(count(*) AS BIGINT) FROM {relation}", context.Zone, context.CancellationToken);
        var count = rows.TryReadChunk(out var chunk) ? chunk.Vector(0).Values<long>()[0] : 0;
        if (subquery.IsScalar && count > 1)
            throw new RametException(ErrorCode.SubqueryRows, ErrorKind.User, "Data Set should contains exactly one row, the scalar subquery gives more", subquery.Span);
        if (count > ValuesMax)
        {
            throw new RametException(
                ErrorCode.SubqueryRows, ErrorKind.Limit, $"a subquery that chooses partitions gives more than {ValuesMax} values", subquery.Span,
                "Join the table with the values instead, and limit its partitions by a condition.");
        }
    }
}
