using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace Ramet.Server.Tests.Support;

/// <summary>A reply that was read to its end.</summary>
/// <param name="Status">The status.</param>
/// <param name="Headers">All headers, those of the content among them, by name without regard to case.</param>
/// <param name="Bytes">The body.</param>
public sealed record TestReply(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>The body as XML.</summary>
    public XElement Xml => XElement.Parse(Text, LoadOptions.PreserveWhitespace);

    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Bytes).RootElement;

    public static async Task<TestReply> Read(HttpResponseMessage response)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(static header => header.Key, static header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase);
        return new TestReply(response.StatusCode, headers, bytes);
    }

    /// <summary>Fails, with the body, unless the status is the one expected.</summary>
    public TestReply Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"expected {status}, found {Status}: {Text}");
        return this;
    }

    /// <summary>Fails unless this is an error in XML with all elements that clients need.</summary>
    /// <returns>The message.</returns>
    public string ExpectXmlError(HttpStatusCode status, string code)
    {
        Expect(status);
        Assert.Equal("application/xml", Headers["Content-Type"]);
        Assert.Equal(["Code", "Message", "RequestId", "HostId"], Xml.Elements().Select(static element => element.Name.LocalName));
        Assert.Equal(code, Xml.Element("Code")!.Value);
        Assert.Equal(Headers["x-odps-request-id"], Xml.Element("RequestId")!.Value);
        Assert.NotEmpty(Xml.Element("HostId")!.Value);
        return Xml.Element("Message")!.Value;
    }

    /// <summary>Fails unless this is an error in JSON with all keys that clients need.</summary>
    /// <returns>The message.</returns>
    public string ExpectJsonError(HttpStatusCode status, string code)
    {
        Expect(status);
        Assert.Equal("application/json", Headers["Content-Type"]);
        Assert.Equal(code, Json.GetProperty("Code").GetString());
        Assert.Equal(Headers["x-odps-request-id"], Json.GetProperty("RequestId").GetString());
        return Json.GetProperty("Message").GetString()!;
    }
}
