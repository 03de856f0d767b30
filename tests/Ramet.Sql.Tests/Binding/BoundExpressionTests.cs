using Ramet.Sql.Binding;
using Ramet.Sql.Tests.Support;

namespace Ramet.Sql.Tests.Binding;

public sealed class BoundExpressionTests
{
    private const string Everything = """
        SELECT 1, id, CAST(id AS STRING), LOWER(name), -id, id + 1, name = 'a' AND id > 2, name IS NULL, id <=> 1, name LIKE 'a%', id BETWEEN 1 AND 2, id IN (1, 2),
            CASE WHEN id = 1 THEN 2 END, part.a, tags[0], NAMED_STRUCT('x', 1), MAP('a', 1), day + INTERVAL 1 DAY, TRANSFORM(tags, x -> x),
            (SELECT 1), EXISTS (SELECT 1), id IN (SELECT 1L), ROW_NUMBER() OVER (ORDER BY id)
        FROM plain
        UNION ALL
        SELECT 1, COUNT(id), CAST(GROUPING(name) AS STRING), name, 1L, 1L, true, true, true, true, true, true, 1, 1, 'a', NAMED_STRUCT('x', 1), MAP('a', 1),
            DATE'2024-01-01', ARRAY('a'), 1, true, true, 1L
        FROM plain GROUP BY name
        ORDER BY id
        """;

    /// <summary>A kind of node that no part of the statement gives, or that cannot be written, is forgotten somewhere.</summary>
    [Fact]
    public void Every_kind_of_expression_is_bound_and_written()
    {
        var query = Bind.Query(Everything);
        var union = (BoundSetOperation)query.Block.Body;
        BoundExpression[] roots = [.. ((BoundSelect)union.Left).Items, .. ((BoundSelect)union.Right).Items, .. query.Block.OrderBy.Select(item => item.Key)];
        var change = (BoundSelect)Bind.RowChange("DELETE FROM plain").Changes!.Block.Body;
        roots = [.. roots, .. ((BoundSelect)((BoundDerivedTable)change.From!).Query.Body).Items]; // it is a query around another
        roots = [.. roots, SampleOf("BUCKET 1 OUT OF 2 ON id"), SampleOf("1 PERCENT")];
        var found = roots.SelectMany(root => root.DescendantsAndSelf()).Select(node => node.GetType()).ToHashSet();
        var all = typeof(BoundExpression).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(BoundExpression)) && !type.IsAbstract);
        Assert.Empty(all.Where(type => !found.Contains(type)).Select(type => type.Name));
        Assert.NotEmpty(Bind.Written(Everything));
    }

    private static BoundExpression SampleOf(string sample) =>
        ((BoundSample)((BoundSelect)Bind.Query($"SELECT id FROM plain TABLESAMPLE ({sample})").Block.Body).From!).Condition!; // these have a condition

    [Fact]
    public void Mapping_the_operands_of_a_node_to_themselves_changes_nothing()
    {
        var select = (BoundSelect)((BoundSetOperation)Bind.Query(Everything).Block.Body).Left;
        foreach (var item in select.Items)
            Assert.Equal(item.Children, item.MapChildren(child => child).Children);
    }
}
