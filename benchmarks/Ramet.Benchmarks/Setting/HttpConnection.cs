using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Ramet.Protocol.Signing;

namespace Ramet.Benchmarks.Setting;

/// <summary>
/// A connection to a server that signs its requests as clients do and costs next to nothing itself, so that the server is measured. For one
/// thread at a time.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private const int BufferBytes = 1 << 20;

    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly RequestSigner signer;
    private readonly string host;
    private byte[] buffer = new byte[BufferBytes];

    public HttpConnection(Uri server, RequestSigner signer)
    {
        this.signer = signer;
        host = server.Authority;
        socket.Connect(server.Host, server.Port);
    }

    /// <summary>Sends a request and reads the reply.</summary>
    /// <param name="method">The method.</param>
    /// <param name="target">Path and query behind <c>/api</c>, encoded.</param>
    /// <param name="body">The body, XML; null for none.</param>
    /// <returns>The text of the whole reply, headers and body.</returns>
    public string Send(string method, string target, string? body = null)
    {
        var now = DateTimeOffset.UtcNow;
        var headers = new List<KeyValuePair<string, string>> { new("Date", RequestSigner.DateText(now)) };
        if (body is not null)
            headers.Add(new("Content-Type", "application/xml"));
        var text = new StringBuilder(method).Append(" /api").Append(target).Append(" HTTP/1.1\r\nHost: ").Append(host);
        foreach (var (name, value) in headers)
            text.Append("\r\n").Append(name).Append(": ").Append(value);
        text.Append("\r\nAuthorization: ").Append(signer.Sign(method, target, headers, now));
        if (body is not null)
            text.Append(CultureInfo.InvariantCulture, $"\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}");
        socket.Send(Encoding.UTF8.GetBytes(text.Append("\r\n\r\n").Append(body).ToString()));
        return Receive();
    }

    public void Dispose() => socket.Dispose();

    private string Receive()
    {
        var length = 0;
        var expected = int.MaxValue;
        while (length < expected)
        {
            if (length == buffer.Length)
                Array.Resize(ref buffer, 2 * length);
            var count = socket.Receive(buffer.AsSpan(length));
            if (count == 0)
                throw new IOException("The server closed the connection.");
            length += count;
            if (expected == int.MaxValue && buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) is var end and >= 0)
                expected = end + 4 + BodyLength(Encoding.ASCII.GetString(buffer, 0, end));
        }
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static int BodyLength(string head)
    {
        const string Name = "Content-Length: ";
        var start = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
            throw new IOException($"The reply has no length: {head}");
        var end = head.IndexOf('\r', start);
        var digits = end < 0 ? head.AsSpan(start + Name.Length) : head.AsSpan(start + Name.Length, end - start - Name.Length);
        return int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
