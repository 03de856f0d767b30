using Ramet.Access;
using Ramet.Errors;

namespace Ramet.Warehouse.Security;

/// <summary>
/// The properties of SETPROJECT that are part of the security of a project: they are kept with it, and changing them takes the right to change
/// the security configuration.
/// </summary>
internal static class SecurityProperties
{
    /// <summary>Whether carrying data away needs the Download privilege.</summary>
    public const string DownloadPrivilege = "odps.security.enabledownloadprivilege";

    /// <summary>From where the project may be used.</summary>
    public const string WhiteList = "odps.security.ip.whitelist";

    /// <summary>Whether a property is one of these.</summary>
    public static bool Contains(string name) => name is DownloadPrivilege or WhiteList;

    /// <summary>Their values.</summary>
    public static IEnumerable<KeyValuePair<string, string>> InForce(SecurityConfiguration configuration) =>
    [
        new(DownloadPrivilege, configuration.EnableDownloadPrivilege ? "true" : "false"),
        new(WhiteList, configuration.IpWhiteList.Text),
    ];

    /// <summary>The change that gives one of them a value; an empty value is the default.</summary>
    /// <exception cref="RametException">InvalidParameter: it cannot have the value.</exception>
    public static SecurityChange Change(string name, string value, SourceSpan span)
    {
        if (name == WhiteList)
            return new SecurityChange.SetIpWhiteList(ParseWhiteList(value, span));
        var isOn = value.Length > 0 && (bool.TryParse(value, out var parsed)
            ? parsed
            : throw new RametException(ErrorCode.InvalidParameter, ErrorKind.User, $"{name} is true or false, found '{value}'", span));
        return new SecurityChange.SetSwitch(SecuritySwitch.EnableDownloadPrivilege, isOn);
    }

    private static IpWhiteList ParseWhiteList(string value, SourceSpan span)
    {
        try
        {
            return IpWhiteList.Parse(value);
        }
        catch (RametException error)
        {
            throw error.At(span);
        }
    }
}
