namespace Ramet.Warehouse.Tests.Differential;

/// <summary>Makes conditions over the columns of tables, none of which can fail for any row.</summary>
/// <param name="random">Chooses.</param>
/// <param name="columns">The columns, each with the name by which it is written.</param>
internal sealed class RandomCondition(Random random, (string Name, RandomColumn Column)[] columns)
{
    private static readonly string[] comparisons = ["=", "<>", "<", "<=", ">", ">=", "<=>"];

    private static readonly string[] patterns = ["a%", "%b%", "_", "1%", "20%", "%"];

    // The types whose values a column is compared with. A DOUBLE that meets a DECIMAL becomes one, which not all can.
    private static readonly Dictionary<string, string[]> comparable = new()
    {
        ["BIGINT"] = ["BIGINT", "INT", "DOUBLE"],
        ["INT"] = ["BIGINT", "INT", "DOUBLE"],
        ["DOUBLE"] = ["BIGINT", "INT", "DOUBLE"],
        ["DECIMAL(10,2)"] = ["BIGINT", "INT", "DECIMAL(10,2)"],
        ["STRING"] = ["STRING"],
        ["DATE"] = ["DATE", "DATETIME"],
        ["DATETIME"] = ["DATE", "DATETIME"],
        ["BOOLEAN"] = ["BOOLEAN"],
    };

    /// <summary>A condition of at most so many levels.</summary>
    public string Next(int depth)
    {
        if (depth == 0 || random.Next(3) == 0)
            return Simple();
        return random.Next(7) switch
        {
            0 or 1 => $"({Next(depth - 1)} AND {Next(depth - 1)})",
            2 or 3 => $"({Next(depth - 1)} OR {Next(depth - 1)})",
            4 => $"NOT ({Next(depth - 1)})",
            5 => $"(CASE WHEN {Next(depth - 1)} THEN {Next(depth - 1)} ELSE {Next(depth - 1)} END)",
            _ => $"COALESCE({Next(depth - 1)}, {(random.Next(2) == 0 ? "TRUE" : "FALSE")})",
        };
    }

    private string Simple()
    {
        var (name, column) = columns[random.Next(columns.Length)];
        return random.Next(9) switch
        {
            0 => $"{name} IS {(random.Next(2) == 0 ? "NOT " : "")}NULL",
            1 => $"{name} {Not()}IN ({string.Join(", ", Enumerable.Range(0, random.Next(1, 4)).Select(_ => Literal(column)))})",
            2 => $"{name} {Not()}BETWEEN {Literal(column)} AND {Literal(column)}",
            3 when column.Type == "STRING" => $"{name} {Not()}LIKE '{patterns[random.Next(patterns.Length)]}'",
            3 when column.Type == "BOOLEAN" => name,
            4 => $"{name} {comparisons[random.Next(comparisons.Length)]} {Alike(column)}",
            5 => $"{name} IS {(random.Next(2) == 0 ? "NOT " : "")}DISTINCT FROM {Literal(column)}",
            6 when column.Type is "INT" or "DOUBLE" => $"{name} % 3 {comparisons[random.Next(comparisons.Length)]} {Literal(column)}",
            7 => $"{Literal(column)} {comparisons[random.Next(comparisons.Length)]} {name}",
            _ => $"{name} {comparisons[random.Next(comparisons.Length)]} {Literal(column)}",
        };
    }

    private string Not() => random.Next(3) == 0 ? "NOT " : "";

    private string Literal(RandomColumn column)
    {
        if (random.Next(12) == 0)
            return "NULL";
        // A literal of another column may have another type.
        var others = Comparable(column).ToArray();
        var source = random.Next(3) == 0 ? others[random.Next(others.Length)].Column : column;
        return source.Literals[random.Next(source.Literals.Length)];
    }

    private string Alike(RandomColumn column)
    {
        var others = Comparable(column).ToArray();
        return others[random.Next(others.Length)].Name;
    }

    private IEnumerable<(string Name, RandomColumn Column)> Comparable(RandomColumn column) =>
        columns.Where(candidate => comparable[column.Type].Contains(candidate.Column.Type));
}
