using System.Text.Json;
using Ramet.Server.Errors;
using Ramet.Server.Replies;
using Ramet.Server.Requests;
using Ramet.Server.Routing;
using Ramet.Warehouse.Metadata;

namespace Ramet.Server.Rest;

/// <summary>Tokens that clients put into the addresses of job pages. Some fail without one, though they never use it.</summary>
internal static class BearerTokenRoutes
{
    private const double HoursDefault = 24;

    public static void Register(RouteTable routes) =>
        routes.Add(RouteProtocol.Rest, "POST /projects/{project}/authorization?sign_bearer_token", Issue);

    private static async Task Issue(ServerRequest request)
    {
        using var body = await request.ReadJson();
        if (body.RootElement.ValueKind != JsonValueKind.Object || !body.RootElement.TryGetProperty("policy", out var policy))
            throw Malformed("a JSON object with a policy was expected");
        var hours = body.RootElement.TryGetProperty("expires_in_hours", out var written) ? Hours(written) : HoursDefault;
        using (var session = request.OpenSession())
            _ = new ProjectReader(session).Get(request["project"], request.Aborted);
        var token = request.Server.Tokens.Issue(request.AccessKeyId, TimeSpan.FromHours(hours), policy.GetRawText());
        await request.ReplyXml(xml => xml.Begin("Authorization").Element("Result", token).End());
    }

    private static double Hours(JsonElement written) =>
        written.ValueKind == JsonValueKind.Number && written.TryGetDouble(out var hours) && hours is > 0 and < 10_000
            ? hours
            : throw Malformed("expires_in_hours is no number of hours");

    private static ProtocolException Malformed(string detail) => new(WireError.InvalidParameter, $"The request for a token is malformed: {detail}.");
}
