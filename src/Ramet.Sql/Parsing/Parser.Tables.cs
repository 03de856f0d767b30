using System.Collections.Immutable;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>CREATE TABLE and its forms, DROP, TRUNCATE, CLONE.</summary>
internal sealed partial class Parser
{
    private Statement ParseCreate()
    {
        var first = Expect(Keyword.Create);
        if (Skip(Keyword.Account))
            return new CreateAccountStatement(ParsePrincipal()) { Span = Since(first) };
        if (Skip(Keyword.Ram))
            return ParseCreateRam(first);
        if (Skip(Keyword.Project))
            return ParseCreateProject(first);
        if (Skip(Keyword.Role))
            return ParseCreateRole(first);
        if (Skip(Keyword.Package))
            return new CreatePackageStatement(ParsePackage()) { Span = Since(first) };
        if (Skip(Keyword.Access))
            return ParseCreateAccessKey(first);
        return ParseCreateTableOrView(first);
    }

    private Statement ParseCreateTableOrView(Token first)
    {
        var isReplace = Skip(Keyword.Or);
        if (isReplace)
            Expect(Keyword.Replace);
        if (Skip(Keyword.View))
            return ParseCreateView(first, isReplace);
        if (Skip(Keyword.Sql, Keyword.Function))
            return ParseCreateFunction(first, isReplace);
        if (Skip(Keyword.Function))
            throw FunctionOfOtherLanguage(first);
        if (!isReplace && Skip(Keyword.Materialized, Keyword.View))
            return ParseCreateMaterializedView(first);
        var isTemporary = Skip(Keyword.Temporary);
        var isExternal = Skip(Keyword.External);
        if (!Skip(Keyword.Table))
        {
            throw Unexpected(
                "TABLE, VIEW, SQL FUNCTION, PROJECT, ACCOUNT, RAM USER, ACCESS KEY, ROLE or PACKAGE",
                DidYouMean(["TABLE", "VIEW", "SQL", "PROJECT", "ACCOUNT", "ROLE", "PACKAGE"]));
        }
        var ifNotExists = SkipIfNotExists();
        var table = ParseTableName();
        var mayBeLike = !isReplace && !isTemporary && !isExternal;
        if (mayBeLike && NextIs(Keyword.Like))
            return ParseCreateTableLike(first, ifNotExists, table);

        var (columns, primaryKey) = NextIs(TokenKind.LeftParenthesis) ? ParseColumnDefinitions() : ([], []);
        var clauses = ParseTableClauses();
        var query = Skip(Keyword.As) ? ParseQuery() : null;
        if (query is null && columns.IsEmpty)
            throw Unexpected(mayBeLike ? "'(' with column definitions, LIKE, or AS with a query" : "'(' with column definitions, or AS with a query");
        if (query is not null && !columns.IsEmpty)
        {
            throw SyntaxError.At(
                query.Span,
                "a column list and AS with a query exclude each other",
                "The query gives the columns: name them in it.");
        }
        return new CreateTableStatement(isReplace, isTemporary, isExternal, ifNotExists, table, columns, primaryKey, clauses, query)
        {
            Span = Since(first),
        };
    }

    private CreateTableLikeStatement ParseCreateTableLike(Token first, bool ifNotExists, TableName table)
    {
        Expect(Keyword.Like);
        var source = ParseTableName();
        var lifecycle = Skip(Keyword.Lifecycle) ? ParseCount() : null;
        return new CreateTableLikeStatement(ifNotExists, table, source, lifecycle) { Span = Since(first) };
    }

    /// <summary><c>(columns, PRIMARY KEY (...) [NOT ENFORCED])</c>; the key may also stand behind its only column.</summary>
    private (ImmutableArray<ColumnDefinition> Columns, ImmutableArray<Identifier> PrimaryKey) ParseColumnDefinitions()
    {
        Expect(TokenKind.LeftParenthesis);
        var columns = ImmutableArray.CreateBuilder<ColumnDefinition>();
        ImmutableArray<Identifier> primaryKey = [];
        do
        {
            if (columns.Count > 0 && Skip(Keyword.Primary, Keyword.Key))
            {
                primaryKey = ParseColumnNames();
                SkipNotEnforced();
                break;
            }
            columns.Add(ParseColumnDefinition());
            if (primaryKey.IsEmpty && Skip(Keyword.Primary, Keyword.Key))
            {
                primaryKey = [columns[^1].Name];
                SkipNotEnforced();
            }
        }
        while (Skip(TokenKind.Comma));
        ExpectClosing();
        return (columns.DrainToImmutable(), primaryKey);
    }

