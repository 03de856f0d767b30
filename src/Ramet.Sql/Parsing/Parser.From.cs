using System.Collections.Immutable;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>What FROM reads: tables, subqueries, joins, lateral views.</summary>
internal sealed partial class Parser
{
    private ImmutableArray<TableReference> ParseTableReferences() => ParseCommaList(static parser => parser.ParseTableReference());

    private TableReference ParseTableReference()
    {
        var left = ParsePivots(Nested(static parser => parser.ParseTablePrimary()));
        while (true)
        {
            if (NextIs(Keyword.Lateral, Keyword.View))
                left = ParsePivots(ParseLateralView(left));
            else if (NextStartsJoin())
                left = ParsePivots(ParseJoin(left));
            else
                return left;
        }
    }

    private TableReference ParseTablePrimary()
    {
        if (NextIs(TokenKind.LeftParenthesis))
            return ParseTableInParentheses();
        if (NextIs(Keyword.Values))
            return ParseValuesTable();
        if (NextIs(TokenKind.Variable))
            return ParseVariableTable();
        var name = ParseTableName();
        if (NextIs(TokenKind.LeftParenthesis))
            return ParseViewCall(name);
        var version = ParseTableVersion();
        var sample = NextIs(Keyword.TableSample) ? ParseTableSample() : null;
        return new NamedTable(name, version, sample, ParseAlias()) { Span = Since(name) };
    }

    private ViewCall ParseViewCall(TableName view)
    {
        Expect(TokenKind.LeftParenthesis);
        var arguments = NextIs(TokenKind.RightParenthesis) ? [] : ParseCommaList(static parser => parser.ParseViewArgument());
        ExpectClosing();
        return new ViewCall(view, arguments, ParseAlias()) { Span = Since(view) };
    }

    private ViewArgument ParseViewArgument()
    {
        if (NextIsTableArgument())
        {
            var table = ParseTableName();
            return new ViewTableArgument(table) { Span = table.Span };
        }
        var value = ParseExpression();
        return new ViewValueArgument(value) { Span = value.Span };
    }

    /// <summary>Whether a name alone follows: there are no columns that it could mean.</summary>
    private bool NextIsTableArgument()
    {
        if (!NextIsName() || Peek().Keyword is Keyword.CurrentDate or Keyword.CurrentTimestamp or Keyword.Null or Keyword.True or Keyword.False)
            return false;
        var at = 1;
        while (PeekAt(at).Kind == TokenKind.Dot && PeekAt(at + 1).Kind is (TokenKind.Word or TokenKind.QuotedName))
            at += 2;
        return PeekAt(at).Kind is TokenKind.Comma or TokenKind.RightParenthesis;
    }

    private VariableTable ParseVariableTable()
    {
        var variable = ParseVariable();
        var (alias, columns) = ParseTableAlias();
        return new VariableTable(variable, alias, columns) { Span = Since(variable) };
    }

    /// <summary>Both first words may also be an alias, behind which AS cannot stand.</summary>
    private TableVersion? ParseTableVersion()
    {
        var first = Peek();
        if (Skip(Keyword.Timestamp, Keyword.As, Keyword.Of))
            return new TimestampAsOf(ParseConstant()) { Span = Since(first) };
        if (Skip(Keyword.Version, Keyword.As, Keyword.Of))
            return new VersionAsOf(ParseCount()) { Span = Since(first) };
        return null;
    }

    private ValuesTable ParseValuesTable()
    {
        var first = Expect(Keyword.Values);
        var rows = ParseValuesRows();
        var (alias, columns) = ParseTableAlias();
        return new ValuesTable(rows, alias, columns) { Span = Since(first) };
    }

    private (Identifier? Alias, ImmutableArray<Identifier> Columns) ParseTableAlias()
    {
        var alias = ParseAlias();
        return (alias, alias is not null && NextIs(TokenKind.LeftParenthesis) ? ParseColumnNames() : []);
    }

