using System.Net.Http.Headers;
using System.Text;
using Ramet.Protocol.Signing;

namespace Ramet.Server.Tests.Support;

/// <summary>A client that signs its requests. Its endpoint ends in <c>/api</c>, which is not signed, as with most clients.</summary>
public sealed class TestClient : IDisposable
{
    private readonly HttpClient http;
    private readonly Uri server;
    private readonly RequestSigner signer;

    public TestClient(Uri server, string accessKeyId, string secret, string? region = null)
    {
        this.server = server;
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromMinutes(5) };
        signer = new RequestSigner(accessKeyId, secret, region);
    }

    /// <summary>The clock of the client.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What the endpoint ends with: <c>/api</c>, or nothing as for the tunnel.</summary>
    public string EndpointPath { get; init; } = "/api";

    public Task<TestReply> Get(string target, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, target, null, headers);

    public Task<TestReply> Delete(string target, params (string Name, string Value)[] headers) => Send(HttpMethod.Delete, target, null, headers);

    /// <summary>Posts a text; its type is that of the header <c>Content-Type</c>, else XML.</summary>
    public Task<TestReply> Post(string target, string body = "", params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, target, Content(body), headers);

    /// <summary>Puts a text; its type is that of the header <c>Content-Type</c>, else XML.</summary>
    public Task<TestReply> Put(string target, string body, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Put, target, Content(body), headers);

    /// <summary>Sends a request and reads the whole reply.</summary>
    /// <param name="method">The method.</param>
    /// <param name="target">Path and query behind the endpoint, encoded.</param>
    /// <param name="content">The body; null for none.</param>
    /// <param name="headers">More headers. They are signed where the protocol says so.</param>
    public async Task<TestReply> Send(HttpMethod method, string target, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = Request(method, target, content, headers);
        using var response = await http.SendAsync(request);
        return await TestReply.Read(response);
    }

    /// <summary>Sends a request and gives the response as soon as its headers are there; the caller disposes it.</summary>
    /// <inheritdoc cref="Send" path="/param"/>
    public async Task<HttpResponseMessage> Open(HttpMethod method, string target, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = Request(method, target, content, headers);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>A signed request, which the caller disposes.</summary>
    /// <inheritdoc cref="Send" path="/param"/>
    public HttpRequestMessage Request(HttpMethod method, string target, HttpContent? content, params (string Name, string Value)[] headers)
    {
        // A string, not a Uri with its own idea of escapes.
        var uri = new Uri(server.GetLeftPart(UriPartial.Authority) + EndpointPath + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var request = new HttpRequestMessage(method, uri) { Content = content };
        var time = Time.GetUtcNow();
        request.Headers.TryAddWithoutValidation("Date", RequestSigner.DateText(time));
        foreach (var (name, value) in headers)
            SetHeader(request, name, value);
        var all = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>());
        var signed = all.Select(static header => KeyValuePair.Create(header.Key, string.Join(",", header.Value)));
        request.Headers.TryAddWithoutValidation("Authorization", signer.Sign(method.Method, target, signed, time));
        return request;
    }

    public void Dispose() => http.Dispose();

    private static void SetHeader(HttpRequestMessage request, string name, string value)
    {
        var target = (HttpHeaders?)(name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) ? request.Content?.Headers : request.Headers);
        Assert.NotNull(target);
        target.Remove(name);
        Assert.True(target.TryAddWithoutValidation(name, value), name);
    }

    private static ByteArrayContent Content(string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (body.Length > 0)
            content.Headers.TryAddWithoutValidation("Content-Type", "application/xml");
        return content;
    }
}
