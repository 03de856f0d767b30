using System.Text;
using Ramet.Errors;
using Ramet.Sql.Parsing;
using Ramet.Sql.Syntax;
using Ramet.Sql.Writing;

namespace Ramet.Warehouse.Tests.Golden;

/// <summary>
/// The statements of all golden files as a corpus for parser and writer: what parses is written as text that parses again and is written
/// the same, so that no clause is lost on either way.
/// </summary>
public sealed class SyntaxCorpusTests
{
    public static TheoryData<string> Names => new(GoldenFile.Areas.SelectMany(GoldenFile.In));

    [Theory]
    [MemberData(nameof(Names))]
    public void Statements_survive_writing_and_parsing(string name)
    {
        var file = GoldenFile.Read(name);
        var failures = new StringBuilder();
        foreach (var block in file.Blocks.OfType<StatementBlock>())
        {
            if (TryParse(block) is { } statement && FindDifference(statement) is { } difference)
                failures.Append(file.Path).Append(':').Append(block.Line).Append('\n').Append(difference).Append('\n');
        }
        Assert.True(failures.Length == 0, failures.ToString());
    }

    /// <summary>The statement's tree; null when the file expects a syntax error.</summary>
    private static Statement? TryParse(StatementBlock block)
    {
        try
        {
            return SqlParser.ParseText(block.Sql);
        }
        catch (RametException) when (block is ErrorBlock refused && refused.Error.Code == ErrorCode.ParseException.Number)
        {
            return null;
        }
    }

    private static string? FindDifference(Statement statement)
    {
        var first = MaxComputeWriter.Write(statement);
        try
        {
            var second = MaxComputeWriter.Write(SqlParser.ParseText(first));
            return first == second ? null : $"    written  {first}\n    again    {second}\n";
        }
        catch (RametException error)
        {
            return $"    written  {first}\n    refused  {error.Message}\n";
        }
    }
}
