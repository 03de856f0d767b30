using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>
/// Binds the reading of a view: its query becomes a query in FROM. It is bound by itself, so that no name of the statement around it, such
/// as that of a common table, can take the place of a table of the view.
/// </summary>
internal sealed class ViewBinder(BindingSession session)
{
    /// <summary>Binds one reading.</summary>
    /// <param name="symbol">The view with its columns.</param>
    /// <param name="view">What it stands for.</param>
    /// <param name="place">Where the statement names it.</param>
    /// <param name="alias">The alias, or the name of the view.</param>
    /// <param name="arguments">What its parameters mean; null for an ordinary view.</param>
    /// <exception cref="RametException">The query no longer has a meaning, or gives other columns than it did.</exception>
    public BoundDerivedTable Bind(TableSymbol symbol, ViewSymbol view, SourceSpan place, string alias, BodyVariables? arguments = null)
    {
        var columns = ColumnsOf(symbol, view, BindQuery(symbol, view, place, arguments), place);
        return new BoundDerivedTable(columns, session.NewAlias(alias), symbol.Columns.Select(column => column.Name));
    }

    /// <summary>Binds the text of a view with parameters: its steps, its query, and the columns that it promises.</summary>
    /// <param name="inside">The session of the text.</param>
    /// <param name="view">The view.</param>
    /// <param name="variables">Its parameters; the steps add theirs.</param>
    /// <exception cref="RametException">The text has no meaning, or gives other columns than it promises.</exception>
    public static BoundQueryBlock BindText(BindingSession inside, ViewSymbol view, BodyVariables variables)
    {
        foreach (var step in view.Steps)
            Assign(inside, view, variables, step);
        var query = new QueryBinder(inside).Bind(view.Query, new QueryContext(null, null, []));
        if (view.Returns is { } returns)
            query = Promised(inside, view, query, returns, view.Query.Body.Span);
        return query with { CommonTables = [.. variables.Rows, .. query.CommonTables] };
    }

    private static void Assign(BindingSession inside, ViewSymbol view, BodyVariables variables, Statement step)
    {
        if (step is AssignRowsStatement rows)
        {
            var query = new QueryBinder(inside).Bind(rows.Query, new QueryContext(null, null, []));
            var names = FromBinder.ColumnNames(query, [], rows.Span);
            variables.Set(rows.Variable, new BoundCommonTable(rows.Variable.Name, inside.NewCommonTable(rows.Variable.Name), query, names));
            return;
        }
        var assign = (AssignValueStatement)step;
        var value = inside.ConstantBinder("a view").Bind(assign.Value);
        if (view.TypeOf(assign.Type) is { } type)
            value = inside.FitsInto(value, type) ? value.ConvertTo(type) : throw BindingErrors.NotImplicit(value.Type, type, assign.Value.Span);
        inside.Expansion.Measure(value, assign.Variable.Name, assign.Value.Span);
        variables.Set(assign.Variable, value);
    }

    private static BoundQueryBlock Promised(BindingSession inside, ViewSymbol view, BoundQueryBlock query, ViewResult returns, SourceSpan span)
    {
        if (query.Outputs.Length != returns.Columns.Length)
        {
            throw BindingErrors.Semantic(
                $"the query gives {query.Outputs.Length} columns, and RETURNS promises {returns.Columns.Length}", span);
        }
        ImmutableArray<DataType> types = [.. returns.Columns.Select(column => view.Settings.Effective(column.Type.Type, column.Type.Span))];
        foreach (var (output, type) in query.Outputs.Zip(types))
        {
            if (output.Type.Kind != TypeKind.Void && !inside.Conversions.IsImplicit(output.Type, type))
                throw BindingErrors.NotImplicit(output.Type, type, span);
        }
        return inside.Convert(query, types);
    }

    private BoundQueryBlock BindQuery(TableSymbol symbol, ViewSymbol view, SourceSpan place, BodyVariables? arguments)
    {
        try
        {
            var inside = session.Inside(view, place, arguments);
            return arguments is null
                ? new QueryBinder(inside).Bind(view.Query, new QueryContext(null, null, []))
                : BindText(inside, view, arguments);
        }
        catch (RametException error)
        {
            throw BindingErrors.InView(symbol, error, place);
        }
    }

    /// <summary>
    /// The columns that the view had when it was created. A star in its query may give more of them by now, at any place, since columns
    /// were added to the tables.
    /// </summary>
    private BoundQueryBlock ColumnsOf(TableSymbol symbol, ViewSymbol view, BoundQueryBlock query, SourceSpan place)
    {
        if (view.Returns is not null || query.Outputs.Select(output => output.Name).SequenceEqual(view.QueryColumns))
            return query;
        var rows = new BoundDerivedTable(query, session.NewAlias("q"), query.Outputs.Select(output => output.Name));
        var chosen = view.QueryColumns.Select(name => Find(symbol, rows, name, place)).ToList();
        var outputs = Outputs.Name(chosen.Select(column => ((string?)column.Name, column.Type)));
        ImmutableArray<BoundExpression> items = [.. chosen.Select(column => new BoundColumn(column, place))];
        return new BoundQueryBlock([], new BoundSelect(outputs, items, IsDistinct: false, rows, null, null, null, null), [], null, null, []);
    }

    private static SourceColumn Find(TableSymbol symbol, BoundDerivedTable rows, string name, SourceSpan place) =>
        rows.Columns.Where(column => column.Name == name).Take(2).ToList() switch
        {
            [var single] => single,
            [] => throw BindingErrors.InvalidView(symbol, $"its query no longer gives a column {name}", place),
            _ => throw BindingErrors.InvalidView(symbol, $"its query now gives several columns {name}", place),
        };
}
