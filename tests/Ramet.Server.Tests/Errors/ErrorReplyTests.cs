using System.Net;
using Microsoft.AspNetCore.Http;
using Ramet.Errors;
using Ramet.Server.Errors;
using Ramet.Server.Replies;
using Ramet.Server.Requests;
using Ramet.Server.Routing;
using Ramet.Server.Tests.Support;

namespace Ramet.Server.Tests.Errors;

public sealed class ErrorReplyTests
{
    private static readonly RametException[] Examples =
    [
        new(ErrorCode.TableNotFound, ErrorKind.NotFound, "table p.t cannot be resolved"),
        new(ErrorCode.PartitionNotFound, ErrorKind.NotFound, "pt=a"),
        new(ErrorCode.ProjectNotFound, ErrorKind.NotFound, "'p'"),
        new(ErrorCode.InvalidParameter, ErrorKind.NotFound, "role 'r' does not exist"),
        new(ErrorCode.AccessDenied, ErrorKind.Denied, "no"),
        new(ErrorCode.AuthorizationException, ErrorKind.Denied, "no"),
        new(ErrorCode.ParseException, ErrorKind.User, "found 'x'"),
        new(ErrorCode.InvalidParameter, ErrorKind.User, "wrong"),
        new(ErrorCode.InvalidPartitionKey, ErrorKind.User, "wrong"),
        new(ErrorCode.SemanticError, ErrorKind.User, "wrong"),
        new(ErrorCode.ConcurrentChange, ErrorKind.Conflict, "changed"),
        new(ErrorCode.BufferOverflow, ErrorKind.Limit, "memory"),
        new(ErrorCode.TooManyJobs, ErrorKind.Limit, "5 jobs wait"),
        new(ErrorCode.TooManyJobs, ErrorKind.Environment, "stopping"),
        new(ErrorCode.Cancelled, ErrorKind.Cancelled, "cancelled"),
        new(ErrorCode.StorageError, ErrorKind.Environment, "the disk is full"),
        new(ErrorCode.InternalError, ErrorKind.Defect, "secret detail"),
    ];

    [Fact]
    public void Errors_of_the_warehouse_have_the_status_and_code_on_which_clients_act()
    {
        var rest = Examples.Select(static error => ErrorTable.Find(error, RouteProtocol.Rest)).Select(Text);
        var tunnel = Examples.Select(static error => ErrorTable.Find(error, RouteProtocol.Tunnel)).Select(Text);

        Assert.Equal(
            [
                "404 NoSuchObject", "404 NoSuchPartition", "404 NoSuchProject", "404 NoSuchObject", "403 NoPermission", "403 NoPermission", "400 ODPS-0130161",
                "400 InvalidParameter", "400 ODPS-0130191", "400 ODPS-0130071", "409 ODPS-0110041", "400 ODPS-0123049", "429 SlotExceeded", "503 ServiceUnavailable", "400 ODPS-0120031",
                "500 InternalServerError", "500 InternalServerError",
            ],
            rest);
        Assert.Equal(
            [
                "404 NoSuchTable", "404 NoSuchPartition", "404 NoSuchProject", "404 NoSuchObject", "403 NoPermission", "403 NoPermission", "400 ODPS-0130161",
                "400 InvalidParameter", "400 InvalidPartitionSpec", "400 ODPS-0130071", "409 ODPS-0110041", "400 ODPS-0123049", "429 SlotExceeded", "503 ServiceUnavailable", "400 ODPS-0120031",
                "500 InternalServerError", "500 InternalServerError",
            ],
            tunnel);

        static string Text(WireError error) => $"{error.Status} {error.Code}";
    }

