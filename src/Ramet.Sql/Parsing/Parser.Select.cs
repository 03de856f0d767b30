using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>SELECT and its clauses up to QUALIFY.</summary>
internal sealed partial class Parser
{
    /// <summary><c>SELECT ... FROM ...</c> or <c>FROM ... SELECT ...</c>.</summary>
    private SelectBody ParseSelect()
    {
        var first = Peek().Span;
        return ParseSelectBehindFrom(first, Skip(Keyword.From) ? ParseTableReferences() : []);
    }

    private SelectBody ParseSelectBehindFrom(SourceSpan first, ImmutableArray<TableReference> leadingFrom)
    {
        Expect(Keyword.Select);
        var isDistinct = Skip(Keyword.Distinct);
        if (!isDistinct)
            Skip(Keyword.All);
        var items = ParseCommaList(static parser => parser.ParseSelectItem());
        RefuseScript(items);
        var from = leadingFrom.IsEmpty && Skip(Keyword.From) ? ParseTableReferences() : leadingFrom;
        var where = Skip(Keyword.Where) ? ParseExpression() : null;
        var groupBy = NextIs(Keyword.Group) ? ParseGroupBy() : null;
        var having = Skip(Keyword.Having) ? ParseExpression() : null;
        var windows = Skip(Keyword.Window) ? ParseCommaList(static parser => parser.ParseWindowDefinition()) : [];
        var qualify = Skip(Keyword.Qualify) ? ParseExpression() : null;
        return new SelectBody(isDistinct, items, from, where, groupBy, having, windows, qualify) { Span = Since(first) };
    }

    /// <summary><c>SELECT TRANSFORM (...) USING 'program'</c>, also with MAP and REDUCE, would run a program on the machine.</summary>
    private void RefuseScript(ImmutableArray<SelectItem> items)
    {
        if (NextIs(Keyword.Using) && items is [ExpressionItem { Value: FunctionCall call }])
        {
            throw SyntaxError.At(
                Since(call),
                $"SELECT {call.Name.Name.ToUpperInvariant()} ... USING is not supported: programs cannot be run inside of the warehouse",
                "Write it with functions, or process the rows outside and load the result.");
        }
    }

    private SelectItem ParseSelectItem() => NextIsStar() ? ParseStarItem() : ParseExpressionItem();

    /// <summary>Whether <c>*</c>, <c>t.*</c> or <c>p.t.*</c> follows.</summary>
    private bool NextIsStar()
    {
        var distance = 0;
        while (NextIsNameAt(distance) && PeekAt(distance + 1).Kind == TokenKind.Dot)
            distance += 2;
        return PeekAt(distance).Kind == TokenKind.Star;
    }

    private StarItem ParseStarItem()
    {
        var first = Peek();
        var parts = ImmutableArray.CreateBuilder<Identifier>();
        while (!NextIs(TokenKind.Star))
        {
            parts.Add(TakeName());
            Skip(TokenKind.Dot);
        }
        var qualifier = parts.Count == 0 ? null : new TableName(parts.DrainToImmutable()) { Span = first.Span.To(PeekAt(-2).Span) };
        Advance();
        var except = SkipExceptBeforeColumns() ? ParseColumnNames() : [];
        var replace = Skip(Keyword.Replace) ? ParseInParentheses(static parser => parser.ParseReplacement()) : [];
        return new StarItem(qualifier, except, replace) { Span = Since(first) };
    }

    /// <summary>Passes over EXCEPT if it leaves out columns; behind <c>FROM t SELECT *</c> it may also be the set operator.</summary>
    private bool SkipExceptBeforeColumns() =>
        PeekAt(1).Kind == TokenKind.LeftParenthesis && NextIsNameAt(2) && Skip(Keyword.Except);

    private ExpressionItem ParseReplacement()
    {
        var value = ParseExpression();
        Expect(Keyword.As);
        return new ExpressionItem(value, [ParseColumnName()]) { Span = Since(value) };
    }

    private ExpressionItem ParseExpressionItem()
    {
        var first = Peek();
        var value = ParseExpression();
        return new ExpressionItem(value, ParseItemAliases()) { Span = Since(first) };
    }

