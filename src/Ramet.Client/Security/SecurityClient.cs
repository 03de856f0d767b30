using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Ramet.Client.Http;
using Ramet.Errors;

namespace Ramet.Client.Security;

/// <summary>Runs statements about users and permissions, which services take elsewhere than other statements.</summary>
/// <param name="connection">The REST part of the service.</param>
public sealed partial class SecurityClient(ServiceConnection connection)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether a statement is one of these, by its first words.</summary>
    public static bool Takes(string statement) => FirstWords().IsMatch(statement);

    /// <summary>Runs a statement.</summary>
    /// <param name="project">The project that it is about.</param>
    /// <param name="statement">Its text.</param>
    /// <param name="asJson">Whether what it shows is wanted as JSON.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What it shows; for nothing an empty text, or the JSON of one.</returns>
    /// <exception cref="RametException">The service refused it, or cannot be asked.</exception>
    public string Run(string project, string statement, bool asJson, CancellationToken cancellationToken)
    {
        var name = Uri.EscapeDataString(project);
        var request = new ServiceRequest(HttpMethod.Post, $"/projects/{name}/authorization?curr_project={name}")
        {
            Body = ServiceRequest.Xml(new XElement("Authorization", new XElement("Query", statement), new XElement("ResponseInJsonFormat", asJson))),
        };
        using var response = connection.Send(request, cancellationToken);
        var result = Read(response, cancellationToken);
        if (response.StatusCode == HttpStatusCode.OK)
            return result.Element("Result")?.Value ?? "";
        return WaitFor(project, result.Element("Result")?.Value ?? "", cancellationToken);
    }

    private string WaitFor(string project, string query, CancellationToken cancellationToken)
    {
        var name = Uri.EscapeDataString(project);
        while (true)
        {
            var request = new ServiceRequest(HttpMethod.Get, $"/projects/{name}/authorization/{Uri.EscapeDataString(query)}?curr_project={name}");
            using var response = connection.Send(request, cancellationToken);
            var reply = Read(response, cancellationToken);
            var text = reply.Element("Result")?.Value ?? "";
            switch (reply.Element("Status")?.Value)
            {
                case "TERMINATED":
                    return text;
                case "FAILED":
                    throw ServiceErrorText.Parse(text);
            }
            ServiceConnection.Wait(Pause, cancellationToken);
        }
    }

    private static XElement Read(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var body = response.Content.ReadAsStream(cancellationToken);
        return XElement.Load(body, LoadOptions.PreserveWhitespace);
    }

    [GeneratedRegex(
        """
        ^\s*(
          WHOAMI | GRANT | REVOKE | CLEAR \s+ EXPIRED \s+ GRANTS | (INSTALL|UNINSTALL) \s+ PACKAGE | (ALLOW|DISALLOW) \s+ PROJECT
          | (CREATE|DROP|LIST) \s+ ACCESS \s+ KEYS?
          | SHOW \s+ (GRANTS?|ACL|PACKAGES?|LABEL|ROLE|PRINCIPALS|PRIV) | LIST \s+ (USERS|ROLES|TRUSTEDPROJECTS|ACCOUNTPROVIDERS)
          | (CREATE|DROP|DELETE) \s+ (ROLE|PACKAGE) | (DESC|DESCRIBE) \s+ (ROLE|PACKAGE) | (ADD|REMOVE) \s+ (USER|TRUSTEDPROJECT|ACCOUNTPROVIDER)
          | ADD \s .* \s TO \s+ PACKAGE | REMOVE \s .* \s FROM \s+ PACKAGE | ALTER \s+ USER | (SET|UNSET) \s+ LABEL
        )\b
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline)]
    private static partial Regex FirstWords();
}
