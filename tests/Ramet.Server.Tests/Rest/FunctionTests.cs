using System.Globalization;
using System.Net;
using Ramet.Server.Tests.Support;

namespace Ramet.Server.Tests.Rest;

/// <summary>SQL functions as clients list, read and delete them.</summary>
public sealed class FunctionTests(RestFixture fixture) : IClassFixture<RestFixture>
{
    private const string Functions = "/projects/shop/registration/functions";

    [Fact]
    public async Task Functions_in_SQL_are_listed_page_by_page_read_and_deleted()
    {
        fixture.Run("CREATE SQL FUNCTION half(@a DOUBLE) AS @a / 2; CREATE SQL FUNCTION third(@a DOUBLE) AS @a / 3; CREATE SQL FUNCTION twice(@a DOUBLE) AS @a * 2");

        var first = (await fixture.Alice.Get(Functions + "?expectmarker=true&maxitems=2&curr_project=shop")).Expect(HttpStatusCode.OK).Xml;
        Assert.Equal(["half", "third"], first.Elements("Function").Select(static function => function.Element("Alias")!.Value));
        Assert.Equal(("third", "2"), (first.Element("Marker")!.Value, first.Element("MaxItems")!.Value));
        var second = (await fixture.Alice.Get(Functions.Replace("registration/", "registration%2F", StringComparison.Ordinal) + "?maxitems=2&marker=third")).Expect(HttpStatusCode.OK).Xml;
        Assert.Equal("twice", Assert.Single(second.Elements("Function")).Element("Alias")!.Value);
        Assert.Equal("", second.Element("Marker")!.Value);
        Assert.Equal(["twice"], RestFixture.Texts(await fixture.Alice.Get(Functions + "?name=tw"), "Alias"));
        Assert.Empty(RestFixture.Texts(await fixture.Alice.Get(Functions + "?owner=ALIYUN%24nobody@example.com"), "Alias"));

        var half = (await fixture.Alice.Get(Functions + "/half?curr_project=shop")).Expect(HttpStatusCode.OK).Xml;
        Assert.Equal(
            ("Function", "half", TestServer.Owner, "", "true", "CREATE SQL FUNCTION half(@a DOUBLE) AS @a / 2"),
            (half.Name.LocalName, Text("Alias"), Text("Owner"), Text("ClassType"), Text("IsSqlFunction"), Text("SqlDefinitionText")));
        Assert.True(DateTimeOffset.TryParseExact(Text("CreationTime"), "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));

        (await fixture.ReaderClient.Get(Functions + "/half")).ExpectXmlError(HttpStatusCode.Forbidden, "NoPermission");
        (await fixture.ReaderClient.Delete(Functions + "/half")).ExpectXmlError(HttpStatusCode.Forbidden, "NoPermission");
        fixture.Run($"GRANT Read ON FUNCTION half TO USER {RestFixture.Reader}");
        (await fixture.ReaderClient.Get(Functions + "/half")).Expect(HttpStatusCode.OK);
        (await fixture.ReaderClient.Delete(Functions + "/half")).ExpectXmlError(HttpStatusCode.Forbidden, "NoPermission");

        (await fixture.Alice.Delete(Functions + "/half")).Expect(HttpStatusCode.OK);
        (await fixture.Alice.Get(Functions + "/half")).ExpectXmlError(HttpStatusCode.NotFound, "NoSuchObject");
        (await fixture.Alice.Delete(Functions + "/half")).ExpectXmlError(HttpStatusCode.NotFound, "NoSuchObject");
        (await fixture.Alice.Put(Functions + "/third", "<Function><Alias>third</Alias></Function>")).ExpectXmlError(HttpStatusCode.BadRequest, "NotSupported");

        string Text(string name) => half.Element(name)!.Value;
    }
}
