using System.Net;
using System.Text;
using System.Xml.Linq;

namespace Ramet.Client.Http;

/// <summary>A request that can be sent, and sent again.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query behind the endpoint, encoded: <c>/projects/p/tables?expectmarker=true</c>.</param>
public sealed record ServiceRequest(HttpMethod Method, string Target)
{
    /// <summary>Makes the body, anew for each attempt; null for none.</summary>
    public Func<HttpContent>? Body { get; init; }

    /// <summary>A body that is a document.</summary>
    internal static Func<HttpContent> Xml(XElement document)
    {
        var bytes = Encoding.UTF8.GetBytes(document.ToString(SaveOptions.DisableFormatting));
        return () => new ByteArrayContent(bytes) { Headers = { { "Content-Type", "application/xml" } } };
    }

    /// <summary>Headers beside those that every request has.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>
    /// Whether the request may be sent again when nobody knows what became of it. By default all but POST may; a POST whose repetition is
    /// recognised, such as the commit of an upload, may too.
    /// </summary>
    public bool IsIdempotent { get; init; } = Method != HttpMethod.Post;

    /// <summary>Whether the request may be sent again after an answer with this status. "Later, please" (429) holds for all requests: nothing was done.</summary>
    internal bool MayBeRepeatedAfter(HttpStatusCode status) => status switch
    {
        HttpStatusCode.TooManyRequests => true,
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => IsIdempotent,
        _ => false,
    };
}
