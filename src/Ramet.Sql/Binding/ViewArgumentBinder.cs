using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>
/// Binds the arguments of a view with parameters. They belong to the text that reads the view, and mean what they would mean there; rows
/// become common tables of the view's query.
/// </summary>
internal sealed class ViewArgumentBinder(BindingSession session, QueryContext context, TableSymbol symbol, ViewSymbol view)
{
    /// <summary>Binds the arguments of one reading.</summary>
    /// <exception cref="RametException">There are more or fewer than parameters, or one does not fit.</exception>
    public BodyVariables Bind(ViewCall call)
    {
        if (call.Arguments.Length != view.Parameters.Length)
        {
            var needed = view.Parameters.Length == 1 ? "1 parameter" : $"{view.Parameters.Length} parameters";
            throw new RametException(
                ErrorCode.WrongArgumentCount, ErrorKind.User, $"view {symbol} needs {needed}, actually have {call.Arguments.Length}", call.Span);
        }
        var variables = Variables(symbol);
        for (var i = 0; i < view.Parameters.Length; i++)
        {
            if (view.Parameters[i] is ViewRowsParameter rows)
                variables.Set(rows.Name, BindRows(rows, call.Arguments[i], i + 1));
            else
                variables.Set(view.Parameters[i].Name, BindValue((ViewValueParameter)view.Parameters[i], call.Arguments[i], i + 1));
        }
        return variables;
    }

    /// <summary>Values that stand for the parameters while the view is defined: of the right types, and never computed.</summary>
    public static BodyVariables Placeholders(BindingSession session, TableSymbol symbol, ViewSymbol view)
    {
        var variables = Variables(symbol);
        foreach (var parameter in view.Parameters)
        {
            if (parameter is ViewRowsParameter rows)
                variables.Set(rows.Name, Placeholder(session, rows, view));
            else
                variables.Set(parameter.Name, new BoundLambdaParameter(parameter.Name.Name, TypeOrNull(((ViewValueParameter)parameter).Type, view), parameter.Span));
        }
        return variables;
    }

    private static BodyVariables Variables(TableSymbol symbol) => new($"view {symbol.Name}", isRepeated: true);

    private static DataType TypeOrNull(TypeSyntax? type, ViewSymbol view) => view.TypeOf(type) ?? DataType.Void;

    private static BoundCommonTable Placeholder(BindingSession session, ViewRowsParameter parameter, ViewSymbol view)
    {
        ImmutableArray<ResultColumn> columns =
            [.. parameter.Columns.Select(column => new ResultColumn(column.Name.Name.ToLowerInvariant(), TypeOrNull(column.Type, view)))];
        var rows = new BoundStoredRows(new StoredRowsSymbol(parameter.Name.Name, columns), session.NewAlias(parameter.Name.Name));
        return Table(session, parameter, SelectAll(rows, parameter.Span), [.. columns.Select(column => column.Name)]);
    }

    private BoundExpression BindValue(ViewValueParameter parameter, ViewArgument argument, int position)
    {
        if (argument is not ViewValueArgument { Value: var expression })
        {
            throw BindingErrors.Semantic(
                $"argument {position} of view {symbol} is a value, @{parameter.Name.Name}, and cannot be the name of a table or column", argument.Span);
        }
        var here = new QueryContext(null, context.CommonTables, []);
        var value = new ExpressionBinder(session, new Scope(null, []), here, new Clause("an argument of a view")).Bind(expression);
        session.Expansion.Measure(value, symbol.Name, argument.Span);
        RequireOneValue(parameter, value, argument.Span);
        if (view.TypeOf(parameter.Type) is not { } type)
            return value;
        return session.FitsInto(value, type) ? value.ConvertTo(type) : throw BindingErrors.NotImplicit(value.Type, type, argument.Span);
    }

