using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary>Something in FROM that gives rows.</summary>
public abstract record TableReference : SyntaxNode;

/// <summary><c>table [TIMESTAMP AS OF time | VERSION AS OF number] [TABLESAMPLE(...)] [[AS] alias]</c>.</summary>
/// <param name="Name">The table, view or common table.</param>
/// <param name="Version">The state of the table that is read; null for the current one.</param>
/// <param name="Sample">The part of the rows that is read; null for all.</param>
/// <param name="Alias">The name under which columns are qualified; null for the table's own.</param>
public sealed record NamedTable(TableName Name, TableVersion? Version, TableSample? Sample, Identifier? Alias) : TableReference
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        Name = map.One(Name),
        Version = map.Optional(Version),
        Sample = map.Optional(Sample),
        Alias = map.Optional(Alias),
    };
}

/// <summary>Which of the states that a table has had is read.</summary>
public abstract record TableVersion : SyntaxNode;

/// <summary><c>TIMESTAMP AS OF time</c>: the state at that time.</summary>
/// <param name="Time">A text, or a literal of a time type.</param>
public sealed record TimestampAsOf(Expression Time) : TableVersion
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Time = map.One(Time) };
}

/// <summary><c>VERSION AS OF number</c>: the state of that number, which SHOW HISTORY lists as LSN.</summary>
/// <param name="Number">The number.</param>
public sealed record VersionAsOf(CountValue Number) : TableVersion
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Number = map.One(Number) };
}

/// <summary><c>@v [AS] alias [(columns)]</c>: the rows of a variable of a script.</summary>
/// <param name="Variable">The variable, without the <c>@</c>.</param>
/// <param name="Alias">The name of its rows; null for that of the variable.</param>
/// <param name="Columns">New names for its columns; empty to keep theirs.</param>
public sealed record VariableTable(Identifier Variable, Identifier? Alias, ImmutableArray<Identifier> Columns) : TableReference
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { Variable = map.One(Variable), Alias = map.Optional(Alias), Columns = map.All(Columns) };
}

/// <summary><c>(query) [AS] alias [(columns)]</c>.</summary>
/// <param name="Query">The query in parentheses.</param>
/// <param name="Alias">The name of its rows; null when it was left out, which some queries allow.</param>
/// <param name="Columns">New names for its columns; empty to keep theirs.</param>
public sealed record DerivedTable(Query Query, Identifier? Alias, ImmutableArray<Identifier> Columns) : TableReference
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { Query = map.One(Query), Alias = map.Optional(Alias), Columns = map.All(Columns) };
}

/// <summary><c>VALUES (1,2),(3,4) [AS] t [(a,b)]</c>.</summary>
/// <param name="Rows">The rows; at least one.</param>
/// <param name="Alias">The name of the rows; null for none.</param>
/// <param name="Columns">The names of the columns; empty for the default names.</param>
public sealed record ValuesTable(ImmutableArray<ValuesRow> Rows, Identifier? Alias, ImmutableArray<Identifier> Columns) : TableReference
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { Rows = map.All(Rows), Alias = map.Optional(Alias), Columns = map.All(Columns) };
}

/// <summary><c>left [kind] JOIN right [ON condition | USING (columns)]</c>.</summary>
/// <param name="Left">The rows before JOIN.</param>
/// <param name="Kind">Which rows are kept.</param>
/// <param name="IsNatural">True with NATURAL: all columns of equal name are compared.</param>
/// <param name="Right">The rows behind JOIN. A join here was written in parentheses.</param>
/// <param name="Condition">The ON condition; null for none.</param>
/// <param name="Using">The columns of USING; empty for none.</param>
public sealed record JoinedTable(
    TableReference Left,
    JoinKind Kind,
    bool IsNatural,
    TableReference Right,
    Expression? Condition,
    ImmutableArray<Identifier> Using) : TableReference
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        Left = map.One(Left),
        Right = map.One(Right),
        Condition = map.Optional(Condition),
        Using = map.All(Using),
    };
}

/// <summary>The kinds of joins.</summary>
public enum JoinKind
{
    /// <summary>[INNER] JOIN.</summary>
    Inner,

    /// <summary>LEFT [OUTER] JOIN.</summary>
    Left,

    /// <summary>RIGHT [OUTER] JOIN.</summary>
    Right,

    /// <summary>FULL [OUTER] JOIN.</summary>
    Full,

    /// <summary>CROSS JOIN.</summary>
    Cross,

    /// <summary>LEFT SEMI JOIN: rows of the left side that have a partner.</summary>
    LeftSemi,

    /// <summary>LEFT ANTI JOIN: rows of the left side that have none.</summary>
    LeftAnti,
}

/// <summary><c>input LATERAL VIEW [OUTER] function(...) alias [AS columns]</c>.</summary>
/// <param name="Input">The rows before LATERAL VIEW, whose columns the arguments may use.</param>
/// <param name="IsOuter">True with OUTER: a row for which the function gives nothing is kept, with NULL.</param>
/// <param name="Function">The table function.</param>
/// <param name="Alias">The name of the function's rows.</param>
/// <param name="Columns">The names of its columns; empty for the function's own.</param>
public sealed record LateralView(
    TableReference Input,
    bool IsOuter,
    FunctionCall Function,
    Identifier Alias,
    ImmutableArray<Identifier> Columns) : TableReference
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        Input = map.One(Input),
        Function = map.One(Function),
        Alias = map.One(Alias),
        Columns = map.All(Columns),
    };
}
