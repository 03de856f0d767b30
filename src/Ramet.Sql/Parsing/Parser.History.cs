using System.Collections.Immutable;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>Statements about what a table was, and about tables that were dropped.</summary>
internal sealed partial class Parser
{
    private Statement ParseShowHistory(Token first)
    {
        Expect(Keyword.For);
        if (Skip(Keyword.Tables))
            return new ShowTableHistoriesStatement(Skip(Keyword.Like) ? ParseTextValue() : null) { Span = Since(first) };
        if (!Skip(Keyword.Table))
            throw UnexpectedWord(Keyword.Table, Keyword.Tables);
        var table = ParseTableName();
        var id = ParseDroppedTableId();
        var partition = NextIs(Keyword.Partition) ? ParseStaticPartition() : null;
        return new ShowHistoryStatement(table, id, partition) { Span = Since(first) };
    }

    private RestoreTableStatement ParseRestoreTable()
    {
        var first = Expect(Keyword.Restore);
        Expect(Keyword.Table);
        var table = ParseTableName();
        var id = ParseDroppedTableId();
        var partitions = ImmutableArray.CreateBuilder<PartitionSpec>();
        while (NextIs(Keyword.Partition))
            partitions.Add(ParseStaticPartition());
        var lsn = Skip(Keyword.To) ? ParseLsn() : null;
        var newName = Skip(Keyword.As) ? ParseName("a table name") : null;
        return new RestoreTableStatement(table, id, partitions.DrainToImmutable(), lsn, newName) { Span = Since(first) };
    }

    private PurgeTableStatement ParsePurgeTable()
    {
        var first = Expect(Keyword.Purge);
        Expect(Keyword.Table);
        var table = ParseTableName();
        return new PurgeTableStatement(table, ParseDroppedTableId()) { Span = Since(first) };
    }

    private TextValue ParseLsn()
    {
        Expect(Keyword.Lsn);
        return ParseTextValue();
    }

    /// <summary><c>('id'='...')</c>, which tells dropped tables of the same name apart.</summary>
    private TextValue? ParseDroppedTableId()
    {
        if (!Skip(TokenKind.LeftParenthesis))
            return null;
        var property = ParseProperty();
        if (property.Key.Value != "id")
            throw SyntaxError.At(property.Key.Span, $"found the property '{property.Key.Value}', expected 'id'='...'");
        Expect(TokenKind.RightParenthesis);
        return property.Value;
    }
}
