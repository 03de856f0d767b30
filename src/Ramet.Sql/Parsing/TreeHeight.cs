using Ramet.Errors;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>
/// Refuses trees that a recursive pass could not walk. Long chains of operators make high trees although nothing in them is nested.
/// </summary>
internal static class TreeHeight
{
    /// <exception cref="RametException">A node lies deeper than <see cref="SyntaxLimits.HeightMax"/>.</exception>
    public static void Check(SyntaxNode root)
    {
        var pending = new Stack<(SyntaxNode Node, int Depth)>();
        pending.Push((root, 1));
        while (pending.TryPop(out var next))
        {
            if (next.Depth > SyntaxLimits.HeightMax)
                throw SyntaxError.TooDeep(next.Node.Span);
            foreach (var child in next.Node.Children)
                pending.Push((child, next.Depth + 1));
        }
    }
}
