using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Ramet.Protocol.Signing;

/// <summary>Decodes percent-encoded UTF-8 text of URLs (RFC 3986, section 2.1).</summary>
public static class PercentDecoding
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Decodes as clients do when they sign: a malformed escape stays as it is, and bytes that are no UTF-8 become U+FFFD.
    /// </summary>
    /// <param name="text">Encoded text.</param>
    /// <param name="plusIsSpace">Whether <c>+</c> stands for a space, as in forms.</param>
    public static string Decode(string text, bool plusIsSpace = false)
    {
        if (!NeedsDecoding(text, plusIsSpace))
            return text;
        return Encoding.UTF8.GetString(Bytes(text, plusIsSpace, out _));
    }

    /// <summary>Decodes strictly; false for a malformed escape, for bytes that are no UTF-8, and for control characters.</summary>
    /// <param name="text">Encoded text.</param>
    /// <param name="plusIsSpace">Whether <c>+</c> stands for a space, as in forms.</param>
    /// <param name="decoded">The text decoded.</param>
    public static bool TryDecode(string text, bool plusIsSpace, [NotNullWhen(true)] out string? decoded)
    {
        decoded = text;
        if (NeedsDecoding(text, plusIsSpace))
        {
            var bytes = Bytes(text, plusIsSpace, out var isWellFormed);
            decoded = isWellFormed ? DecodeUtf8(bytes) : null;
        }
        return decoded is not null;
    }

    private static bool NeedsDecoding(string text, bool plusIsSpace) =>
        text.Contains('%', StringComparison.Ordinal) || (plusIsSpace && text.Contains('+', StringComparison.Ordinal));

    private static string? DecodeUtf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static ReadOnlySpan<byte> Bytes(string text, bool plusIsSpace, out bool isWellFormed)
    {
        isWellFormed = true;
        var encoded = Encoding.UTF8.GetBytes(text);
        var length = 0;
        for (var index = 0; index < encoded.Length; index++)
        {
            var value = encoded[index];
            if (value == '%' && index + 2 < encoded.Length && Digit(encoded[index + 1]) is var high and >= 0 && Digit(encoded[index + 2]) is var low and >= 0)
            {
                value = (byte)((high << 4) | low);
                index += 2;
            }
            else if (value == '%')
            {
                isWellFormed = false;
            }
            else if (value == '+' && plusIsSpace)
            {
                value = (byte)' ';
            }
            encoded[length++] = value;
        }
        return encoded.AsSpan(0, length);
    }

    private static int Digit(byte character) => (char)character switch
    {
        >= '0' and <= '9' => character - '0',
        >= 'a' and <= 'f' => character - 'a' + 10,
        >= 'A' and <= 'F' => character - 'A' + 10,
        _ => -1,
    };
}
