using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Functions;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>Binds the expressions of one clause: resolves names and functions, and makes every implicit conversion a node.</summary>
internal sealed partial class ExpressionBinder
{
    private readonly BindingSession session;
    private readonly Scope scope;
    private readonly QueryContext context;
    private readonly Clause clause;
    private readonly Stack<ImmutableArray<(Identifier Name, BoundLambdaParameter Parameter)>> lambdas = new();
    private bool isInAggregate;
    private bool isInWindow;

    /// <summary>Makes a binder for a clause.</summary>
    /// <param name="session">What the statement shares.</param>
    /// <param name="scope">The columns in reach.</param>
    /// <param name="context">Where the query stands: its common tables are in reach of subqueries.</param>
    /// <param name="clause">What the clause allows.</param>
    public ExpressionBinder(BindingSession session, Scope scope, QueryContext context, Clause clause)
    {
        this.session = session;
        this.scope = scope;
        this.context = context;
        this.clause = clause;
    }

    /// <summary>Binds an expression of any type.</summary>
    public BoundExpression Bind(Expression expression) => expression switch
    {
        NullLiteral => new BoundConstant(DataType.Void, null, expression.Span),
        BooleanLiteral literal => new BoundConstant(DataType.Boolean, literal.Value, literal.Span),
        StringLiteral literal => new BoundConstant(DataType.String, literal.Value, literal.Span),
        NumberLiteral literal => Literals.Number(literal, isNegative: false, session.Settings),
        BinaryLiteral literal => new BoundConstant(DataType.Binary, literal.Value, literal.Span),
        TypedLiteral literal => Literals.Typed(literal),
        IntervalExpression interval => BindInterval(interval),
        ColumnReference reference => BindColumn(reference),
        VariableReference variable => BindVariable(variable),
        FieldAccess access => BindField(Bind(access.Operand), access.Field),
        IndexAccess access => BindElement(access),
        UnaryExpression { Operator: UnaryOperator.Minus, Operand: NumberLiteral literal } =>
            Literals.Number(literal, isNegative: true, session.Settings) with { Span = expression.Span },
        UnaryExpression unary => BindUnary(unary),
        BinaryExpression binary => BindBinary(binary),
        ChainExpression chain => BindChain(chain),
        IsExpression test => BindIs(test),
        DistinctFromExpression test => BindDistinctFrom(test.Left, test.Right, test.IsNegated, test.Span),
        LikeExpression like => BindLike(like),
        BetweenExpression test => BindBetween(test),
        InListExpression test => BindInList(test),
        InQueryExpression test => BindInQuery(test),
        ExistsExpression test => new BoundExists(BindSubquery(test.Query), test.Span),
        ScalarSubquery query => BindScalarQuery(query),
        CaseExpression choice => BindCase(choice),
        CastExpression cast => BindCast(cast),
        ExtractExpression extract => BindExtract(extract),
        TrimExpression trim => BindTrim(trim),
        FunctionCall call => BindCall(call),
        PartitionFact fact => session.Fact(fact),
        LambdaExpression => throw BindingErrors.Semantic("a lambda may only be an argument of a function that takes one", expression.Span),
        RowExpression => throw BindingErrors.Semantic("several values in parentheses may only stand before IN", expression.Span),
        StarArgument => throw BindingErrors.Semantic("the star may only be the argument of COUNT", expression.Span),
        _ => throw new ArgumentException($"A {expression.GetType().Name} cannot be bound.", nameof(expression)),
    };

    /// <summary>Binds a condition, which must be BOOLEAN.</summary>
    public BoundExpression BindCondition(Expression expression) => RequireBoolean(Bind(expression));

    /// <summary>Binds an order.</summary>
    public ImmutableArray<BoundSortItem> BindOrder(ImmutableArray<SortItem> items) =>
        [.. items.Select(item => new BoundSortItem(Bind(item.Key), item.IsDescending, NullsOf(item)))];

    /// <summary>The place of NULL, which sorts smallest unless the item says otherwise.</summary>
    public static NullOrder NullsOf(SortItem item) => item.Nulls ?? (item.IsDescending ? NullOrder.Last : NullOrder.First);

