using System.Globalization;

namespace Ramet.Protocol.Signing;

/// <summary>What the key of a version 4 signature is derived for.</summary>
/// <param name="Date">The day, UTC.</param>
/// <param name="Region">The region, such as <c>cn-hangzhou</c>; any name.</param>
/// <param name="Prefix">What stands before the secret and in the last part, <c>aliyun_v4</c> unless a client was configured otherwise.</param>
public sealed record SigningScope(DateOnly Date, string Region, string Prefix = SigningScope.DefaultPrefix)
{
    /// <summary>The prefix of clients that were not configured otherwise.</summary>
    public const string DefaultPrefix = "aliyun_v4";

    internal const string Service = "odps";
    internal const string RequestSuffix = "_request";
    private const string DateForm = "yyyyMMdd";

    /// <summary>The day as it is written and signed: <c>20260901</c>.</summary>
    internal string DateText => Date.ToString(DateForm, CultureInfo.InvariantCulture);

    /// <summary>Reads the parts behind the id of the access key; null when they are no scope.</summary>
    internal static SigningScope? TryParse(string date, string region, string service, string request)
    {
        var isScope = service == Service && region.Length > 0 && request.Length > RequestSuffix.Length && request.EndsWith(RequestSuffix, StringComparison.Ordinal);
        return isScope && DateOnly.TryParseExact(date, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new SigningScope(day, region, request[..^RequestSuffix.Length])
            : null;
    }

    /// <summary>The form of the header: <c>20260901/cn-hangzhou/odps/aliyun_v4_request</c>.</summary>
    public override string ToString() => $"{DateText}/{Region}/{Service}/{Prefix}{RequestSuffix}";
}
