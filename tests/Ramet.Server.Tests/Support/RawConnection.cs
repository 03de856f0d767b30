using System.Net.Sockets;
using System.Text;

namespace Ramet.Server.Tests.Support;

/// <summary>A connection on which a test writes bytes that no HTTP library would send.</summary>
public sealed class RawConnection : IDisposable
{
    private readonly NetworkStream stream;

    private RawConnection(Socket socket)
    {
        stream = new NetworkStream(socket, ownsSocket: true);
    }

    public static async Task<RawConnection> Open(Uri server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server.Host, server.Port);
        return new RawConnection(socket);
    }

    /// <summary>Sends a text of Latin 1; lines end as they are written.</summary>
    public async Task Send(string text) => await stream.WriteAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Reads until the end of the headers of a reply, or until the server closes the connection.</summary>
    public Task<string> ReadHead() => Read(static text => text.Contains("\r\n\r\n", StringComparison.Ordinal));

    /// <summary>Reads until the server closes the connection.</summary>
    public Task<string> ReadToEnd() => Read(static _ => false);

    public void Dispose() => stream.Dispose();

    private async Task<string> Read(Func<string, bool> isEnd)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var text = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            for (int count; !isEnd(text.ToString()) && (count = await stream.ReadAsync(buffer, timeout.Token)) > 0;)
                text.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }
        catch (IOException)
        {
            // The server broke the connection off.
        }
        return text.ToString();
    }
}
