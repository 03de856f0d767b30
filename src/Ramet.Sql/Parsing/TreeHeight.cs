using Ramet.Errors;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>
/// How high trees are, and the refusal of those that a recursive pass could not walk. Long chains of operators make high trees although nothing in them is nested.
/// </summary>
public static class TreeHeight
{
    /// <summary>How many nodes stand above each other at most; 1 for a node without children.</summary>
    public static int Of(SyntaxNode root) => WithDepths(root).Max(pair => pair.Depth);

    /// <summary>Does nothing when the tree is low enough.</summary>
    /// <exception cref="RametException">A node lies deeper than <see cref="SyntaxLimits.HeightMax"/>.</exception>
    internal static void Check(SyntaxNode root)
    {
        foreach (var (node, depth) in WithDepths(root))
        {
            if (depth > SyntaxLimits.HeightMax)
                throw SyntaxError.TooDeep(node.Span);
        }
    }

    private static IEnumerable<(SyntaxNode Node, int Depth)> WithDepths(SyntaxNode root)
    {
        var pending = new Stack<(SyntaxNode Node, int Depth)>();
        pending.Push((root, 1));
        while (pending.TryPop(out var next))
        {
            yield return next;
            foreach (var child in next.Node.Children)
                pending.Push((child, next.Depth + 1));
        }
    }
}
