using System.Collections.Immutable;
using Ramet.Sql.DuckDb;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>
/// Turns the conditions of a scan into one over the smallest and largest values of its columns in a file: <c>a &gt; 5</c> can only be true
/// somewhere in the file if its largest <c>a</c> is above 5. Values are literals, so that they are the same when files are chosen and when
/// rows are read.
/// </summary>
/// <param name="Columns">The columns whose bounds are needed, at least one.</param>
/// <param name="Predicate">
/// The engine's text over columns <see cref="LowerName"/> and <see cref="UpperName"/>; false only for files without a row that matters. NULL
/// stands for an unknown bound.
/// </param>
public sealed record FileBounds(ImmutableArray<ColumnSymbol> Columns, string Predicate)
{
    /// <summary>A longer list of IN has values in most files anyway.</summary>
    private const int ItemsMax = 200;

    /// <summary>The condition of a scan; null when none of its conditions says anything about bounds.</summary>
    public static FileBounds? Of(BoundTableScan scan)
    {
        var columns = new HashSet<SourceColumn>();
        var predicates = scan.Conditions.Select(condition => May(condition, columns)).OfType<string>().ToList();
        return predicates.Count == 0
            ? null
            : new FileBounds([.. columns.Select(column => scan.Table.Columns[column.Index])], string.Join(" AND ", predicates));
    }

    /// <summary>The name of the column with a value not above any that the column has in the file.</summary>
    public static string LowerName(ColumnSymbol column) => $"lower_{column.FieldId}";

    /// <summary>The name of the column with a value not below any that the column has in the file.</summary>
    public static string UpperName(ColumnSymbol column) => $"upper_{column.FieldId}";

    /// <summary>Whether a condition may be true for a row of the file, as text; null when bounds do not tell.</summary>
    private static string? May(BoundExpression condition, HashSet<SourceColumn> columns) => condition switch
    {
        BoundBinary test => MayCompare(test, columns),
        BoundDistinctFrom { IsNegated: true } test => MayEqual(test.Left, test.Right, columns) ?? MayEqual(test.Right, test.Left, columns),
        BoundBetween { IsNegated: false } test when IsBounded(test.Operand) && test.Low.IsLiteral && test.High.IsLiteral =>
            Known($"{Lower(test.Operand, columns)} <= {Text(test.High)} AND {Upper(test.Operand, columns)} >= {Text(test.Low)}"),
        BoundInList { IsNegated: false, Items.Length: <= ItemsMax } test => MayBeOneOf(test, columns),
        BoundChain { Operator: ChainOperator.And } chain => Join(" AND ", chain.Operands.Select(operand => May(operand, columns)).OfType<string>()),
        BoundChain { Operator: ChainOperator.Or } chain => MayBeAny(chain, columns),
        _ => null,
    };

    private static string? MayCompare(BoundBinary test, HashSet<SourceColumn> columns) => test.Operator switch
    {
        BinaryOperator.Equal => MayEqual(test.Left, test.Right, columns) ?? MayEqual(test.Right, test.Left, columns),
        BinaryOperator.Less => MayBeBelow(test.Left, "<", test.Right, columns) ?? MayBeAbove(test.Right, ">", test.Left, columns),
        BinaryOperator.LessOrEqual => MayBeBelow(test.Left, "<=", test.Right, columns) ?? MayBeAbove(test.Right, ">=", test.Left, columns),
        BinaryOperator.Greater => MayBeAbove(test.Left, ">", test.Right, columns) ?? MayBeBelow(test.Right, "<", test.Left, columns),
        BinaryOperator.GreaterOrEqual => MayBeAbove(test.Left, ">=", test.Right, columns) ?? MayBeBelow(test.Right, "<=", test.Left, columns),
        _ => null,
    };

    private static string? MayEqual(BoundExpression operand, BoundExpression value, HashSet<SourceColumn> columns) =>
        IsBounded(operand) && value.IsLiteral ? Known(Between(operand, value, columns)) : null;

    private static string? MayBeBelow(BoundExpression operand, string test, BoundExpression value, HashSet<SourceColumn> columns) =>
        IsBounded(operand) && value.IsLiteral ? Known($"{Lower(operand, columns)} {test} {Text(value)}") : null;

    private static string? MayBeAbove(BoundExpression operand, string test, BoundExpression value, HashSet<SourceColumn> columns) =>
        IsBounded(operand) && value.IsLiteral ? Known($"{Upper(operand, columns)} {test} {Text(value)}") : null;

    private static string? MayBeOneOf(BoundInList test, HashSet<SourceColumn> columns) =>
        IsBounded(test.Operand) && test.Items.All(item => item.IsLiteral)
            ? Join(" OR ", test.Items.Where(item => item is not BoundConstant { Value: null }).Select(item => Known(Between(test.Operand, item, columns))))
            : null;

    private static string? MayBeAny(BoundChain chain, HashSet<SourceColumn> columns)
    {
        var alternatives = chain.Operands.Select(operand => May(operand, columns)).ToList();
        return alternatives.Contains(null) ? null : Join(" OR ", alternatives!); // no null among them
    }

    private static string Between(BoundExpression operand, BoundExpression value, HashSet<SourceColumn> columns) =>
        $"{Lower(operand, columns)} <= {Text(value)} AND {Upper(operand, columns)} >= {Text(value)}";

    /// <summary>A file with an unknown bound must be read.</summary>
    private static string Known(string predicate) => $"coalesce({predicate}, true)";

    private static string? Join(string word, IEnumerable<string> predicates) =>
        string.Join(word, predicates) is { Length: > 0 } text ? $"({text})" : null;

    private static string Text(BoundExpression value) => $"({DuckDbWriter.WriteConstant(value)})";

    private static string Lower(BoundExpression operand, HashSet<SourceColumn> columns) => Bound(operand, LowerName, columns);

    private static string Upper(BoundExpression operand, HashSet<SourceColumn> columns) => Bound(operand, UpperName, columns);

    private static string Bound(BoundExpression operand, Func<ColumnSymbol, string> name, HashSet<SourceColumn> columns)
    {
        if (operand is BoundConversion conversion)
            return ConversionText.Convert(Bound(conversion.Operand, name, columns), conversion.Operand.Type, conversion.Type);
        var column = ((BoundColumn)operand).Column; // IsBounded
        columns.Add(column);
        return name(((BoundTableScan)column.Source).Table.Columns[column.Index]);
    }

    /// <summary>
    /// A data column, or one converted so that a larger value never becomes a smaller one. Partition columns have chosen the partitions
    /// already.
    /// </summary>
    private static bool IsBounded(BoundExpression operand) => operand switch
    {
        BoundColumn { Column: { Source: BoundTableScan { Table: var table }, Index: var index, Type: var type } } =>
            !table.IsPartitionColumn(index) && (BucketHash.IsHashable(type) || type.Kind.IsFloating),
        BoundConversion conversion => KeepsOrder(conversion.Operand.Type, conversion.Type) && IsBounded(conversion.Operand),
        _ => false,
    };

    private static bool KeepsOrder(DataType from, DataType to) =>
        ConversionText.IsSame(from, to)
        || (from.Kind.IsNumber && to.Kind.IsNumber && to.Kind >= from.Kind)
        || (from.Kind == TypeKind.Date && to.Kind is TypeKind.DateTime or TypeKind.Timestamp);
}
