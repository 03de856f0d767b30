namespace Ramet.Server.Routing;

/// <summary>Which of the protocols a route belongs to: it decides how errors are written and which limits hold.</summary>
internal enum RouteProtocol
{
    /// <summary>Resources in XML: errors are XML, bodies are small.</summary>
    Rest,

    /// <summary>Bulk data: errors are JSON, bodies have no limit of size.</summary>
    Tunnel,

    /// <summary>The server's own pages, which are not signed: health, metrics.</summary>
    Operations,
}