    [Fact]
    public async Task A_defect_is_told_by_the_id_of_the_request_and_is_in_the_log()
    {
        using var log = new LogCapture();
        await using var server = await TestServer.Start(new ServerOptions { LoggerProvider = log });
        server.Server.Routes.Add(RouteProtocol.Rest, "GET /broken", static _ => throw new InvalidOperationException("secret detail"));

        var reply = await server.Client().Get("/broken");

        var message = reply.ExpectXmlError(HttpStatusCode.InternalServerError, "InternalServerError");
        Assert.DoesNotContain("secret detail", message, StringComparison.Ordinal);
        Assert.Contains($"Error {reply.Headers["x-odps-request-id"]} GET /broken failed", log.Text, StringComparison.Ordinal);
        Assert.Contains("secret detail", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_stops_coming_is_no_error_of_the_server_also_when_a_statement_reads_it()
    {
        using var log = new LogCapture();
        await using var server = await TestServer.Start(new ServerOptions { LoggerProvider = log });
        var cause = new BadHttpRequestException("too slow", StatusCodes.Status408RequestTimeout);
        server.Server.Routes.Add(
            RouteProtocol.Tunnel, "PUT /bulk", _ => throw new RametException(ErrorCode.StorageError, ErrorKind.Environment, cause.Message, cause: cause));

        (await server.Client().Send(HttpMethod.Put, "/bulk", null)).ExpectJsonError(HttpStatusCode.RequestTimeout, "RequestTimeout");

        Assert.DoesNotContain("PUT /bulk failed", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bulk_data_has_its_errors_in_JSON_with_their_hints()
    {
        await using var server = await TestServer.Start();
        server.Server.Routes.Add(
            RouteProtocol.Tunnel, "GET /bulk", static _ => throw new RametException(ErrorCode.TableNotFound, ErrorKind.NotFound, "table <p>.t", hint: "Make it."));

        var message = (await server.Client().Get("/bulk")).ExpectJsonError(HttpStatusCode.NotFound, "NoSuchTable");

        Assert.Equal("ODPS-0130131:Table not found - table <p>.t. Make it.", message);
    }

    [Fact]
    public async Task Texts_that_XML_cannot_hold_do_not_break_a_reply()
    {
        await using var server = await TestServer.Start();
        server.Server.Routes.Add(RouteProtocol.Rest, "GET /strange", static request => request.ReplyXml(static xml => xml
            .Begin("A").Attribute("b", "\u0001<\"").Element("C", "x\ud800y").Begin("D").CData("1]]>2").End().Element("Empty").End()));

        var xml = (await server.Client().Get("/strange")).Expect(HttpStatusCode.OK).Xml;

        Assert.Equal("\ufffd<\"", xml.Attribute("b")!.Value);
        Assert.Equal("x\ufffdy", xml.Element("C")!.Value);
        Assert.Equal("1]]>2", xml.Element("D")!.Value);
        Assert.Equal("", xml.Element("Empty")!.Value);
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><Query>&e;</Query>")]
    [InlineData("<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><Query>&b;</Query>")]
    [InlineData("<Query>&undefined;</Query>")]
    [InlineData("<Query>")]
    [InlineData("<Query/><Query/>")]
    [InlineData("<Other/>")]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("<Query>\u0001</Query>")]
    [InlineData("<?xml version='1.0' encoding='no-such'?><Query/>")]
    public async Task Bodies_that_are_no_plain_XML_are_refused(string body)
    {
        await using var server = await TestServer.Start();
        server.Server.Routes.Add(RouteProtocol.Rest, "POST /query", static async request => await request.ReplyText((await request.ReadXml("Query")).Value));

        var message = (await server.Client().Post("/query", body)).ExpectXmlError(HttpStatusCode.BadRequest, "InvalidParameter");

        Assert.StartsWith("ODPS-0420061:Invalid parameter in HTTP request - ", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deep_XML_is_refused_and_long_texts_come_through()
    {
        await using var server = await TestServer.Start();
        server.Server.Routes.Add(RouteProtocol.Rest, "POST /query", static async request => await request.ReplyText((await request.ReadXml("Query")).Value));
        var deep = "<Query>" + string.Concat(Enumerable.Repeat("<a>", 100_000)) + string.Concat(Enumerable.Repeat("</a>", 100_000)) + "</Query>";
        var text = new string('x', 1_000_000);

        (await server.Client().Post("/query", deep)).ExpectXmlError(HttpStatusCode.BadRequest, "InvalidParameter");
        Assert.Equal(text, (await server.Client().Post("/query", $"<Query><![CDATA[{text}]]></Query>")).Expect(HttpStatusCode.OK).Text);
    }
}
