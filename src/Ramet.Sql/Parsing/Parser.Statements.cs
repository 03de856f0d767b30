using Ramet.Errors;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>Which statement it is, and the statements that only ask.</summary>
internal sealed partial class Parser
{
    // For hints on misspelt first words.
    private static readonly string[] FirstWords =
    [
        "ADD", "ALLOW", "ALTER", "CLEAR", "CLONE", "COST", "COUNT", "CREATE", "DELETE", "DESC", "DESCRIBE", "DISALLOW", "DROP", "EXPLAIN", "FROM", "GET", "GRANT",
        "INSERT", "INSTALL", "LIST", "LOAD", "MERGE", "MSCK", "PURGE", "PUT", "READ", "REMOVE", "RESTORE", "REVOKE", "SELECT", "SET", "SETPROJECT", "SHOW",
        "TRUNCATE", "UNINSTALL", "UNLOAD", "UNSET", "UPDATE", "USE", "VALUES", "WHOAMI", "WITH",
    ];

    // Statements of MaxCompute that are not part of this grammar; their first words deserve a better answer than a guess at the spelling.
    private static readonly string[] UnsupportedFirstWords =
    [
        "TUNNEL",
    ];

    public Statement ParseStatement()
    {
        switch (Peek().Keyword)
        {
            case Keyword.Select or Keyword.Values:
                return ParseSelectStatement();
            case Keyword.With or Keyword.From:
                return ParseQueryOrInsert();
            case Keyword.Insert:
                return ParseInsert(Peek().Span, []);
            case Keyword.Load:
                return ParseLoad();
            case Keyword.Unload:
                return ParseUnload();
            case Keyword.Msck:
                return ParseRepairTable();
            case Keyword.Delete:
                return TryParseDeleteRoleOrPackage() ?? ParseDelete();
            case Keyword.Update:
                return ParseUpdate();
            case Keyword.Merge:
                return ParseMerge();
            case Keyword.Create:
                return ParseCreate();
            case Keyword.Drop:
                return ParseDrop();
            case Keyword.Truncate:
                return ParseTruncateTable();
            case Keyword.Alter:
                return ParseAlter();
            case Keyword.Clone:
                return ParseCloneTable();
            case Keyword.Desc or Keyword.Describe:
                return ParseDescribe();
            case Keyword.Show:
                return ParseShow();
            case Keyword.List:
                return ParseList();
            case Keyword.Restore:
                return ParseRestoreTable();
            case Keyword.Purge when NextIs(Keyword.Purge, Keyword.Table):
                return ParsePurgeTable();
            case Keyword.Read:
                return ParseReadTable();
            case Keyword.Count:
                return ParseCountRows();
            case Keyword.Use:
                return ParseUse();
            case Keyword.Status:
                return ParseStatus();
            case Keyword.Kill:
                return ParseKill();
            case Keyword.Wait:
                return ParseWait();
            case Keyword.Top:
                return ParseTopInstance();
            case Keyword.Whoami:
                return new WhoamiStatement { Span = Advance().Span };
            case Keyword.Cost:
                return Nested(static parser => parser.ParseCost());
            case Keyword.Explain:
                return Nested(static parser => parser.ParseExplain());
            default:
                if (NextIs(TokenKind.LeftParenthesis))
                    return ParseSelectStatement();
                return TryParseSecurityStatement() ?? throw UnexpectedFirstWord();
        }
    }

    private RametException UnexpectedFirstWord()
    {
        var word = Peek().Text(text).ToString();
        var hint = UnsupportedFirstWords.Contains(word, StringComparer.OrdinalIgnoreCase)
            ? $"{word.ToUpperInvariant()} statements are not supported by this version."
            : DidYouMean(FirstWords);
        return Unexpected("a statement such as SELECT, INSERT, CREATE TABLE or CLONE TABLE", hint);
    }

    private SelectStatement ParseSelectStatement()
    {
        var query = ParseQuery();
        return new SelectStatement(query) { Span = query.Span };
    }

    private ExplainStatement ParseExplain()
    {
        var first = Expect(Keyword.Explain);
        return new ExplainStatement(ParseStatement()) { Span = Since(first) };
    }

    private CostStatement ParseCost()
    {
        var first = Expect(Keyword.Cost);
        Expect(Keyword.Sql);
        return new CostStatement(ParseStatement()) { Span = Since(first) };
    }

    private UseStatement ParseUse()
    {
        var first = Expect(Keyword.Use);
        return new UseStatement(ParseName("a project name")) { Span = Since(first) };
    }

