namespace Ramet.Warehouse.Tests.Differential;

/// <summary>A FROM clause and a condition over it, from which pairs of equal queries are made.</summary>
/// <param name="From">What stands behind FROM.</param>
/// <param name="Condition">The condition.</param>
/// <param name="Items">The columns of the rows, by which they are told apart.</param>
/// <param name="Key">One column.</param>
/// <param name="Number">One column that is a whole number and whose sums have room.</param>
internal sealed record RandomQuery(string From, string Condition, string Items, string Key, string Number)
{
    private static readonly string[] joins = ["JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"];
    private static readonly string[] truths = ["({0})", "NOT ({0})", "({0}) IS NULL"];

    /// <summary>A random one over one table, a table in a subquery, or two tables.</summary>
    public static RandomQuery Next(RandomTable[] tables, Random random)
    {
        var left = tables[random.Next(tables.Length)];
        var columns = Named("x", left);
        var from = $"{left.Name} x";
        switch (random.Next(4))
        {
            case 0:
                var inner = new RandomCondition(random, [.. left.Columns.Select(column => (column.Name, column))]).Next(1);
                from = $"(SELECT * FROM {left.Name} WHERE {inner}) x";
                break;
            case 1:
                var right = tables[random.Next(tables.Length)];
                var kind = joins[random.Next(joins.Length)];
                var on = random.Next(2) == 0 ? "x.n = y.n" : "x.s = y.s AND x.k <=> y.k";
                from = $"{left.Name} x {kind} {right.Name} y ON {on}";
                columns = [.. columns, .. Named("y", right)];
                break;
        }
        var condition = new RandomCondition(random, columns).Next(random.Next(4));
        var key = columns[random.Next(columns.Length)].Name;
        return new RandomQuery(from, condition, string.Join(", ", columns.Select((column, index) => $"{column.Name} AS c{index}")), key, "x.n");
    }

    /// <summary>Pairs of queries that must give the same rows: a name, and both.</summary>
    public IEnumerable<(string Name, string Left, string Right)> Forms()
    {
        // Each row fulfils the condition, its opposite, or neither.
        yield return ("rows", $"SELECT {Items} FROM {From}", Parts(condition => $"SELECT {Items} FROM {From} WHERE {condition}"));
        yield return (
            "distinct rows",
            $"SELECT DISTINCT {Key} AS c FROM {From}",
            $"SELECT DISTINCT c FROM ({Parts(condition => $"SELECT DISTINCT {Key} AS c FROM {From} WHERE {condition}")}) q");
        yield return (
            "groups",
            $"SELECT {Key} AS c, COUNT(*) AS n, SUM({Number}) AS s, MIN({Number}) AS lo FROM {From} GROUP BY {Key}",
            "SELECT c, SUM(n) AS n, SUM(s) AS s, MIN(lo) AS lo FROM ("
            + Parts(condition => $"SELECT {Key} AS c, COUNT(*) AS n, SUM({Number}) AS s, MIN({Number}) AS lo FROM {From} WHERE {condition} GROUP BY {Key}")
            + ") q GROUP BY c");
        yield return (
            "having",
            $"SELECT {Key} AS c, MAX({Number}) AS n FROM {From} GROUP BY {Key}",
            string.Join(" UNION ALL ", AllTruthsOf($"MAX({Number}) > 1").Select(condition => $"SELECT {Key} AS c, MAX({Number}) AS n FROM {From} GROUP BY {Key} HAVING {condition}")));
        // The condition as a value chooses nothing.
        yield return ("count", $"SELECT COUNT(*) AS n FROM {From} WHERE {Condition}", $"SELECT COALESCE(SUM(IF(c, 1L, 0L)), 0L) AS n FROM (SELECT {Condition} AS c FROM {From}) q");
        yield return (
            "chosen rows",
            $"SELECT {Items} FROM {From} WHERE {Condition}",
            $"SELECT {string.Join(", ", Enumerable.Range(0, Items.Split(" AS c").Length - 1).Select(index => $"c{index}"))} "
            + $"FROM (SELECT {Items}, CASE WHEN {Condition} THEN 1 ELSE 0 END AS is_wanted FROM {From}) q WHERE is_wanted = 1");
    }

    private string Parts(Func<string, string> query) => string.Join(" UNION ALL ", AllTruthsOf(Condition).Select(query));

    private static IEnumerable<string> AllTruthsOf(string condition) => truths.Select(form => form.Replace("{0}", condition, StringComparison.Ordinal));

    private static (string Name, RandomColumn Column)[] Named(string alias, RandomTable table) =>
        [.. table.Columns.Select(column => ($"{alias}.{column.Name}", column))];
}
