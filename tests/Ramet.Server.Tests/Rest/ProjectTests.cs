using System.Globalization;
using System.Net;
using Ramet.Server.Tests.Support;

namespace Ramet.Server.Tests.Rest;

/// <summary>What clients ask about projects and the place where they are, in their own words.</summary>
public sealed class ProjectTests(RestFixture fixture) : IClassFixture<RestFixture>
{
    [Theory]
    [InlineData("/projects/shop?curr_project=shop")] // PyODPS, Java, JDBC
    [InlineData("/projects/shop?properties=all&curr_project=shop")] // odpscmd
    [InlineData("/projects/shop?cached=true&isGroupApi=true")] // newer SDKs
    [InlineData("/projects/SHOP")]
    public async Task Project_has_the_headers_and_elements_that_clients_require(string target)
    {
        var reply = (await fixture.ReaderClient.Get(target)).Expect(HttpStatusCode.OK);

        Assert.Equal(TestServer.Owner, reply.Headers["x-odps-owner"]);
        AssertTime(reply.Headers["x-odps-creation-time"]);
        AssertTime(reply.Headers["Last-Modified"]);
        Assert.Equal(("shop", "managed", "AVAILABLE"), (reply.Xml.Element("Name")!.Value, reply.Xml.Element("Type")!.Value, reply.Xml.Element("State")!.Value));
        AssertTime(reply.Xml.Element("CreationTime")!.Value);
        AssertTime(reply.Xml.Element("LastModifiedTime")!.Value);
        var properties = reply.Xml.Element("Properties")!.Elements("Property").ToDictionary(property => property.Element("Name")!.Value, property => property.Element("Value")!.Value);
        Assert.Equal("false", properties["odps.schema.model.enabled"]);
        Assert.Equal("UTC", properties["odps.sql.timezone"]);
    }

    [Fact]
    public async Task Extended_project_has_its_element() =>
        Assert.NotNull((await fixture.Alice.Get("/projects/shop?extended&curr_project=shop")).Expect(HttpStatusCode.OK).Xml.Element("ExtendedProperties"));

    [Fact]
    public async Task Projects_are_listed_with_a_marker()
    {
        var reply = (await fixture.Alice.Get("/projects?expectmarker=true&owner=" + Uri.EscapeDataString(TestServer.Owner))).Expect(HttpStatusCode.OK);

        Assert.Equal("", reply.Xml.Element("Marker")!.Value);
        Assert.Equal("1000", reply.Xml.Element("MaxItems")!.Value);
        Assert.Equal("shop", Assert.Single(reply.Xml.Elements("Project")).Element("Name")!.Value);
        Assert.Empty((await fixture.StrangerClient.Get("/projects?expectmarker=true")).Expect(HttpStatusCode.OK).Xml.Elements("Project"));
    }

    [Fact]
    public async Task Hidden_and_missing_project_answer_alike()
    {
        var hidden = (await fixture.StrangerClient.Get("/projects/shop")).ExpectXmlError(HttpStatusCode.Forbidden, "NoPermission");
        var missing = (await fixture.StrangerClient.Get("/projects/nosuch")).ExpectXmlError(HttpStatusCode.Forbidden, "NoPermission");

        Assert.Equal(hidden.Replace("shop", "nosuch", StringComparison.Ordinal), missing);
    }

    [Fact]
    public async Task Properties_are_set()
    {
        const string Body = """<?xml version="1.0"?><Project><Name>shop</Name><Properties><Property><Name>odps.sql.type.system.odps2</Name><Value>true</Value></Property></Properties></Project>""";
        (await fixture.Alice.Put("/projects/shop", Body)).Expect(HttpStatusCode.OK);
        Assert.Contains("odps.sql.type.system.odps2", RestFixture.Texts(await fixture.Alice.Get("/projects/shop"), "Name"));

        (await fixture.ReaderClient.Put("/projects/shop", Body)).ExpectXmlError(HttpStatusCode.Forbidden, "NoPermission");
        (await fixture.Alice.Put("/projects/shop", Body.Replace(">true<", ">maybe<", StringComparison.Ordinal))).ExpectXmlError(HttpStatusCode.BadRequest, "InvalidParameter");
    }

