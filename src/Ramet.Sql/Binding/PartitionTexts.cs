using System.Collections.Immutable;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>
/// What the partition predicate of a reading demands to equal a text, as <c>ds = '20240101'</c> does. By far the most predicates are made of nothing
/// else, and such equality can be told without the engine.
/// </summary>
/// <param name="Texts">The demands: the position of a column of type STRING among the partition columns, and the text that it must equal.</param>
/// <param name="AreAll">Whether the predicate consists of them; otherwise it is true for some of the partitions that meet them.</param>
public sealed record PartitionTexts(ImmutableArray<(int Level, string Text)> Texts, bool AreAll)
{
    /// <summary>What the predicate of a reading demands.</summary>
    public static PartitionTexts Of(BoundTableScan scan)
    {
        var conditions = PartitionPruning.Conjuncts(scan.PartitionPredicate).Select(condition => Demand(condition, scan)).ToList();
        return new PartitionTexts([.. conditions.OfType<(int, string)>()], conditions.TrueForAll(demand => demand is not null));
    }

    private static (int Level, string Text)? Demand(BoundExpression condition, BoundTableScan scan) => condition switch
    {
        BoundBinary { Operator: BinaryOperator.Equal, Left: BoundColumn column, Right: BoundConstant text } => Demand(column, text, scan),
        BoundBinary { Operator: BinaryOperator.Equal, Left: BoundConstant text, Right: BoundColumn column } => Demand(column, text, scan),
        _ => null,
    };

    private static (int Level, string Text)? Demand(BoundColumn column, BoundConstant constant, BoundTableScan scan) =>
        column.Type.Kind == TypeKind.String && constant is { Type.Kind: TypeKind.String, Value: string text }
            ? (column.Column.Index - scan.Table.DataColumnCount, text)
            : null;
}
