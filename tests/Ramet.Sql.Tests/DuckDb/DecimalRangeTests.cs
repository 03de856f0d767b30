using Ramet.Sql.DuckDb;
using Ramet.Sql.Tests.Support;

namespace Ramet.Sql.Tests.DuckDb;

/// <summary>Products of DECIMAL are taken in 64 bits where the values of the columns, here <c>amount DECIMAL(10,2)</c>, leave no doubt that they fit.</summary>
public sealed class DecimalRangeTests
{
    private static readonly Int128 Billion = 1_000_000_000;

    [Theory]
    [InlineData("amount * amount", "CAST((small.amount * small.amount) AS DECIMAL(21,4))")]
    [InlineData("SUM(amount * amount)", "CAST(sum((small.amount * small.amount)) AS DECIMAL(31,4))")]
    [InlineData("amount * (amount - 1.5BD)", "CAST((small.amount * (small.amount - CAST(1.5 AS DECIMAL(2,1)))) AS DECIMAL(22,4))")]
    public void Small_values_need_no_second_way(string expression, string text) =>
        Assert.Equal($"SELECT {text}", Written(expression, new DecimalRange(-1_000, 1_000)).Split(" AS _c0")[0]);

    [Theory]
    [InlineData("amount * amount", false)] // (10^9 - 1)^2 is below 10^18
    [InlineData("amount * (amount + amount)", true)]
    [InlineData("amount * amount * amount", true)]
    [InlineData("amount * (amount + 0.01BD)", false)]
    [InlineData("amount * (amount - 0.02BD)", false)] // 10^18 - 1
    [InlineData("amount * (amount - 0.03BD)", true)]
    public void A_calculation_that_may_need_more_than_18_digits_is_tried(string expression, bool isTried) =>
        Assert.Equal(isTried, Written(expression, new DecimalRange(1 - Billion, Billion - 1)).Contains("TRY(", StringComparison.Ordinal));

    [Fact]
    public void Values_at_both_ends_count()
    {
        Assert.Contains("TRY(", Written("amount * amount", new DecimalRange(-Billion, 0)), StringComparison.Ordinal);
        Assert.Contains("TRY(", Written("amount * amount", new DecimalRange(0, Billion)), StringComparison.Ordinal);
        Assert.Contains("TRY(", Written("amount * amount", null), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_known_of_what_a_subquery_computes() =>
        Assert.Contains("TRY(", Written("q.amount * q.amount", new DecimalRange(0, 1), "(SELECT amount FROM small) q"), StringComparison.Ordinal);

    private static string Written(string expression, DecimalRange? range, string from = "small") => DuckDbWriter.Write(
        Bind.Query($"SELECT {expression} FROM {from}"),
        _ => new ScanFiles(["f.parquet"], RowCount: 7) { RangeOf = column => column.Name == "amount" ? range : null });
}
