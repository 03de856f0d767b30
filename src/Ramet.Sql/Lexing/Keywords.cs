using System.Collections.Frozen;

namespace Ramet.Sql.Lexing;

/// <summary>How keywords are written, and which of them cannot be names without back-quotes.</summary>
internal static class Keywords
{
    // As few as the grammar can bear: a word is reserved only if it could not be told from a name where names may stand,
    // so that columns may be called `date`, `key`, `offset` or `comment` as in existing scripts.
    private static readonly FrozenSet<Keyword> Reserved = FrozenSet.Create(
    [
        Keyword.All, Keyword.And, Keyword.As, Keyword.Between, Keyword.By, Keyword.Case, Keyword.Cast, Keyword.Create, Keyword.Cross,
        Keyword.Distinct, Keyword.Else, Keyword.Except, Keyword.Exists, Keyword.False, Keyword.From, Keyword.Full, Keyword.Group,
        Keyword.Having, Keyword.In, Keyword.Inner, Keyword.Insert, Keyword.Intersect, Keyword.Into, Keyword.Is, Keyword.Join,
        Keyword.Lateral, Keyword.Left, Keyword.Like, Keyword.Limit, Keyword.Minus, Keyword.Natural, Keyword.Not, Keyword.Null,
        Keyword.On, Keyword.Or, Keyword.Order, Keyword.Outer, Keyword.Partition, Keyword.Qualify, Keyword.Regexp, Keyword.Right,
        Keyword.RLike, Keyword.Select, Keyword.Table, Keyword.Then, Keyword.True, Keyword.Union, Keyword.Using, Keyword.Values,
        Keyword.When, Keyword.Where, Keyword.With,
    ]);

    // Names, but not as an alias without AS: there they begin the next clause.
    private static readonly FrozenSet<Keyword> ClauseStarts = FrozenSet.Create(
    [
        Keyword.Anti, Keyword.Cluster, Keyword.Distribute, Keyword.Div, Keyword.End, Keyword.For, Keyword.Offset, Keyword.Over,
        Keyword.Pivot, Keyword.Semi, Keyword.Sort, Keyword.TableSample, Keyword.Unpivot, Keyword.Window, Keyword.ZOrder,
    ]);

    // Words whose enum name is not simply their text in other letters.
    private static readonly Dictionary<Keyword, string> Respelt = new()
    {
        [Keyword.CurrentDate] = "CURRENT_DATE",
        [Keyword.CurrentTimestamp] = "CURRENT_TIMESTAMP",
        [Keyword.TableProperties] = "TBLPROPERTIES",
        [Keyword.TimestampNtz] = "TIMESTAMP_NTZ",
    };

    private static readonly string[] Texts =
        [.. Enum.GetValues<Keyword>().Select(keyword => Respelt.GetValueOrDefault(keyword) ?? keyword.ToString().ToUpperInvariant())];

    private static readonly FrozenDictionary<string, Keyword> ByText = Enum.GetValues<Keyword>()
        .Where(keyword => keyword != Keyword.None)
        .ToFrozenDictionary(Text, keyword => keyword, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, Keyword>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        ByText.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The keyword in upper case.</summary>
    public static string Text(Keyword keyword) => Texts[(int)keyword];

    /// <summary>The keyword that a word is, in any case; <see cref="Keyword.None"/> for any other word.</summary>
    public static Keyword Find(ReadOnlySpan<char> word) => BySpan.TryGetValue(word, out var keyword) ? keyword : Keyword.None;

    /// <summary>Whether the word needs back-quotes to be a name.</summary>
    public static bool IsReserved(Keyword keyword) => Reserved.Contains(keyword);

    /// <summary>Whether the word may be an alias that is written without AS.</summary>
    public static bool MayBeBareAlias(Keyword keyword) => !Reserved.Contains(keyword) && !ClauseStarts.Contains(keyword);
}