    /// <summary>Other dialects write it for keys that nobody checks; the key of a table is always kept here.</summary>
    private void SkipNotEnforced()
    {
        if (Skip(Keyword.Not) && ParseName("ENFORCED") is var word && !word.Matches("enforced"))
            throw SyntaxError.At(word.Span, "ENFORCED was expected behind NOT");
    }

    /// <summary><c>name type [NOT NULL] [DEFAULT constant] [COMMENT 's']</c>, the clauses in any order.</summary>
    private ColumnDefinition ParseColumnDefinition()
    {
        var name = ParseColumnName();
        var type = ParseType();
        var isNotNull = false;
        Expression? defaultValue = null;
        TextValue? comment = null;
        while (true)
        {
            if (NextIs(Keyword.Not) && !isNotNull)
                isNotNull = ExpectNotNull();
            else if (defaultValue is null && Skip(Keyword.Default))
                defaultValue = ParseOperators(Precedence.BitwiseOr);
            else if (comment is null && NextIs(Keyword.Comment))
                comment = ParseComment();
            else
                return new ColumnDefinition(name, type, isNotNull, defaultValue, comment) { Span = Since(name) };
        }
    }

    private bool ExpectNotNull()
    {
        Expect(Keyword.Not, Keyword.Null);
        return true;
    }

    private Statement ParseDrop()
    {
        var first = Expect(Keyword.Drop);
        if (Skip(Keyword.Project))
            return new DropProjectStatement(SkipIfExists(), ParseName("a project name")) { Span = Since(first) };
        if (Skip(Keyword.Role))
            return ParseDropRole(first);
        if (Skip(Keyword.Package))
            return new DropPackageStatement(ParsePackage()) { Span = Since(first) };
        if (Skip(Keyword.Access))
            return ParseDropAccessKey(first);
        if (Skip(Keyword.View))
            return ParseDropView(first);
        if (Skip(Keyword.Materialized, Keyword.View))
            return new DropMaterializedViewStatement(SkipIfExists(), ParseTableName()) { Span = Since(first) };
        if (Skip(Keyword.Function))
            return new DropFunctionStatement(SkipIfExists(), ParseTableName()) { Span = Since(first) };
        if (!Skip(Keyword.Table))
            throw UnexpectedWord(Keyword.Table, Keyword.View, Keyword.Function, Keyword.Project, Keyword.Role, Keyword.Package, Keyword.Access);
        var ifExists = SkipIfExists();
        var table = ParseTableName();
        return new DropTableStatement(ifExists, table, Skip(Keyword.Purge)) { Span = Since(first) };
    }

    private TruncateTableStatement ParseTruncateTable()
    {
        var first = Expect(Keyword.Truncate);
        Expect(Keyword.Table);
        var table = ParseTableName();
        var partitions = NextIs(Keyword.Partition) ? ParseCommaList(static parser => parser.ParseStaticPartition()) : [];
        return new TruncateTableStatement(table, partitions) { Span = Since(first) };
    }

    private CloneTableStatement ParseCloneTable()
    {
        var first = Expect(Keyword.Clone);
        Expect(Keyword.Table);
        var source = ParseTableName();
        var partitions = NextIs(Keyword.Partition) ? ParseCommaList(static parser => parser.ParseStaticPartition()) : [];
        Expect(Keyword.To);
        var destination = ParseTableName();
        var whenExists = SkipIfExists() ? ParseCloneWhenExists() : CloneWhenExists.Fail;
        return new CloneTableStatement(source, partitions, destination, whenExists) { Span = Since(first) };
    }

    // The manual puts the two words in optional brackets without saying what IF EXISTS alone means; guessing could overwrite data.
    private CloneWhenExists ParseCloneWhenExists()
    {
        if (Skip(Keyword.Overwrite))
            return CloneWhenExists.Overwrite;
        if (Skip(Keyword.Ignore))
            return CloneWhenExists.Ignore;
        throw Unexpected(
            "OVERWRITE or IGNORE after IF EXISTS",
            DidYouMean(["OVERWRITE", "IGNORE"]) ?? "OVERWRITE replaces what exists, IGNORE leaves it untouched.");
    }
}
