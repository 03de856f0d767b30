namespace Ramet.Tables;

/// <summary>
/// Orders strings as their UTF-8 bytes, which is how the specification and every reader order text. It differs from ordinal UTF-16
/// order only where a surrogate meets a character above the surrogates.
/// </summary>
internal static class Utf8Order
{
    public static int Compare(string left, string right)
    {
        var same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
            return left.Length.CompareTo(right.Length);
        return Rank(left[same]).CompareTo(Rank(right[same]));
    }

    // Surrogates stand for characters above all others, so they move behind them.
    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
