using Ramet.Errors;
using Ramet.Sql.Parsing;
using Ramet.Sql.Writing;

namespace Ramet.Sql.Tests.Parsing;

/// <summary>
/// No input may exhaust the stack: what is too deep is an error, what is not too deep can be walked by recursive passes on a small stack.
/// </summary>
public sealed class DepthTests
{
    // The smallest stack that .NET gives to a thread by itself (1.5 MB) less room for callers.
    // Debug builds use far more of it than release builds.
    private const int StackBytes = 1 << 20;

    public static TheoryData<string, string, string> Nestings() => new()
    {
        { "(", "1", ")" },
        { "NOT ", "a", "" },
        { "!", "a", "" },
        { "- ", "1", "" },
        { "~", "1", "" },
        { "f(", "1", ")" },
        { "a[", "1", "]" },
        { "(SELECT ", "1", ")" },
        { "CASE WHEN a THEN ", "1", " END" },
        { "CASE ", "a", " WHEN 1 THEN 2 END" },
        { "CAST(", "1", " AS BIGINT)" },
        { "a IN (", "1", ")" },
        { "a BETWEEN 1 AND (", "1", ")" },
        { "x -> ", "1", "" },
        { "EXISTS (SELECT * FROM t WHERE ", "a", ")" },
        { "1 IN (SELECT a FROM (SELECT * FROM t LATERAL VIEW f(", "b", ") e) x)" },
        { "sum(1) OVER (PARTITION BY ", "a", ")" },
        { "a OR b AND c = d | e & f || g + h * i ^ -(", "1", ")" },
    };

    [Theory]
    [MemberData(nameof(Nestings))]
    public void A_megabyte_of_nesting_is_an_error(string open, string middle, string close)
    {
        var repeats = (1 << 20) / open.Length;
        var text = "SELECT " + Repeat(open, repeats) + middle + Repeat(close, repeats);
        var error = Assert.Throws<RametException>(() => OnSmallStack(() => SqlParser.ParseStatement(text)));
        Assert.Equal(ErrorCode.ParseException, error.Code);
        Assert.Equal(ErrorKind.Limit, error.Kind);
        Assert.NotNull(error.Span);
    }

    [Theory]
    [MemberData(nameof(Nestings))]
    public void What_is_just_not_too_deep_is_read_walked_and_written_on_a_small_stack(string open, string middle, string close)
    {
        var deepest = OnSmallStack(() => Deepest(repeats => "SELECT " + Repeat(open, repeats) + middle + Repeat(close, repeats)));
        OnSmallStack(() =>
        {
            var tree = SqlParser.ParseStatement(deepest);
            tree.Rewrite(node => node);
            return RoundTrip.Check(MaxComputeWriter.Write(tree));
        });
    }

    [Theory]
    [InlineData("SELECT CAST(a AS ", "ARRAY<")]
    [InlineData("SELECT * FROM ", "(")]
    [InlineData("SELECT * FROM ", "a JOIN (")]
    [InlineData("SELECT * FROM ", "(SELECT * FROM ")]
    [InlineData("", "(")]
    [InlineData("", "EXPLAIN ")]
    [InlineData("", "WITH a AS (")]
    [InlineData("", "SELECT 1 UNION (")]
    [InlineData("INSERT INTO t ", "(")]
    [InlineData("CREATE TABLE t AS ", "(")]
    [InlineData("CREATE TABLE t (a ", "MAP<INT,")]
    [InlineData("CREATE TABLE t (a INT DEFAULT ", "(")]
    [InlineData("ALTER TABLE t DROP PARTITION ", "(")]
    [InlineData("INSERT INTO t PARTITION (p=", "- ")]
    public void Other_nestings_that_never_end_are_errors(string start, string open)
    {
        var text = start + Repeat(open, (1 << 20) / open.Length);
        Assert.Throws<RametException>(() => OnSmallStack(() => SqlParser.ParseStatement(text)));
    }

    [Theory]
    [InlineData(" AND ")]
    [InlineData(" OR ")]
    [InlineData(" || ")]
    [InlineData(", ")]
    public void Chains_of_a_hundred_thousand_operands_work(string separator)
    {
        var text = "SELECT " + string.Join(separator, Enumerable.Range(0, 100_000).Select(i => $"c{i}"));
        OnSmallStack(() => Assert.Equal(text, RoundTrip.Check(text)));
    }

    [Theory]
    [InlineData("SELECT a", " + a")]
    [InlineData("SELECT a", " = a")]
    [InlineData("SELECT a", " IS NULL")]
    [InlineData("SELECT a", " BETWEEN 1 AND 2")]
    [InlineData("SELECT a", "[0]")]
    [InlineData("SELECT f(x)", ".a")]
    [InlineData("SELECT a", " AND a OR a")]
    [InlineData("SELECT * FROM t", " JOIN t")]
    [InlineData("SELECT * FROM t", " LATERAL VIEW f(x) t")]
    [InlineData("SELECT 1", " UNION SELECT 1")]
    public void Other_chains_of_a_hundred_thousand_operands_are_errors_or_work(string start, string link)
    {
        var text = start + Repeat(link, 100_000);
        OnSmallStack(() =>
        {
            try
            {
                RoundTrip.Check(text);
            }
            catch (RametException error)
            {
                Assert.Equal(ErrorKind.Limit, error.Kind);
            }
            return true;
        });
    }

    [Fact]
    public void A_chain_of_operators_may_be_long()
    {
        var text = "SELECT " + string.Join(" + ", Enumerable.Range(0, 950).Select(i => $"c{i}"));
        OnSmallStack(() => Assert.Equal(text, RoundTrip.Check(text)));
    }

    [Fact]
    public void The_number_of_set_branches_is_limited()
    {
        RoundTrip.Check(Union(SyntaxLimits.SetBranchesMax));
        var error = Assert.Throws<RametException>(() => RoundTrip.Check(Union(SyntaxLimits.SetBranchesMax + 1)));
        Assert.Equal("more than 256 queries are joined by set operators", error.Detail);
    }

    [Fact]
    public void The_error_names_the_limits_and_the_place()
    {
        var error = Assert.Throws<RametException>(() => SqlParser.ParseStatement("SELECT\n" + Repeat("(", 1000)));
        Assert.Equal(
            "ODPS-0130161:[2,400] Parse exception - "
                + "too deep expression: at most 400 levels of nesting and 1000 operators in a chain are allowed",
            error.Message);
    }

    private static string Union(int branches) => string.Join(" UNION ALL ", Enumerable.Repeat("SELECT 1", branches));

    private static string Repeat(string part, int count) => string.Concat(Enumerable.Repeat(part, count));

    private static string Deepest(Func<int, string> text)
    {
        var repeats = SyntaxLimits.NestingMax;
        while (!IsAccepted(text(repeats)))
            repeats--;
        return text(repeats);
    }

    private static bool IsAccepted(string text)
    {
        try
        {
            SqlParser.ParseStatement(text);
            return true;
        }
        catch (RametException)
        {
            return false;
        }
    }

    private static void OnSmallStack(Action act) => OnSmallStack(() =>
    {
        act();
        return true;
    });

    private static T OnSmallStack<T>(Func<T> act)
    {
        T? result = default;
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = act();
                }
#pragma warning disable CA1031 // It is thrown again on the calling thread.
                catch (Exception error)
#pragma warning restore CA1031
                {
                    failure = error;
                }
            },
            StackBytes);
        thread.Start();
        thread.Join();
        if (failure is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        return result!;
    }
}
