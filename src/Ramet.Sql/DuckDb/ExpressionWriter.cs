using System.Collections.Immutable;
using System.Globalization;
using Ramet.Sql.Binding;
using Ramet.Sql.Functions;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.DuckDb;

/// <summary>
/// Writes bound expressions in the engine's dialect, with no more parentheses than it needs. Equal texts mean equal expressions, which the
/// binder uses to compare them.
/// </summary>
/// <param name="writeQuery">Gives the text of a query within an expression.</param>
/// <param name="rangeOf">Between which values a DECIMAL column lies; null when nothing is known of any.</param>
internal sealed class ExpressionWriter(Func<BoundQueryBlock, string> writeQuery, Func<SourceColumn, DecimalRange?>? rangeOf = null)
{
    private const int RepeatedTextMax = 120;

    private readonly Func<SourceColumn, DecimalRange?> rangeOf = rangeOf ?? (static _ => null);
    private int onceCount;

    /// <summary>How tight the outermost operator of a text binds; a text is put in parentheses where something tighter is needed.</summary>
    private enum Tightness
    {
        Or,
        And,
        Not,
        Comparison,
        Other,
        Sum,
        Product,
        Sign,
        Atom,
    }

    /// <summary>The text of an expression.</summary>
    public string Write(BoundExpression expression) => WriteText(expression).Text;

    /// <summary>The keys of an order, between commas.</summary>
    public string WriteOrder(ImmutableArray<BoundSortItem> items) => string.Join(", ", items.Select(item =>
        $"{Key(item.Key)} {(item.IsDescending ? "DESC" : "ASC")} NULLS {(item.Nulls == NullOrder.First ? "FIRST" : "LAST")}"));

    /// <summary>A key of GROUP BY or ORDER BY. A bare number there would be a position.</summary>
    public string Key(BoundExpression key) => key is BoundConstant constant
        ? $"CAST({ConstantText.Write(constant)} AS {DuckDbTypes.NameOf(constant.Type)})"
        : Write(key);

    private string Operand(BoundExpression expression, Tightness needed)
    {
        var (text, tightness) = WriteText(expression);
        return tightness < needed ? $"({text})" : text;
    }

    private (string Text, Tightness Tightness) WriteText(BoundExpression expression) => expression switch
    {
        BoundConstant constant => Constant(constant),
        BoundColumn { Column: var column } =>
            ($"{DuckDbNames.Quote(column.Source.EngineAlias)}.{DuckDbNames.Quote(column.EngineName)}", Tightness.Atom),
        BoundRowPosition position =>
            ($"CAST({DuckDbNames.Quote(position.Scan.EngineAlias)}.{FileReader.ColumnOf(position.Part)} AS BIGINT)", Tightness.Atom),
        BoundOutputPosition output => (Number(output.Index + 1), Tightness.Atom),
        BoundConversion conversion => Conversion(conversion),
        BoundCall call => Call(call),
        BoundUnary unary => Unary(unary),
        BoundBinary binary => Binary(binary),
        BoundChain chain => Chain(chain),
        BoundIs test => ($"{Operand(test.Operand, Tightness.Other)} IS {Not(test.IsNegated)}{Word(test.Condition)}", Tightness.Comparison),
        BoundDistinctFrom test =>
            Comparison(test.Left, $"IS {Not(test.IsNegated)}DISTINCT FROM {Operand(test.Right, Tightness.Other)}"),
        BoundLike like => Like(like),
        BoundBetween test =>
            Comparison(test.Operand, $"{Not(test.IsNegated)}BETWEEN {Bound(test.Low)} AND {Bound(test.High)}"),
        BoundInList test =>
            ($"{Operand(test.Operand, Tightness.Other)} {Not(test.IsNegated)}IN ({List(test.Items)})", Tightness.Comparison),
        BoundCase choice => (Case(choice), Tightness.Atom),
        BoundField field => ($"struct_extract({Write(field.Operand)}, {DuckDbNames.Literal(field.Name)})", Tightness.Atom),
        BoundElement element => (Element(element), Tightness.Atom),
        BoundStruct value => ($"struct_pack({string.Join(", ", value.Names.Zip(value.Items, Field))})", Tightness.Atom),
        BoundMap map => ($"map([{List([.. map.Keys])}], [{List([.. map.Values])}])", Tightness.Atom),
        BoundInterval interval => ($"{IntervalFunction(interval.Unit)}({Write(interval.Amount)})", Tightness.Atom),
        BoundLambda lambda => ($"lambda {lambda.EngineName}: {Write(lambda.Body)}", Tightness.Or),
        BoundLambdaParameter parameter => (parameter.EngineText, Tightness.Atom),
        BoundGrouping grouping => ($"CAST(grouping({List(grouping.Keys)}) AS BIGINT)", Tightness.Atom),
        BoundBucketTest test => ($"{BucketHash.Write(test.Keys.Select(key => (Write(key), key.Type)))} % {Number(test.Count)} = {Number(test.Bucket)}", Tightness.Comparison),
        BoundChance chance => ($"random() < {chance.Share.ToString("R", CultureInfo.InvariantCulture)}", Tightness.Comparison),
        BoundAggregate aggregate => Aggregate(aggregate, over: ""),
        BoundWindow window => Aggregate(window.Function, $" OVER ({Window(window)})"),
        BoundScalarQuery query => ($"({writeQuery(query.Query)})", Tightness.Atom),
        BoundExists query => ($"EXISTS ({writeQuery(query.Query)})", Tightness.Atom),
        BoundInQuery query => ($"{InOperand(query.Operands)} {Not(query.IsNegated)}IN ({writeQuery(query.Query)})", Tightness.Comparison),
        _ => throw new ArgumentException($"A {expression.GetType().Name} cannot be written.", nameof(expression)),
    };

