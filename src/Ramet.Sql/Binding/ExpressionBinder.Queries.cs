using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

// Queries inside expressions.
internal sealed partial class ExpressionBinder
{
    private BoundQueryBlock BindSubquery(Query query) => new QueryBinder(session).Bind(query, context.Inside(scope));

    /// <summary>The value of a variable; rows of one column are a scalar subquery over them.</summary>
    private BoundExpression BindVariable(VariableReference reference) =>
        session.Body is { } body ? body.Use(reference.Variable) : BindScriptVariable(reference);

    private BoundExpression BindScriptVariable(VariableReference reference) => session.Variables.Require(reference.Variable) switch
    {
        ScriptVariable.Value value => new BoundConstant(value.Type, value.Constant, reference.Span),
        ScriptVariable.Rows rows => BindRowsAsValue(rows.Stored, reference.Span),
        var other => throw new ArgumentException($"A {other.GetType().Name} cannot be bound.", nameof(reference)),
    };

    private BoundScalarQuery BindRowsAsValue(StoredRowsSymbol stored, SourceSpan span)
    {
        var rows = new BoundStoredRows(stored, session.NewAlias(stored.Table));
        ImmutableArray<BoundExpression> items = [.. rows.Columns.Select(column => new BoundColumn(column, span))];
        var select = new BoundSelect(Outputs.Name(stored.Columns.Select(column => ((string?)column.Name, column.Type))), items, IsDistinct: false, rows, null, null, null, null);
        var query = new BoundQueryBlock([], select, [], null, null, []);
        RequireColumns(query, 1, span);
        return new BoundScalarQuery(query, query.Outputs[0].Type, span);
    }

    private BoundScalarQuery BindScalarQuery(ScalarSubquery expression)
    {
        var query = BindSubquery(expression.Query);
        RequireColumns(query, 1, expression.Span);
        return new BoundScalarQuery(query, query.Outputs[0].Type, expression.Span);
    }

    /// <summary>A subquery that gives the values of several columns, as one STRUCT.</summary>
    /// <param name="expression">The subquery.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="fieldName">The name of the field for the column at a position.</param>
    public BoundScalarQuery BindRow(ScalarSubquery expression, ImmutableArray<ColumnSymbol> columns, Func<int, string> fieldName)
    {
        var query = BindSubquery(expression.Query);
        RequireColumns(query, columns.Length, expression.Span);
        foreach (var (output, column) in query.Outputs.Zip(columns))
        {
            if (!session.Conversions.IsImplicit(output.Type, column.Type))
                throw BindingErrors.IncompatibleColumn(output.Name, output.Type, column, expression.Span);
        }
        var rows = session.Derive(new BoundNestedQuery(session.Convert(query, [.. columns.Select(column => column.Type)])));
        ImmutableArray<string> names = [.. columns.Select((_, index) => fieldName(index))];
        var type = new StructType([.. names.Zip(columns, (name, column) => new StructField(name, column.Type))]);
        BoundExpression[] fields = [.. rows.Columns.Select(column => new BoundColumn(column, expression.Span))];
        var row = new BoundSelect(
            Outputs.Name([(null, type)]), [new BoundStruct(names, [.. fields], type, expression.Span)], false, rows, null, null, null, null);
        return new BoundScalarQuery(new BoundQueryBlock([], row, [], null, null, query.OuterColumns), type, expression.Span);
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
