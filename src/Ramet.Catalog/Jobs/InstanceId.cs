using System.Globalization;
using System.Security.Cryptography;

namespace Ramet.Catalog.Jobs;

/// <summary>
/// Identifies a job, for example <c>20191023030534986g4540cdv2</c>: the UTC time of submission to the millisecond, <c>g</c>, and eight
/// random characters. Ids sort by time of submission.
/// </summary>
/// <param name="Value">The id's text.</param>
public readonly record struct InstanceId(string Value)
{
    private const int RandomLength = 8;

    /// <summary>Makes the id of a job that is submitted at <paramref name="submittedAt"/>.</summary>
    public static InstanceId New(DateTimeOffset submittedAt) => new(
        submittedAt.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture)
        + "g"
        + RandomNumberGenerator.GetString("0123456789abcdefghijklmnopqrstuvwxyz", RandomLength));

    /// <summary>The id's text.</summary>
    public override string ToString() => Value;
}
