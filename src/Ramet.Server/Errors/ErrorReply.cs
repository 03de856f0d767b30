using Microsoft.AspNetCore.Http;
using Ramet.Errors;
using Ramet.Server.Replies;
using Ramet.Server.Routing;

namespace Ramet.Server.Errors;

/// <summary>What a client is told about an error.</summary>
/// <param name="Error">Status and code.</param>
/// <param name="Text">The message; never a stack, a path of the server or a secret.</param>
/// <param name="Headers">Headers of the reply.</param>
internal sealed record ErrorReply(WireError Error, string Text, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>What makes clients come again.</summary>
    private static readonly IReadOnlyList<KeyValuePair<string, string>> Later = [new("Retry-After", "5")];

    /// <summary>The reply to whatever went wrong.</summary>
    /// <param name="exception">What went wrong.</param>
    /// <param name="protocol">The protocol of the route.</param>
    public static ErrorReply Of(Exception exception, RouteProtocol protocol) => exception switch
    {
        ProtocolException refused => new(refused.Error, refused.Message, refused.Headers),
        RametException { Kind: ErrorKind.Defect } => Defect(),
        RametException error => Of(error, ErrorTable.Find(error, protocol)),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new(WireError.BodyTooLarge, "The body is larger than this request allows.", []),
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => new(WireError.RequestTimeout, "The body came too slowly.", []),
        BadHttpRequestException bad => new(new WireError(bad.StatusCode, WireError.InvalidParameter.Code), bad.Message, []),
        OperationCanceledException => new(WireError.ServiceUnavailable, "The time for the request is over, or the server stops.", Later),
        _ => Defect(),
    };

    /// <summary>Writes the reply: XML with the four elements that clients need, or JSON for bulk data.</summary>
    public async Task Write(HttpContext context, RouteProtocol protocol)
    {
        context.Response.Clear();
        context.Response.StatusCode = Error.Status;
        context.Response.Headers[RequestReplies.RequestIdHeader] = context.TraceIdentifier;
        foreach (var (name, value) in Headers)
            context.Response.Headers[name] = value;
        var host = context.Request.Host.HasValue ? context.Request.Host.Value : "localhost";
        if (protocol == RouteProtocol.Rest)
        {
            await RequestReplies.WriteXml(context, xml => xml
                .Begin("Error")
                .Element("Code", Error.Code)
                .Element("Message", Text)
                .Element("RequestId", context.TraceIdentifier)
                .Element("HostId", host)
                .End());
        }
        else
        {
            await RequestReplies.WriteJson(context, json =>
            {
                json.WriteStartObject();
                json.WriteString("Code", Error.Code);
                json.WriteString("Message", Text);
                json.WriteString("RequestId", context.TraceIdentifier);
                json.WriteString("HostId", host);
                json.WriteEndObject();
            });
        }
    }

    private static ErrorReply Of(RametException error, WireError wire)
    {
        var passes = wire.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable;
        return new ErrorReply(wire, Describe(error), passes ? Later : []);
    }

    private static string Describe(RametException error) => error.Hint is null ? error.Message : $"{error.Message}. {error.Hint}";

    private static ErrorReply Defect() => new(
        WireError.InternalServerError, "ODPS-0010000: System internal error - a defect of the server; its log tells more under the id of this request", []);
}
