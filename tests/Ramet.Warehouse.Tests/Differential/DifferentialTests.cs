using System.Globalization;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests.Differential;

/// <summary>
/// A query and another form of it that means the same must give the same rows. In one of the forms a condition chooses partitions, files and
/// buckets, and goes through the engine's optimiser; in the other it is a value like others. A failure prints the seed and both forms;
/// <c>docs/testing.md</c> says how to repeat it and how to run more.
/// </summary>
public class DifferentialTests
{
    private const int StepsByDefault = 40;
    private const int StepsOfWorld = 100;
    private const int SeedByDefault = 20260901;

    [Fact]
    public void Two_forms_of_a_query_give_the_same_rows()
    {
        var wanted = Number("RAMET_DIFFERENTIAL_STEPS");
        var steps = wanted ?? StepsByDefault;
        var seed = Number("RAMET_DIFFERENTIAL_SEED") ?? (wanted is null ? SeedByDefault : Random.Shared.Next());
        for (var done = 0; done < steps; done += StepsOfWorld)
            RunWorld(seed + done / StepsOfWorld, Math.Min(StepsOfWorld, steps - done));
    }

    private static void RunWorld(int seed, int steps)
    {
        using var test = new TestWarehouse();
        var random = new Random(seed);
        var tables = RandomTables.Create(test, random);
        for (var step = 0; step < steps; step++)
        {
            var query = RandomQuery.Next(tables, random);
            foreach (var (name, left, right) in query.Forms())
                AssertSame(test, $"seed {seed}, {name}", left, right);
        }
    }

    private static void AssertSame(TestWarehouse test, string name, string left, string right)
    {
        var (ofLeft, ofRight) = (Rows(test, left), Rows(test, right));
        Assert.True(
            ofLeft.SequenceEqual(ofRight),
            $"{name}\n{left}\n  gives {Shown(ofLeft)}\n{right}\n  gives {Shown(ofRight)}");
    }

    // Which of two equal values stands for a group is open.
    private static List<string> Rows(TestWarehouse test, string query) =>
        [.. test.Rows(query).Select(row => row.Replace("-0.0", "0.0", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static string Shown(List<string> rows) => $"{rows.Count} rows: {string.Join(" / ", rows.Take(20))}";

    private static int? Number(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
        ? int.Parse(text, CultureInfo.InvariantCulture)
        : null;
}
