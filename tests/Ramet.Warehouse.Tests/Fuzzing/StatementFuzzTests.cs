using System.Diagnostics;
using System.Globalization;
using System.Text;
using Ramet.Errors;
using Ramet.Sql.Parsing;
using Ramet.Sql.Syntax;
using Ramet.Sql.Writing;
using Ramet.Warehouse.Tests.Golden;
using Ramet.Warehouse.Tests.Support;
using Xunit.Abstractions;

namespace Ramet.Warehouse.Tests.Fuzzing;

/// <summary>
/// Whatever text comes in, out comes a result or an error for the user: no other exception, no defect, no hang, no full stack. What parses is
/// written as text that parses again and is written the same. Queries are planned as well, over tables of the corpus.
/// <para>
/// <c>RAMET_FUZZ_SECONDS</c> says how long; without it some hundred statements are tried, always the same. <c>RAMET_FUZZ_SEED</c> repeats a run, <c>RAMET_FUZZ_TRACE</c> names a file that holds, in
/// UTF-16, the statement at work, for the case that the process dies.
/// </para>
/// </summary>
public sealed class StatementFuzzTests(ITestOutputHelper output)
{
    private const int SeedByDefault = 1;
    private const int StatementsByDefault = 400;
    private static readonly TimeSpan TimeMax = TimeSpan.FromMinutes(1);

    [Fact]
    public void No_text_does_more_harm_than_an_error()
    {
        double? seconds = Variable("RAMET_FUZZ_SECONDS") is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;
        var seed = Variable("RAMET_FUZZ_SEED") is { } chosen ? int.Parse(chosen, CultureInfo.InvariantCulture)
            : seconds is null ? SeedByDefault : Random.Shared.Next();
        var trace = Variable("RAMET_FUZZ_TRACE");
        output.WriteLine($"RAMET_FUZZ_SEED={seed.ToString(CultureInfo.InvariantCulture)}");

        using var warehouse = new TestWarehouse();
        var corpus = Corpus();
        CreateTables(warehouse, corpus);
        var mutator = new StatementMutator(corpus, new Random(seed));
        var clock = Stopwatch.StartNew();
        var count = 0;
        for (; seconds is null ? count < StatementsByDefault : clock.Elapsed.TotalSeconds < seconds; count++)
        {
            var statement = mutator.Next();
            if (trace is not null)
                File.WriteAllBytes(trace, Encoding.Unicode.GetBytes(statement));
            var start = clock.Elapsed;
            var problem = Try(warehouse, statement);
            if (clock.Elapsed - start > TimeMax)
                problem = $"took {(clock.Elapsed - start).TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} seconds";
            Assert.True(problem is null, $"Seed {seed}, statement {count}: {problem}\n{(statement.Length > 2_000 ? statement[..2_000] + " ..." : statement)}");
        }
        output.WriteLine($"{count.ToString(CultureInfo.InvariantCulture)} statements");
    }

    private static string? Try(TestWarehouse warehouse, string text)
    {
        try
        {
            var statement = SqlParser.ParseStatement(text);
            var written = MaxComputeWriter.Write(statement);
            if (MaxComputeWriter.Write(SqlParser.ParseStatement(written)) is var again && again != written)
                return $"is written as {written} and then as {again}";
            if (statement is SelectStatement or InsertStatement or RowChangeStatement)
                Explain(warehouse, text);
            return null;
        }
        catch (RametException error)
        {
            return error.Kind is ErrorKind.Defect or ErrorKind.Environment ? error.ToString() : null;
        }
        catch (Exception error)
        {
            return error.ToString();
        }
    }

    private static void Explain(TestWarehouse warehouse, string text)
    {
        using var timeout = new CancellationTokenSource(TimeMax);
        warehouse.Session.Execute($"EXPLAIN {text}", timeout.Token).Dispose();
    }

    private static List<string> Corpus() =>
        [.. GoldenFile.Areas.SelectMany(GoldenFile.In).SelectMany(name => GoldenFile.Read(name).Blocks.OfType<StatementBlock>()).Select(block => block.Sql)];

    private static void CreateTables(TestWarehouse warehouse, List<string> corpus)
    {
        foreach (var statement in corpus.Where(statement => statement.StartsWith("CREATE TABLE", StringComparison.OrdinalIgnoreCase) && !statement.Contains("SELECT", StringComparison.OrdinalIgnoreCase)))
        {
            try
            {
                warehouse.Session.Execute(statement).Dispose();
            }
            catch (RametException)
            {
                // Many files have a table of the same name; the first is as good as any.
            }
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
