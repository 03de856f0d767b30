using Ramet.Errors;
using Ramet.Sql.Parsing;

namespace Ramet.Sql.Binding;

/// <summary>
/// How large the calls of functions in one statement may become. An argument is repeated as often as its parameter is named, and calls stand
/// within calls, so a short text can mean a tree of any size. Trees share their parts; each part is measured once.
/// </summary>
internal sealed class ExpansionLimits
{
    // What one call stands for.
    private const int SizeMax = 10_000;

    // The expression stands within a statement that may be as high as any.
    private const int HeightMax = SyntaxLimits.HeightMax / 2;

    // What all calls of a statement add, those within functions too.
    private const int TotalMax = 100_000;

    private readonly Dictionary<BoundExpression, Extent> known = new(ReferenceEqualityComparer.Instance);
    private int total;

    /// <summary>Measures what a call stands for, or the value of a variable.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="function">The function, for messages.</param>
    /// <param name="span">The call.</param>
    /// <exception cref="RametException">It is too large.</exception>
    public int Measure(BoundExpression expression, string function, SourceSpan span)
    {
        var extent = ExtentOf(expression);
        return extent.Size <= SizeMax && extent.Height <= HeightMax ? extent.Size : throw TooLarge(function, span);
    }

    /// <summary>Counts a call.</summary>
    /// <param name="size">What it adds to the statement.</param>
    /// <param name="function">The function, for messages.</param>
    /// <param name="span">The call.</param>
    /// <exception cref="RametException">All calls together are too large.</exception>
    public void Count(int size, string function, SourceSpan span)
    {
        total += size;
        if (total > TotalMax)
            throw TooLarge(function, span);
    }

    private Extent ExtentOf(BoundExpression expression)
    {
        if (known.TryGetValue(expression, out var extent))
            return extent;
        var (size, height) = (1, 0);
        foreach (var child in expression.Children)
        {
            var part = ExtentOf(child);
            size = Math.Min(size + part.Size, SizeMax + 1);
            height = Math.Max(height, part.Height);
        }
        return known[expression] = new Extent(size, height + 1);
    }

    private static RametException TooLarge(string function, SourceSpan span) => BindingErrors.Semantic(
        $"the expression of function {function} is too large with its arguments in it",
        span,
        "Compute an argument in a subquery in FROM, and give the function its column.");

    private readonly record struct Extent(int Size, int Height);
}
