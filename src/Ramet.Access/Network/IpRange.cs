using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Ramet.Access;

/// <summary>
/// Addresses from one to another, both included. IPv4 addresses are compared as the IPv6 addresses that they are mapped to, so a
/// caller may come by either.
/// </summary>
public readonly record struct IpRange
{
    private const int BitsMax = 128;
    private const int MappedPrefixBits = 96;

    private readonly UInt128 first;
    private readonly UInt128 last;

    private IpRange(UInt128 first, UInt128 last)
    {
        this.first = first;
        this.last = last;
    }

    /// <summary>Reads <c>1.2.3.4</c>, <c>1.2.0.0/16</c> or <c>1.2.3.4-1.2.3.9</c>, or the same of IPv6; false when the text is none of these.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out IpRange? range)
    {
        range = null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var hyphen = text.IndexOf('-', StringComparison.Ordinal);
        if (slash >= 0)
            range = ParseBlock(text[..slash], text[(slash + 1)..]);
        else if (hyphen >= 0)
            range = ParseSpan(text[..hyphen], text[(hyphen + 1)..]);
        else if (ParseAddress(text) is { } address)
            range = new IpRange(Number(address), Number(address));
        return range is not null;
    }

    /// <summary>Whether the address is one of them.</summary>
    public bool Contains(IPAddress address)
    {
        var number = Number(address);
        return first <= number && number <= last;
    }

    private static IpRange? ParseBlock(string address, string length)
    {
        if (ParseAddress(address) is not { } start || !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bits))
            return null;
        var prefix = start.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? MappedPrefixBits + bits : bits;
        if (prefix > BitsMax)
            return null;
        var hostMask = prefix == 0 ? UInt128.MaxValue : (UInt128.One << (BitsMax - prefix)) - 1;
        var network = Number(start) & ~hostMask;
        return new IpRange(network, network | hostMask);
    }

    private static IpRange? ParseSpan(string from, string to)
    {
        if (ParseAddress(from) is not { } start || ParseAddress(to) is not { } end || start.AddressFamily != end.AddressFamily)
            return null;
        return Number(start) <= Number(end) ? new IpRange(Number(start), Number(end)) : null;
    }

    /// <summary>IPv4 needs four numbers: the short forms that the framework also reads, such as <c>1.2</c>, are nearly always mistakes.</summary>
    private static IPAddress? ParseAddress(string text)
    {
        var trimmed = text.Trim();
        var isWhole = trimmed.Contains(':', StringComparison.Ordinal) || trimmed.Count(static c => c == '.') == 3;
        return isWhole && IPAddress.TryParse(trimmed, out var address) ? address : null;
    }

    private static UInt128 Number(IPAddress address) => BinaryPrimitives.ReadUInt128BigEndian(address.MapToIPv6().GetAddressBytes());
}