    /// <summary><c>(query) t</c>, or tables whose joins are grouped by parentheses.</summary>
    private TableReference ParseTableInParentheses()
    {
        var first = Expect(TokenKind.LeftParenthesis);
        if (NextStartsQuery() && !NextIs(Keyword.Values))
            return CloseDerivedTable(first, ParseQuery());

        // A query or VALUES without an alias may turn out to begin a larger query.
        var inner = ParseTableReference();
        switch (inner)
        {
            case DerivedTable { Alias: null } derived:
                return CloseDerivedTable(first, ContinueQuery(derived.Span, derived.Query));
            case ValuesTable { Alias: null } values:
                var body = new ValuesBody(values.Rows) { Span = values.Span };
                return CloseDerivedTable(first, ParseQueryTail(values.Span, [], ParseSetOperations(body)));
            default:
                Expect(TokenKind.RightParenthesis);
                return inner;
        }
    }

    private DerivedTable CloseDerivedTable(Token first, Query query)
    {
        Expect(TokenKind.RightParenthesis);
        var (alias, columns) = ParseTableAlias();
        return new DerivedTable(query, alias, columns) { Span = Since(first) };
    }

    private TableSample ParseTableSample()
    {
        var first = Expect(Keyword.TableSample);
        Expect(TokenKind.LeftParenthesis);
        var sample = ParseSampledPart();
        Expect(TokenKind.RightParenthesis);
        return sample with { Span = Since(first) };
    }

    private TableSample ParseSampledPart()
    {
        var first = Peek();
        if (Skip(Keyword.Bucket))
        {
            var bucket = ParseCount();
            Expect(Keyword.Out, Keyword.Of);
            var bucketCount = ParseCount();
            var on = Skip(Keyword.On) ? ParseCommaList(static parser => parser.ParseExpression()) : [];
            return new BucketSample(bucket, bucketCount, on) { Span = Since(first) };
        }
        if (!NextIs(TokenKind.Number))
            throw Unexpected("BUCKET or a number");
        if (PeekAt(1).Keyword == Keyword.Percent)
        {
            var percent = ParseNumber();
            Expect(Keyword.Percent);
            return new PercentSample(percent) { Span = Since(first) };
        }
        var rows = ParseCount();
        return Skip(Keyword.Rows) ? new RowSample(rows) { Span = Since(first) } : throw UnexpectedWord(Keyword.Percent, Keyword.Rows);
    }

    private LateralView ParseLateralView(TableReference input)
    {
        Expect(Keyword.Lateral, Keyword.View);
        var isOuter = Skip(Keyword.Outer);
        var function = ParseTableFunction();
        var alias = ParseName("a name for the rows of the lateral view");
        var columns = Skip(Keyword.As) ? ParseCommaList(static parser => parser.ParseColumnName()) : [];
        return new LateralView(input, isOuter, function, alias, columns) { Span = Since(input) };
    }

    private FunctionCall ParseTableFunction()
    {
        var first = Peek();
        return ParseNameOrCall() as FunctionCall
            ?? throw SyntaxError.Unexpected(text, first, "a table function such as EXPLODE(...)");
    }

    private bool NextStartsJoin() => Peek().Keyword
        is Keyword.Join or Keyword.Inner or Keyword.Left or Keyword.Right or Keyword.Full or Keyword.Cross or Keyword.Natural;

    private JoinedTable ParseJoin(TableReference left)
    {
        var isNatural = Skip(Keyword.Natural);
        var kind = ParseJoinKind();
        Expect(Keyword.Join);
        var right = ParsePivots(Nested(static parser => parser.ParseTablePrimary()));
        var condition = Skip(Keyword.On) ? ParseExpression() : null;
        var columns = condition is null && Skip(Keyword.Using) ? ParseColumnNames() : [];
        return new JoinedTable(left, kind, isNatural, right, condition, columns) { Span = Since(left) };
    }

    private JoinKind ParseJoinKind()
    {
        if (Skip(Keyword.Cross))
            return JoinKind.Cross;
        if (Skip(Keyword.Left))
        {
            if (Skip(Keyword.Semi))
                return JoinKind.LeftSemi;
            return Skip(Keyword.Anti) ? JoinKind.LeftAnti : OuterJoin(JoinKind.Left);
        }
        if (Skip(Keyword.Right))
            return OuterJoin(JoinKind.Right);
        if (Skip(Keyword.Full))
            return OuterJoin(JoinKind.Full);
        Skip(Keyword.Inner);
        return JoinKind.Inner;
    }

    private JoinKind OuterJoin(JoinKind kind)
    {
        Skip(Keyword.Outer);
        return kind;
    }
}
