using System.Text;
using Ramet.Errors;
using Ramet.Sql.Types;
using Ramet.Tables.Partitions;

namespace Ramet.Warehouse.Partitions;

/// <summary>
/// Which values may name a partition. Source: "Partition and column operations": a text has at most 128 bytes, begins with a letter or a
/// digit and goes on with letters, digits, spaces and <c>: _ $ # . ! @ -</c>.
/// </summary>
internal static class PartitionValueRules
{
    private const int TextBytesMax = 128;
    private const string Punctuation = " :_$#.!@-";

    /// <summary>Whether a partition column of the declared type may have the value. NULL never names a partition.</summary>
    public static bool Allows(DataType type, PartitionValue value) => (type, value.Kind) switch
    {
        (_, PartitionValueKind.Null) => false,
        (CharacterType { Length: var length }, _) => value.AsString.Length <= length && IsName(value.AsString),
        ({ Kind: TypeKind.TinyInt }, _) => value.AsInteger is >= sbyte.MinValue and <= sbyte.MaxValue,
        ({ Kind: TypeKind.SmallInt }, _) => value.AsInteger is >= short.MinValue and <= short.MaxValue,
        (_, PartitionValueKind.String) => IsName(value.AsString),
        _ => true,
    };

    /// <summary>The error for a value that no partition may have.</summary>
    /// <param name="partition">The partition column and its value, <c>province=xxx</c>.</param>
    public static RametException Illegal(string partition) => new(
        ErrorCode.PartitionException,
        ErrorKind.User,
        $"invalid dynamic partition value: {partition}",
        hint: "A partition value is not NULL, has 1 to 128 bytes, begins with a letter or a digit and holds letters, digits, spaces and : _ $ # . ! @ -");

    private static bool IsName(string text) =>
        text.Length > 0
        && Encoding.UTF8.GetByteCount(text) <= TextBytesMax
        && char.IsAsciiLetterOrDigit(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || Punctuation.Contains(c, StringComparison.Ordinal));
}
