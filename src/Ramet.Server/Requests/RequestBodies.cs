using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Ramet.Errors;

namespace Ramet.Server.Requests;

/// <summary>Reads bodies that are small enough for memory. Their size is limited by the route.</summary>
internal static class RequestBodies
{
    private const int DepthMax = 64;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly XmlReaderSettings XmlSettings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, // no entities, no files of the server
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>Reads an XML document. White space in texts is kept.</summary>
    /// <param name="request">The request.</param>
    /// <param name="root">The name that its root must have.</param>
    /// <returns>The root.</returns>
    /// <exception cref="RametException">The body is no XML, has a document type, is nested too deep, or has another root.</exception>
    public static async Task<XElement> ReadXml(this ServerRequest request, string root)
    {
        using var bytes = await Buffer(request);
        try
        {
            CheckDepth(bytes);
            using var reader = XmlReader.Create(bytes, XmlSettings);
            var element = XElement.Load(reader, LoadOptions.PreserveWhitespace);
            return element.Name == root ? element : throw Malformed($"expected the XML element {root}, found {element.Name}");
        }
        catch (XmlException exception)
        {
            throw Malformed($"the body is no XML that is understood here: {exception.Message}");
        }
    }

    /// <summary>Reads a JSON document, which the caller disposes.</summary>
    /// <exception cref="RametException">The body is no JSON, or nested too deep.</exception>
    public static async Task<JsonDocument> ReadJson(this ServerRequest request)
    {
        try
        {
            return await JsonDocument.ParseAsync(request.Body, new JsonDocumentOptions { MaxDepth = DepthMax }, request.Aborted);
        }
        catch (JsonException exception)
        {
            throw Malformed($"the body is no JSON: {exception.Message}");
        }
    }

    /// <summary>Reads a text of UTF-8.</summary>
    /// <exception cref="RametException">The body is no UTF-8.</exception>
    public static async Task<string> ReadText(this ServerRequest request)
    {
        using var bytes = await Buffer(request);
        try
        {
            return Utf8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        }
        catch (DecoderFallbackException)
        {
            throw Malformed("the body is no UTF-8 text");
        }
    }

    /// <summary>A tree is walked by recursion later, so a deep one must not come to be.</summary>
    private static void CheckDepth(MemoryStream bytes)
    {
        using (var reader = XmlReader.Create(bytes, XmlSettings))
        {
            while (reader.Read())
            {
                if (reader.Depth > DepthMax)
                    throw Malformed($"XML elements are nested deeper than {DepthMax}");
            }
        }
        bytes.Position = 0;
    }

    private static async Task<MemoryStream> Buffer(ServerRequest request)
    {
        var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, request.Aborted);
        bytes.Position = 0;
        return bytes;
    }

    private static RametException Malformed(string detail) => new(ErrorCode.InvalidParameter, ErrorKind.User, detail);
}
