using FsCheck;
using FsCheck.Fluent;
using Ramet.Errors;
using Ramet.Sql.Parsing;
using Ramet.Sql.Syntax;
using Ramet.Sql.Writing;

namespace Ramet.Sql.Tests.Writing;

/// <summary>
/// Any tree that the grammar can express is written so that it is read as the same tree. A failure prints the seed to repeat it.
/// </summary>
public sealed class RoundTripPropertyTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(60);

    [Fact]
    public void Generated_expressions_are_read_as_they_are_written() =>
        Check(TreeGenerator.Expressions(), text => SqlParser.ParseExpression(text));

    [Fact]
    public void Generated_statements_are_read_as_they_are_written() =>
        Check(TreeGenerator.Statements(), text => SqlParser.ParseStatement(text));

    private static void Check<T>(Gen<T> trees, Func<string, SyntaxNode> parse) where T : SyntaxNode =>
        Prop.ForAll(trees.ToArbitrary(), tree => IsStable(tree, parse)).Check(Many);

    private static Property IsStable(SyntaxNode tree, Func<string, SyntaxNode> parse)
    {
        var written = MaxComputeWriter.Write(tree);
        try
        {
            var again = MaxComputeWriter.Write(parse(written));
            return (again == written).Label($"\nwritten {written}\nagain   {again}");
        }
        catch (RametException error)
        {
            return false.Label($"\nwritten {written}\nerror   {error.Message}");
        }
    }
}
