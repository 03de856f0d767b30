using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>Statements that write rows: INSERT, multi-insert, LOAD, UNLOAD.</summary>
internal sealed partial class Parser
{
    private InsertStatement ParseInsert(SourceSpan first, ImmutableArray<CommonTable> with)
    {
        var target = ParseInsertTarget();
        var source = with.IsEmpty ? ParseQuery() : ParseQueryBehindWith(first, with);
        var zOrderBy = Skip(Keyword.ZOrder) ? ParseZOrder() : [];
        return new InsertStatement(target, source, zOrderBy) { Span = Since(first) };
    }

    private ImmutableArray<Identifier> ParseZOrder()
    {
        Expect(Keyword.By);
        return ParseCommaList(static parser => parser.ParseColumnName());
    }

    private InsertTarget ParseInsertTarget()
    {
        var first = Expect(Keyword.Insert);
        var isOverwrite = ParseIntoOrOverwrite();
        if (isOverwrite)
            Expect(Keyword.Table);
        else
            Skip(Keyword.Table);
        var table = ParseTableName();
        var partition = ParseOptionalPartition();
        var columns = NextIs(TokenKind.LeftParenthesis) && NextIsNameAt(1) ? ParseInsertColumns(isOverwrite) : [];
        return new InsertTarget(isOverwrite, table, partition, columns) { Span = Since(first) };
    }

    private ImmutableArray<Identifier> ParseInsertColumns(bool isOverwrite)
    {
        if (isOverwrite)
            throw Unexpected("SELECT or VALUES", "INSERT OVERWRITE takes no column list: give a value for every column, in order.");
        return ParseColumnNames();
    }

    private bool ParseIntoOrOverwrite()
    {
        if (Skip(Keyword.Overwrite))
            return true;
        return Skip(Keyword.Into) ? false : throw UnexpectedWord(Keyword.Into, Keyword.Overwrite);
    }

    private MultiInsertStatement ParseMultiInsert(SourceSpan first, ImmutableArray<CommonTable> with, ImmutableArray<TableReference> from)
    {
        var branches = ImmutableArray.CreateBuilder<InsertBranch>();
        while (NextIs(Keyword.Insert))
            branches.Add(ParseInsertBranch());
        return new MultiInsertStatement(with, from, branches.DrainToImmutable()) { Span = Since(first) };
    }

    private InsertBranch ParseInsertBranch()
    {
        var target = ParseInsertTarget();
        var source = ParseQuery();
        if (source is not { With: [], Body: SelectBody { From: [] } })
        {
            throw SyntaxError.At(
                source.Span,
                "a branch of a multi-insert must be a SELECT without FROM",
                "It reads the tables in front of the first INSERT; write a statement of its own for other tables.");
        }
        return new InsertBranch(target, source) { Span = Since(target) };
    }

    private LoadStatement ParseLoad()
    {
        var first = Expect(Keyword.Load);
        var isOverwrite = ParseIntoOrOverwrite();
        Expect(Keyword.Table);
        var table = ParseTableName();
        var partition = ParseOptionalPartition();
        Expect(Keyword.From, Keyword.Location);
        var location = ParseTextValue();
        var storage = ParseFileFormat();
        return new LoadStatement(isOverwrite, table, partition, location, storage) { Span = Since(first) };
    }

    private UnloadStatement ParseUnload()
    {
        var first = Expect(Keyword.Unload);
        Expect(Keyword.From);
        var source = ParseUnloadSource();
        Expect(Keyword.Into, Keyword.Location);
        var location = ParseTextValue();
        var storage = ParseFileFormat();
        var properties = Skip(Keyword.Properties) ? ParseInParentheses(static parser => parser.ParseProperty()) : [];
        return new UnloadStatement(source, location, storage, properties) { Span = Since(first) };
    }

    private UnloadSource ParseUnloadSource()
    {
        var first = Peek();
        if (NextIs(TokenKind.LeftParenthesis))
            return new UnloadQuery(ParseQueryInParentheses()) { Span = Since(first) };
        var table = ParseTableName();
        return new UnloadTable(table, ParseOptionalPartition()) { Span = Since(first) };
    }

    private RepairTableStatement ParseRepairTable()
    {
        var first = Expect(Keyword.Msck);
        Expect(Keyword.Repair, Keyword.Table);
        var table = ParseTableName();
        if (Skip(Keyword.Add))
            Expect(Keyword.Partitions);
        return new RepairTableStatement(table) { Span = Since(first) };
    }

    private StorageClause ParseFileFormat()
    {
        if (!NextStartsStorage())
            throw Unexpected("STORED AS with a format such as PARQUET, CSV or JSON");
        var storage = ParseStorage();
        if (storage is { StoredAs: null, StoredBy: null })
            throw Unexpected("STORED AS with a format such as PARQUET, CSV or JSON");
        if (storage.Location is { } second)
            throw SyntaxError.At(second.Span, "found a second LOCATION, expected one only");
        return storage;
    }
}
