using Ramet.Errors;

namespace Ramet.Sql.Syntax;

/// <summary>
/// A part of a statement as it was written: a clause, a name, an expression, or the statement itself. Nodes are immutable and know their
/// place. Records compare lists by reference, and spans differ between equal texts, so trees are compared by the SQL that they write.
/// </summary>
public abstract record SyntaxNode
{
    /// <summary>Where the node was written, in the statement's text.</summary>
    public required SourceSpan Span { get; init; }

    /// <summary>The parts of this node, in the order in which they are written. Absent optional parts are left out.</summary>
    public IReadOnlyList<SyntaxNode> Children => ChildCollector.Collect(this);

    /// <summary>
    /// This node with each child replaced by what <paramref name="map"/> gives for it. The only place where a kind of node names its
    /// children:
    /// <see cref="Children"/>, walking and rewriting are all built on it. A node without children returns itself.
    /// </summary>
    public virtual SyntaxNode MapChildren(SyntaxMap map) => this;

    /// <summary>This node and all nodes below it, each before its children. Does not recurse, so any height of tree is walked.</summary>
    public IEnumerable<SyntaxNode> DescendantsAndSelf()
    {
        var pending = new Stack<SyntaxNode>();
        pending.Push(this);
        while (pending.TryPop(out var node))
        {
            yield return node;
            var children = node.Children;
            for (var i = children.Count - 1; i >= 0; i--)
                pending.Push(children[i]);
        }
    }

    /// <summary>
    /// The tree after <paramref name="replace"/> was applied to every node, children before their parent, so that it sees parts already
    /// replaced.
    /// </summary>
    /// <exception cref="InvalidCastException">A node was replaced by one that cannot stand in its place.</exception>
    public SyntaxNode Rewrite(Func<SyntaxNode, SyntaxNode> replace) => new Rewriter(replace).Apply(this);

    /// <summary>
    /// Follows the default printing of records except for the children, whose printing would recurse and repeat the text many times.
    /// </summary>
    public sealed override string ToString() => $"{GetType().Name} {Span}";

    private sealed class ChildCollector : SyntaxMap
    {
        private readonly List<SyntaxNode> children = [];

        public static List<SyntaxNode> Collect(SyntaxNode node)
        {
            var collector = new ChildCollector();
            node.MapChildren(collector);
            return collector.children;
        }

        protected override SyntaxNode Map(SyntaxNode node)
        {
            children.Add(node);
            return node;
        }
    }

    private sealed class Rewriter(Func<SyntaxNode, SyntaxNode> replace) : SyntaxMap
    {
        public SyntaxNode Apply(SyntaxNode node) => replace(node.MapChildren(this));

        protected override SyntaxNode Map(SyntaxNode node) => Apply(node);
    }
}
