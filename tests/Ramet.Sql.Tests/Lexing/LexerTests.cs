using Ramet.Errors;
using Ramet.Sql.Lexing;

namespace Ramet.Sql.Tests.Lexing;

public sealed class LexerTests
{
    [Theory]
    [InlineData("<=> <= <> < >= > = ==", "NullSafeEqual LessOrEqual NotEqual Less GreaterOrEqual Greater Equal Equal")]
    [InlineData("!= ! || | -> - ^ ~", "NotEqual Exclamation DoubleBar Bar Arrow Minus Caret Tilde")]
    [InlineData("( ) [ ] , .", "LeftParenthesis RightParenthesis LeftBracket RightBracket Comma Dot")]
    [InlineData("; : + * / % &", "Semicolon Colon Plus Star Slash Percent Ampersand")]
    [InlineData("a `a` 'a' \"a\" x'0f' X\"0F\" 1 @a", "Word QuotedName String String HexString HexString Number Variable")]
    [InlineData("1 1.5 .5 1. 1e5 1E-5", "Number Number Number Number Number Number")]
    [InlineData("1.5e+5 1Y 1S 1L 1BD 1.5bd", "Number Number Number Number Number Number")]
    [InlineData("ALIYUN$main@example.com ram$a@b.c:d-e, x", "Principal Principal Comma Word")]
    [InlineData("a--b\nc/*d*/e/*+ f */ /* - * / ' */g", "Word Word Word Word")]
    [InlineData("1-1 a-1 a- 1", "Number Minus Number Word Minus Number Word Minus Number")]
    public void Text_is_cut_into_tokens(string text, string kinds) =>
        Assert.Equal(kinds + " End", string.Join(' ', Lexer.Tokenize(text).Select(token => token.Kind)));

    [Fact]
    public void Tokens_know_their_line_column_and_offset()
    {
        var tokens = Lexer.Tokenize("a\r\n  'x\ny' b /*\n\n*/c");
        Assert.Equal(
            [new(1, 1, 0, 1), new(2, 3, 5, 5), new(3, 4, 11, 1), new(5, 3, 19, 1), new SourceSpan(5, 4, 20, 0)],
            tokens.Select(token => token.Span));
    }

    [Theory]
    [InlineData("select", Keyword.Select)]
    [InlineData("SeLeCt", Keyword.Select)]
    [InlineData("timestamp_ntz", Keyword.TimestampNtz)]
    [InlineData("selects", Keyword.None)]
    [InlineData("`select`", Keyword.None)]
    public void Keywords_are_found_in_any_case(string text, object keyword) => Assert.Equal(keyword, Lexer.First(text).Keyword);

    [Fact]
    public void Every_keyword_is_read_back_from_its_text()
    {
        foreach (var keyword in Enum.GetValues<Keyword>().Where(keyword => keyword != Keyword.None))
            Assert.Equal(keyword, Keywords.Find(Keywords.Text(keyword)));
    }

    [Theory]
    [InlineData("a 'b", 1, 3, "a text that begins with ' is not closed")]
    [InlineData("a\n \"b\\\"", 2, 2, "a text that begins with \" is not closed")]
    [InlineData("`b``", 1, 1, "a name that begins with ` is not closed")]
    [InlineData("x'0", 1, 1, "a binary literal that begins with ' is not closed")]
    [InlineData("a /* b *", 1, 3, "a comment that begins with '/*' has no '*/'")]
    [InlineData("a ? b", 1, 3, "the character '?' is not part of the language here")]
    [InlineData("a \u0001", 1, 3, "the character U+0001 is not part of the language here")]
    [InlineData("a \ud83d\ude00", 1, 3, "the character U+D83D is not part of the language here")]
    [InlineData("@ a", 1, 1, "the character '@' is not part of the language here")]
    [InlineData("1x", 1, 1, "a number is followed by letters, expected a blank, an operator or one of the suffixes Y, S, L, F, D, BD")]
    public void What_is_no_token_is_an_error_with_its_place(string text, int line, int column, string detail)
    {
        var error = Assert.Throws<RametException>(() => Lexer.Tokenize(text));
        Assert.Equal(detail, error.Detail);
        Assert.Equal((line, column), (error.Span!.Value.Line, error.Span.Value.Column));
    }
}
