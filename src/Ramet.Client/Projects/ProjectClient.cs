using System.Xml.Linq;
using Ramet.Client.Http;
using Ramet.Errors;

namespace Ramet.Client.Projects;

/// <summary>What a service tells of its projects.</summary>
/// <param name="connection">The REST part of the service.</param>
public sealed class ProjectClient(ServiceConnection connection)
{
    /// <summary>The properties of a project by name.</summary>
    /// <param name="project">The project.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RametException">There is no such project, or it is hidden from the caller.</exception>
    public IReadOnlyDictionary<string, string> Properties(string project, CancellationToken cancellationToken)
    {
        var name = Uri.EscapeDataString(project);
        var reply = connection.Text(new ServiceRequest(HttpMethod.Get, $"/projects/{name}?curr_project={name}"), cancellationToken);
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in XElement.Parse(reply).Elements("Properties").Elements("Property"))
            properties[property.Element("Name")?.Value ?? ""] = property.Element("Value")?.Value ?? "";
        return properties;
    }
}
