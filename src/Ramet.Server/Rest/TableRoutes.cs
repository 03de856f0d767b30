using Ramet.Access;
using Ramet.Catalog.Tables;
using Ramet.Server.Errors;
using Ramet.Server.Replies;
using Ramet.Server.Requests;
using Ramet.Server.Routing;
using Ramet.Warehouse.Metadata;

namespace Ramet.Server.Rest;

/// <summary>Tables: list, definition, first rows. They are made and changed by statements.</summary>
internal static class TableRoutes
{
    private const int BatchMax = 10_000;

    public static void Register(RouteTable routes)
    {
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/tables", List);
        routes.Add(RouteProtocol.Rest, "POST /projects/{project}/tables?query", Find);
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/tables/{table}", static request => Get(request, isExtended: false));
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/tables/{table}?extended", static request => Get(request, isExtended: true));
        routes.Add(RouteProtocol.Rest, "GET /projects/{project}/tables/{table}?data", Head);
    }

    private static Task List(ServerRequest request)
    {
        request.RequireDefaultSchema();
        var pageSize = request.PageSize();
        var type = request.Parameters.Text("type");
        var query = new TableListQuery
        {
            NamePrefix = request.Parameters.Text("name"),
            Owner = request.Parameters.Text("owner") is { } owner ? Principal.Parse(owner) : null,
            Kind = type is null ? null : TableDocument.KindOf(type),
            Marker = request.Marker(),
            Limit = pageSize,
        };
        using var session = request.OpenSession();
        var page = new TableReader(session).List(request["project"], query, request.Aborted);
        var isKnownType = type is null || query.Kind is not null; // of another type there are none
        return request.ReplyXml(xml =>
        {
            xml.BeginList("Tables", isKnownType ? page.Marker : null, pageSize);
            foreach (var table in isKnownType ? page.Items : [])
                xml.WriteListed(table, request["project"]);
            xml.End();
        });
    }

    private static Task Get(ServerRequest request, bool isExtended)
    {
        request.RequireDefaultSchema();
        using var session = request.OpenSession();
        var table = new TableReader(session).Get(request["project"], request["table"], request.Aborted);
        request.SetHeader("x-odps-owner", table.Owner);
        request.SetHeader("x-odps-creation-time", table.CreateTime);
        request.SetHeader("Last-Modified", Latest(table.LastDdlTime, table.LastModifiedTime));
        return request.ReplyXml(xml => xml.WriteTable(table, isExtended));
    }

    /// <summary>Many tables at once. Those that do not exist, or that the caller may not see, are left out.</summary>
    private static async Task Find(ServerRequest request)
    {
        var body = await request.ReadXml("Tables");
        var names = body.Elements("Table")
            .Where(static table => IsDefault(table.Element("Schema")?.Value))
            .Select(table => new TableName(table.Element("Project")?.Value is { Length: > 0 } project ? project : request["project"], table.Element("Name")?.Value ?? ""))
            .ToList();
        if (names.Count > BatchMax)
            throw new ProtocolException(WireError.InvalidParameter, $"At most {BatchMax} tables can be asked for at once, found {names.Count}.");
        using var session = request.OpenSession();
        var tables = new TableReader(session).Find(names, request.Aborted);
        await request.ReplyXml(xml =>
        {
            xml.Begin("Tables");
            foreach (var table in tables)
                xml.WriteTable(table, isExtended: false);
            xml.End();
        });
    }

    private static Task Head(ServerRequest request)
    {
        request.RequireDefaultSchema();
        var query = new TableHeadQuery
        {
            Limit = request.Parameters.Number("linenum") ?? TableHeadQuery.LimitMax,
            Partition = request.Parameters.Text("partition") is { } partition ? PartitionText.Parse(partition) : [],
            Columns = request.Parameters.Text("cols")?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
        };
        using var session = request.OpenSession();
        using var rows = new TableReader(session).OpenHead(request["project"], request["table"], query, request.Aborted);
        return request.ReplyText(ResultCsv.Write(rows.Columns, cells => rows.TryReadRow(cells)), "text/csv; charset=utf-8");
    }

    private static bool IsDefault(string? schema) =>
        string.IsNullOrEmpty(schema) || schema.Equals(ServerRequest.DefaultSchema, StringComparison.OrdinalIgnoreCase);

    private static DateTimeOffset Latest(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;
}
