using System.Collections.Immutable;
using Ramet.Sql.DuckDb;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>
/// Finds which values of some columns the conditions of a scan ask for: <c>a = 1 AND b IN (2, 3)</c> asks for the keys (1, 2) and (1, 3).
/// Values are literals, so that they are the same when files are chosen and when rows are read.
/// </summary>
public static class KeyLookup
{
    /// <summary>More keys than this are in most buckets anyway.</summary>
    private const int KeysMax = 10_000;

    /// <summary>
    /// A query in the engine's dialect that gives the hashes (<see cref="BucketHash"/>) of all keys that rows must have to matter; null when the
    /// conditions leave one of the columns open.
    /// </summary>
    /// <param name="scan">The reading of the table.</param>
    /// <param name="fieldIds">The columns of the key, by their field ids.</param>
    public static string? WriteHashes(BoundTableScan scan, IEnumerable<int> fieldIds)
    {
        var relations = new List<string>();
        var count = 1L;
        foreach (var fieldId in fieldIds)
        {
            var column = scan.Columns.FirstOrDefault(column => scan.Table.Columns[column.Index].FieldId == fieldId);
            if (column is null || Fewest(scan.Conditions, column) is not { } keys || (count *= keys.Length) > KeysMax)
                return null;
            relations.Add($"(VALUES {string.Join(", ", keys.Select(key => $"({key})"))}) AS k{relations.Count}(key)");
        }
        var hash = BucketHash.WriteOfKeys(relations.Select((_, index) => $"k{index}.key"));
        return $"SELECT DISTINCT {hash} FROM {string.Join(", ", relations)}";
    }

    /// <summary>The text forms of the values that the most selective condition allows; null when none limits the column.</summary>
    private static ImmutableArray<string>? Fewest(IEnumerable<BoundExpression> conditions, SourceColumn column) =>
        conditions.Select(condition => Keys(condition, column)).Where(keys => keys is not null).MinBy(keys => keys!.Value.Length); // not null by Where

    private static ImmutableArray<string>? Keys(BoundExpression condition, SourceColumn column) => condition switch
    {
        BoundBinary { Operator: BinaryOperator.Equal } test => Keys(test.Left, test.Right, column) ?? Keys(test.Right, test.Left, column),
        BoundDistinctFrom { IsNegated: true } test => Keys(test.Left, test.Right, column) ?? Keys(test.Right, test.Left, column),
        BoundInList { IsNegated: false } test when IsKey(test.Operand, column) && test.Items.All(item => item.IsLiteral) => [.. test.Items.Select(Key)],
        BoundIs { Condition: IsCondition.Null, IsNegated: false } test when IsKey(test.Operand, column) => ["CAST(NULL AS VARCHAR)"],
        BoundChain { Operator: ChainOperator.And } chain => Fewest(chain.Operands, column),
        BoundChain { Operator: ChainOperator.Or } chain => KeysOfAll(chain.Operands, column),
        _ => null,
    };

    private static ImmutableArray<string>? Keys(BoundExpression operand, BoundExpression value, SourceColumn column) =>
        IsKey(operand, column) && value.IsLiteral ? [Key(value)] : null;

    private static ImmutableArray<string>? KeysOfAll(ImmutableArray<BoundExpression> alternatives, SourceColumn column)
    {
        var keys = ImmutableArray.CreateBuilder<string>();
        foreach (var alternative in alternatives)
        {
            if (Keys(alternative, column) is not { } more)
                return null;
            keys.AddRange(more);
        }
        return keys.ToImmutable();
    }

    /// <summary>The column itself, or converted so that its text form stays.</summary>
    private static bool IsKey(BoundExpression operand, SourceColumn column) => operand switch
    {
        BoundColumn { Column: var found } => found == column,
        BoundConversion conversion => BucketHash.IsKeptBy(conversion.Operand.Type, conversion.Type) && IsKey(conversion.Operand, column),
        _ => false,
    };

    private static string Key(BoundExpression value) => value.Type.Kind == TypeKind.Void
        ? "CAST(NULL AS VARCHAR)"
        : BucketHash.Key($"({DuckDbWriter.WriteConstant(value)})", value.Type);
}
