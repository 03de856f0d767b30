using Ramet.Errors;

namespace Ramet.Warehouse.Tests.Golden;

public sealed class GoldenParserTests
{
    [Fact]
    public void A_file_is_read_as_its_steps_with_their_lines()
    {
        const string text = """
            # Why this exists.

            as RAM$main:etl

            # About the next step.
            statement ok
            CREATE TABLE t
              (a BIGINT)

            query unordered
            SELECT a FROM t
            ----
            a bigint
            1
            NULL

            text
            DESC t
            ----
            +--+

            reopen
            """;

        Assert.Collection(
            Parse(text),
            block => Assert.Equal(new CallerBlock(3, "RAM$main:etl"), block),
            block => Assert.Equal(new OkBlock(6, "CREATE TABLE t\n  (a BIGINT)"), block),
            block =>
            {
                var query = Assert.IsType<QueryBlock>(block);
                Assert.Equal((10, true, "a bigint"), (query.Line, query.IsUnordered, query.Header));
                Assert.Equal(["1", "NULL"], query.Rows);
            },
            block => Assert.Equal(["+--+"], Assert.IsType<TextBlock>(block).Text),
            block => Assert.Equal(new ReopenBlock(22), block));
    }

    [Fact]
    public void An_expected_error_has_a_code_and_perhaps_a_place_and_words()
    {
        var error = Assert.IsType<ErrorBlock>(Assert.Single(Parse("# x\nstatement error ODPS-0130131 [1,15] table p.x ... resolved\nSELECT 1"))).Error;

        Assert.Equal(("ODPS-0130131", "[1,15]"), (error.Code, error.Place));
        Assert.Equal(["table p.x", "resolved"], error.Fragments);
    }

    [Theory]
    [InlineData("SELECT 1", "the first line must be a comment")]
    [InlineData("# x\nquerry\nSELECT 1", "'querry' is no directive")]
    [InlineData("# x\nstatement error 0130131\nSELECT 1", "expected 'statement error")]
    [InlineData("# x\nstatement ok\n\nSELECT 1", "expected a statement")]
    [InlineData("# x\nstatement ok\nDROP TABLE t\n----\n1", "must end at an empty line")]
    [InlineData("# x\nquery\nSELECT 1", "expected '----'")]
    [InlineData("# x\nquery\nSELECT 1\n----\n", "expected the header")]
    public void A_malformed_file_is_refused_with_its_line(string text, string problem)
    {
        var error = Assert.Throws<GoldenFormatException>(() => Parse(text));

        Assert.Matches("^f.slt:[0-9]+: ", error.Message);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_must_have_the_code_the_place_and_the_words_in_order()
    {
        var span = new SourceSpan(1, 15, 14, 3);
        var error = new RametException(ErrorCode.TableNotFound, ErrorKind.NotFound, "table p.x cannot be resolved", span, "Did you mean p.y?");

        Assert.True(Meets("ODPS-0130131"));
        Assert.True(Meets("ODPS-0130131 [1,15] p.x ... p.y"));
        Assert.False(Meets("ODPS-0130071"));
        Assert.False(Meets("ODPS-0130131 [1,16]"));
        Assert.False(Meets("ODPS-0130131 p.y ... p.x"));

        bool Meets(string expectation) => ErrorExpectation.TryParse(expectation)!.IsMetBy(error);
    }

    [Fact]
    public void A_rewritten_plan_takes_the_place_of_the_old_one()
    {
        const string text = "# x\nplan\nEXPLAIN SELECT 1\n----\nold\nolder\n\nplan\nEXPLAIN SELECT 2\n----\nold\n";
        var rewriter = new GoldenRewriter();
        foreach (var plan in Parse(text).Cast<PlanBlock>())
            rewriter.Replace(plan, $"new {plan.Sql[^1]}\n");

        Assert.Equal("# x\nplan\nEXPLAIN SELECT 1\n----\nnew 1\n\nplan\nEXPLAIN SELECT 2\n----\nnew 2\n", rewriter.Apply(text));
    }

    private static IReadOnlyList<GoldenBlock> Parse(string text) => GoldenParser.Parse("f.slt", text).Blocks;
}
