using System.IO.Compression;
using Ramet.Protocol.Snappy;
using Ramet.Server.Errors;
using Ramet.Server.Replies;
using Ramet.Server.Requests;

namespace Ramet.Server.Tunnel;

/// <summary>
/// The bodies of bulk data, compressed as their headers say: not at all, by <c>deflate</c>, which in HTTP is a zlib stream (RFC 1950), or by
/// <c>x-snappy-framed</c>. A reply may always be uncompressed, so other names are passed over there, and refused in requests.
/// </summary>
internal static class TransferBodies
{
    private const string Deflate = "deflate";
    private const string Snappy = "x-snappy-framed";

    /// <summary>The ways of compression, by their names in headers.</summary>
    public static readonly IReadOnlyList<string> Encodings = [Deflate, Snappy];

    /// <summary>The body of a request, decompressed; the caller disposes it.</summary>
    /// <exception cref="ProtocolException">It is compressed in another way.</exception>
    public static Stream OpenInput(ServerRequest request)
    {
        var arriving = new ArrivingStream(request.Body, request.Server.Options.TransferPatience, request.Aborted);
        var body = new CountedStream(arriving, bytes => request.Server.Metrics.CountTunnel(isUpload: true, bytes));
        return request.Header("Content-Encoding")?.Trim().ToLowerInvariant() switch
        {
            null or "" or "identity" => body,
            Deflate => new ZLibStream(body, CompressionMode.Decompress),
            Snappy => new SnappyReadStream(body),
            var name => throw new ProtocolException(
                WireError.InvalidArgument, $"Content-Encoding '{name}' is not supported; send {string.Join(", ", Encodings)}, or the rows as they are."),
        };
    }

    /// <summary>
    /// The body of the reply, compressed in the first way that the client accepts and the server knows; the caller disposes it, and the body is
    /// ended by that.
    /// </summary>
    public static Stream OpenOutput(ServerRequest request)
    {
        var body = OpenPlainOutput(request);
        if (Accepted(request).FirstOrDefault(Encodings.Contains) is not { } encoding)
            return body;
        request.SetHeader("Content-Encoding", encoding);
        return encoding == Snappy ? new SnappyWriteStream(body) : new ZLibStream(body, CompressionLevel.Fastest, leaveOpen: true);
    }

    /// <summary>The body of the reply as it is, whatever the client accepts; the caller disposes it.</summary>
    public static Stream OpenPlainOutput(ServerRequest request)
    {
        request.Context.Response.ContentType = "application/octet-stream";
        return new CountedStream(request.Context.Response.Body, bytes => request.Server.Metrics.CountTunnel(isUpload: false, bytes));
    }

    private static IEnumerable<string> Accepted(ServerRequest request) =>
        (request.Header("Accept-Encoding") ?? "").Split(',', ';').Select(static name => name.Trim().ToLowerInvariant());
}