    private Statement ParseDescribe()
    {
        var first = Advance();
        // `DESC role` is about a table of that name.
        if (NextIs(Keyword.Role) && NextIsNameAt(1))
        {
            Advance();
            return new DescribeRoleStatement(ParseRoleName()) { Span = Since(first) };
        }
        if (NextIs(Keyword.Package) && NextIsNameAt(1))
        {
            Advance();
            return new DescribePackageStatement(ParsePackageName()) { Span = Since(first) };
        }
        // `DESC instance` is about a table of that name.
        if (NextIs(Keyword.Instance) && NextIsNameAt(1))
        {
            Advance();
            return new DescribeInstanceStatement(ParseInstanceId()) { Span = Since(first) };
        }
        // `DESC function` is about a table of that name.
        if (NextIs(Keyword.Function) && NextIsNameAt(1))
        {
            Advance();
            return new DescribeFunctionStatement(ParseTableName()) { Span = Since(first) };
        }
        var isExtended = NextIs(Keyword.Extended) && PeekAt(1).Kind is TokenKind.Word or TokenKind.QuotedName;
        if (isExtended)
            Advance();
        var table = ParseTableName();
        return new DescribeTableStatement(isExtended, table, ParseOptionalPartition()) { Span = Since(first) };
    }

    private Statement ParseShow()
    {
        var first = Expect(Keyword.Show);
        if (Skip(Keyword.Tables))
            return ParseShowTables(first);
        if (Skip(Keyword.Partitions))
            return new ShowPartitionsStatement(ParseTableName(), ParseOptionalPartition()) { Span = Since(first) };
        if (Skip(Keyword.Create, Keyword.Table))
            return new ShowCreateTableStatement(ParseTableName()) { Span = Since(first) };
        if (Skip(Keyword.Columns))
            return ParseShowColumns(first);
        if (Skip(Keyword.Projects))
            return new ListProjectsStatement { Span = Since(first) };
        if (Skip(Keyword.Functions))
            return ParseShowFunctions(first);
        if (Skip(Keyword.Flags))
            return new ShowFlagsStatement { Span = Since(first) };
        if (Skip(Keyword.Materialized))
        {
            Expect(Keyword.Views);
            return ParseShowMaterializedViews(first);
        }
        if (Skip(Keyword.P) || Skip(Keyword.Instances))
            return ParseShowInstances(first);
        if (Skip(Keyword.History))
            return ParseShowHistory(first);
        if (Skip(Keyword.RecycleBin))
            return new ShowRecycleBinStatement { Span = Since(first) };
        return TryParseShowSecurity(first) ?? throw Unexpected(
            "what to show, such as TABLES, PARTITIONS, CREATE TABLE or GRANTS",
            DidYouMean(
            [
                "TABLES", "PARTITIONS", "CREATE", "COLUMNS", "PROJECTS", "FLAGS", "GRANTS", "ACL", "ROLES", "PRINCIPALS", "PACKAGES", "PACKAGE",
                "LABEL", "SECURITYCONFIGURATION", "AUDIT", "HISTORY", "RECYCLEBIN", "INSTANCES", "MATERIALIZED", "FUNCTIONS",
            ]));
    }

    private ShowTablesStatement ParseShowTables(Token first)
    {
        var project = Skip(Keyword.In) || Skip(Keyword.From) ? ParseName("a project name") : null;
        var pattern = Skip(Keyword.Like) ? ParseTextValue() : null;
        return new ShowTablesStatement(project, pattern) { Span = Since(first) };
    }

    private ShowColumnsStatement ParseShowColumns(Token first)
    {
        if (!Skip(Keyword.In))
            Expect(Keyword.From);
        return new ShowColumnsStatement(ParseTableName()) { Span = Since(first) };
    }

    private Statement ParseQueryOrInsert()
    {
        var first = Peek().Span;
        var with = ParseWith();
        if (NextIs(Keyword.Insert))
            return ParseInsert(first, with);
        if (!NextIs(Keyword.From))
            return new SelectStatement(ParseQueryBehindWith(first, with)) { Span = Since(first) };

        var fromPlace = Advance().Span;
        var from = ParseTableReferences();
        if (NextIs(Keyword.Insert))
            return ParseMultiInsert(first, with, from);
        var body = ParseSetOperations(ParseSelectBehindFrom(fromPlace, from));
        return new SelectStatement(ParseQueryTail(first, with, body)) { Span = Since(first) };
    }
}