    private ImmutableArray<Identifier> ParseItemAliases()
    {
        if (NextIs(Keyword.As) && PeekAt(1).Kind == TokenKind.LeftParenthesis)
        {
            Advance();
            return ParseColumnNames();
        }
        return ParseAlias() is { } alias ? [alias] : [];
    }

    /// <summary><c>AS name</c>, or a bare name that does not begin the next clause; null if neither follows.</summary>
    private Identifier? ParseAlias()
    {
        if (Skip(Keyword.As))
            return ParseName("an alias");
        return NextIsName() && Keywords.MayBeBareAlias(Peek().Keyword) ? TakeName() : null;
    }

    private GroupByClause ParseGroupBy()
    {
        var first = Expect(Keyword.Group);
        Expect(Keyword.By);
        var elements = ParseCommaList(static parser => parser.ParseGroupingElement());
        return new GroupByClause(ParseHiveGrouping(elements)) { Span = Since(first) };
    }

    private GroupingElement ParseGroupingElement()
    {
        if (NextGroupingSetsKind() is { } kind)
            return ParseGroupingSets(kind);
        var key = ParseExpression();
        return new GroupingKey(key) { Span = key.Span };
    }

    private GroupingSetsKind? NextGroupingSetsKind()
    {
        if (NextIs(Keyword.Grouping, Keyword.Sets))
            return GroupingSetsKind.GroupingSets;
        if (PeekAt(1).Kind != TokenKind.LeftParenthesis)
            return null;
        return Peek().Keyword switch
        {
            Keyword.Cube => GroupingSetsKind.Cube,
            Keyword.Rollup => GroupingSetsKind.Rollup,
            _ => null,
        };
    }

    private GroupingSets ParseGroupingSets(GroupingSetsKind kind)
    {
        var first = Advance();
        if (kind == GroupingSetsKind.GroupingSets)
            Expect(Keyword.Sets);
        var sets = ParseInParentheses(static parser => parser.ParseGroupingSet());
        return new GroupingSets(kind, sets) { Span = Since(first) };
    }

    private GroupingSet ParseGroupingSet()
    {
        var first = Peek();
        if (NextIs(TokenKind.LeftParenthesis) && PeekAt(1).Kind == TokenKind.RightParenthesis)
        {
            position += 2;
            return new GroupingSet([]) { Span = Since(first) };
        }
        var key = ParseExpression();
        return new GroupingSet(key is RowExpression row ? row.Items : [key]) { Span = Since(first) };
    }

    /// <summary>
    /// Hive's forms behind a plain list of keys: <c>GROUPING SETS (...)</c> names its keys again, and <c>WITH CUBE</c> means CUBE over all
    /// keys.
    /// </summary>
    private ImmutableArray<GroupingElement> ParseHiveGrouping(ImmutableArray<GroupingElement> elements)
    {
        if (NextIs(Keyword.Grouping, Keyword.Sets))
        {
            RequirePlainKeys(elements);
            return [ParseGroupingSets(GroupingSetsKind.GroupingSets)];
        }
        if (!NextIs(Keyword.With))
            return elements;

        var keys = RequirePlainKeys(elements);
        Advance();
        var kind = Skip(Keyword.Cube) ? GroupingSetsKind.Cube
            : Skip(Keyword.Rollup) ? GroupingSetsKind.Rollup
            : throw UnexpectedWord(Keyword.Cube, Keyword.Rollup);
        return [new GroupingSets(kind, keys) { Span = Since(elements[0]) }];
    }

    private ImmutableArray<GroupingSet> RequirePlainKeys(ImmutableArray<GroupingElement> elements)
    {
        var sets = ImmutableArray.CreateBuilder<GroupingSet>(elements.Length);
        foreach (var element in elements)
        {
            if (element is not GroupingKey plain)
                throw Unexpected("',' before another grouping");
            sets.Add(new GroupingSet([plain.Key]) { Span = plain.Span });
        }
        return sets.MoveToImmutable();
    }

    private WindowDefinition ParseWindowDefinition()
    {
        var name = ParseName("a window's name");
        Expect(Keyword.As);
        return new WindowDefinition(name, ParseWindowSpecification()) { Span = Since(name) };
    }
}
