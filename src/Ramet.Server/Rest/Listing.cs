using Ramet.Server.Replies;
using Ramet.Server.Requests;

namespace Ramet.Server.Rest;

/// <summary>What all lists have in common: a page has a size, and says where the next one begins.</summary>
internal static class Listing
{
    private const int PageSizeDefault = 1_000;
    private const int PageSizeMax = 10_000;

    /// <summary>How many items the client wants in a page.</summary>
    public static int PageSize(this ServerRequest request) =>
        (int)Math.Clamp(request.Parameters.Number("maxitems") ?? PageSizeDefault, 1, PageSizeMax);

    /// <summary>Where the page begins that the client wants; null for the first one.</summary>
    public static string? Marker(this ServerRequest request) => request.Parameters.Text("marker");

    /// <summary>Begins a list. Clients fail without the two elements, also where there is no next page.</summary>
    /// <param name="xml">Where to write.</param>
    /// <param name="name">The name of the list.</param>
    /// <param name="marker">Where the next page begins; null when there is none.</param>
    /// <param name="pageSize">The size of a page.</param>
    public static XmlReplyWriter BeginList(this XmlReplyWriter xml, string name, string? marker, int pageSize) =>
        xml.Begin(name).Element("Marker", marker).Element("MaxItems", pageSize);
}
