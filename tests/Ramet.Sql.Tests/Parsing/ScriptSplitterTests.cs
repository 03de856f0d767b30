using Ramet.Errors;
using Ramet.Sql.Parsing;

namespace Ramet.Sql.Tests.Parsing;

public sealed class ScriptSplitterTests
{
    [Theory]
    [InlineData("SELECT 1; SELECT 2;", "SELECT 1|SELECT 2")]
    [InlineData(";; SELECT 1 ;;\n;", "SELECT 1")]
    [InlineData("SELECT ';', \"a;b\", `c;d`, 'it\\';s'; SELECT 2;", "SELECT ';', \"a;b\", `c;d`, 'it\\';s'|SELECT 2")]
    [InlineData("SELECT a /* ; */ -- ; x\n, 1; SELECT 2;", "SELECT a /* ; */ -- ; x\n, 1|SELECT 2")]
    [InlineData("-- a comment;\n/* another; */ SELECT 1;", "SELECT 1")]
    [InlineData("SET a=b-c/d; SELECT 1;", "SET a=b-c/d|SELECT 1")]
    [InlineData("", "")]
    [InlineData(" \n -- nothing", "")]
    [InlineData("\\as RAM$a@b:c\nSELECT 1;\n\\x; y\nSELECT 2;", "\\as RAM$a@b:c|SELECT 1|\\x; y|SELECT 2")]
    public void A_complete_script_is_cut_at_semicolons(string text, string parts)
    {
        var script = ScriptSplitter.Split(text);
        Assert.Equal(parts, string.Join('|', script.Parts.Select(part => part.Text)));
        Assert.All(script.Parts, part => Assert.True(part.IsTerminated));
        Assert.True(script.IsComplete);
    }

    [Theory]
    [InlineData("SELECT 1", "SELECT 1")]
    [InlineData("SELECT 1; SELECT\n2 ", "SELECT 1|SELECT\n2")]
    [InlineData("SELECT 'a; SELECT 2;", "SELECT 'a; SELECT 2;")]
    [InlineData("SELECT 1 /* ; ", "SELECT 1 /* ;")]
    [InlineData("SELECT `a;", "SELECT `a;")]
    [InlineData("SELECT 1 -- ;", "SELECT 1 -- ;")]
    [InlineData("SELECT 1; /* more", "SELECT 1")]
    public void An_incomplete_script_says_so(string text, string parts)
    {
        var script = ScriptSplitter.Split(text);
        Assert.Equal(parts, string.Join('|', script.Parts.Select(part => part.Text)));
        Assert.False(script.IsComplete);
    }

    [Fact]
    public void Parts_know_their_place_and_kind()
    {
        var parts = ScriptSplitter.Split("-- x\n  SELECT\n1; SELECT 2;\n\\as a\n/* y */ SELECT 3").Parts;
        Assert.Equal([new(2, 3, 7, 8), new(3, 4, 17, 8), new(4, 1, 27, 5), new SourceSpan(5, 9, 41, 8)], parts.Select(part => part.Span));
        Assert.Equal(ScriptPartKind.Command, parts[2].Kind);
        Assert.False(parts[3].IsTerminated);
    }
}
