using Ramet.Access;
using Ramet.Errors;
using Ramet.Warehouse;
using Ramet.Warehouse.Results;

namespace Ramet.Cli.Serving;

/// <summary>Makes an access key of the administrator, and writes what clients need to use it.</summary>
internal static class ClientConfiguration
{
    private const string DefaultProject = "main";

    /// <summary>Makes the key, and the project when there is none of its name.</summary>
    /// <param name="warehouse">The warehouse.</param>
    /// <param name="project">The project of the clients; null for <c>main</c>.</param>
    /// <param name="server">The address of the server.</param>
    /// <returns>The text, which holds the secret of the key: it is for the screen alone.</returns>
    /// <exception cref="RametException">The key or the project cannot be made.</exception>
    public static string Create(RametWarehouse warehouse, string? project, Uri server)
    {
        var name = project ?? DefaultProject;
        using var session = warehouse.OpenSession(Principal.Administrator);
        session.Execute($"CREATE PROJECT IF NOT EXISTS {name}").Dispose();
        using var result = session.Execute($"CREATE ACCESS KEY FOR {Principal.Administrator}");
        var key = ((TextResult)result).Data!; // the statement shows id and secret
        return Write(name, server, key["AccessKeyId"]!.ToString(), key["AccessKeySecret"]!.ToString());
    }

    private static string Write(string project, Uri server, string id, string secret)
    {
        var endpoint = $"{server.GetLeftPart(UriPartial.Authority)}/api";
        return $"""
            An access key of {Principal.Administrator} was made. Its secret is shown this once.

            # odps_config.ini of odpscmd
            project_name={project}
            access_id={id}
            access_key={secret}
            end_point={endpoint}

            # Python
            from odps import ODPS
            o = ODPS('{id}', '{secret}', project='{project}', endpoint='{endpoint}')

            # JDBC
            jdbc:odps:{endpoint}?project={project}&accessId={id}&accessKey={secret}


            """.ReplaceLineEndings("\n");
    }
}
