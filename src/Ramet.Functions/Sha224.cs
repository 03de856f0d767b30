using System.Buffers.Binary;
using System.Numerics;

namespace Ramet.Functions;

/// <summary>
/// SHA-224, which the platform does not have: SHA-256 with other starting values, and a result without the last word. Source: FIPS 180-4.
/// </summary>
internal static class Sha224
{
    private const int BlockBytes = 64;

    private static readonly uint[] constants =
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
        0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
        0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
        0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
        0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
        0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    /// <summary>The hash in hexadecimal digits, in lower case.</summary>
    public static string Hash(ReadOnlySpan<byte> message)
    {
        Span<uint> state = [0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4];
        var padded = Pad(message);
        for (var start = 0; start < padded.Length; start += BlockBytes)
            AddBlock(state, padded.AsSpan(start, BlockBytes));
        return string.Concat(state[..7].ToArray().Select(word => word.ToString("x8", System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>A bit 1, zeros, and the length in bits, up to whole blocks.</summary>
    private static byte[] Pad(ReadOnlySpan<byte> message)
    {
        var padded = new byte[(message.Length + 9 + BlockBytes - 1) / BlockBytes * BlockBytes];
        message.CopyTo(padded);
        padded[message.Length] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(padded.AsSpan(padded.Length - 8), (ulong)message.Length * 8);
        return padded;
    }

    private static void AddBlock(Span<uint> state, ReadOnlySpan<byte> block)
    {
        Span<uint> words = stackalloc uint[64];
        for (var i = 0; i < 16; i++)
            words[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(4 * i)..]);
        for (var i = 16; i < 64; i++)
        {
            var (a, b) = (words[i - 15], words[i - 2]);
            var low = BitOperations.RotateRight(a, 7) ^ BitOperations.RotateRight(a, 18) ^ (a >> 3);
            var high = BitOperations.RotateRight(b, 17) ^ BitOperations.RotateRight(b, 19) ^ (b >> 10);
            words[i] = unchecked(words[i - 16] + low + words[i - 7] + high);
        }
        Span<uint> s = stackalloc uint[8];
        state.CopyTo(s);
        for (var i = 0; i < 64; i++)
            Round(s, words[i], constants[i]);
        for (var i = 0; i < 8; i++)
            state[i] = unchecked(state[i] + s[i]);
    }

    private static void Round(Span<uint> s, uint word, uint constant)
    {
        var choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
        var majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
        var high = BitOperations.RotateRight(s[4], 6) ^ BitOperations.RotateRight(s[4], 11) ^ BitOperations.RotateRight(s[4], 25);
        var low = BitOperations.RotateRight(s[0], 2) ^ BitOperations.RotateRight(s[0], 13) ^ BitOperations.RotateRight(s[0], 22);
        var added = unchecked(s[7] + high + choice + constant + word);
        var result = unchecked(added + low + majority);
        for (var i = 7; i > 0; i--)
            s[i] = s[i - 1];
        s[4] = unchecked(s[4] + added);
        s[0] = result;
    }
}
