using System.Diagnostics.CodeAnalysis;

namespace Ramet.Client.Profiles;

/// <summary>Reads the address of a service.</summary>
public static class ServiceAddress
{
    /// <summary>Reads an absolute address of HTTP or HTTPS; a slash at its end is dropped.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? address)
    {
        var isAddress = Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
        if (!isAddress)
            address = null;
        return isAddress;
    }
}
