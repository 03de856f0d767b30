using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>PARTITION(...) in its three forms: full constants, dynamic columns, and filters.</summary>
internal sealed partial class Parser
{
    private PartitionSpec? ParseOptionalPartition() => NextIs(Keyword.Partition) ? ParsePartition() : null;

    /// <summary>A partition whose columns may lack a value, as in INSERT and as the prefix in SHOW PARTITIONS.</summary>
    private PartitionSpec ParsePartition()
    {
        var first = Expect(Keyword.Partition);
        var columns = ParseInParentheses(static parser => parser.ParsePartitionColumn());
        return new PartitionSpec(columns) { Span = Since(first) };
    }

    /// <summary>A partition whose columns all have a value.</summary>
    private PartitionSpec ParseStaticPartition()
    {
        var partition = ParsePartition();
        foreach (var column in partition.Columns)
        {
            var name = column.Name.Name;
            if (column.Value is null)
                throw SyntaxError.At(column.Span, $"found the partition column '{name}' without a value, expected {name}='...'");
        }
        return partition;
    }

    private PartitionColumn ParsePartitionColumn()
    {
        var name = ParseName("a partition column");
        var value = Skip(TokenKind.Equal) ? ParseConstant() : null;
        return new PartitionColumn(name, value) { Span = Since(name) };
    }

    private Expression ParseConstant()
    {
        var first = Peek();
        var isSigned = first.Kind is TokenKind.Minus or TokenKind.Plus;
        var value = isSigned || first.Kind is TokenKind.Number or TokenKind.String or TokenKind.Word ? ParsePrefix() : null;
        var literal = isSigned ? (value as UnaryExpression)?.Operand as NumberLiteral : value;
        if (literal is not (NumberLiteral or StringLiteral or TypedLiteral or BooleanLiteral or NullLiteral))
            throw SyntaxError.Unexpected(text, first, "a constant");
        return value!;
    }

    private PartitionFilter ParsePartitionFilter()
    {
        var first = Expect(Keyword.Partition);
        var conditions = ParseInParentheses(static parser => parser.ParseExpression());
        return new PartitionFilter(conditions) { Span = Since(first) };
    }
}
