using System.Collections.Immutable;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>PIVOT and UNPIVOT behind a table.</summary>
internal sealed partial class Parser
{
    private TableReference ParsePivots(TableReference table)
    {
        while (true)
        {
            if (NextIs(Keyword.Pivot))
                table = ParsePivot(table);
            else if (NextIs(Keyword.Unpivot))
                table = ParseUnpivot(table);
            else
                return table;
        }
    }

    private PivotedTable ParsePivot(TableReference input)
    {
        Expect(Keyword.Pivot);
        Expect(TokenKind.LeftParenthesis);
        var aggregates = ParseCommaList(static parser => parser.ParseExpressionItem());
        Expect(Keyword.For);
        var columns = ParseOneOrSeveral(static parser => parser.ParseColumn());
        Expect(Keyword.In);
        var values = ParseInParentheses(static parser => parser.ParsePivotValue());
        ExpectClosing();
        return new PivotedTable(input, aggregates, columns, values, ParseAlias()) { Span = Since(input) };
    }

    private PivotValue ParsePivotValue()
    {
        var value = ParseExpression();
        return new PivotValue(ItemsOf(value), ParseAlias()) { Span = Since(value) };
    }

    private UnpivotedTable ParseUnpivot(TableReference input)
    {
        Expect(Keyword.Unpivot);
        Expect(TokenKind.LeftParenthesis);
        var values = ParseNewColumns();
        Expect(Keyword.For);
        var names = ParseNewColumns();
        Expect(Keyword.In);
        var columns = ParseInParentheses(static parser => parser.ParseUnpivotColumns());
        ExpectClosing();
        return new UnpivotedTable(input, values, names, columns, ParseAlias()) { Span = Since(input) };
    }

    /// <summary>Names between commas, in parentheses or not.</summary>
    private ImmutableArray<Identifier> ParseNewColumns() =>
        NextIs(TokenKind.LeftParenthesis) ? ParseColumnNames() : ParseCommaList(static parser => parser.ParseColumnName());

    private UnpivotColumns ParseUnpivotColumns()
    {
        var first = Peek();
        var columns = ParseOneOrSeveral(static parser => parser.ParseColumn());
        ImmutableArray<Expression> labels = Skip(Keyword.As) ? ItemsOf(ParseExpression()) : [];
        return new UnpivotColumns(columns, labels) { Span = Since(first) };
    }

    private ColumnReference ParseColumn() => ParseColumnReference(ParseColumnName());

    private ImmutableArray<T> ParseOneOrSeveral<T>(Func<Parser, T> parse) =>
        NextIs(TokenKind.LeftParenthesis) ? ParseInParentheses(parse) : [parse(this)];

    private static ImmutableArray<Expression> ItemsOf(Expression value) => value is RowExpression row ? row.Items : [value];
}
