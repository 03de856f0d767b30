using System.Reflection;
using Ramet.Sql.Parsing;
using Ramet.Sql.Syntax;
using Ramet.Sql.Tests.Cases;
using Ramet.Sql.Writing;

namespace Ramet.Sql.Tests.Syntax;

public sealed class SyntaxNodeTests
{
    [Fact]
    public void Children_are_all_parts_that_are_nodes()
    {
        foreach (var node in AllNodes())
            Assert.Equal(AsSet(PartsByReflection(node)), AsSet(node.Children));
    }

    [Fact]
    public void Rewriting_without_a_change_keeps_the_text()
    {
        foreach (var statement in AllStatements())
        {
            var tree = SqlParser.ParseText(statement);
            Assert.Equal(MaxComputeWriter.Write(tree), MaxComputeWriter.Write(tree.Rewrite(node => node)));
        }
    }

    [Fact]
    public void Rewriting_replaces_parts_before_the_whole()
    {
        var tree = SqlParser.ParseText("SELECT a + b FROM a WHERE f(a) > 1");
        var seen = new List<string>();
        var rewritten = tree.Rewrite(node =>
        {
            seen.Add(node.GetType().Name);
            return node is Identifier { Name: "a" } name ? name with { Name = "z" } : node;
        });
        Assert.Equal("SELECT z + b FROM z WHERE f(z) > 1", MaxComputeWriter.Write(rewritten));
        Assert.Equal("SELECT a + b FROM a WHERE f(a) > 1", MaxComputeWriter.Write(tree));
        Assert.Equal(nameof(Identifier), seen[0]);
        Assert.Equal(nameof(SelectStatement), seen[^1]);
    }

    [Fact]
    public void Descendants_come_before_their_children_in_written_order()
    {
        var names = SqlParser.ParseText("SELECT a, b FROM c").DescendantsAndSelf().OfType<Identifier>().Select(name => name.Name);
        Assert.Equal(["a", "b", "c"], names);
    }

    [Fact]
    public void Every_node_can_be_written_alone()
    {
        foreach (var node in AllNodes())
            Assert.NotNull(MaxComputeWriter.Write(node));
    }

    private static IEnumerable<string> AllStatements() =>
        CaseFile.Names().SelectMany(CaseFile.Read).Where(each => each.Canonical is not null).Select(each => each.Statement);

    private static IEnumerable<SyntaxNode> AllNodes() =>
        AllStatements().SelectMany(each => SqlParser.ParseText(each).DescendantsAndSelf());

    private static HashSet<object?> AsSet(IEnumerable<SyntaxNode> nodes) => new(nodes, ReferenceEqualityComparer.Instance);

    private static IEnumerable<SyntaxNode> PartsByReflection(SyntaxNode node) => node.GetType()
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite)
        .Select(property => property.GetValue(node))
        .SelectMany(value => value switch
        {
            SyntaxNode part => [part],
            System.Collections.IEnumerable parts and not string => parts.OfType<SyntaxNode>(),
            _ => Enumerable.Empty<SyntaxNode>(),
        });
}
