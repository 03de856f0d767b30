using Ramet.Errors;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>
/// How high trees are, and the refusal of those that a recursive pass could not walk. Long chains of operators make high trees although nothing in them is nested.
/// </summary>
public static class TreeHeight
{
    /// <summary>How many nodes stand above each other at most; 1 for a node without children. For trees that were not refused.</summary>
    public static int Of(SyntaxNode root) => new Walk().Measure(root);

    /// <summary>Does nothing when the tree is low enough.</summary>
    /// <exception cref="RametException">A node lies deeper than <see cref="SyntaxLimits.HeightMax"/>.</exception>
    internal static void Check(SyntaxNode root) => new Walk().Measure(root);

    /// <summary>Recurses as all later passes do, but turns back at the limit.</summary>
    private sealed class Walk : SyntaxMap
    {
        private int depth;
        private int height;

        public int Measure(SyntaxNode root)
        {
            Map(root);
            return height;
        }

        protected override SyntaxNode Map(SyntaxNode node)
        {
            if (++depth > SyntaxLimits.HeightMax)
                throw SyntaxError.TooDeep(node.Span);
            height = Math.Max(height, depth);
            node.MapChildren(this);
            depth--;
            return node;
        }
    }
}
