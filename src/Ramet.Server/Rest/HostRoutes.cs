using Ramet.Server.Errors;
using Ramet.Server.Replies;
using Ramet.Server.Requests;
using Ramet.Server.Routing;

namespace Ramet.Server.Rest;

/// <summary>
/// What clients ask about the place where they are: the tenant, other hosts of the service, quotas. All of it is here: the address that
/// clients are given is the one by which they reached the server.
/// </summary>
internal static class HostRoutes
{
    private const string TenantId = "1";

    public static void Register(RouteTable routes)
    {
        routes.Add(RouteProtocol.Rest, "GET /tenants", Tenant);
        routes.Add(RouteProtocol.Rest, "GET /logview/host", static request => request.ReplyText(Origin(request)));
        routes.Add(RouteProtocol.Rest, "GET /webconsole/host", static request => request.ReplyText(""));
        routes.Add(RouteProtocol.Rest, "GET /catalogapi", static _ => throw NotOffered("The catalog API"));
        routes.Add(RouteProtocol.Rest, "GET /connection/mcqa", static _ => throw NotOffered("Query acceleration"));
        routes.Add(RouteProtocol.Rest, "GET /quotas", Quotas);
        routes.Add(RouteProtocol.Rest, "GET /quotas/{quota}", Quota);
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/tunnel?service", static request => request.ReplyText(request.Host));
    }

    /// <summary>
    /// Projects have two levels of names unless a statement says otherwise (<c>odps.namespace.schema</c>). Values are texts: clients fail on others.
    /// </summary>
    private static Task Tenant(ServerRequest request) => request.ReplyJson(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("Tenant");
        json.WriteString("Name", "ramet");
        json.WriteString("OwnerId", request.Caller.Account.AccountName);
        json.WriteString("TenantId", TenantId);
        json.WriteString("State", "NORMAL");
        json.WriteString("TenantState", "NORMAL");
        json.WriteStartObject("Parameters");
        json.WriteString("odps.namespace.schema", "false");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static Task Quotas(ServerRequest request) =>
        request.ReplyXml(static xml => WriteQuota(xml.Begin("Quotas").Element("Marker"), "default").End());

    /// <summary>Jobs run in one quota, which answers to every name: clients name one that they were configured with.</summary>
    private static Task Quota(ServerRequest request) => request.ReplyXml(xml => WriteQuota(xml, request["quota"]));

    private static XmlReplyWriter WriteQuota(XmlReplyWriter xml, string name) => xml
        .Begin("Quota")
        .Element("Nickname", name)
        .Element("Name", name)
        .Element("ID", TenantId)
        .Element("TenantId", TenantId)
        .Element("Region", "local")
        .Element("ResourceSystemType", "FUXI_ONLINE")
        .End();

    private static string Origin(ServerRequest request) => $"{request.Context.Request.Scheme}://{request.Host}";

    private static ProtocolException NotOffered(string what) => new(WireError.NoSuchObject, $"{what} is not offered here.");
}
