using System.Collections.Immutable;
using System.Net;
using Ramet.Errors;

namespace Ramet.Access;

/// <summary>The addresses from which a project may be used.</summary>
public sealed record IpWhiteList
{
    private readonly ImmutableArray<IpRange> ranges;

    private IpWhiteList(string text, ImmutableArray<IpRange> ranges)
    {
        Text = text;
        this.ranges = ranges;
    }

    /// <summary>No list: the project may be used from everywhere.</summary>
    public static IpWhiteList Off { get; } = new("", []);

    /// <summary>The list as it was written; empty for <see cref="Off"/>.</summary>
    public string Text { get; }

    /// <summary>Reads addresses, blocks and spans that are separated by commas; nothing, or blanks, is <see cref="Off"/>.</summary>
    /// <exception cref="RametException">A part is none of these (kind User).</exception>
    public static IpWhiteList Parse(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 0 ? Off : new IpWhiteList(string.Join(',', parts), [.. parts.Select(ParseRange)]);
    }

    /// <summary>Whether the project may be used from there. Callers without an address, who work on the machine itself, always may.</summary>
    public bool Allows(IPAddress? address) =>
        ranges.IsEmpty || address is null || ranges.Any(range => range.Contains(address));

    /// <summary>Whether both are the same list.</summary>
    public bool Equals(IpWhiteList? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    private static IpRange ParseRange(string text) => IpRange.TryParse(text, out var range)
        ? range.Value
        : throw new RametException(
            ErrorCode.InvalidParameter,
            ErrorKind.User,
            $"'{text}' is not an IP address, block or range",
            hint: "Write a.b.c.d, a.b.0.0/16 or a.b.c.1-a.b.c.9, separated by commas; an empty list allows every address.");
}