    /// <summary>A value takes the place of its parameter: a random one would be another for each row, and a subquery is one part of the statement.</summary>
    private void RequireOneValue(ViewValueParameter parameter, BoundExpression value, SourceSpan span)
    {
        const string Hint = "Assign the value to a variable of a script first.";
        if (value.DescendantsAndSelf().Any(static node => node is BoundCall { Function.IsVolatile: true }))
            throw BindingErrors.Unsupported("a random value as an argument of a view", span, Hint);
        if (UsesOf(parameter) > 1 && value.DescendantsAndSelf().Any(static node => node is BoundSubquery))
            throw BindingErrors.Unsupported($"a subquery for @{parameter.Name.Name}, which view {symbol} uses several times,", span, Hint);
    }

    private int UsesOf(ViewValueParameter parameter) => view.Steps.Append<SyntaxNode>(view.Query)
        .SelectMany(static part => part.DescendantsAndSelf()).OfType<VariableReference>().Count(use => use.Variable.Matches(parameter.Name.Name));

    private BoundCommonTable BindRows(ViewRowsParameter parameter, ViewArgument argument, int position)
    {
        var rows = RowsOf(argument) ?? throw BindingErrors.Semantic(
            $"argument {position} of view {symbol} is a table, @{parameter.Name.Name}", argument.Span,
            "Give it a table, a variable with rows, or a query in parentheses.");
        var given = rows.Outputs.Length;
        var needed = parameter.Columns.Length;
        if (given < needed || (given > needed && !parameter.TakesMore))
        {
            throw BindingErrors.Semantic(
                $"argument {position} of view {symbol} has {given} columns, expect {(parameter.TakesMore ? "at least " : "")}{needed}", argument.Span,
                "Columns are taken by position; a query in parentheses can choose them.");
        }
        ImmutableArray<DataType> types =
            [.. rows.Outputs.Select((output, index) => index < needed ? view.TypeOf(parameter.Columns[index].Type) ?? output.Type : output.Type)];
        foreach (var (output, type) in rows.Outputs.Zip(types))
        {
            if (output.Type != type && output.Type.Kind != TypeKind.Void && !session.Conversions.IsImplicit(output.Type, type))
                throw BindingErrors.NotImplicit(output.Type, type, argument.Span);
        }
        ImmutableArray<string> names =
            [.. rows.Outputs.Select((output, index) => index < needed ? parameter.Columns[index].Name.Name.ToLowerInvariant() : output.Name)];
        return Table(session, parameter, session.Convert(rows, types), names);
    }

    /// <summary>The rows that an argument means; null when it is a value.</summary>
    private BoundQueryBlock? RowsOf(ViewArgument argument) => argument switch
    {
        ViewTableArgument table => Read(new NamedTable(table.Table, null, null, null) { Span = table.Span }),
        ViewValueArgument { Value: VariableReference variable } => Read(new VariableTable(variable.Variable, null, []) { Span = variable.Span }),
        ViewValueArgument { Value: ScalarSubquery subquery } =>
            new QueryBinder(session).Bind(subquery.Query, new QueryContext(null, context.CommonTables, [])),
        _ => null,
    };

    private BoundQueryBlock Read(TableReference table)
    {
        var from = new FromBinder(session, new QueryContext(null, context.CommonTables, [])).Bind([table]);
        return SelectAll((BoundSource)from.Relation!, table.Span); // a single table is a source
    }

    private static BoundQueryBlock SelectAll(BoundSource source, SourceSpan span)
    {
        foreach (var column in source.Columns)
            column.IsUsed = true;
        ImmutableArray<BoundExpression> items = [.. source.Columns.Select(column => new BoundColumn(column, span))];
        var outputs = Outputs.Name(source.Columns.Select(column => ((string?)column.Name, column.Type)));
        return new BoundQueryBlock([], new BoundSelect(outputs, items, IsDistinct: false, source, null, null, null, null), [], null, null, []);
    }

    private static BoundCommonTable Table(BindingSession session, ViewRowsParameter parameter, BoundQueryBlock rows, ImmutableArray<string> names) =>
        new(parameter.Name.Name, session.NewCommonTable(parameter.Name.Name), rows, names);
}
