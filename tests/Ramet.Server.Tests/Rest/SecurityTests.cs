using System.Net;
using System.Text.Json;
using Ramet.Server.Tests.Support;

namespace Ramet.Server.Tests.Rest;

/// <summary>Security statements, users, roles and permission checks as clients send them.</summary>
public sealed class SecurityTests(RestFixture fixture) : IClassFixture<RestFixture>
{
    private const string Authorization = "/projects/shop/authorization";

    [Theory]
    [InlineData("false")] // odpscmd
    [InlineData("true")] // PyODPS
    public async Task Whoami_is_JSON_whatever_was_asked_for(string asJson)
    {
        var json = JsonDocument.Parse(await Ask(fixture.ReaderClient, "whoami", asJson)).RootElement;

        Assert.Equal(RestFixture.Reader, json.GetProperty("DisplayName").GetString());
        Assert.Equal(RestFixture.Reader, json.GetProperty("ID").GetString());
        Assert.Equal("127.0.0.1", json.GetProperty("SourceIP").GetString());
    }

    [Fact]
    public async Task Statements_answer_as_text_or_as_JSON()
    {
        Assert.Equal($"{TestServer.Owner}\n{RestFixture.Reader}", await Ask(fixture.Alice, "LIST USERS;", "false"));
        Assert.Equal([TestServer.Owner, RestFixture.Reader], JsonSerializer.Deserialize<string[]>(await Ask(fixture.Alice, "LIST USERS", "true"))!);
        Assert.Contains("RAM", JsonSerializer.Deserialize<string[]>(await Ask(fixture.Alice, "LIST ACCOUNTPROVIDERS", "true"))!);
        Assert.Equal("", await Ask(fixture.Alice, "CREATE ROLE r1", "false"));
        Assert.Equal("\"\"", await Ask(fixture.Alice, "DROP ROLE r1", "true")); // clients parse it
    }

