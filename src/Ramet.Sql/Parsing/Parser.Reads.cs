using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>READ and COUNT, short for queries.</summary>
internal sealed partial class Parser
{
    private ReadTableStatement ParseReadTable()
    {
        var first = Expect(Keyword.Read);
        var table = ParseTableName();
        var columns = NextIs(TokenKind.LeftParenthesis) ? ParseColumnNames() : [];
        var partition = NextIs(Keyword.Partition) ? ParseStaticPartition() : null;
        var count = NextIs(TokenKind.Number) ? ParseCount() : null;
        return new ReadTableStatement(table, columns, partition, count) { Span = Since(first) };
    }

    private CountRowsStatement ParseCountRows()
    {
        var first = Expect(Keyword.Count);
        var table = ParseTableName();
        var partition = NextIs(Keyword.Partition) ? ParseStaticPartition() : null;
        return new CountRowsStatement(table, partition) { Span = Since(first) };
    }
}