    private (string, Tightness) Comparison(BoundExpression operand, string test) =>
        ($"{Operand(operand, Tightness.Other)} {test}", Tightness.Comparison);

    private string Bound(BoundExpression bound) => Operand(bound, Tightness.Other);

    private string Field(string name, BoundExpression value) => $"{DuckDbNames.Quote(name)} := {Write(value)}";

    private static (string, Tightness) Constant(BoundConstant constant)
    {
        var text = ConstantText.Write(constant);
        return (text, text.StartsWith('-') ? Tightness.Sign : Tightness.Atom);
    }

    private (string, Tightness) Conversion(BoundConversion conversion)
    {
        var (from, to) = (conversion.Operand.Type, conversion.Type);
        if (ConversionText.IsSame(from, to))
            return WriteText(conversion.Operand);
        var text = Once([conversion.Operand], operands => ConversionText.Convert(operands(0, Tightness.Other), from, to));
        return (text, Tightness.Atom);
    }

    // Macros and templates may repeat an argument, but a random number must be drawn only once: such an argument becomes the one element of
    // a list, and the text around it a function of that element.
    private string Once(ImmutableArray<BoundExpression> arguments, Func<Func<int, Tightness, string>, string> write)
    {
        var names = arguments.Select(argument => argument.IsVolatile ? $"once{++onceCount}" : null).ToArray();
        var text = write((index, needed) => names[index] ?? Operand(arguments[index], needed));
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i] is { } name)
                text = $"list_transform([{Write(arguments[i])}], lambda {name}: {text})[1]";
        }
        return text;
    }

    private (string, Tightness) Call(BoundCall call)
    {
        var template = ConstantDatePart.Template(call) ?? call.Function.Engine;
        var text = Once(call.Arguments, operands => EngineTemplate.Fill(
            template, call.Arguments.Length, (index, isEnclosed) => operands(index, isEnclosed ? Tightness.Or : Tightness.Atom), call.Type));
        return (text, EngineTemplate.IsCall(template) ? Tightness.Atom : Tightness.Sum);
    }

    private (string, Tightness) Unary(BoundUnary unary) => unary.Operator switch
    {
        UnaryOperator.Plus => WriteText(unary.Operand),
        UnaryOperator.Minus => ($"-{Operand(unary.Operand, Tightness.Atom)}", Tightness.Sign),
        UnaryOperator.BitwiseNot => ($"~{Operand(unary.Operand, Tightness.Atom)}", Tightness.Sign),
        UnaryOperator.Not => ($"NOT {Operand(unary.Operand, Tightness.Not)}", Tightness.Not),
    };

    private (string, Tightness) Binary(BoundBinary binary) => binary.Operator switch
    {
        BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Add or BinaryOperator.Subtract
            when DecimalText.Write(binary, Write, rangeOf) is { } text => (text, Tightness.Atom),
        BinaryOperator.Multiply => Infix(binary, "*", Tightness.Product),
        BinaryOperator.Divide => ($"{Operand(binary.Left, Tightness.Product)} / {Divisor(binary.Right)}", Tightness.Product),
        BinaryOperator.Modulo => Sized(binary, ($"{Operand(binary.Left, Tightness.Product)} % {Divisor(binary.Right)}", Tightness.Product)),
        BinaryOperator.IntegerDivide => Infix(binary, "//", Tightness.Product),
        BinaryOperator.Add => Sized(binary, Infix(binary, "+", Tightness.Sum)),
        BinaryOperator.Subtract when binary.Left.Type.Kind.IsMoment && binary.Right.Type.Kind.IsMoment =>
            ($"to_microseconds(epoch_us({Write(binary.Left)}) - epoch_us({Write(binary.Right)}))", Tightness.Atom),
        BinaryOperator.Subtract => Sized(binary, Infix(binary, "-", Tightness.Sum)),
        BinaryOperator.BitwiseXor => ($"xor({Write(binary.Left)}, {Write(binary.Right)})", Tightness.Atom),
        BinaryOperator.BitwiseAnd => Infix(binary, "&", Tightness.Other),
        BinaryOperator.BitwiseOr => Infix(binary, "|", Tightness.Other),
        BinaryOperator.Equal => Infix(binary, "=", Tightness.Comparison),
        BinaryOperator.NotEqual => Infix(binary, "<>", Tightness.Comparison),
        BinaryOperator.Less => Infix(binary, "<", Tightness.Comparison),
        BinaryOperator.LessOrEqual => Infix(binary, "<=", Tightness.Comparison),
        BinaryOperator.Greater => Infix(binary, ">", Tightness.Comparison),
        BinaryOperator.GreaterOrEqual => Infix(binary, ">=", Tightness.Comparison),
        BinaryOperator.NullSafeEqual => throw new ArgumentException("The binder makes <=> a BoundDistinctFrom.", nameof(binary)),
    };

    // Sums and products group from the left. Comparisons and bits do not group at all: the engine's precedence there is not ours.
    private (string, Tightness) Infix(BoundBinary binary, string symbol, Tightness tightness)
    {
        var left = tightness is Tightness.Sum or Tightness.Product ? tightness : tightness + 1;
        return ($"{Operand(binary.Left, left)} {symbol} {Operand(binary.Right, tightness + 1)}", tightness);
    }

    // The engine's DECIMAL sums may be wider or narrower than ours, and DATE + INTERVAL is a TIMESTAMP there.
    private static (string, Tightness) Sized(BoundBinary binary, (string Text, Tightness) text) =>
        binary.Type is DecimalType or { Kind: TypeKind.Date }
            ? ($"CAST({text.Text} AS {DuckDbTypes.NameOf(binary.Type)})", Tightness.Atom)
            : text;

    // Division by zero gives NULL; the engine gives infinity or NaN for DOUBLE.
    private string Divisor(BoundExpression divisor) => divisor is BoundConstant { Value: not (null or 0L or 0d) }
        ? Operand(divisor, Tightness.Sign)
        : $"nullif({Write(divisor)}, 0)";

    private (string, Tightness) Chain(BoundChain chain)
    {
        if (chain.Operator == ChainOperator.Concatenate && chain.Operands.Sum(TextLimit.BytesOf) > TextLimit.BytesMax)
            return (LimitedConcatenation(chain.Operands), Tightness.Atom);
        var (symbol, tightness) = chain.Operator switch
        {
            ChainOperator.Concatenate => (" || ", Tightness.Other),
            ChainOperator.And => (" AND ", Tightness.And),
            ChainOperator.Or => (" OR ", Tightness.Or),
        };
        return (string.Join(symbol, chain.Operands.Select(operand => Operand(operand, tightness + 1))), tightness);
    }

    // Operands stand in the text twice. Those that are long, or random, are the elements of lists, whose functions name them: else a few
    // calls within each other would make a text of any length.
    private string LimitedConcatenation(ImmutableArray<BoundExpression> operands)
    {
        var texts = operands.Select(operand => Operand(operand, Tightness.Sum)).ToArray();
        var names = texts.Select((text, index) =>
            text.Length > RepeatedTextMax || operands[index].IsVolatile ? string.Create(CultureInfo.InvariantCulture, $"text{index + 1}") : text).ToArray();
        var lengths = string.Join(" + ", names.Select(name => $"strlen({name})"));
        var result = $"CASE WHEN {lengths} > {Number(TextLimit.BytesMax)} THEN {TextLimit.Refusal}() ELSE {string.Join(" || ", names)} END";
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i] != texts[i])
                result = $"list_transform([{texts[i]}], lambda {names[i]}: {result})[1]";
        }
        return result;
    }

    private (string, Tightness) Like(BoundLike like)
    {
        if (like.Kind == LikeKind.RLike)
        {
            var call = $"regexp_matches({Write(like.Operand)}, {Write(like.Pattern)})";
            return like.IsNegated ? ($"NOT {call}", Tightness.Not) : (call, Tightness.Atom);
        }
        var text = $"{Operand(like.Operand, Tightness.Other)} {Not(like.IsNegated)}LIKE {Operand(like.Pattern, Tightness.Other)}";
        return (NeedsEscape(like) ? $"{text} ESCAPE {(like.Escape is null ? "'\\'" : Write(like.Escape))}" : text, Tightness.Comparison);
    }

    // Without ESCAPE the engine turns patterns such as 'a%' into a fast comparison of prefixes.
    private static bool NeedsEscape(BoundLike like) =>
        like.Escape is not null
        || like.Pattern is not BoundConstant { Value: string pattern }
        || pattern.Contains('\\', StringComparison.Ordinal);

    private string Case(BoundCase choice)
    {
        var branches = choice.Branches.Select(branch => $"WHEN {Write(branch.Condition)} THEN {Write(branch.Result)} ");
        return $"CASE {string.Concat(branches)}{(choice.Else is null ? "" : $"ELSE {Write(choice.Else)} ")}END";
    }

    // Positions count from 0 here and from 1 in the engine, where a negative one would count from the end.
    private string Element(BoundElement element)
    {
        var operand = Operand(element.Operand, Tightness.Atom);
        if (element.Operand.Type is MapType)
            return $"{operand}[{Write(element.Index)}]";
        return element.Index is BoundConstant { Value: long and >= 0 and var index }
            ? $"{operand}[{index + 1}]"
            : $"mc_element({Write(element.Operand)}, {Write(element.Index)})";
    }

    private (string, Tightness) Aggregate(BoundAggregate aggregate, string over)
    {
        var function = aggregate.Function;
        var arguments = aggregate.Arguments;
        var call = EngineTemplate.Fill(function.Engine, arguments.Length, (index, _) => Argument(function, arguments[index]), aggregate.Type);
        if (aggregate.IsDistinct)
            call = call.Insert(call.IndexOf('(', StringComparison.Ordinal) + 1, "DISTINCT ");
        if (aggregate.WithinGroup.Length > 0)
            call = call.Insert(call.Length - 1, $" ORDER BY {WriteOrder(aggregate.WithinGroup)}");
        if (aggregate.IgnoresNulls)
            call = call.Insert(call.Length - 1, " IGNORE NULLS");
        call += Filter(aggregate) + over;
        if (function.Finish is not null)
        {
            var finished = call;
            call = EngineTemplate.Fill(
                function.Finish, 1 + arguments.Length, (index, _) => index == 0 ? finished : Write(arguments[index - 1]), aggregate.Type);
        }
        return (MayOverflow(aggregate) ? $"mc_decimal_sum({call}, {DecimalText.Greatest((DecimalType)aggregate.Type)})" : call, Tightness.Atom);
    }

    // The engine adds up numbers of 64 bits in 128 bits, so that they need not be wider for that.
    private string Argument(FunctionOverload function, BoundExpression argument) =>
        (function.Name == "sum" ? DecimalText.NarrowCalculation(argument, Write, rangeOf) : null) ?? Write(argument);

    // The engine adds up DECIMAL in 128 bits, which hold some numbers of 39 digits.
    private static bool MayOverflow(BoundAggregate aggregate) =>
        aggregate.Function.Name == "sum" && aggregate.Type is DecimalType { Precision: DecimalType.PrecisionMax };

    private string Filter(BoundAggregate aggregate)
    {
        var conditions = ImmutableArray.CreateBuilder<string>();
        if (aggregate.Function.SkipsNull)
            conditions.Add($"{Operand(aggregate.Arguments[0], Tightness.Other)} IS NOT NULL");
        if (aggregate.Filter is not null)
            conditions.Add(Operand(aggregate.Filter, Tightness.Not));
        return conditions.Count == 0 ? "" : $" FILTER (WHERE {string.Join(" AND ", conditions)})";
    }

    private string Window(BoundWindow window)
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        if (window.PartitionBy.Length > 0)
            parts.Add($"PARTITION BY {List(window.PartitionBy)}");
        if (window.OrderBy.Length > 0)
            parts.Add($"ORDER BY {WriteOrder(window.OrderBy)}");
        if (window.Frame is { } frame)
            parts.Add($"{Word(frame.Unit)} BETWEEN {Bound(frame.Start)} AND {Bound(frame.End)}{Word(frame.Exclusion)}");
        return string.Join(' ', parts);
    }

    private string Bound(BoundFrameBound bound) => bound.Kind switch
    {
        FrameBoundKind.UnboundedPreceding => "UNBOUNDED PRECEDING",
        FrameBoundKind.Preceding => $"{Operand(bound.Offset!, Tightness.Atom)} PRECEDING",
        FrameBoundKind.CurrentRow => "CURRENT ROW",
        FrameBoundKind.Following => $"{Operand(bound.Offset!, Tightness.Atom)} FOLLOWING",
        FrameBoundKind.UnboundedFollowing => "UNBOUNDED FOLLOWING",
    };

    private string InOperand(ImmutableArray<BoundExpression> operands) =>
        operands is [var single] ? Operand(single, Tightness.Other) : $"({List(operands)})";

    private string List(ImmutableArray<BoundExpression> items) => string.Join(", ", items.Select(Write));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Not(bool isNegated) => isNegated ? "NOT " : "";

    private static string Word(IsCondition condition) => condition switch
    {
        IsCondition.Null => "NULL",
        IsCondition.True => "TRUE",
        IsCondition.False => "FALSE",
    };

    private static string Word(FrameUnit unit) => unit switch
    {
        FrameUnit.Rows => "ROWS",
        FrameUnit.Range => "RANGE",
        FrameUnit.Groups => "GROUPS",
    };

    private static string Word(FrameExclusion exclusion) => exclusion switch
    {
        FrameExclusion.NoOthers => "",
        FrameExclusion.CurrentRow => " EXCLUDE CURRENT ROW",
        FrameExclusion.Group => " EXCLUDE GROUP",
        FrameExclusion.Ties => " EXCLUDE TIES",
    };

    private static string IntervalFunction(DateTimeUnit unit) => unit switch
    {
        DateTimeUnit.Year => "to_years",
        DateTimeUnit.Quarter => "to_quarters",
        DateTimeUnit.Month => "to_months",
        DateTimeUnit.Week => "to_weeks",
        DateTimeUnit.Day => "to_days",
        DateTimeUnit.Hour => "to_hours",
        DateTimeUnit.Minute => "to_minutes",
        DateTimeUnit.Second => "to_seconds",
    };
}
