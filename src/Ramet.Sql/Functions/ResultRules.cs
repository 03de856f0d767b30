using Ramet.Sql.Binding;
using Ramet.Sql.Types;

namespace Ramet.Sql.Functions;

/// <summary>Applies the rules by which a result's type follows from an argument's.</summary>
internal static class ResultRules
{
    /// <summary>The type of the result.</summary>
    public static DataType Apply(ResultRule rule, DataType type) => rule switch
    {
        ResultRule.Same => type,
        ResultRule.Sum => type switch
        {
            DecimalType number => DecimalTypes.ColumnSum(number),
            { Kind.IsInteger: true } => DataType.BigInt,
            _ => DataType.Double,
        },
        ResultRule.Average => type is DecimalType number ? DecimalTypes.ColumnAverage(number) : DataType.Double,
        ResultRule.Whole =>
            type is DecimalType number ? new DecimalType(Math.Max(number.Precision - number.Scale + 1, 1), 0) : DataType.BigInt,
    };
}
