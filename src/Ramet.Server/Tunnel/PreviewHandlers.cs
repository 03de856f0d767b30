using Ramet.Server.Requests;
using Ramet.Server.Routing;
using Ramet.Warehouse.Metadata;
using Ramet.Warehouse.Transfer;

namespace Ramet.Server.Tunnel;

/// <summary>Looks at some rows of tables, which clients read as an Arrow stream.</summary>
internal static class PreviewHandlers
{
    public static void Register(RouteTable routes) => routes.Add(RouteProtocol.Tunnel, "GET /projects/{project}/tables/{table}/preview", Read);

    private static Task Read(ServerRequest request)
    {
        var (project, table, partition) = request.Target();
        var query = new TableHeadQuery
        {
            Limit = LimitOf(request),
            Partition = partition is null ? [] : PartitionText.Parse(partition),
            Columns = request.Columns() ?? [],
        };
        return request.Server.TransferSlots.Run(request, () =>
        {
            using var session = request.OpenSession();
            using var output = TransferBodies.OpenPlainOutput(request);
            new TablePreview(session).Write(project, table, query, output, request.Aborted);
        });
    }

    /// <summary>Clients ask for -1 rows when they want as many as there can be.</summary>
    private static long LimitOf(ServerRequest request) =>
        request.Parameters.Text("limit") is null or "-1" ? TableHeadQuery.LimitMax : request.Parameters.Number("limit") ?? TableHeadQuery.LimitMax;
}
