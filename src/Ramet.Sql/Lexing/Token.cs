using Ramet.Errors;

namespace Ramet.Sql.Lexing;

/// <summary>The smallest part of a statement that has a meaning. Its text stays in the statement.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Keyword">Which keyword a word is; <see cref="Keyword.None"/> for other words and all other kinds.</param>
/// <param name="Span">Where it is.</param>
internal readonly record struct Token(TokenKind Kind, Keyword Keyword, SourceSpan Span)
{
    /// <summary>The token's characters, quotes and suffixes included.</summary>
    public ReadOnlySpan<char> Text(string statement) => statement.AsSpan(Span.Start, Span.Length);
}
