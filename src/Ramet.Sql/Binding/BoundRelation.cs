using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.DuckDb;
using Ramet.Sql.Functions;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>Something in FROM that gives rows. Relations are compared by identity: the same table read twice is two relations.</summary>
public abstract class BoundRelation
{
    private protected BoundRelation()
    {
    }

    /// <summary>The relations directly below.</summary>
    internal virtual ImmutableArray<BoundRelation> Inputs => [];
}

/// <summary>A relation with columns of its own, under an alias that is unique in the statement.</summary>
public abstract class BoundSource : BoundRelation
{
    private protected BoundSource(string engineAlias, IEnumerable<(string Name, string EngineName, DataType Type)> columns)
    {
        EngineAlias = engineAlias;
        Columns = [.. columns.Select((column, index) => new SourceColumn(this, index, column.Name, column.EngineName, column.Type))];
    }

    /// <summary>The alias in the engine's text.</summary>
    internal string EngineAlias { get; }

    /// <summary>The columns in order.</summary>
    internal ImmutableArray<SourceColumn> Columns { get; }
}

/// <summary>A column of a <see cref="BoundSource"/>; compared by identity.</summary>
internal sealed class SourceColumn(BoundSource source, int index, string name, string engineName, DataType type)
{
    /// <summary>The source that has the column.</summary>
    public BoundSource Source { get; } = source;

    /// <summary>The position in <see cref="BoundSource.Columns"/>, from 0.</summary>
    public int Index { get; } = index;

    /// <summary>The name that the user knows. Two columns of a subquery may share one.</summary>
    public string Name { get; } = name;

    /// <summary>The name in the engine's text, unique in the source.</summary>
    public string EngineName { get; } = engineName;

    /// <summary>The type of the values.</summary>
    public DataType Type { get; } = type;

    /// <summary>Whether an expression of the statement uses the column; the binder sets it as it meets them.</summary>
    public bool IsUsed { get; set; }
}

/// <summary>One reading of a table.</summary>
public sealed class BoundTableScan : BoundSource
{
    internal BoundTableScan(TableSymbol table, string engineAlias, SourceSpan span)
        : base(engineAlias, table.Columns.Zip(FileReader.EngineNames(table), (column, name) => (column.Name, name, column.Type)))
    {
        Table = table;
        Span = span;
    }

    /// <summary>The reading of all columns of a table, for statements that copy its rows as they are.</summary>
    /// <param name="table">The table.</param>
    /// <param name="span">Where the statement names it.</param>
    public static BoundTableScan OfWhole(TableSymbol table, SourceSpan span)
    {
        var scan = new BoundTableScan(table, "t", span);
        foreach (var column in scan.Columns)
            column.IsUsed = true;
        return scan;
    }

    /// <summary>The reading of some columns of a table, for programs that ask for rows without a statement.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">Positions of the columns in the table.</param>
    public static BoundTableScan OfColumns(TableSymbol table, IEnumerable<int> columns)
    {
        var scan = new BoundTableScan(table, "t", default);
        foreach (var column in columns)
            scan.Columns[column].IsUsed = true;
        return scan;
    }

    /// <summary>The table.</summary>
    public TableSymbol Table { get; }

    /// <summary>Where the table is named in the statement.</summary>
    public SourceSpan Span { get; }

    /// <summary>Whether the statement asks for the positions of rows, with which it finds those again that it changes.</summary>
    internal bool HasRowPositions { get; init; }

    /// <summary>
    /// The columns that the statement uses, in declared order: what must be read, and what the user must be allowed to read.
    /// </summary>
    public ImmutableArray<ColumnSymbol> UsedColumns =>
        [.. Columns.Where(column => column.IsUsed).Select(column => Table.Columns[column.Index])];

    /// <summary>
    /// Conditions over columns of this reading only: a row for which one of them is not true does not matter. The engine evaluates them
    /// too, so that files are only left out to save time.
    /// </summary>
    internal ImmutableArray<BoundExpression> Conditions { get; set; } = [];

    /// <summary>Whether the statement limits the rows that it needs of this reading.</summary>
    public bool HasConditions => !Conditions.IsEmpty;

    /// <summary>
    /// A condition over partition columns only: partitions for which it is not true have no row that matters. Null when nothing can be left
    /// out.
    /// Print it with <see cref="DuckDb.DuckDbWriter.WritePartitionFilter"/>.
    /// </summary>
    public BoundExpression? PartitionPredicate { get; internal set; }

