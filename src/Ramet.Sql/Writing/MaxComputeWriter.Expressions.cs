using Ramet.Sql.Syntax;

namespace Ramet.Sql.Writing;

/// <summary>Expressions, with parentheses where precedence asks for them.</summary>
public sealed partial class MaxComputeWriter
{
    private void WriteExpression(Expression expression)
    {
        switch (expression)
        {
            case NullLiteral:
                Write("NULL");
                break;
            case BooleanLiteral boolean:
                Write(boolean.Value ? "TRUE" : "FALSE");
                break;
            case StringLiteral text:
                Write(Quoting.Text(text.Value));
                break;
            case NumberLiteral number:
                Write(number.Digits + Suffix(number.Suffix));
                break;
            case BinaryLiteral bytes:
                Write($"X'{Convert.ToHexString(bytes.Value.AsSpan())}'");
                break;
            case TypedLiteral typed:
                Write(typed.Type.ToSql() + Quoting.Text(typed.Text));
                break;
            case IntervalExpression interval:
                WriteInterval(interval);
                break;
            case ColumnReference column:
                WriteList(column.Parts, WritePart, ".");
                break;
            case VariableReference variable:
                WriteVariable(variable.Variable);
                break;
            case StarArgument:
                Write("*");
                break;
            case PartitionFact fact:
                WritePartitionFact(fact);
                break;
            case FunctionCall call:
                WriteCall(call);
                break;
            default:
                WriteOperation(expression);
                break;
        }
    }

    private void WriteOperation(Expression expression)
    {
        switch (expression)
        {
            case UnaryExpression unary:
                WriteUnary(unary);
                break;
            case BinaryExpression binary:
                WriteOperand(binary.Left, Precedences.Of(binary.Operator));
                Write($" {OperatorSymbols.Of(binary.Operator)} ");
                WriteOperand(binary.Right, Precedences.Of(binary.Operator) + 1);
                break;
            case ChainExpression chain:
                var loosest = Precedences.Of(chain.Operator) + 1;
                WriteList(chain.Operands, operand => WriteOperand(operand, loosest), $" {Symbol(chain.Operator)} ");
                break;
            case FieldAccess access:
                WriteFieldAccess(access);
                break;
            case IndexAccess access:
                WriteOperand(access.Operand, Precedence.Postfix);
                Write("[");
                WriteExpression(access.Index);
                Write("]");
                break;
            case IsExpression or DistinctFromExpression or LikeExpression or BetweenExpression or InListExpression or InQueryExpression:
                WritePredicate(expression);
                break;
            default:
                WriteConversion(expression);
                break;
        }
    }

    private void WritePredicate(Expression expression)
    {
        switch (expression)
        {
            case IsExpression test:
                WriteTested(test.Operand, " IS", test.IsNegated, $" {Word(test.Condition)}");
                break;
            case DistinctFromExpression distinct:
                WriteTested(distinct.Left, " IS", distinct.IsNegated, " DISTINCT FROM ");
                WriteOperand(distinct.Right, Precedence.BitwiseOr);
                break;
            case LikeExpression like:
                WriteTested(like.Operand, "", like.IsNegated, like.Kind == LikeKind.Like ? " LIKE " : " RLIKE ");
                WriteOperand(like.Pattern, Precedence.BitwiseOr);
                WriteOptional(" ESCAPE ", like.Escape, escape => WriteOperand(escape, Precedence.BitwiseOr));
                break;
            case BetweenExpression between:
                WriteTested(between.Operand, "", between.IsNegated, " BETWEEN ");
                WriteOperand(between.Low, Precedence.BitwiseOr);
                Write(" AND ");
                WriteOperand(between.High, Precedence.BitwiseOr);
                break;
            case InListExpression list:
                WriteTested(list.Operand, "", list.IsNegated, " IN ");
                WriteInParentheses("", list.Items, WriteExpression);
                break;
            case InQueryExpression query:
                WriteTested(query.Operand, "", query.IsNegated, " IN ");
                WriteInParentheses(query.Query);
                break;
            default:
                throw Unknown(expression);
        }
    }

