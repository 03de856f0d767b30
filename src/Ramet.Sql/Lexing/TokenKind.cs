namespace Ramet.Sql.Lexing;

/// <summary>The kinds of tokens.</summary>
internal enum TokenKind : byte
{
    /// <summary>Behind the last token.</summary>
    End,

    /// <summary>A word: a keyword or a name.</summary>
    Word,

    /// <summary>A name in back-quotes.</summary>
    QuotedName,

    /// <summary>A text in single or double quotes.</summary>
    String,

    /// <summary>Hexadecimal digits: <c>X'CAFE'</c>.</summary>
    HexString,

    /// <summary>A number without a sign, with its suffix.</summary>
    Number,

    /// <summary>A script variable: <c>@name</c>.</summary>
    Variable,

    /// <summary>A user: <c>ALIYUN$main@example.com</c>, <c>RAM$main@example.com:sub</c>.</summary>
    Principal,

    /// <summary>The path of a file without quotes, behind PUT POLICY.</summary>
    Path,

    LeftParenthesis,
    RightParenthesis,
    LeftBracket,
    RightBracket,
    Comma,
    Dot,
    Semicolon,
    Colon,
    Plus,
    Minus,
    Star,
    Slash,
    Percent,
    Ampersand,
    Bar,
    DoubleBar,
    Caret,
    Tilde,
    Exclamation,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    NullSafeEqual,
    Arrow,
}
