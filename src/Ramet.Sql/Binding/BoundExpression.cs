using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Functions;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>
/// An expression whose meaning is settled: names are columns, calls are functions, and operands have the very types that their operator
/// works on,
/// because every implicit conversion has become a node. A writer only has to print it.
/// </summary>
/// <param name="Type">The type of the value.</param>
/// <param name="Span">Where the expression was written.</param>
public abstract record BoundExpression(DataType Type, SourceSpan Span)
{
    /// <summary>The operands, in order. Queries inside the expression are not among them.</summary>
    internal IReadOnlyList<BoundExpression> Children
    {
        get
        {
            List<BoundExpression> children = [];
            MapChildren(child =>
            {
                children.Add(child);
                return child;
            });
            return children;
        }
    }

    /// <summary>This expression with each operand replaced; the one place where a node names its operands.</summary>
    internal virtual BoundExpression MapChildren(Func<BoundExpression, BoundExpression> map) => this;

    /// <summary>This node and all nodes below it, each before its operands.</summary>
    internal IEnumerable<BoundExpression> DescendantsAndSelf()
    {
        var pending = new Stack<BoundExpression>();
        pending.Push(this);
        while (pending.TryPop(out var node))
        {
            yield return node;
            var children = node.Children;
            for (var i = children.Count - 1; i >= 0; i--)
                pending.Push(children[i]);
        }
    }

    /// <summary>Whether two evaluations for the same row may differ, as with RAND.</summary>
    internal bool IsVolatile => DescendantsAndSelf().Any(node => node is BoundCall { Function.IsVolatile: true });

    /// <summary>Whether the value is the same for every row: there are no columns, no queries and no random numbers in it.</summary>
    internal bool IsConstant => DescendantsAndSelf().All(node => node is not (BoundColumn or BoundSubquery or BoundAggregate or BoundWindow
        or BoundGrouping or BoundRowPosition or BoundCall { Function.IsVolatile: true }));

    /// <summary>
    /// Whether this is a constant, perhaps converted or negated: the same value whenever it is evaluated, which a function of the time is
    /// not.
    /// </summary>
    internal bool IsLiteral => DescendantsAndSelf().All(node => node is BoundConstant or BoundConversion or BoundUnary);
}

