using Ramet.Errors;
using Ramet.Server.Errors;
using Ramet.Server.Routing;

namespace Ramet.Server.Tunnel;

/// <summary>Requests within a session of a kind that has an error of its own for a session that is gone.</summary>
internal static class SessionHandler
{
    /// <summary>Answers with an error of the protocol when the session is not known.</summary>
    /// <param name="missing">The error by which clients know that they have to begin a new one.</param>
    /// <param name="handler">Does what was asked for.</param>
    public static RouteHandler WhenMissing(WireError missing, RouteHandler handler) => async request =>
    {
        try
        {
            await handler(request);
        }
        catch (RametException error) when (error.Kind == ErrorKind.NotFound && error.Code == ErrorCode.InvalidParameter)
        {
            throw new ProtocolException(missing, error.Message);
        }
    };
}
