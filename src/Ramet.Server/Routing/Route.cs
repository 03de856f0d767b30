using Ramet.Server.Requests;

namespace Ramet.Server.Routing;

/// <summary>Answers a request.</summary>
internal delegate Task RouteHandler(ServerRequest request);

/// <summary>What requests of one form are answered by.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="Pattern">The form.</param>
/// <param name="Handler">What answers.</param>
internal sealed record Route(RouteProtocol Protocol, RoutePattern Pattern, RouteHandler Handler);
