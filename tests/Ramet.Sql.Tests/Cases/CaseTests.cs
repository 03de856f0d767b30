using Ramet.Errors;
using Ramet.Sql.Parsing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Tests.Cases;

/// <summary>Runs the case files: successes beside failures, for each family of statements.</summary>
public sealed class CaseTests
{
    public static TheoryData<string, string> All()
    {
        var cases = new TheoryData<string, string>();
        foreach (var name in CaseFile.Names())
        {
            foreach (var statement in CaseFile.Read(name).Select(each => each.Statement).Distinct())
                cases.Add(name, statement);
        }
        return cases;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Each_case_gives_what_its_file_says(string file, string statement)
    {
        var expected = CaseFile.Read(file).First(each => each.Statement == statement);
        Assert.True(expected.Canonical is null != expected.Error is null, "A case needs either '=' or '!'.");
        if (expected.Canonical is { } canonical)
        {
            Assert.Equal(canonical, RoundTrip.Check(statement));
            return;
        }
        var error = Assert.Throws<RametException>(() => SqlParser.ParseText(statement));
        Assert.Equal($"ODPS-0130161:{expected.Error}", error.Message.Replace(" Parse exception -", "", StringComparison.Ordinal));
        Assert.Equal(expected.Hint, error.Hint);
    }

    [Fact]
    public void Every_kind_of_node_occurs_in_a_case()
    {
        var seen = CaseFile.Names()
            .SelectMany(CaseFile.Read)
            .Where(each => each.Canonical is not null)
            .SelectMany(each => SqlParser.ParseText(each.Statement).DescendantsAndSelf())
            .Select(node => node.GetType())
            .ToHashSet();
        var kinds = typeof(SyntaxNode).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(SyntaxNode)) && !type.IsAbstract);
        Assert.Empty(kinds.Where(kind => !seen.Contains(kind)).Select(kind => kind.Name));
    }

    [Fact]
    public void Every_node_lies_within_its_parent()
    {
        foreach (var each in CaseFile.Names().SelectMany(CaseFile.Read).Where(each => each.Canonical is not null))
        {
            foreach (var node in SqlParser.ParseText(each.Statement).DescendantsAndSelf())
                Assert.All(node.Children, child => Assert.True(Contains(node, child), $"{child} outside of {node} in {each.Statement}"));
        }
    }

    private static bool Contains(SyntaxNode node, SyntaxNode child) =>
        child.Span.Start >= node.Span.Start && child.Span.End <= node.Span.End;
}
