using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary>What is done to each child of a node by <see cref="SyntaxNode.MapChildren"/>.</summary>
public abstract class SyntaxMap
{
    /// <summary>The node that takes the place of a child.</summary>
    protected abstract SyntaxNode Map(SyntaxNode node);

    /// <summary>Maps a child that is always there.</summary>
    public T One<T>(T node) where T : SyntaxNode => (T)Map(node);

    /// <summary>Maps a child that may be absent.</summary>
    public T? Optional<T>(T? node) where T : SyntaxNode => node is null ? null : One(node);

    /// <summary>Maps a list of children.</summary>
    public ImmutableArray<T> All<T>(ImmutableArray<T> nodes) where T : SyntaxNode
    {
        var mapped = ImmutableArray.CreateBuilder<T>(nodes.Length);
        var isChanged = false;
        foreach (var node in nodes)
        {
            var replacement = One(node);
            isChanged |= !ReferenceEquals(replacement, node);
            mapped.Add(replacement);
        }
        return isChanged ? mapped.MoveToImmutable() : nodes;
    }
}