    private BoundExpression BindColumn(ColumnReference reference)
    {
        var parts = reference.Parts;
        if (FindLambdaParameter(parts[0]) is { } parameter)
            return BindFields(parameter with { Span = parts[0].Span }, parts.AsSpan()[1..]);
        if (clause.FindAliasFirst(parts) is { } alias)
            return alias;
        if (scope.Find(parts.AsSpan()) is { } found)
            return BindFields(found.Value, parts.AsSpan()[found.PartCount..]);
        if (parts is [var name] && name.Matches("grouping__id"))
            return BindGroupingOfAllKeys(reference.Span);
        return clause.FindAliasLast(parts)
            ?? throw BindingErrors.ColumnNotFound(string.Join('.', parts.Select(part => part.Name)), reference.Span, scope.Names);
    }

    private BoundLambdaParameter? FindLambdaParameter(Identifier name)
    {
        foreach (var parameters in lambdas)
        {
            foreach (var (parameterName, parameter) in parameters)
            {
                if (parameterName.Matches(name.Name))
                    return parameter;
            }
        }
        return null;
    }

    private static BoundExpression BindFields(BoundExpression value, ReadOnlySpan<Identifier> fields)
    {
        foreach (var field in fields)
            value = BindField(value, field);
        return value;
    }

    private static BoundField BindField(BoundExpression operand, Identifier name)
    {
        if (operand.Type is not StructType type)
            throw BindingErrors.Semantic($"{operand.Type.ToSql()} has no field {name.Name}; only a STRUCT has fields", name.Span);
        var field = type.Fields.FirstOrDefault(field => name.Matches(field.Name))
            ?? throw BindingErrors.ColumnNotFound(name.Name, name.Span, type.Fields.Select(field => field.Name));
        return new BoundField(operand, field.Name, field.Type, operand.Span.To(name.Span));
    }

    private BoundExpression BindElement(IndexAccess access)
    {
        var operand = Bind(access.Operand);
        var index = Bind(access.Index);
        return operand.Type switch
        {
            ArrayType array => new BoundElement(operand, ConvertArgument(index, DataType.BigInt), array.Element, access.Span),
            MapType map => new BoundElement(operand, ConvertArgument(index, map.Key), map.Value, access.Span),
            { Kind: TypeKind.Json } => BindJsonElement(operand, index, access.Span),
            var type => throw BindingErrors.Semantic($"{type.ToSql()} has no elements; only ARRAY, MAP and JSON have", access.Operand.Span),
        };
    }

    // A text is the name of a member, a number the position of an element from 0.
    private BoundCall BindJsonElement(BoundExpression json, BoundExpression index, SourceSpan span)
    {
        var (function, type) = index.Type.Kind.IsText ? (ComposedFunctions.JsonMember, DataType.String) : (ComposedFunctions.JsonElement, DataType.BigInt);
        return new BoundCall(function, [json, ConvertArgument(index, type)], DataType.Json, span);
    }

    private BoundExpression BindInterval(IntervalExpression interval)
    {
        if (interval.Amount is StringLiteral text)
            return IntervalLiterals.Parse(interval, text.Value);
        if (interval.To is not null)
            throw BindingErrors.Semantic("an INTERVAL of several units is written as a text such as '1-2' YEAR TO MONTH", interval.Amount.Span);
        var amount = ConvertArgument(Bind(interval.Amount), DataType.Int);
        return new BoundInterval(amount, interval.Unit, IntervalLiterals.TypeOf(interval.Unit), interval.Span);
    }

    private BoundIs BindIs(IsExpression test)
    {
        var operand = test.Condition == IsCondition.Null ? Bind(test.Operand) : BindCondition(test.Operand);
        return new BoundIs(operand, test.Condition, test.IsNegated, test.Span);
    }

