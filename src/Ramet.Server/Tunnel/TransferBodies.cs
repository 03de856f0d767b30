using System.IO.Compression;
using Ramet.Server.Errors;
using Ramet.Server.Replies;
using Ramet.Server.Requests;

namespace Ramet.Server.Tunnel;

/// <summary>
/// The bodies of bulk data, compressed as their headers say: not at all or by <c>deflate</c>, which in HTTP is a zlib stream (RFC 1950). A
/// reply may always be uncompressed, so other names are passed over there, and refused in requests.
/// </summary>
internal static class TransferBodies
{
    private const string Deflate = "deflate";

    /// <summary>The body of a request, decompressed; the caller disposes it.</summary>
    /// <exception cref="ProtocolException">It is compressed in another way.</exception>
    public static Stream OpenInput(ServerRequest request)
    {
        var arriving = new ArrivingStream(request.Body, request.Server.Options.TransferPatience, request.Aborted);
        var body = new CountedStream(arriving, bytes => request.Server.Metrics.CountTunnel(isUpload: true, bytes));
        return request.Header("Content-Encoding")?.Trim() switch
        {
            null or "" or "identity" => body,
            var name when name.Equals(Deflate, StringComparison.OrdinalIgnoreCase) => new ZLibStream(body, CompressionMode.Decompress),
            var name => throw new ProtocolException(
                WireError.InvalidArgument, $"Content-Encoding '{name}' is not supported; send deflate, or the rows as they are."),
        };
    }

    /// <summary>The body of the reply, compressed when the client asks for it; the caller disposes it, and the body is ended by that.</summary>
    public static Stream OpenOutput(ServerRequest request)
    {
        var body = OpenPlainOutput(request);
        if (!AcceptsDeflate(request))
            return body;
        request.SetHeader("Content-Encoding", Deflate);
        return new ZLibStream(body, CompressionLevel.Fastest, leaveOpen: true);
    }

    /// <summary>The body of the reply as it is, whatever the client accepts; the caller disposes it.</summary>
    public static Stream OpenPlainOutput(ServerRequest request)
    {
        request.Context.Response.ContentType = "application/octet-stream";
        return new CountedStream(request.Context.Response.Body, bytes => request.Server.Metrics.CountTunnel(isUpload: false, bytes));
    }

    private static bool AcceptsDeflate(ServerRequest request) =>
        request.Header("Accept-Encoding") is { } accepted
        && accepted.Split(',', ';').Any(static name => name.Trim().Equals(Deflate, StringComparison.OrdinalIgnoreCase));
}
