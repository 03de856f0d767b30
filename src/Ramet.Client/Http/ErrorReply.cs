using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Ramet.Errors;

namespace Ramet.Client.Http;

/// <summary>What a service writes into the body of an answer that says no: XML of its REST part, JSON of its tunnel part.</summary>
internal static class ErrorReply
{
    private const int ShownMax = 300;

    /// <summary>The error of an answer.</summary>
    public static RametException Read(HttpResponseMessage response)
    {
        using var reader = new StreamReader(response.Content.ReadAsStream());
        var body = reader.ReadToEnd();
        var (code, message) = FromXml(body) ?? FromJson(body) ?? (null, Excerpt(body));
        var request = response.Headers.TryGetValues("x-odps-request-id", out var ids) ? $"The service knows the request as {ids.First()}." : null;
        return ServiceErrorText.Parse(code ?? $"HTTP {(int)response.StatusCode}", message, request);
    }

    private static (string? Code, string Message)? FromXml(string body)
    {
        try
        {
            var error = XElement.Parse(body);
            return error.Name.LocalName == "Error" ? (error.Element("Code")?.Value, error.Element("Message")?.Value ?? "") : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static (string? Code, string Message)? FromJson(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("Code", out var code)
                ? (code.ToString(), json.RootElement.TryGetProperty("Message", out var message) ? message.ToString() : "")
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Excerpt(string body) => body.Length == 0 ? "the answer has no body" : body.Length <= ShownMax ? body : body[..ShownMax] + "...";
}