/// <summary>A value that is known while the statement is compiled.</summary>
/// <param name="Type">The type of the value.</param>
/// <param name="Value">
/// Null, or by type: <see cref="bool"/>; <see cref="long"/> for every integer type; <see cref="double"/> for FLOAT and DOUBLE;
/// the digits as <see cref="string"/> for DECIMAL; <see cref="string"/> for texts and JSON; an <see cref="ImmutableArray{T}"/> of bytes;
/// <see cref="DateOnly"/>; <see cref="System.DateTime"/> on the session's clock for DATETIME, TIMESTAMP and TIMESTAMP_NTZ;
/// <see cref="IntervalValue"/>.
/// </param>
/// <param name="Span">Where it was written.</param>
public sealed record BoundConstant(DataType Type, object? Value, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary>The value of a column in the current row of a source in FROM, of this query or of an enclosing one.</summary>
internal sealed record BoundColumn(SourceColumn Column, SourceSpan Span) : BoundExpression(Column.Type, Span);

/// <summary>Where the current row of a table stands, by which a statement that changes rows finds it again. NULL without a row.</summary>
/// <param name="Scan">The reading of the table.</param>
/// <param name="Part">What is asked for.</param>
internal sealed record BoundRowPosition(BoundTableScan Scan, RowPositionPart Part) : BoundExpression(DataType.BigInt, Scan.Span);

/// <summary>The two parts of a row's position.</summary>
internal enum RowPositionPart
{
    /// <summary>The position of its file in the list of files that are read, from 0.</summary>
    File,

    /// <summary>The position of the row in the file, from 0.</summary>
    Row,
}

/// <summary>A value converted to another type, by the rules that CAST has.</summary>
internal sealed record BoundConversion(BoundExpression Operand, DataType Type) : BoundExpression(Type, Operand.Span)
{
    internal override BoundExpression MapChildren(Func<BoundExpression, BoundExpression> map) => this with { Operand = map(Operand) };
}

/// <summary>A call of a function that takes the values of one row.</summary>
internal sealed record BoundCall(FunctionOverload Function, ImmutableArray<BoundExpression> Arguments, DataType Type, SourceSpan Span)
    : BoundExpression(Type, Span)
{
    internal override BoundExpression MapChildren(Func<BoundExpression, BoundExpression> map) =>
        this with { Arguments = map.All(Arguments) };
}

/// <summary>An operator with one operand.</summary>
internal sealed record BoundUnary(UnaryOperator Operator, BoundExpression Operand, DataType Type, SourceSpan Span)
    : BoundExpression(Type, Span)
{
    internal override BoundExpression MapChildren(Func<BoundExpression, BoundExpression> map) => this with { Operand = map(Operand) };
}

/// <summary>Arithmetic, bits, or a comparison.</summary>
internal sealed record BoundBinary(BoundExpression Left, BinaryOperator Operator, BoundExpression Right, DataType Type, SourceSpan Span)
    : BoundExpression(Type, Span)
{
    internal override BoundExpression MapChildren(Func<BoundExpression, BoundExpression> map) =>
        this with { Left = map(Left), Right = map(Right) };
}

/// <summary>AND, OR or <c>||</c> over any number of operands.</summary>
internal sealed record BoundChain(ChainOperator Operator, ImmutableArray<BoundExpression> Operands, DataType Type, SourceSpan Span)
    : BoundExpression(Type, Span)
{
    internal override BoundExpression MapChildren(Func<BoundExpression, BoundExpression> map) => this with { Operands = map.All(Operands) };
}

/// <summary>IS [NOT] NULL, TRUE or FALSE.</summary>
internal sealed record BoundIs(BoundExpression Operand, IsCondition Condition, bool IsNegated, SourceSpan Span)
    : BoundExpression(DataType.Boolean, Span)
{
    internal override BoundExpression MapChildren(Func<BoundExpression, BoundExpression> map) => this with { Operand = map(Operand) };
}

/// <summary>IS [NOT] DISTINCT FROM, also for <c>&lt;=&gt;</c>.</summary>
internal sealed record BoundDistinctFrom(BoundExpression Left, BoundExpression Right, bool IsNegated, SourceSpan Span)
    : BoundExpression(DataType.Boolean, Span)
{
    internal override BoundExpression MapChildren(Func<BoundExpression, BoundExpression> map) =>
        this with { Left = map(Left), Right = map(Right) };
}

/// <summary>LIKE and RLIKE over texts. An absent escape of LIKE is a back-slash.</summary>
internal sealed record BoundLike(
    BoundExpression Operand,
    LikeKind Kind,
    BoundExpression Pattern,
    BoundExpression? Escape,
    bool IsNegated,
    SourceSpan Span) : BoundExpression(DataType.Boolean, Span)
{
    internal override BoundExpression MapChildren(Func<BoundExpression, BoundExpression> map) =>
        this with { Operand = map(Operand), Pattern = map(Pattern), Escape = Escape is null ? null : map(Escape) };
}

/// <summary>[NOT] BETWEEN over three values of one type.</summary>
internal sealed record BoundBetween(BoundExpression Operand, BoundExpression Low, BoundExpression High, bool IsNegated, SourceSpan Span)
    : BoundExpression(DataType.Boolean, Span)
{
    internal override BoundExpression MapChildren(Func<BoundExpression, BoundExpression> map) =>
        this with { Operand = map(Operand), Low = map(Low), High = map(High) };
}

/// <summary>[NOT] IN over values of one type.</summary>
internal sealed record BoundInList(BoundExpression Operand, ImmutableArray<BoundExpression> Items, bool IsNegated, SourceSpan Span)
    : BoundExpression(DataType.Boolean, Span)
{
    internal override BoundExpression MapChildren(Func<BoundExpression, BoundExpression> map) =>
        this with { Operand = map(Operand), Items = map.All(Items) };
}

/// <summary>CASE with conditions; an operand has become comparisons.</summary>
internal sealed record BoundCase(ImmutableArray<BoundBranch> Branches, BoundExpression? Else, DataType Type, SourceSpan Span)
    : BoundExpression(Type, Span)
{
    internal override BoundExpression MapChildren(Func<BoundExpression, BoundExpression> map) => this with
    {
        Branches = [.. Branches.Select(branch => new BoundBranch(map(branch.Condition), map(branch.Result)))],
        Else = Else is null ? null : map(Else),
    };
}

/// <summary>WHEN condition THEN result.</summary>
internal sealed record BoundBranch(BoundExpression Condition, BoundExpression Result);

/// <summary>A field of a STRUCT.</summary>
internal sealed record BoundField(BoundExpression Operand, string Name, DataType Type, SourceSpan Span) : BoundExpression(Type, Span)
{
    internal override BoundExpression MapChildren(Func<BoundExpression, BoundExpression> map) => this with { Operand = map(Operand) };
}

/// <summary>An element of an ARRAY by its position from 0, or of a MAP by its key. NULL where there is none.</summary>
internal sealed record BoundElement(BoundExpression Operand, BoundExpression Index, DataType Type, SourceSpan Span)
    : BoundExpression(Type, Span)
{
    internal override BoundExpression MapChildren(Func<BoundExpression, BoundExpression> map) =>
        this with { Operand = map(Operand), Index = map(Index) };
}

/// <summary>STRUCT(...) and NAMED_STRUCT(...): a value with fields.</summary>
internal sealed record BoundStruct(ImmutableArray<string> Names, ImmutableArray<BoundExpression> Items, DataType Type, SourceSpan Span)
    : BoundExpression(Type, Span)
{
    internal override BoundExpression MapChildren(Func<BoundExpression, BoundExpression> map) => this with { Items = map.All(Items) };
}

/// <summary>MAP(k, v, ...).</summary>
internal sealed record BoundMap(
    ImmutableArray<BoundExpression> Keys,
    ImmutableArray<BoundExpression> Values,
    DataType Type,
    SourceSpan Span) : BoundExpression(Type, Span)
{
    internal override BoundExpression MapChildren(Func<BoundExpression, BoundExpression> map) =>
        this with { Keys = map.All(Keys), Values = map.All(Values) };
}

/// <summary>In the order of a query: the value of a column of its result.</summary>
/// <param name="Index">The position of the column, from 0.</param>
/// <param name="Type">The type of the column.</param>
/// <param name="Span">Where the key was written.</param>
internal sealed record BoundOutputPosition(int Index, DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary>An amount of one unit of time.</summary>
internal sealed record BoundInterval(BoundExpression Amount, DateTimeUnit Unit, DataType Type, SourceSpan Span)
    : BoundExpression(Type, Span)
{
    internal override BoundExpression MapChildren(Func<BoundExpression, BoundExpression> map) => this with { Amount = map(Amount) };
}

/// <summary>A function over values that are not computed yet: <c>x -&gt; x + 1</c>. Its type is the type of the body.</summary>
/// <param name="EngineName">
/// The engine's one parameter: the value itself, or, for a lambda of several parameters, a struct of their values.
/// </param>
/// <param name="Body">What is computed; it refers to the parameters by <see cref="BoundLambdaParameter"/>.</param>
/// <param name="Span">Where the lambda was written.</param>
internal sealed record BoundLambda(string EngineName, BoundExpression Body, SourceSpan Span)
    : BoundExpression(Body.Type, Span)
{
    internal override BoundExpression MapChildren(Func<BoundExpression, BoundExpression> map) => this with { Body = map(Body) };
}

/// <summary>A parameter of a lambda in its body.</summary>
/// <param name="EngineText">The parameter's value in the engine's text.</param>
/// <param name="Type">The parameter's type, which the function decides.</param>
/// <param name="Span">Where the parameter was written.</param>
internal sealed record BoundLambdaParameter(string EngineText, DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary>GROUPING(a) and GROUPING_ID(a, b): which keys a grouping set left out, one bit each, the last argument lowest.</summary>
internal sealed record BoundGrouping(ImmutableArray<BoundExpression> Keys, SourceSpan Span) : BoundExpression(DataType.BigInt, Span)
{
    internal override BoundExpression MapChildren(Func<BoundExpression, BoundExpression> map) => this with { Keys = map.All(Keys) };
}

/// <summary>Whether a row falls into one of several buckets by the hash of some values, as TABLESAMPLE asks.</summary>
/// <param name="Keys">The values; at least one.</param>
/// <param name="Bucket">The bucket, from 0.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Span">Where the sample was written.</param>
internal sealed record BoundBucketTest(ImmutableArray<BoundExpression> Keys, long Bucket, long Count, SourceSpan Span)
    : BoundExpression(DataType.Boolean, Span)
{
    internal override BoundExpression MapChildren(Func<BoundExpression, BoundExpression> map) => this with { Keys = map.All(Keys) };
}

/// <summary>Whether a row is taken by chance, as TABLESAMPLE asks.</summary>
/// <param name="Share">How many of the rows, from 0 to 1.</param>
/// <param name="Span">Where the sample was written.</param>
internal sealed record BoundChance(double Share, SourceSpan Span) : BoundExpression(DataType.Boolean, Span);

/// <summary>Applies a function to lists of operands, for <see cref="BoundExpression.MapChildren"/>.</summary>
internal static class BoundExpressionMapping
{
    public static ImmutableArray<BoundExpression> All(
        this Func<BoundExpression, BoundExpression> map, ImmutableArray<BoundExpression> nodes) =>
        [.. nodes.Select(map)];
}
