using Ramet.Server.Replies;
using Ramet.Server.Requests;
using Ramet.Server.Routing;
using Ramet.Warehouse.Describe;
using Ramet.Warehouse.Metadata;

namespace Ramet.Server.Rest;

/// <summary>Partitions of a table: list, names, one of them. They are made and dropped by statements.</summary>
internal static class PartitionRoutes
{
    public static void Register(RouteTable routes)
    {
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/tables/{table}?partitions", List);
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/tables/{table}?partitions&name", ListNames);
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/tables/{table}?partition", static request => Get(request, isExtended: false));
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/tables/{table}?partition&extended", static request => Get(request, isExtended: true));

        // With a prefix of partitions, which is a parameter of the same name as one partition.
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/tables/{table}?partitions&partition", List);
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/tables/{table}?partitions&partition&name", ListNames);
    }

    private static Task List(ServerRequest request) => Reply(request, static (xml, partition) => xml.WriteListed(partition));

    private static Task ListNames(ServerRequest request) =>
        Reply(request, static (xml, partition) => xml.Begin("Partition").Element("Name", partition.Name).End());

    private static Task Reply(ServerRequest request, Action<XmlReplyWriter, PartitionDescription> write)
    {
        request.RequireDefaultSchema();
        var pageSize = request.PageSize();
        var query = new PartitionListQuery
        {
            Prefix = request.Parameters.Text("partition") is { } prefix ? PartitionText.Parse(prefix) : null,
            IsReversed = request.Parameters.Flag("reverse"),
            Marker = request.Marker(),
            Limit = pageSize,
        };
        using var session = request.OpenSession();
        var page = new TableReader(session).ListPartitions(request["project"], request["table"], query, request.Aborted);
        return request.ReplyXml(xml =>
        {
            xml.BeginList("Partitions", page.Marker, pageSize);
            foreach (var partition in page.Items)
                write(xml, partition);
            xml.End();
        });
    }

    private static Task Get(ServerRequest request, bool isExtended)
    {
        request.RequireDefaultSchema();
        var values = PartitionText.Parse(request.Parameters["partition"] ?? "");
        using var session = request.OpenSession();
        var partition = new TableReader(session).GetPartition(request["project"], request["table"], values, request.Aborted);
        return request.ReplyXml(xml => xml.WritePartition(partition, isExtended));
    }
}
