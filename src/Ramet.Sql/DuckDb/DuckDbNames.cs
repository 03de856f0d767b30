using System.Collections.Frozen;

namespace Ramet.Sql.DuckDb;

/// <summary>Names and texts in the engine's dialect.</summary>
public static class DuckDbNames
{
    // The words of duckdb_keywords() that are not free to be names everywhere.
    private static readonly FrozenSet<string> reservedWords = """
        all analyse analyze and anti any array as asc asof asymmetric at authorization between bigint binary bit boolean both by
        case cast char character check coalesce collate collation column columns concurrently constraint create cross dec decimal
        default deferrable desc describe distinct do else end except exists extract false fetch float for foreign freeze from full
        generated glob group grouping grouping_id having ilike in initially inner inout int integer intersect interval into is
        isnull join lambda lateral leading left like limit map national natural nchar none not notnull null nullif numeric offset on
        only or order out outer overlaps overlay pivot pivot_longer pivot_wider placing position positional precision primary
        qualify real references returning right row select semi setof show similar smallint some struct substring summarize
        symmetric table tablesample then time timestamp to trailing treat trim true try_cast union unique unpack unpivot using
        values varchar variadic verbose when where window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces
        xmlparse xmlpi xmlroot xmlserialize xmltable
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>A name as the engine reads it: in double quotes unless it is a plain word.</summary>
    public static string Quote(string name) => IsPlainWord(name) ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A text as a literal.</summary>
    public static string Literal(string text)
    {
        var quoted = $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
        // The engine's parser stops at a NUL character, so it is put in while the query runs.
        return text.Contains('\0', StringComparison.Ordinal)
            ? $"({quoted.Replace("\0", "' || chr(0) || '", StringComparison.Ordinal)})"
            : quoted;
    }

    private static bool IsPlainWord(string name) =>
        name.Length > 0
        && (char.IsAsciiLetter(name[0]) || name[0] == '_')
        && name.AsSpan().IndexOfAnyExcept(wordCharacters) < 0
        && !reservedWords.Contains(name);

    private static readonly System.Buffers.SearchValues<char> wordCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");
}
