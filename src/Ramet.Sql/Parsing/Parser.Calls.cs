using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>Function calls and windows.</summary>
internal sealed partial class Parser
{
    private static FunctionCall Call(Identifier? project, Identifier name, ImmutableArray<Expression> arguments) =>
        new(project, name, IsDistinct: false, arguments, WithinGroup: [], Filter: null, Over: null) { Span = name.Span };

    private Expression ParseCall(Identifier? project, Identifier name) =>
        project is null && PartitionFunctionOf(name) is { } function ? ParsePartitionFact(name, function) : ParseFunctionCall(project, name);

    private static PartitionFunction? PartitionFunctionOf(Identifier name) =>
        name.Matches("max_pt") ? PartitionFunction.MaxPt
        : name.Matches("partition_exists") ? PartitionFunction.PartitionExists
        : name.Matches("table_exists") ? PartitionFunction.TableExists
        : null;

    private PartitionFact ParsePartitionFact(Identifier name, PartitionFunction function)
    {
        Expect(TokenKind.LeftParenthesis);
        var table = ParseTableInText();
        var values = ImmutableArray.CreateBuilder<StringLiteral>();
        while (function == PartitionFunction.PartitionExists && Skip(TokenKind.Comma))
        {
            var value = ParseTextValue();
            values.Add(new StringLiteral(value.Value) { Span = value.Span });
        }
        Expect(TokenKind.RightParenthesis);
        return new PartitionFact(function, table, values.ToImmutable()) { Span = Since(name) };
    }

    /// <summary>The name of a table in quotes; the places of its parts are that of the text.</summary>
    private TableName ParseTableInText()
    {
        var literal = ParseTextValue();
        try
        {
            var name = SqlParser.ParseTableName(literal.Value);
            return new TableName([.. name.Parts.Select(part => part with { Span = literal.Span })]) { Span = literal.Span };
        }
        catch (RametException error)
        {
            throw SyntaxError.At(literal.Span, $"expect the name of a table in quotes, such as 'project.table': {error.Detail}");
        }
    }

    private FunctionCall ParseFunctionCall(Identifier? project, Identifier name)
    {
        Expect(TokenKind.LeftParenthesis);
        if (Skip(TokenKind.RightParenthesis))
            return ParseCallClauses(Call(project, name, []));
        if (NextIs(TokenKind.Star) && PeekAt(1).Kind == TokenKind.RightParenthesis)
            return ParseCallRest(project, name, [new StarArgument { Span = Advance().Span }]);

        var isDistinct = Skip(Keyword.Distinct);
        if (!isDistinct)
            Skip(Keyword.All);
        var call = ParseCallRest(project, name, [ParseExpression()]);
        return call with { IsDistinct = isDistinct };
    }

    /// <summary>Reads the rest of a call whose first argument was read.</summary>
    private FunctionCall ParseCallRest(Identifier? project, Identifier name, ImmutableArray<Expression> first)
    {
        var arguments = first;
        if (Skip(TokenKind.Comma))
            arguments = [.. first, .. ParseCommaList(static parser => parser.ParseExpression())];
        var nulls = ParseNullTreatment();
        ExpectClosing();
        return ParseCallClauses(Call(project, name, arguments) with { Nulls = nulls });
    }

    private FunctionCall ParseCallClauses(FunctionCall call)
    {
        var withinGroup = Skip(Keyword.Within, Keyword.Group) ? ParseWithinGroup() : [];
        // FILTER is also a function's name and a possible alias: only with a parenthesis and WHERE it is a clause.
        var isFilter = NextIs(Keyword.Filter) && PeekAt(1).Kind == TokenKind.LeftParenthesis && PeekAt(2).Keyword == Keyword.Where;
        var filter = isFilter ? ParseFilter() : null;
        var nulls = call.Nulls ?? ParseNullTreatment();
        var over = Skip(Keyword.Over) ? ParseOver() : null;
        return call with
        {
            WithinGroup = withinGroup,
            Filter = filter,
            Nulls = nulls,
            Over = over,
            Span = Since((SyntaxNode?)call.Project ?? call.Name),
        };
    }