    private void WriteConversion(Expression expression)
    {
        switch (expression)
        {
            case CaseExpression cases:
                WriteCase(cases);
                break;
            case CastExpression cast:
                Write("CAST(");
                WriteExpression(cast.Operand);
                Write($" AS {cast.Type.Type.ToSql()})");
                break;
            case ExtractExpression extract:
                Write($"EXTRACT({Word(extract.Unit)} FROM ");
                WriteExpression(extract.Operand);
                Write(")");
                break;
            case TrimExpression trim:
                Write($"TRIM({Word(trim.Side)} ");
                WriteOptional("", trim.Characters, WriteExpression);
                Write(trim.Characters is null ? "FROM " : " FROM ");
                WriteExpression(trim.Operand);
                Write(")");
                break;
            case RowExpression row:
                WriteInParentheses("", row.Items, WriteExpression);
                break;
            case LambdaExpression lambda:
                WriteLambda(lambda);
                break;
            case ScalarSubquery subquery:
                WriteInParentheses(subquery.Query);
                break;
            case ExistsExpression exists:
                Write("EXISTS ");
                WriteInParentheses(exists.Query);
                break;
            default:
                throw Unknown(expression);
        }
    }

    private void WriteOperand(Expression operand, Precedence loosest)
    {
        var needsParentheses = Precedences.Of(operand) < loosest;
        WriteIf(needsParentheses, "(");
        WriteExpression(operand);
        WriteIf(needsParentheses, ")");
    }

    private void WriteTested(Expression operand, string verb, bool isNegated, string test)
    {
        WriteOperand(operand, Precedence.Comparison);
        Write(verb);
        WriteIf(isNegated, " NOT");
        Write(test);
    }

    private void WriteUnary(UnaryExpression unary)
    {
        Write(Symbol(unary.Operator));
        // Two signs side by side would begin a comment.
        var needsBlank = unary.Operator == UnaryOperator.Not || unary.Operand is UnaryExpression;
        WriteIf(needsBlank, " ");
        WriteOperand(unary.Operand, Precedences.Of(unary.Operator));
    }

    /// <summary>A name or number before the dot would be read as one token or name with it.</summary>
    private void WriteFieldAccess(FieldAccess access)
    {
        var loosest = access.Operand is ColumnReference or NumberLiteral ? Precedence.Primary + 1 : Precedence.Postfix;
        WriteOperand(access.Operand, loosest);
        Write(".");
        WritePart(access.Field);
    }

    private void WriteInterval(IntervalExpression interval)
    {
        // INTERVAL before a name would be a name itself.
        var isPlain = interval.Amount is StringLiteral or NumberLiteral or ScalarSubquery;
        Write("INTERVAL ");
        WriteOperand(interval.Amount, isPlain ? Precedence.Primary : Precedence.Primary + 1);
        Write($" {Word(interval.Unit)}");
        if (interval.To is { } to)
            Write($" TO {Word(to)}");
    }

    private void WriteCase(CaseExpression cases)
    {
        Write("CASE");
        WriteOptional(" ", cases.Operand, WriteExpression);
        Write(" ");
        WriteList(cases.Branches, WriteWhen, " ");
        WriteOptional(" ELSE ", cases.Else, WriteExpression);
        Write(" END");
    }

    private void WriteWhen(WhenBranch branch)
    {
        Write("WHEN ");
        WriteExpression(branch.Condition);
        Write(" THEN ");
        WriteExpression(branch.Result);
    }

    private void WriteLambda(LambdaExpression lambda)
    {
        if (lambda.Parameters is [var single])
            WritePart(single);
        else
            WriteInParentheses("", lambda.Parameters, WritePart);
        Write(" -> ");
        WriteExpression(lambda.Body);
    }

    private void WritePartitionFact(PartitionFact fact)
    {
        Write(fact.Function switch
        {
            PartitionFunction.MaxPt => "MAX_PT(",
            PartitionFunction.PartitionExists => "PARTITION_EXISTS(",
            PartitionFunction.TableExists => "TABLE_EXISTS(",
        });
        Write(Quoting.Text(Write(fact.Table)));
        foreach (var value in fact.Values)
        {
            Write(", ");
            WriteExpression(value);
        }
        Write(")");
    }

