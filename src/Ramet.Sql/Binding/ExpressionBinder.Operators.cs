using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

// Operators and predicates, and the types in which their operands meet.
internal sealed partial class ExpressionBinder
{
    private BoundUnary BindUnary(UnaryExpression unary)
    {
        var operand = Bind(unary.Operand);
        return unary.Operator switch
        {
            UnaryOperator.Not => new BoundUnary(unary.Operator, RequireBoolean(operand), DataType.Boolean, unary.Span),
            UnaryOperator.BitwiseNot => Unary(unary, RequireInteger(operand, "~")),
            UnaryOperator.Minus => Unary(unary, RequireNumber(operand, "-")),
            UnaryOperator.Plus => Unary(unary, RequireNumber(operand, "+")),
        };
    }

    private static BoundUnary Unary(UnaryExpression unary, BoundExpression operand) =>
        new(unary.Operator, operand, operand.Type, unary.Span);

    // Long sums group from the left, so the left side is walked in a loop rather than recursively.
    private BoundExpression BindBinary(BinaryExpression binary)
    {
        var pending = new Stack<BinaryExpression>();
        Expression left = binary;
        for (; left is BinaryExpression current; left = current.Left)
            pending.Push(current);
        var value = Bind(left);
        while (pending.TryPop(out var current))
            value = BindBinary(value, current.Operator, Bind(current.Right), current.Span);
        return value;
    }

    private BoundExpression BindBinary(BoundExpression left, BinaryOperator symbol, BoundExpression right, SourceSpan span) => symbol switch
    {
        BinaryOperator.Subtract when left.Type.Kind.IsMoment && right.Type.Kind.IsMoment => BindMomentDifference(left, right, span),
        BinaryOperator.Add or BinaryOperator.Subtract when left.Type.Kind.IsMoment || right.Type.Kind.IsMoment =>
            BindMomentSum(left, symbol, right, span),
        BinaryOperator.Add or BinaryOperator.Subtract when left.Type.Kind.IsInterval && left.Type == right.Type =>
            new BoundBinary(left, symbol, right, left.Type, span),
        BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Modulo or BinaryOperator.Add or BinaryOperator.Subtract
            or BinaryOperator.IntegerDivide => BindArithmetic(left, symbol, right, span),
        BinaryOperator.BitwiseXor or BinaryOperator.BitwiseAnd or BinaryOperator.BitwiseOr => BindBits(left, symbol, right, span),
        BinaryOperator.NullSafeEqual => DistinctFrom(left, right, isNegated: true, span),
        BinaryOperator.Equal or BinaryOperator.NotEqual or BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater
            or BinaryOperator.GreaterOrEqual => Compare(left, symbol, right, span),
    };

    private BoundExpression BindArithmetic(BoundExpression left, BinaryOperator symbol, BoundExpression right, SourceSpan span)
    {
        (left, right) = (RequireNumber(left, OperatorSymbols.Of(symbol)), RequireNumber(right, OperatorSymbols.Of(symbol)));
        if (symbol == BinaryOperator.IntegerDivide)
            return BindIntegerDivide(left, right, span);
        if (left.Type is DecimalType || right.Type is DecimalType)
            return BindDecimalArithmetic(left, symbol, right, span);
        var type = symbol == BinaryOperator.Divide ? DataType.Double : CommonTypes.WiderNumber(left.Type, right.Type);
        return new BoundBinary(left.ConvertTo(type), symbol, right.ConvertTo(type), type, span);
    }

    private static BoundBinary BindDecimalArithmetic(BoundExpression left, BinaryOperator symbol, BoundExpression right, SourceSpan span)
    {
        (left, right) = (AsDecimal(left), AsDecimal(right));
        var (a, b) = ((DecimalType)left.Type, (DecimalType)right.Type);
        var type = symbol switch
        {
            BinaryOperator.Multiply => DecimalTypes.Product(a, b),
            BinaryOperator.Divide => DecimalTypes.Quotient(a, b),
            BinaryOperator.Modulo => DecimalTypes.Remainder(a, b),
            _ => DecimalTypes.Sum(a, b),
        };
        return new BoundBinary(left, symbol, right, type, span);
    }

    private static BoundExpression AsDecimal(BoundExpression value) =>
        value.AsExactDecimal() ?? value.ConvertTo(TypeKinds.AsDecimal(value.Type));

    private BoundExpression BindIntegerDivide(BoundExpression left, BoundExpression right, SourceSpan span)
    {
        if (left.Type.Kind.IsInteger && right.Type.Kind.IsInteger)
        {
            var type = CommonTypes.WiderNumber(left.Type, right.Type);
            return new BoundBinary(left.ConvertTo(type), BinaryOperator.IntegerDivide, right.ConvertTo(type), type, span);
        }
        return BindArithmetic(left, BinaryOperator.Divide, right, span).ConvertTo(DataType.BigInt);
    }

    private static BoundBinary BindMomentDifference(BoundExpression left, BoundExpression right, SourceSpan span)
    {
        var type = ComparisonType(left, right, "-", span);
        return new BoundBinary(left.ConvertTo(type), BinaryOperator.Subtract, right.ConvertTo(type), DataType.IntervalDayTime, span);
    }

    private static BoundBinary BindMomentSum(BoundExpression left, BinaryOperator symbol, BoundExpression right, SourceSpan span)
    {
        var isIntervalFirst = left.Type.Kind.IsInterval && symbol == BinaryOperator.Add;
        var (moment, interval) = isIntervalFirst ? (right, left) : (left, right);
        if (!interval.Type.Kind.IsInterval)
            throw BindingErrors.OperandTypes(OperatorSymbols.Of(symbol), left.Type, right.Type, span);
        if (moment.Type.Kind == TypeKind.Date && !IsOfWholeDays(interval))
            moment = moment.ConvertTo(DataType.DateTime);
        return new BoundBinary(moment, symbol, interval, moment.Type, span);
    }