    /// <summary><c>IGNORE NULLS</c> or <c>RESPECT NULLS</c>, behind the arguments or behind their parenthesis.</summary>
    private NullTreatment? ParseNullTreatment()
    {
        if (Skip(Keyword.Ignore, Keyword.Nulls))
            return NullTreatment.Ignore;
        return Skip(Keyword.Respect, Keyword.Nulls) ? NullTreatment.Respect : null;
    }

    private ImmutableArray<SortItem> ParseWithinGroup()
    {
        Expect(TokenKind.LeftParenthesis);
        Expect(Keyword.Order, Keyword.By);
        var items = ParseCommaList(static parser => parser.ParseSortItem());
        ExpectClosing();
        return items;
    }

    private Expression ParseFilter()
    {
        Expect(Keyword.Filter);
        Expect(TokenKind.LeftParenthesis);
        Expect(Keyword.Where);
        var condition = ParseExpression();
        Expect(TokenKind.RightParenthesis);
        return condition;
    }

    private OverClause ParseOver()
    {
        if (NextIs(TokenKind.LeftParenthesis))
            return ParseWindowSpecification();
        var name = ParseName("'(' or a window's name");
        return new NamedWindow(name) { Span = name.Span };
    }

    private WindowSpecification ParseWindowSpecification()
    {
        var first = Expect(TokenKind.LeftParenthesis);
        var baseName = NextIsName() && NextFrameUnit() is null ? TakeName() : null;
        var partitionBy = Skip(Keyword.Partition, Keyword.By) ? ParseCommaList(static parser => parser.ParseExpression()) : [];
        var orderBy = Skip(Keyword.Order, Keyword.By) ? ParseCommaList(static parser => parser.ParseSortItem()) : [];
        var frame = NextFrameUnit() is { } unit ? ParseFrame(unit) : null;
        if (!Skip(TokenKind.RightParenthesis))
            throw Unexpected("PARTITION BY, ORDER BY, a frame or ')'");
        return new WindowSpecification(baseName, partitionBy, orderBy, frame) { Span = Since(first) };
    }

    private FrameUnit? NextFrameUnit() => Peek().Keyword switch
    {
        Keyword.Rows => FrameUnit.Rows,
        Keyword.Range => FrameUnit.Range,
        Keyword.Groups => FrameUnit.Groups,
        _ => null,
    };

    private WindowFrame ParseFrame(FrameUnit unit)
    {
        var first = Advance();
        var isBetween = Skip(Keyword.Between);
        var start = ParseFrameBound();
        FrameBound? end = null;
        if (isBetween)
        {
            Expect(Keyword.And);
            end = ParseFrameBound();
        }
        var exclusion = Skip(Keyword.Exclude) ? ParseExclusion() : FrameExclusion.NoOthers;
        return new WindowFrame(unit, start, end, exclusion) { Span = Since(first) };
    }

    private FrameBound ParseFrameBound()
    {
        var first = Peek();
        if (Skip(Keyword.Current, Keyword.Row))
            return new FrameBound(FrameBoundKind.CurrentRow, null) { Span = Since(first) };

        var offset = Skip(Keyword.Unbounded) ? null : ParseOperators(Precedence.BitwiseOr);
        var isPreceding = Skip(Keyword.Preceding);
        if (!isPreceding && !Skip(Keyword.Following))
            throw UnexpectedWord(Keyword.Preceding, Keyword.Following);
        var kind = (isPreceding, offset) switch
        {
            (true, null) => FrameBoundKind.UnboundedPreceding,
            (true, _) => FrameBoundKind.Preceding,
            (false, null) => FrameBoundKind.UnboundedFollowing,
            (false, _) => FrameBoundKind.Following,
        };
        return new FrameBound(kind, offset) { Span = Since(first) };
    }

    private FrameExclusion ParseExclusion()
    {
        if (Skip(Keyword.Current, Keyword.Row))
            return FrameExclusion.CurrentRow;
        if (Skip(Keyword.Group))
            return FrameExclusion.Group;
        if (Skip(Keyword.Ties))
            return FrameExclusion.Ties;
        return Skip(Keyword.No, Keyword.Others)
            ? FrameExclusion.NoOthers
            : throw Unexpected("CURRENT ROW, GROUP, TIES or NO OTHERS");
    }
}
