namespace Ramet.Sql.Parsing;

/// <summary>
/// How deep a statement may be. The parser and all passes behind it recurse over the tree, so these limits, and not the size of the stack,
/// decide what is accepted. The service's own limit is 5,000; its error is "too deep expression".
/// </summary>
public static class SyntaxLimits
{
    /// <summary>How many parentheses, subqueries, CASE, NOT, signs or type parameters may stand within each other.</summary>
    public const int NestingMax = 400;

    /// <summary>
    /// How high the tree of a statement may be. A chain such as <c>a + b + c</c> is as high as it has operators; AND, OR and || are flat.
    /// </summary>
    public const int HeightMax = 1000;

    /// <summary>
    /// How many queries may be joined by UNION, INTERSECT and EXCEPT at one level. Source: page "INTERSECT, UNION, EXCEPT, and MINUS".
    /// </summary>
    public const int SetBranchesMax = 256;
}
