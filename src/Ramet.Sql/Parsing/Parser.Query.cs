using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>Queries: WITH, set operations, and the clauses behind them.</summary>
internal sealed partial class Parser
{
    public Query ParseQuery() => Nested(static parser => parser.ParseQueryBehindWith(parser.Peek().Span, parser.ParseWith()));

    private Query ParseQueryInParentheses()
    {
        Expect(TokenKind.LeftParenthesis);
        var query = ParseQuery();
        Expect(TokenKind.RightParenthesis);
        return query;
    }

    /// <summary>Whether a query follows that is not in parentheses itself.</summary>
    private bool NextStartsQuery() => Peek().Keyword is Keyword.Select or Keyword.With or Keyword.From or Keyword.Values;

    /// <summary>Whether what follows makes the query in parentheses before it a part of a larger one.</summary>
    private bool NextContinuesQuery() =>
        NextSetOperator() is not null
        || Peek().Keyword is Keyword.Order or Keyword.Limit or Keyword.Distribute or Keyword.Sort or Keyword.Cluster;

    private ImmutableArray<CommonTable> ParseWith()
    {
        if (!Skip(Keyword.With))
            return [];
        // A table may be called recursive, too.
        var isRecursive = NextIs(Keyword.Recursive) && NextIsNameAt(1);
        if (isRecursive)
            Advance();
        var tables = ParseCommaList(static parser => parser.ParseCommonTable());
        return isRecursive ? [.. tables.Select(table => table with { MayBeRecursive = true })] : tables;
    }

    private CommonTable ParseCommonTable()
    {
        var name = ParseName("a name for the query");
        var columns = NextIs(TokenKind.LeftParenthesis) ? ParseColumnNames() : [];
        Expect(Keyword.As);
        return new CommonTable(name, columns, ParseQueryInParentheses()) { Span = Since(name) };
    }

    private ImmutableArray<Identifier> ParseColumnNames() => ParseInParentheses(static parser => parser.ParseColumnName());

    private Query ParseQueryBehindWith(SourceSpan first, ImmutableArray<CommonTable> with) =>
        ParseQueryTail(first, with, ParseSetOperations(ParseQueryOperand()));

    /// <summary>Reads on behind a query in parentheses, read as a value or a table, which may turn out to begin a larger query.</summary>
    private Query ContinueQuery(SourceSpan place, Query read)
    {
        if (!NextContinuesQuery())
            return read;
        var nested = new NestedQuery(read) { Span = place };
        return ParseQueryTail(place, [], ParseSetOperations(nested));
    }

    private Query ParseQueryTail(SourceSpan first, ImmutableArray<CommonTable> with, QueryBody body)
    {
        var orderBy = Skip(Keyword.Order) ? ParseSortItemsBehindBy() : [];
        var distributeBy = Skip(Keyword.Distribute) ? ParseExpressionsBehindBy() : [];
        var sortBy = Skip(Keyword.Sort) ? ParseSortItemsBehindBy() : [];
        var clusterBy = Skip(Keyword.Cluster) ? ParseExpressionsBehindBy() : [];
        var limit = NextIs(Keyword.Limit) ? ParseLimit() : null;
        return new Query(with, body, orderBy, distributeBy, sortBy, clusterBy, limit) { Span = Since(first) };
    }

    private QueryBody ParseSetOperations(QueryBody first)
    {
        var body = first;
        for (var branches = 2; NextSetOperator() is { } set; branches++)
        {
            if (branches > SyntaxLimits.SetBranchesMax)
                throw TooManyBranches();
            Advance();
            var isAll = Skip(Keyword.All);
            if (!isAll)
                Skip(Keyword.Distinct);
            body = new SetOperation(body, set, isAll, ParseQueryOperand()) { Span = Since(first) };
        }
        return body;
    }

    private RametException TooManyBranches() => new(
        ErrorCode.ParseException,
        ErrorKind.Limit,
        $"more than {SyntaxLimits.SetBranchesMax} queries are joined by set operators",
        Peek().Span,
        "Put some of them into a subquery in parentheses.");

    private SetOperator? NextSetOperator() => Peek().Keyword switch
    {
        Keyword.Union => SetOperator.Union,
        Keyword.Intersect => SetOperator.Intersect,
        Keyword.Except or Keyword.Minus => SetOperator.Except,
        _ => null,
    };

    private QueryBody ParseQueryOperand()
    {
        var first = Peek();
        if (first.Kind == TokenKind.LeftParenthesis)
            return new NestedQuery(ParseQueryInParentheses()) { Span = Since(first) };
        if (Skip(Keyword.Values))
            return new ValuesBody(ParseValuesRows()) { Span = Since(first) };
        return ParseSelect();
    }

    private ImmutableArray<ValuesRow> ParseValuesRows()
    {
        var rows = ImmutableArray.CreateBuilder<ValuesRow>();
        rows.Add(ParseValuesRow());
        // Behind VALUES in a FROM clause, a comma may also begin the next table.
        while (NextIs(TokenKind.Comma) && PeekAt(1).Kind == TokenKind.LeftParenthesis)
        {
            Advance();
            rows.Add(ParseValuesRow());
        }
        return rows.DrainToImmutable();
    }

    private ValuesRow ParseValuesRow()
    {
        var first = Peek();
        var items = ParseInParentheses(static parser => parser.ParseExpression());
        return new ValuesRow(items) { Span = Since(first) };
    }

    private ImmutableArray<Expression> ParseExpressionsBehindBy()
    {
        Expect(Keyword.By);
        return ParseCommaList(static parser => parser.ParseExpression());
    }

    private ImmutableArray<SortItem> ParseSortItemsBehindBy()
    {
        Expect(Keyword.By);
        return ParseCommaList(static parser => parser.ParseSortItem());
    }

    private SortItem ParseSortItem()
    {
        var key = ParseExpression();
        var isDescending = Skip(Keyword.Desc);
        if (!isDescending)
            Skip(Keyword.Asc);
        var nulls = Skip(Keyword.Nulls) ? ParseNullOrder() : (NullOrder?)null;
        return new SortItem(key, isDescending, nulls) { Span = Since(key) };
    }

    private NullOrder ParseNullOrder()
    {
        if (Skip(Keyword.First))
            return NullOrder.First;
        return Skip(Keyword.Last) ? NullOrder.Last : throw UnexpectedWord(Keyword.First, Keyword.Last);
    }

    private LimitClause ParseLimit()
    {
        var first = Expect(Keyword.Limit);
        var count = ParseExpression();
        Expression? offset = null;
        if (Skip(TokenKind.Comma))
            (offset, count) = (count, ParseExpression());
        else if (Skip(Keyword.Offset))
            offset = ParseExpression();
        return new LimitClause(count, offset) { Span = Since(first) };
    }
}
