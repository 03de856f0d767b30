using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Binding;

// Queries inside expressions.
internal sealed partial class ExpressionBinder
{
    private BoundQueryBlock BindSubquery(Query query) => new QueryBinder(session).Bind(query, context.Inside(scope));

    private BoundScalarQuery BindScalarQuery(ScalarSubquery expression)
    {
        var query = BindSubquery(expression.Query);
        RequireColumns(query, 1, expression.Span);
        return new BoundScalarQuery(query, query.Outputs[0].Type, expression.Span);
    }

    private BoundInQuery BindInQuery(InQueryExpression test)
    {
        ImmutableArray<BoundExpression> operands = test.Operand is RowExpression row ? [.. row.Items.Select(Bind)] : [Bind(test.Operand)];
        var query = BindSubquery(test.Query);
        RequireColumns(query, operands.Length, test.Query.Span);
        var types = operands.Zip(query.Outputs, (operand, output) => CommonTypes.ForComparison(operand.Type, output.Type)
            ?? throw BindingErrors.OperandTypes("IN", operand.Type, output.Type, operand.Span)).ToImmutableArray();
        operands = [.. operands.Zip(types, (operand, type) => operand.ConvertTo(type))];
        return new BoundInQuery(operands, session.Convert(query, types), test.IsNegated, test.Span);
    }

    private static void RequireColumns(BoundQueryBlock query, int count, SourceSpan span)
    {
        if (query.Outputs.Length != count)
        {
            throw new RametException(ErrorCode.SubqueryRows, ErrorKind.User,
                $"the subquery must give {count} {(count == 1 ? "column" : "columns")}, it gives {query.Outputs.Length}", span);
        }
    }
}