    [Fact]
    public async Task Places_are_answered_by_the_address_that_the_client_used()
    {
        var authority = fixture.Server.Server.Address.Authority;
        Assert.Equal(authority, (await fixture.Alice.Get("/projects/shop/tunnel?service&curr_project=shop")).Expect(HttpStatusCode.OK).Text);
        Assert.Equal(authority, (await fixture.Alice.Get("/projects/shop/tunnel?service=&quotaName=q")).Text);
        Assert.Equal("http://" + authority, (await fixture.Alice.Get("/logview/host")).Expect(HttpStatusCode.OK).Text);
        Assert.Equal("", (await fixture.Alice.Get("/webconsole/host")).Expect(HttpStatusCode.OK).Text);
        (await fixture.Alice.Get("/connection/mcqa?project=shop")).ExpectXmlError(HttpStatusCode.NotFound, "NoSuchObject");
        (await fixture.Alice.Get("/catalogapi")).ExpectXmlError(HttpStatusCode.NotFound, "NoSuchObject");
        Assert.Equal("{", (await fixture.Alice.Get("/projects/shop/system")).Expect(HttpStatusCode.OK).Text[..1]);
        (await fixture.Alice.Put("/projects/shop/logs", "survey")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Tenant_has_texts_alone_and_two_levels_of_names()
    {
        var tenant = (await fixture.Alice.Get("/tenants")).Expect(HttpStatusCode.OK).Json.GetProperty("Tenant");

        Assert.Equal("NORMAL", tenant.GetProperty("TenantState").GetString());
        Assert.Equal("false", tenant.GetProperty("Parameters").GetProperty("odps.namespace.schema").GetString());
        Assert.False(tenant.TryGetProperty("CreateTime", out _)); // one client reads seconds there, another one milliseconds
    }

    [Fact]
    public async Task Quotas_answer_to_every_name()
    {
        Assert.Equal("mine", (await fixture.Alice.Get("/quotas/mine?project=shop&version=wlm")).Expect(HttpStatusCode.OK).Xml.Element("Nickname")!.Value);
        Assert.Single((await fixture.Alice.Get("/quotas?project=shop&version=wlm")).Expect(HttpStatusCode.OK).Xml.Elements("Quota"));
    }

    [Fact]
    public async Task The_schema_is_default()
    {
        var list = (await fixture.Alice.Get("/projects/shop/schemas?expectmarker=true&curr_project=shop")).Expect(HttpStatusCode.OK).Xml;
        Assert.Equal(("", "default"), (list.Element("Marker")!.Value, Assert.Single(list.Elements("Schema")).Element("Name")!.Value));

        var schema = (await fixture.Alice.Get("/projects/shop/schemas/default")).Expect(HttpStatusCode.OK);
        Assert.Equal(TestServer.Owner, schema.Headers["x-odps-owner"]);
        AssertTime(schema.Headers["x-odps-creation-time"]);
        AssertTime(schema.Headers["Last-Modified"]);

        (await fixture.Alice.Get("/projects/shop/schemas/other")).ExpectXmlError(HttpStatusCode.NotFound, "NoSuchObject");
        (await fixture.Alice.Post("/projects/shop/schemas", "<Schema><Name>other</Name></Schema>")).ExpectXmlError(HttpStatusCode.BadRequest, "NotSupported");
        (await fixture.Alice.Post("/projects/shop/schemas", "<Schema><Name>default</Name><IfNotExists>true</IfNotExists></Schema>")).Expect(HttpStatusCode.OK);
        (await fixture.Alice.Delete("/projects/shop/schemas/default")).ExpectXmlError(HttpStatusCode.BadRequest, "NotSupported");
    }

    [Theory]
    [InlineData("/projects/shop/resources?expectmarker=true", "Resources")]
    [InlineData("/projects/shop/registration/functions?expectmarker=true", "Functions")]
    [InlineData("/projects/shop/registration%2Ffunctions?expectmarker=true&curr_project=shop", "Functions")] // PyODPS encodes the slash
    public async Task Code_is_listed_though_there_is_none(string target, string root)
    {
        var list = (await fixture.Alice.Get(target)).Expect(HttpStatusCode.OK).Xml;

        Assert.Equal((root, ""), (list.Name.LocalName, list.Element("Marker")!.Value));
        (await fixture.StrangerClient.Get(target)).ExpectXmlError(HttpStatusCode.Forbidden, "NoPermission");
    }

    [Fact]
    public async Task Code_is_refused_and_not_found()
    {
        (await fixture.Alice.Post("/projects/shop/resources", "x = 1", ("Content-Type", "application/octet-stream"), ("x-odps-resource-name", "m.py"))).ExpectXmlError(HttpStatusCode.BadRequest, "NotSupported");
        (await fixture.Alice.Get("/projects/shop/resources/m.py?meta")).ExpectXmlError(HttpStatusCode.NotFound, "NoSuchObject");
        (await fixture.Alice.Get("/projects/shop/registration/functions/f")).ExpectXmlError(HttpStatusCode.NotFound, "NoSuchObject");
        (await fixture.Alice.Delete("/projects/shop/registration/functions/f")).ExpectXmlError(HttpStatusCode.NotFound, "NoSuchObject");
    }

    private static void AssertTime(string text) =>
        Assert.True(DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), text);
}