    [Fact]
    public async Task Show_grants_has_the_form_that_programs_read()
    {
        var own = JsonDocument.Parse(await Ask(fixture.ReaderClient, "SHOW GRANTS", "true")).RootElement;
        Assert.Equal("worker", own.GetProperty("Roles")[0].GetString());
        var entry = own.GetProperty("ACL").GetProperty("")[0];
        Assert.Equal(("Describe", $"user/{RestFixture.Reader}"), (entry.GetProperty("Action")[0].GetString(), entry.GetProperty("Principal")[0].GetString()));

        var onTable = JsonDocument.Parse(await Ask(fixture.Alice, "show grants on shop.orders", "true")).RootElement; // dbt
        var principal = Assert.Single(onTable.GetProperty("ACL").GetProperty("").EnumerateArray()).GetProperty("Principal")[0].GetString()!;
        Assert.Equal(RestFixture.Reader, principal.Split('/')[1].Split('(')[0]); // as dbt takes it apart
        Assert.Empty(JsonDocument.Parse(await Ask(fixture.Alice, "show grants on shop.acid", "true")).RootElement.GetProperty("ACL").EnumerateObject());
        Assert.StartsWith("[roles]\nworker\n", await Ask(fixture.ReaderClient, "SHOW GRANTS", "false"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusals_have_code_and_message()
    {
        Assert.Contains("odps:ListUsers", (await Post(fixture.ReaderClient, "LIST USERS", "false")).ExpectXmlError(HttpStatusCode.Forbidden, "NoPermission"), StringComparison.Ordinal);
        (await Post(fixture.Alice, "GRANT nonsense", "false")).ExpectXmlError(HttpStatusCode.BadRequest, "ODPS-0130161");
        (await Post(fixture.Alice, "SELECT 1", "false")).ExpectXmlError(HttpStatusCode.BadRequest, "InvalidParameter");
        (await Post(fixture.Alice, "DROP TABLE orders", "false")).ExpectXmlError(HttpStatusCode.BadRequest, "InvalidParameter");
        (await fixture.Alice.Post(Authorization, "<Authorization/>")).ExpectXmlError(HttpStatusCode.BadRequest, "InvalidParameter");
        (await fixture.Alice.Post(Authorization, "<Authorization><Query>whoami</Query><Settings>[]</Settings></Authorization>")).ExpectXmlError(HttpStatusCode.BadRequest, "InvalidParameter");
        (await fixture.StrangerClient.Post(Authorization, "<Authorization><Query>LIST ROLES</Query></Authorization>")).ExpectXmlError(HttpStatusCode.Forbidden, "NoPermission");
    }

    [Fact]
    public async Task Settings_count_for_the_statement()
    {
        const string Body = """<Authorization><Query>grant select on table shop.default.acid to role worker</Query><ResponseInJsonFormat>true</ResponseInJsonFormat><Settings>{"odps.namespace.schema":"true","odps.default.schema":"default"}</Settings></Authorization>""";
        Assert.Equal("\"\"", (await fixture.Alice.Post(Authorization, Body)).Expect(HttpStatusCode.OK).Xml.Element("Result")!.Value);
        await Ask(fixture.Alice, "REVOKE Select ON TABLE acid FROM ROLE worker", "true");
    }

    [Fact]
    public async Task Installation_of_packages_is_awaited()
    {
        var submitted = (await Post(fixture.Alice, "INSTALL PACKAGE shop.non_exist_package", "true")).Expect(HttpStatusCode.Created);
        var query = $"{Authorization}/{submitted.Xml.Element("Result")!.Value}";

        var failed = (await fixture.Alice.Get(query)).Expect(HttpStatusCode.OK).Xml;
        Assert.Equal("FAILED", failed.Element("Status")!.Value);
        Assert.StartsWith("ODPS-", failed.Element("Result")!.Value, StringComparison.Ordinal);
        (await fixture.ReaderClient.Get(query)).ExpectXmlError(HttpStatusCode.NotFound, "NoSuchObject"); // nobody else's business
    }

    [Fact]
    public async Task Users_and_roles_are_found_as_clients_address_them()
    {
        Assert.Equal([TestServer.Owner, RestFixture.Reader], RestFixture.Texts(await fixture.Alice.Get("/projects/shop/users?curr_project=shop"), "DisplayName"));
        var name = Uri.EscapeDataString(RestFixture.Reader);
        Assert.Equal([RestFixture.Reader], RestFixture.Texts(await fixture.Alice.Get($"/projects/shop/users/{name}?type=displayname"), "ID"));
        Assert.Equal(["worker"], RestFixture.Texts(await fixture.Alice.Get($"/projects/shop/users/{name}?roles&type=displayname"), "Name"));
        Assert.Equal(["worker"], RestFixture.Texts(await fixture.ReaderClient.Get($"/projects/shop/users/{name}?roles"), "Name"));
        Assert.Equal(["Super_Administrator", "Admin", "worker"], RestFixture.Texts(await fixture.Alice.Get("/projects/shop/roles"), "Name"));
        Assert.Equal(["worker"], RestFixture.Texts(await fixture.Alice.Get("/projects/shop/roles/worker"), "Name"));
        Assert.Equal([RestFixture.Reader], RestFixture.Texts(await fixture.Alice.Get("/projects/shop/roles/worker?users"), "DisplayName"));

        (await fixture.Alice.Get("/projects/shop/users/nobody?type=displayname")).ExpectXmlError(HttpStatusCode.NotFound, "NoSuchObject");
        (await fixture.Alice.Get("/projects/shop/roles/nosuch")).ExpectXmlError(HttpStatusCode.NotFound, "NoSuchObject");
        (await fixture.ReaderClient.Get("/projects/shop/users")).ExpectXmlError(HttpStatusCode.Forbidden, "NoPermission");
    }

    [Fact]
    public async Task Policy_of_a_role_is_put_and_got()
    {
        const string Policy = """{"Version":"1","Statement":[{"Effect":"Deny","Action":["odps:Drop"],"Resource":["acs:odps:*:projects/shop/tables/*"]}]}""";
        (await fixture.Alice.Put("/projects/shop/roles/worker?policy", Policy)).Expect(HttpStatusCode.OK);
        Assert.Equal("Deny", (await fixture.Alice.Get("/projects/shop/roles/worker?policy")).Expect(HttpStatusCode.OK).Json.GetProperty("Statement")[0].GetProperty("Effect").GetString());
        (await fixture.Alice.Put("/projects/shop/roles/worker?policy", "")).Expect(HttpStatusCode.OK);
        (await fixture.ReaderClient.Put("/projects/shop/roles/worker?policy", Policy)).ExpectXmlError(HttpStatusCode.Forbidden, "NoPermission");

        Assert.Equal("", (await fixture.Alice.Get("/projects/shop?policy")).Expect(HttpStatusCode.OK).Text);
        (await fixture.Alice.Put("/projects/shop?policy", Policy)).ExpectXmlError(HttpStatusCode.BadRequest, "NotSupported");
    }

    [Fact]
    public async Task Security_configuration_goes_there_and_back()
    {
        var now = (await fixture.Alice.Get("/projects/shop?security_configuration&curr_project=shop")).Expect(HttpStatusCode.OK);
        Assert.Equal(("true", "false"), (now.Xml.Element("CheckPermissionUsingAcl")!.Value, now.Xml.Element("LabelSecurity")!.Value));
        Assert.Equal("false", now.Xml.Element("ProjectProtection")!.Attribute("Protected")!.Value);

        (await fixture.Alice.Put("/projects/shop?security_configuration", now.Text.Replace("<LabelSecurity>false", "<LabelSecurity>true", StringComparison.Ordinal))).Expect(HttpStatusCode.OK);
        Assert.Equal("true", (await fixture.Alice.Get("/projects/shop?security_configuration")).Xml.Element("LabelSecurity")!.Value);
        (await fixture.Alice.Put("/projects/shop?security_configuration", now.Text)).Expect(HttpStatusCode.OK);
        Assert.Equal(now.Text, (await fixture.Alice.Get("/projects/shop?security_configuration")).Text);

        var downloads = now.Text.Replace("<EnableDownloadPrivilege>false", "<EnableDownloadPrivilege>true", StringComparison.Ordinal);
        (await fixture.Alice.Put("/projects/shop?security_configuration", downloads)).Expect(HttpStatusCode.OK);
        Assert.Equal(downloads, (await fixture.Alice.Get("/projects/shop?security_configuration")).Text);
        (await fixture.Alice.Put("/projects/shop?security_configuration", now.Text)).Expect(HttpStatusCode.OK);
        foreach (var without in new[] { "<SupportACLV2>false", "CheckExternalResourcePermissionEnable=\"false" })
        {
            Assert.Contains(without, now.Text, StringComparison.Ordinal);
            var asked = now.Text.Replace(without, without.Replace("false", "true", StringComparison.Ordinal), StringComparison.Ordinal);
            (await fixture.Alice.Put("/projects/shop?security_configuration", asked)).ExpectXmlError(HttpStatusCode.BadRequest, "NotSupported");
        }

        (await fixture.ReaderClient.Get("/projects/shop?security_configuration")).ExpectXmlError(HttpStatusCode.Forbidden, "NoPermission");
        (await fixture.ReaderClient.Put("/projects/shop?security_configuration", now.Text)).ExpectXmlError(HttpStatusCode.Forbidden, "NoPermission");
    }

    [Theory]
    [InlineData("""[{"Action":"Describe","Resource":"/projects/shop/tables/orders"}]""", "Allow")]
    [InlineData("""[{"Action":"odps:Select","Resource":"projects/shop/schemas/default/tables/orders"}]""", "Deny")]
    [InlineData("""[{"Action":"Select","Resource":"/projects/shop/tables/sales","odps:SelectColumns":"[\"id\"]"}]""", "Allow")]
    [InlineData("""[{"Action":"CreateTable","Resource":"/projects/shop"}]""", "Deny")]
    [InlineData("""[{"Action":"Select","Resource":"/projects/nosuch/tables/t"}]""", "Deny")]
    public async Task Permission_is_checked_without_use(string question, string expected)
    {
        var reply = await fixture.ReaderClient.Post("/projects/shop/auth/", question, ("Content-Type", "application/json"));
        Assert.Equal([expected], RestFixture.Texts(reply, "Result"));
    }

    [Fact]
    public async Task Permission_is_checked_by_parameters_and_bad_questions_are_refused()
    {
        Assert.Equal(["Allow"], RestFixture.Texts(await fixture.ReaderClient.Get("/projects/shop/auth/?type=Table&name=orders&grantee=Describe"), "Result"));
        Assert.Equal(["Deny"], RestFixture.Texts(await fixture.ReaderClient.Get("/projects/shop/auth/?type=table&name=orders&grantee=Drop"), "Result"));
        foreach (var question in new[] { "{}", "[]", "[1]", """[{"Action":"Fly","Resource":"/projects/shop"}]""", """[{"Action":"Select","Resource":"nowhere"}]""", "[" })
            (await fixture.ReaderClient.Post("/projects/shop/auth/", question, ("Content-Type", "application/json"))).ExpectXmlError(HttpStatusCode.BadRequest, "InvalidParameter");
    }

    [Fact]
    public async Task Token_for_a_job_page_is_issued()
    {
        const string Body = """{"expires_in_hours":168,"policy":{"Statement":[{"Action":["odps:Read"],"Effect":"Allow","Resource":"acs:odps:*:projects/shop/instances/i"}],"Version":"1"}}""";
        var token = RestFixture.Texts(await fixture.ReaderClient.Post(Authorization + "?sign_bearer_token", Body, ("Content-Type", "application/json")), "Result").Single();
        Assert.NotEmpty(token);

        foreach (var wrong in new[] { "", "[]", "{}", """{"policy":{},"expires_in_hours":"x"}""", Body.Replace("168", "99999", StringComparison.Ordinal), Body.Replace("odps:Read", "odps:Fly", StringComparison.Ordinal) })
            (await fixture.ReaderClient.Post(Authorization + "?sign_bearer_token", wrong, ("Content-Type", "application/json"))).ExpectXmlError(HttpStatusCode.BadRequest, "InvalidParameter");
        (await fixture.StrangerClient.Post(Authorization + "?sign_bearer_token", Body, ("Content-Type", "application/json"))).ExpectXmlError(HttpStatusCode.Forbidden, "NoPermission");
    }

    private static async Task<string> Ask(TestClient client, string query, string asJson) =>
        (await Post(client, query, asJson)).Expect(HttpStatusCode.OK).Xml.Element("Result")!.Value;

    private static Task<TestReply> Post(TestClient client, string query, string asJson) => client.Post(
        Authorization + "?curr_project=shop",
        $"<?xml version=\"1.0\"?>\n<Authorization>\n  <Query>{query}</Query>\n  <ResponseInJsonFormat>{asJson}</ResponseInJsonFormat>\n</Authorization>");
}