    private BoundCase BindCase(CaseExpression choice)
    {
        var operand = choice.Operand is null ? null : RequireStable(Bind(choice.Operand), "CASE");
        var conditions = choice.Branches.Select(branch => operand is null
            ? BindCondition(branch.Condition)
            : Compare(operand, BinaryOperator.Equal, Bind(branch.Condition), branch.Condition.Span)).ToArray();
        var results = choice.Branches.Select(branch => Bind(branch.Result)).ToList();
        if (choice.Else is not null)
            results.Add(Bind(choice.Else));
        var unified = Unify(results, "CASE", choice.Span);
        var branches = conditions.Zip(unified, (condition, result) => new BoundBranch(condition, result));
        return new BoundCase([.. branches], choice.Else is null ? null : unified[^1], unified[0].Type, choice.Span);
    }

    private BoundExpression BindCast(CastExpression cast)
    {
        var operand = Bind(cast.Operand);
        var type = session.Settings.Effective(cast.Type.Type, cast.Type.Span);
        if (!session.Conversions.IsExplicit(operand.Type, type))
        {
            throw new RametException(ErrorCode.IllegalCast, ErrorKind.User,
                $"cannot cast {operand.Type.ToSql()} to {type.ToSql()}", cast.Span);
        }
        var becomesJson = type.Kind == TypeKind.Json && operand.Type.Kind is not (TypeKind.Json or TypeKind.Void) && !operand.Type.Kind.IsText;
        var value = becomesJson ? new BoundCall(ComposedFunctions.JsonText, [JsonValue(operand)], DataType.Json, cast.Span) : operand.ConvertTo(type);
        return value with { Span = cast.Span };
    }

    private BoundCall BindExtract(ExtractExpression extract)
    {
        var name = extract.Unit switch
        {
            DateTimeUnit.Year => "year",
            DateTimeUnit.Quarter => "quarter",
            DateTimeUnit.Month => "month",
            DateTimeUnit.Week => "weekofyear",
            DateTimeUnit.Day => "day",
            DateTimeUnit.Hour => "hour",
            DateTimeUnit.Minute => "minute",
            DateTimeUnit.Second => "second",
        };
        return Call(name, [Bind(extract.Operand)], extract.Span);
    }

    private BoundCall BindTrim(TrimExpression trim)
    {
        var name = trim.Side switch
        {
            TrimSide.Both => "trim",
            TrimSide.Leading => "ltrim",
            TrimSide.Trailing => "rtrim",
        };
        var operand = Bind(trim.Operand);
        return Call(name, trim.Characters is null ? [operand] : [operand, Bind(trim.Characters)], trim.Span);
    }

    private BoundExpression RequireBoolean(BoundExpression condition)
    {
        if (condition.Type.Kind == TypeKind.Void)
            return condition.ConvertTo(DataType.Boolean);
        if (condition.Type.Kind != TypeKind.Boolean)
        {
            throw BindingErrors.Type(
                $"expect a BOOLEAN condition, found {condition.Type.ToSql()}", condition.Span,
                "Compare the value with something, or use CAST.");
        }
        return condition;
    }

    // The value is compared with each branch by itself.
    private static BoundExpression RequireStable(BoundExpression operand, string construct) =>
        operand.IsVolatile ? throw BindingErrors.Unsupported($"a random value as the operand of {construct}", operand.Span) : operand;

    /// <summary>All values in their common type.</summary>
    private ImmutableArray<BoundExpression> Unify(IReadOnlyList<BoundExpression> values, string construct, SourceSpan span)
    {
        var common = DataType.Void;
        foreach (var value in values)
        {
            common = CommonTypes.ForValues(common, value.Type) ?? throw new RametException(ErrorCode.IllegalImplicitCast, ErrorKind.User,
                $"{construct} has values of the types {common.ToSql()} and {value.Type.ToSql()}, which have no common type",
                value.Span == default ? span : value.Span,
                "Convert one of the values with CAST.");
        }
        return [.. values.Select(value => value.ConvertTo(common))];
    }

    private BoundExpression ConvertArgument(BoundExpression value, DataType type) => session.Conversions.IsImplicit(value.Type, type)
        ? value.ConvertTo(type)
        : throw BindingErrors.NotImplicit(value.Type, type, value.Span);
}
