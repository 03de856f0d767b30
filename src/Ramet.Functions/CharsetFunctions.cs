using System.Text;
using Ramet.DuckDb;
using static Ramet.Functions.ManagedFunctions;

namespace Ramet.Functions;

/// <summary>Texts in other character sets. Source: the page "String functions".</summary>
internal static class CharsetFunctions
{
    public static readonly ScalarFunction[] All =
    [
        Define("mc_encode", [DuckDbKind.Varchar, DuckDbKind.Varchar], DuckDbKind.Blob,
            static (in row) => row.Return(Named(row.Text(1), replaces: true).GetBytes(row.Text(0)))),
        Define("mc_decode", [DuckDbKind.Blob, DuckDbKind.Varchar], DuckDbKind.Varchar,
            static (in row) => row.Return(Named(row.Text(1), replaces: true).GetString(row.Bytes(0)))),
        Define("mc_to_charset", [DuckDbKind.Varchar, DuckDbKind.Varchar, DuckDbKind.Varchar], DuckDbKind.Blob,
            static (in row) => row.Return(ToCharset(row.Text(0), row.Text(1), row.Text(2)))),
        Define("mc_from_charset", [DuckDbKind.Blob, DuckDbKind.Varchar, DuckDbKind.Varchar], DuckDbKind.Varchar,
            static (in row) => row.Return(FromCharset(row.Bytes(0), row.Text(1), row.Text(2)))),
        Define("mc_is_encoding", [DuckDbKind.Varchar, DuckDbKind.Varchar, DuckDbKind.Varchar], DuckDbKind.Boolean,
            static (in row) => row.Return(IsEncoding(row.Text(0), row.Text(1), row.Text(2)))),
    ];

    static CharsetFunctions() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private static byte[] ToCharset(string text, string charset, string mode)
    {
        try
        {
            return Named(charset, ReplacesIn(mode)).GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            throw FunctionException.Invalid($"the text has a character that {charset} does not have; the mode TRY_BEST replaces it");
        }
    }

    private static string FromCharset(ReadOnlySpan<byte> bytes, string charset, string mode)
    {
        try
        {
            return Named(charset, ReplacesIn(mode)).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw FunctionException.Invalid($"the bytes are no text in {charset}; the mode TRY_BEST replaces what is wrong");
        }
    }

    private static bool ReplacesIn(string mode) => mode.ToUpperInvariant() switch
    {
        "NORMAL" => false,
        "TRY_BEST" => true,
        _ => throw FunctionException.Invalid($"'{mode}' is not a mode; expected NORMAL or TRY_BEST"),
    };

    /// <summary>Whether the bytes of the text in one character set, read in it, can all be written in the other.</summary>
    private static bool IsEncoding(string text, string from, string to)
    {
        try
        {
            _ = Named(to, replaces: false).GetByteCount(Named(from, replaces: false).GetString(Encoding.UTF8.GetBytes(text)));
            return true;
        }
        catch (Exception problem) when (problem is EncoderFallbackException or DecoderFallbackException)
        {
            return false;
        }
    }

    private static Encoding Named(string charset, bool replaces)
    {
        try
        {
            return replaces
                ? Encoding.GetEncoding(charset)
                : Encoding.GetEncoding(charset, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException)
        {
            throw FunctionException.Invalid($"'{charset}' is not a character set; expected UTF-8, GBK, GB18030, UTF-16, ISO-8859-1 or another one of IANA");
        }
    }
}
