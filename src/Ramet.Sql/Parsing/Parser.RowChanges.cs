using System.Collections.Immutable;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>Statements that change single rows: DELETE, UPDATE, MERGE.</summary>
internal sealed partial class Parser
{
    private DeleteStatement ParseDelete()
    {
        var first = Expect(Keyword.Delete);
        Expect(Keyword.From);
        var target = ParseRowChangeTarget();
        var where = Skip(Keyword.Where) ? ParseExpression() : null;
        return new DeleteStatement(target, where) { Span = Since(first) };
    }

    private UpdateStatement ParseUpdate()
    {
        var first = Expect(Keyword.Update);
        var target = ParseRowChangeTarget();
        var assignments = ParseAssignments();
        var from = Skip(Keyword.From) ? ParseTableReferences() : [];
        var where = Skip(Keyword.Where) ? ParseExpression() : null;
        return new UpdateStatement(target, assignments, from, where) { Span = Since(first) };
    }

    private MergeStatement ParseMerge()
    {
        var first = Expect(Keyword.Merge);
        Expect(Keyword.Into);
        var table = ParseTableName();
        var target = new RowChangeTarget(table, ParseAlias(), Partition: null) { Span = Since(table) };
        Expect(Keyword.Using);
        var source = Nested(static parser => parser.ParseTablePrimary());
        Expect(Keyword.On);
        var condition = ParseExpression();
        var clauses = ImmutableArray.CreateBuilder<MergeClause>();
        do
        {
            clauses.Add(ParseMergeClause());
        }
        while (NextIs(Keyword.When));
        return new MergeStatement(target, source, condition, clauses.DrainToImmutable()) { Span = Since(first) };
    }

    private RowChangeTarget ParseRowChangeTarget()
    {
        var table = ParseTableName();
        // SET may be a name, but here it begins the assignments.
        var alias = NextIs(Keyword.Set) ? null : ParseAlias();
        var partition = NextIs(Keyword.Partition) ? ParseStaticPartition() : null;
        return new RowChangeTarget(table, alias, partition) { Span = Since(table) };
    }

    private ImmutableArray<Assignment> ParseAssignments()
    {
        Expect(Keyword.Set);
        return ParseCommaList(static parser => parser.ParseAssignment());
    }

    private Assignment ParseAssignment()
    {
        var first = Peek();
        var columns = NextIs(TokenKind.LeftParenthesis)
            ? ParseInParentheses(static parser => parser.ParseAssignedColumn())
            : [ParseAssignedColumn()];
        Expect(TokenKind.Equal);
        var value = ParseExpression();
        var isFitting = columns.Length == 1 || value is ScalarSubquery || (value as RowExpression)?.Items.Length == columns.Length;
        if (!isFitting)
        {
            throw SyntaxError.At(
                value.Span,
                $"{columns.Length} columns are assigned, expected as many values in parentheses, or a subquery that gives them");
        }
        return new Assignment(columns, value) { Span = Since(first) };
    }

    private ColumnReference ParseAssignedColumn()
    {
        var first = ParseColumnName();
        var parts = ImmutableArray.Create(first);
        while (Skip(TokenKind.Dot))
            parts = parts.Add(ParseNameAfterDot("a column name"));
        return new ColumnReference(parts) { Span = Since(first) };
    }

    private MergeClause ParseMergeClause()
    {
        var first = Expect(Keyword.When);
        var isMatched = !Skip(Keyword.Not);
        Expect(Keyword.Matched);
        var condition = Skip(Keyword.And) ? ParseExpression() : null;
        Expect(Keyword.Then);
        if (!isMatched)
            return ParseMergeInsert(first, condition);
        if (Skip(Keyword.Delete))
            return new MergeDelete(condition) { Span = Since(first) };
        return Skip(Keyword.Update)
            ? new MergeUpdate(condition, ParseAssignments()) { Span = Since(first) }
            : throw UnexpectedWord(Keyword.Update, Keyword.Delete);
    }

    private MergeInsert ParseMergeInsert(Token first, Expression? condition)
    {
        Expect(Keyword.Insert);
        var columns = NextIs(TokenKind.LeftParenthesis) ? ParseColumnNames() : [];
        Expect(Keyword.Values);
        return new MergeInsert(condition, columns, ParseValuesRow()) { Span = Since(first) };
    }
}
