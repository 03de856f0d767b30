using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;
using Microsoft.AspNetCore.Http;
using Ramet.Server.Requests;

namespace Ramet.Server.Replies;

/// <summary>
/// Sends replies that fit into memory, with their length. Headers are set before, by <c>SetHeader</c>. Larger replies are written
/// to the body of the context piece by piece.
/// </summary>
internal static class RequestReplies
{
    /// <summary>The id of the request, in every reply.</summary>
    public const string RequestIdHeader = "x-odps-request-id";

    private const string XmlType = "application/xml";
    private const string JsonType = "application/json";
    private const string TextType = "text/plain; charset=utf-8";

    private static readonly XmlWriterSettings XmlSettings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        NewLineHandling = NewLineHandling.None,
        CheckCharacters = false, // the writer has replaced what is not allowed
    };

    // Clients show messages as they are: only what JSON itself asks for is escaped.
    private static readonly JsonWriterOptions JsonSettings = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Sets a header of the reply.</summary>
    public static void SetHeader(this ServerRequest request, string name, string value) => request.Context.Response.Headers[name] = value;

    /// <summary>Sets a header of the reply to a time.</summary>
    public static void SetHeader(this ServerRequest request, string name, DateTimeOffset time) => request.SetHeader(name, HttpTime.Text(time));

    /// <summary>Replies with an XML document.</summary>
    /// <param name="request">The request.</param>
    /// <param name="write">Writes the document.</param>
    /// <param name="status">The status.</param>
    public static Task ReplyXml(this ServerRequest request, Action<XmlReplyWriter> write, int status = StatusCodes.Status200OK)
    {
        request.Context.Response.StatusCode = status;
        return WriteXml(request.Context, write);
    }

    /// <summary>Replies with a JSON document.</summary>
    /// <param name="request">The request.</param>
    /// <param name="write">Writes the document.</param>
    /// <param name="status">The status.</param>
    public static Task ReplyJson(this ServerRequest request, Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK)
    {
        request.Context.Response.StatusCode = status;
        return WriteJson(request.Context, write);
    }

    /// <summary>Replies with a text.</summary>
    /// <param name="request">The request.</param>
    /// <param name="text">The text.</param>
    /// <param name="contentType">Its type.</param>
    public static Task ReplyText(this ServerRequest request, string text, string contentType = TextType) =>
        Write(request.Context, contentType, Encoding.UTF8.GetBytes(text));

    /// <summary>Replies without a body.</summary>
    public static Task ReplyEmpty(this ServerRequest request, int status = StatusCodes.Status200OK)
    {
        request.Context.Response.StatusCode = status;
        if (status != StatusCodes.Status204NoContent)
            request.Context.Response.ContentLength = 0;
        return Task.CompletedTask;
    }

    internal static Task WriteXml(HttpContext context, Action<XmlReplyWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, XmlSettings))
            write(new XmlReplyWriter(writer));
        return Write(context, XmlType, buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
    }

    internal static Task WriteJson(HttpContext context, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonSettings))
            write(writer);
        return Write(context, JsonType, buffer.WrittenMemory);
    }

    private static async Task Write(HttpContext context, string contentType, ReadOnlyMemory<byte> body)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