    /// <summary>
    /// Conditions over partition columns that need the rows of a subquery: <c>ds IN (SELECT ...)</c>. Partitions for which one of them is not
    /// true have no row that matters, but the subqueries must be run to know.
    /// </summary>
    internal ImmutableArray<BoundExpression> PartitionQueries { get; set; } = [];

    /// <summary>The subqueries of <see cref="PartitionQueries"/>, to be run before partitions are chosen.</summary>
    public ImmutableArray<PartitionSubquery> PartitionSubqueries =>
        [.. PartitionQueries.SelectMany(condition => condition.DescendantsAndSelf()).OfType<BoundSubquery>().Select(query => new PartitionSubquery(query))];

    /// <summary>
    /// Whether the statement limits the partitions at all. It may do so by a subquery, which only the engine can evaluate: then this is
    /// true
    /// and <see cref="PartitionPredicate"/> may be null.
    /// </summary>
    public bool HasPartitionCondition { get; internal set; }
}

/// <summary>A query in FROM.</summary>
internal sealed class BoundDerivedTable(BoundQueryBlock query, string engineAlias, IEnumerable<string> names)
    : BoundSource(engineAlias, query.Outputs.Zip(names, (output, name) => (name, output.EngineName, output.Type)))
{
    /// <summary>The query.</summary>
    public BoundQueryBlock Query { get; } = query;
}

/// <summary>Rows that another query of the same statement has given before, and that the engine keeps.</summary>
internal sealed class BoundStoredRows(StoredRowsSymbol rows, string engineAlias)
    : BoundSource(engineAlias, rows.Columns.Select((column, index) => (column.Name, StoredRowsSymbol.EngineName(index), column.Type)))
{
    /// <summary>What is known about the rows.</summary>
    public StoredRowsSymbol Rows { get; } = rows;
}

/// <summary>A use of a common table expression.</summary>
/// <param name="table">The common table.</param>
/// <param name="engineAlias">The alias in the engine's text.</param>
/// <param name="names">Other names for its columns; null to keep theirs.</param>
internal sealed class BoundCommonTableReference(BoundCommonTable table, string engineAlias, IEnumerable<string>? names = null)
    : BoundSource(engineAlias, table.Query.Outputs.Zip(names ?? table.ColumnNames, (output, name) => (name, output.EngineName, output.Type)))
{
    /// <summary>The common table.</summary>
    public BoundCommonTable Table { get; } = table;
}

/// <summary>A join. An inner join without a condition is the product of both sides.</summary>
internal sealed class BoundJoin(BoundRelation left, JoinKind kind, BoundRelation right, BoundExpression? condition) : BoundRelation
{
    public BoundRelation Left { get; } = left;

    public JoinKind Kind { get; } = kind;

    public BoundRelation Right { get; } = right;

    public BoundExpression? Condition { get; } = condition;

    internal override ImmutableArray<BoundRelation> Inputs => [Left, Right];
}

/// <summary>Some rows of a source, which go by the names that the source itself has.</summary>
internal sealed class BoundSample(BoundSource source, BoundExpression? condition, long? rowCount) : BoundRelation
{
    public BoundSource Source { get; } = source;

    /// <summary>Which rows are taken; null when a number of them is.</summary>
    public BoundExpression? Condition { get; } = condition;

    /// <summary>How many rows are taken by chance; null when a condition tells.</summary>
    public long? RowCount { get; } = rowCount;

    internal override ImmutableArray<BoundRelation> Inputs => [Source];
}

/// <summary>A LATERAL VIEW: each row of the input beside each row that a table function gives for it.</summary>
internal sealed class BoundLateralView(
    BoundRelation? input,
    bool isOuter,
    FunctionOverload function,
    ImmutableArray<BoundExpression> arguments,
    string engineAlias,
    IEnumerable<(string Name, string EngineName, DataType Type)> columns) : BoundSource(engineAlias, columns)
{
    /// <summary>The rows beside which the function's rows stand; null for a table function without FROM.</summary>
    public BoundRelation? Input { get; } = input;

    public bool IsOuter { get; } = isOuter;

    public FunctionOverload Function { get; } = function;

    public ImmutableArray<BoundExpression> Arguments { get; } = arguments;

    internal override ImmutableArray<BoundRelation> Inputs => Input is null ? [] : [Input];
}