    // Hours take a DATE out of its day.
    private static bool IsOfWholeDays(BoundExpression interval) => interval switch
    {
        { Type.Kind: TypeKind.IntervalYearMonth } => true,
        BoundInterval { Unit: DateTimeUnit.Week or DateTimeUnit.Day } => true,
        BoundConstant { Value: IntervalValue { Micros: 0 } } => true,
        _ => false,
    };

    private BoundBinary BindBits(BoundExpression left, BinaryOperator symbol, BoundExpression right, SourceSpan span)
    {
        (left, right) = (RequireInteger(left, OperatorSymbols.Of(symbol)), RequireInteger(right, OperatorSymbols.Of(symbol)));
        var type = CommonTypes.WiderNumber(left.Type, right.Type);
        return new BoundBinary(left.ConvertTo(type), symbol, right.ConvertTo(type), type, span);
    }

    private BoundChain BindChain(ChainExpression chain)
    {
        var isText = chain.Operator == ChainOperator.Concatenate;
        var operands = chain.Operands.Select(operand => isText ? ConvertArgument(Bind(operand), DataType.String) : BindCondition(operand));
        return new BoundChain(chain.Operator, [.. operands], isText ? DataType.String : DataType.Boolean, chain.Span);
    }

    private static BoundBinary Compare(BoundExpression left, BinaryOperator symbol, BoundExpression right, SourceSpan span)
    {
        var type = ComparisonType(left, right, OperatorSymbols.Of(symbol), span);
        return new BoundBinary(left.ConvertTo(type), symbol, right.ConvertTo(type), DataType.Boolean, span);
    }

    private BoundDistinctFrom BindDistinctFrom(Expression left, Expression right, bool isNegated, SourceSpan span) =>
        DistinctFrom(Bind(left), Bind(right), isNegated, span);

    private static BoundDistinctFrom DistinctFrom(BoundExpression left, BoundExpression right, bool isNegated, SourceSpan span)
    {
        var type = ComparisonType(left, right, "IS DISTINCT FROM", span);
        return new BoundDistinctFrom(left.ConvertTo(type), right.ConvertTo(type), isNegated, span);
    }

    private BoundLike BindLike(LikeExpression like)
    {
        var operand = RequireText(Bind(like.Operand), "LIKE");
        var pattern = RequireText(Bind(like.Pattern), "LIKE");
        var escape = like.Escape is null ? null : RequireText(Bind(like.Escape), "ESCAPE");
        return new BoundLike(operand, like.Kind, pattern, escape, like.IsNegated, like.Span);
    }

    private BoundBetween BindBetween(BetweenExpression test)
    {
        var (operand, low, high) = (Bind(test.Operand), Bind(test.Low), Bind(test.High));
        var type = ComparisonType(operand, low, "BETWEEN", test.Span);
        type = CommonTypes.ForComparison(type, high.Type) ?? throw BindingErrors.OperandTypes("BETWEEN", type, high.Type, test.Span);
        return new BoundBetween(operand.ConvertTo(type), low.ConvertTo(type), high.ConvertTo(type), test.IsNegated, test.Span);
    }

    private BoundInList BindInList(InListExpression test)
    {
        var operand = Bind(test.Operand);
        var items = test.Items.Select(Bind).ToArray();
        var type = operand.Type;
        foreach (var item in items)
            type = CommonTypes.ForComparison(type, item.Type) ?? throw BindingErrors.OperandTypes("IN", type, item.Type, item.Span);
        return new BoundInList(operand.ConvertTo(type), [.. items.Select(item => item.ConvertTo(type))], test.IsNegated, test.Span);
    }

    private static DataType ComparisonType(BoundExpression left, BoundExpression right, string symbol, SourceSpan span)
    {
        var type = CommonTypes.ForComparison(left.Type, right.Type)
            ?? throw BindingErrors.OperandTypes(symbol, left.Type, right.Type, span);
        return type is MapType ? throw BindingErrors.OperandTypes(symbol, left.Type, right.Type, span) : type;
    }

    private static BoundExpression RequireNumber(BoundExpression operand, string symbol) => operand.Type.Kind switch
    {
        TypeKind.Void => operand.ConvertTo(DataType.Double),
        var kind when kind.IsText => operand.ConvertTo(DataType.Double),
        var kind when kind.IsNumber => operand,
        _ => throw WrongOperand(operand, symbol, "a number"),
    };

    private static BoundExpression RequireInteger(BoundExpression operand, string symbol) => operand.Type.Kind switch
    {
        TypeKind.Void => operand.ConvertTo(DataType.BigInt),
        var kind when kind.IsInteger => operand,
        _ => throw WrongOperand(operand, symbol, "an integer"),
    };

    private static BoundExpression RequireText(BoundExpression operand, string symbol) => operand.Type.Kind switch
    {
        TypeKind.Void => operand.ConvertTo(DataType.String),
        var kind when kind.IsText => operand,
        _ => throw WrongOperand(operand, symbol, "a STRING"),
    };

    private static RametException WrongOperand(BoundExpression operand, string symbol, string expected) =>
        BindingErrors.Type(
            $"invalid type {operand.Type.ToSql()} for the operator {symbol}, expect {expected}", operand.Span,
            "Convert the operand with CAST.");
}
