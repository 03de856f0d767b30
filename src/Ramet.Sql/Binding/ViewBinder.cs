using System.Collections.Immutable;
using Ramet.Errors;

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
    /// <exception cref="RametException">The query no longer has a meaning, or gives other columns than it did.</exception>
    public BoundDerivedTable Bind(TableSymbol symbol, ViewSymbol view, SourceSpan place, string alias)
    {
        var columns = ColumnsOf(symbol, view, BindQuery(symbol, view, place), place);
        return new BoundDerivedTable(columns, session.NewAlias(alias), symbol.Columns.Select(column => column.Name));
    }

    private BoundQueryBlock BindQuery(TableSymbol symbol, ViewSymbol view, SourceSpan place)
    {
        try
        {
            return new QueryBinder(session.Inside(view, place)).Bind(view.Query, new QueryContext(null, null, []));
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
        if (query.Outputs.Select(output => output.Name).SequenceEqual(view.QueryColumns))
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
