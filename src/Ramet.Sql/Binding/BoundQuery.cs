using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>A whole query that is ready to be written for the engine by <see cref="DuckDb.DuckDbWriter"/>.</summary>
public sealed class BoundQuery
{
    internal BoundQuery(BoundQueryBlock block, ImmutableArray<BoundTableScan> scans, ImmutableArray<BoundView> views)
    {
        Block = block;
        Scans = scans;
        Views = views;
        Columns = [.. block.Outputs.Select(output => new ResultColumn(output.Name, output.Type))];
    }

    /// <summary>
    /// The columns of the result, in order. Names are in lower case and may repeat; a column without a name is <c>_c0</c>, <c>_c1</c>... by
    /// its position.
    /// </summary>
    public ImmutableArray<ResultColumn> Columns { get; }

    /// <summary>Every reading of a table, at any depth, in the order of the text. A table that is named twice is read twice.</summary>
    public ImmutableArray<BoundTableScan> Scans { get; }

    /// <summary>What the reader must be allowed to read: the columns of tables, and those of views, whose own tables are here too.</summary>
    public IEnumerable<BoundReading> Readings => Scans
        .Select(static scan => new BoundReading(scan.Table, scan.UsedColumns, scan.Span))
        .Concat(Views.Select(static view => view.Reading));

    /// <summary>What is read of the views that the statement itself names; what is behind them is not among it.</summary>
    public IEnumerable<BoundReading> NamedViews => Views.Where(static view => view.IsNamed).Select(static view => view.Reading);

    internal BoundQueryBlock Block { get; }

    /// <summary>Every reading of a view, at any depth.</summary>
    internal ImmutableArray<BoundView> Views { get; }

    /// <summary>Where the value of a column of the result was written; null when it was not.</summary>
    /// <param name="column">The position of the column, from 0.</param>
    public SourceSpan? PlaceOf(int column) => Block.Body is BoundSelect select && select.Items[column].Span is { Line: > 0 } span ? span : null;
}

/// <summary>What a query reads of one table or view, each time that it is named.</summary>
/// <param name="Table">The table or view.</param>
/// <param name="Columns">The columns that are used, in declared order; empty when only the number of rows matters.</param>
/// <param name="Span">Where the statement names it, or the view that leads to it.</param>
public sealed record BoundReading(TableSymbol Table, ImmutableArray<ColumnSymbol> Columns, SourceSpan Span);

/// <summary>One reading of a view.</summary>
/// <param name="View">The view.</param>
/// <param name="Rows">Its query in FROM, which knows the columns that are used.</param>
/// <param name="Place">Where it is named.</param>
/// <param name="IsNamed">Whether the statement names it, and not another view.</param>
internal sealed record BoundView(TableSymbol View, BoundDerivedTable Rows, SourceSpan Place, bool IsNamed)
{
    public BoundReading Reading => new(View, [.. Rows.Columns.Where(static column => column.IsUsed).Select(column => View.Columns[column.Index])], Place);
}

/// <summary>A column of a query's result.</summary>
/// <param name="Name">The name, in lower case.</param>
/// <param name="Type">The type; never that of a bare NULL, which is STRING in results.</param>
public sealed record ResultColumn(string Name, DataType Type);