    private void WriteCall(FunctionCall call)
    {
        WriteOptional("", call.Project, WritePart);
        WriteIf(call.Project is not null, ":");
        WritePart(call.Name);
        Write(call.IsDistinct ? "(DISTINCT " : "(");
        WriteList(call.Arguments, WriteExpression);
        Write(")");
        WriteClause(" WITHIN GROUP (ORDER BY ", call.WithinGroup, WriteSortItem);
        WriteIf(!call.WithinGroup.IsEmpty, ")");
        WriteOptional(" FILTER (WHERE ", call.Filter, WriteExpression);
        WriteIf(call.Filter is not null, ")");
        WriteIf(call.Nulls is NullTreatment.Ignore, " IGNORE NULLS");
        WriteIf(call.Nulls is NullTreatment.Respect, " RESPECT NULLS");
        WriteOptional(" OVER ", call.Over, WriteOver);
    }

    private void WriteOver(OverClause over)
    {
        switch (over)
        {
            case NamedWindow named:
                WritePart(named.Name);
                break;
            case WindowSpecification window:
                WriteWindow(window);
                break;
            default:
                throw Unknown(over);
        }
    }

    private void WriteWindow(WindowSpecification window)
    {
        var separator = "";
        Write("(");
        WriteWindowPart(window.BaseName is not null, () => WriteOptional("", window.BaseName, WritePart));
        WriteWindowPart(!window.PartitionBy.IsEmpty, () => WriteClause("PARTITION BY ", window.PartitionBy, WriteExpression));
        WriteWindowPart(!window.OrderBy.IsEmpty, () => WriteClause("ORDER BY ", window.OrderBy, WriteSortItem));
        WriteWindowPart(window.Frame is not null, () => WriteOptional("", window.Frame, WriteFrame));
        Write(")");

        void WriteWindowPart(bool isThere, Action write)
        {
            if (!isThere)
                return;
            Write(separator);
            write();
            separator = " ";
        }
    }

    private void WriteFrame(WindowFrame frame)
    {
        Write(Word(frame.Unit));
        Write(frame.End is null ? " " : " BETWEEN ");
        WriteBound(frame.Start);
        WriteOptional(" AND ", frame.End, WriteBound);
        Write(Clause(frame.Exclusion));
    }

    private void WriteBound(FrameBound bound)
    {
        WriteOptional("", bound.Offset, offset => WriteOperand(offset, Precedence.BitwiseOr));
        Write(Words(bound.Kind));
    }

    private static string Suffix(NumberSuffix suffix) => suffix switch
    {
        NumberSuffix.None => "",
        NumberSuffix.TinyInt => "Y",
        NumberSuffix.SmallInt => "S",
        NumberSuffix.BigInt => "L",
        NumberSuffix.Float => "F",
        NumberSuffix.Double => "D",
        NumberSuffix.Decimal => "BD",
    };

    private static string Symbol(UnaryOperator unary) => unary switch
    {
        UnaryOperator.Plus => "+",
        UnaryOperator.Minus => "-",
        UnaryOperator.BitwiseNot => "~",
        UnaryOperator.Not => "NOT",
    };

    private static string Symbol(ChainOperator chain) => chain switch
    {
        ChainOperator.Concatenate => "||",
        ChainOperator.And => "AND",
        ChainOperator.Or => "OR",
    };

    // Enums whose names are the words of the grammar.
    private static string Word(IsCondition condition) => condition.ToString().ToUpperInvariant();

    private static string Word(DateTimeUnit unit) => unit.ToString().ToUpperInvariant();

    private static string Word(TrimSide side) => side.ToString().ToUpperInvariant();

    private static string Word(FrameUnit unit) => unit.ToString().ToUpperInvariant();

    private static string Words(FrameBoundKind kind) => kind switch
    {
        FrameBoundKind.UnboundedPreceding => "UNBOUNDED PRECEDING",
        FrameBoundKind.Preceding => " PRECEDING",
        FrameBoundKind.CurrentRow => "CURRENT ROW",
        FrameBoundKind.Following => " FOLLOWING",
        FrameBoundKind.UnboundedFollowing => "UNBOUNDED FOLLOWING",
    };

    private static string Clause(FrameExclusion exclusion) => exclusion switch
    {
        FrameExclusion.NoOthers => "",
        FrameExclusion.CurrentRow => " EXCLUDE CURRENT ROW",
        FrameExclusion.Group => " EXCLUDE GROUP",
        FrameExclusion.Ties => " EXCLUDE TIES",
    };
}
