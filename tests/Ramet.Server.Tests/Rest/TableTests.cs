using System.Net;
using System.Text.Json;
using Ramet.Server.Tests.Support;

namespace Ramet.Server.Tests.Rest;

/// <summary>Tables and partitions as clients ask for them, with every key that they read.</summary>
public sealed class TableTests(RestFixture fixture) : IClassFixture<RestFixture>
{
    private const string Tables = "/projects/shop/tables";

    [Fact]
    public async Task Tables_are_listed_page_by_page()
    {
        var first = (await fixture.Alice.Get(Tables + "?expectmarker=true&maxitems=4&curr_project=shop")).Expect(HttpStatusCode.OK).Xml;
        Assert.Equal(["acid", "clustered", "expensive", "orders"], first.Elements("Table").Select(static table => table.Element("Name")!.Value));
        Assert.Equal(("orders", "4"), (first.Element("Marker")!.Value, first.Element("MaxItems")!.Value));

        var second = (await fixture.Alice.Get(Tables + "?expectmarker=true&maxitems=4&marker=orders")).Expect(HttpStatusCode.OK).Xml;
        Assert.Equal(["sales"], second.Elements("Table").Select(static table => table.Element("Name")!.Value));
        Assert.Equal("", second.Element("Marker")!.Value);

        var view = first.Elements("Table").ElementAt(2);
        Assert.Equal(("VIRTUAL_VIEW", TestServer.Owner, "shop"), (view.Element("Type")!.Value, view.Element("Owner")!.Value, view.Element("Project")!.Value));
    }

    [Theory]
    [InlineData("?name=or", "orders")]
    [InlineData("?type=VIRTUAL_VIEW", "expensive")]
    [InlineData("?type=managed_table&name=s", "sales")]
    [InlineData("?type=MATERIALIZED_VIEW", "")]
    [InlineData("?owner=ALIYUN%24nobody@example.com", "")]
    [InlineData("?extended&curr_schema=default&name=acid", "acid")]
    public async Task Filters_of_lists_hold(string query, string names) =>
        Assert.Equal(names, string.Join(',', RestFixture.Texts(await fixture.Alice.Get(Tables + query), "Name")));

    [Fact]
    public async Task Definition_has_every_key()
    {
        var reply = (await fixture.Alice.Get(Tables + "/orders?curr_project=shop")).Expect(HttpStatusCode.OK);

        Assert.Equal(TestServer.Owner, reply.Headers["x-odps-owner"]);
        Assert.True(reply.Headers.ContainsKey("Last-Modified"));
        var xml = reply.Xml;
        Assert.Equal(
            ("orders", "shop", "default", TestServer.Owner, "all orders", "MANAGED_TABLE"),
            (Text("Name"), Text("Project"), Text("SchemaName"), Text("Owner"), Text("Comment"), Text("Type")));
        Assert.Equal(32, Text("TableId").Length);
        Assert.Equal("Json", xml.Element("Schema")!.Attribute("format")!.Value);
        var schema = RestFixture.Json(xml, "Schema");
        AssertNoNull(schema);
        var columns = schema.GetProperty("columns").EnumerateArray().ToList();
        Assert.Equal(["id", "name", "price"], columns.Select(static column => column.GetProperty("name").GetString()));
        Assert.Equal(["bigint", "string", "decimal(10,2)"], columns.Select(static column => column.GetProperty("type").GetString()));
        Assert.Equal([false, true, true], columns.Select(static column => column.GetProperty("isNullable").GetBoolean()));
        Assert.Equal(("key", "'none'"), (columns[0].GetProperty("comment").GetString(), columns[1].GetProperty("defaultValue").GetString()));
        Assert.Equal(0, schema.GetProperty("partitionKeys").GetArrayLength());
        foreach (var time in new[] { "createTime", "lastDDLTime", "lastModifiedTime" })
            Assert.InRange(schema.GetProperty(time).GetInt64(), DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 3600, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        Assert.Equal((0, 30, -1, 2), (Number("lastAccessTime"), Number("lifecycle"), Number("hubLifecycle"), Number("recordNum")));
        Assert.True(Number("size") > 0);
        Assert.Equal("""{"team":"a \"b\""}""", schema.GetProperty("tableProperties").GetString());
        Assert.False(schema.GetProperty("isVirtualView").GetBoolean() || schema.GetProperty("isExternal").GetBoolean() || schema.GetProperty("shardExist").GetBoolean());

        string Text(string name) => xml.Element(name)!.Value;

        long Number(string name) => schema.GetProperty(name).GetInt64();
    }

    [Fact]
    public async Task Extended_definition_has_sizes_and_what_is_reserved()
    {
        var orders = RestFixture.Json((await fixture.Alice.Get(Tables + "/orders?extended&curr_project=shop")).Expect(HttpStatusCode.OK).Xml, "Schema");
        Assert.False(orders.GetProperty("IsArchived").GetBoolean());
        Assert.True(orders.GetProperty("PhysicalSize").GetInt64() > 0);
        Assert.Equal(1, orders.GetProperty("FileNum").GetInt64());

        var clustered = Reserved(await fixture.Alice.Get(Tables + "/clustered?extended="));
        Assert.Equal(("hash", 4), (clustered.GetProperty("ClusterType").GetString(), clustered.GetProperty("BucketNum").GetInt32()));
        Assert.Equal("id", clustered.GetProperty("ClusterCols")[0].GetString());
        Assert.Equal(("id", "DESC"), (clustered.GetProperty("SortCols")[0].GetProperty("col").GetString(), clustered.GetProperty("SortCols")[0].GetProperty("order").GetString()));
        Assert.Equal("true", Reserved(await fixture.Alice.Get(Tables + "/acid?extended")).GetProperty("Transactional").GetString());
        Assert.Equal("false", Reserved(await fixture.Alice.Get(Tables + "/orders")).GetProperty("Transactional").GetString());

        fixture.Run("CREATE TABLE keyed (v INT, a INT NOT NULL, b INT NOT NULL, PRIMARY KEY (b, a)) TBLPROPERTIES ('transactional'='true', 'acid.data.retain.hours'='0')");
        var keyed = Reserved(await fixture.Alice.Get(Tables + "/keyed?extended"));
        Assert.Equal(["b", "a"], keyed.GetProperty("PrimaryKey").EnumerateArray().Select(static column => column.GetString()));
        Assert.Equal(["b", "a"], keyed.GetProperty("ClusterCols").EnumerateArray().Select(static column => column.GetString()));
        Assert.Equal(("hash", 16), (keyed.GetProperty("ClusterType").GetString(), keyed.GetProperty("BucketNum").GetInt32()));
        Assert.Equal(("0", "16"), (keyed.GetProperty("acid.data.retain.hours").GetString(), keyed.GetProperty("write.bucket.num").GetString()));
        fixture.Run("DROP TABLE keyed");

        static JsonElement Reserved(TestReply reply) =>
            JsonDocument.Parse(RestFixture.Json(reply.Expect(HttpStatusCode.OK).Xml, "Schema").GetProperty("Reserved").GetString()!).RootElement;
    }

    [Fact]
    public async Task View_has_its_text()
    {
        var view = RestFixture.Json((await fixture.Alice.Get(Tables + "/expensive")).Expect(HttpStatusCode.OK).Xml, "Schema");

        Assert.True(view.GetProperty("isVirtualView").GetBoolean());
        Assert.Contains("price > 1", view.GetProperty("viewText").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Materialized_view_tells_whether_it_is_outdated()
    {
        fixture.Run("CREATE TABLE origin (id BIGINT); CREATE MATERIALIZED VIEW kept AS SELECT id FROM origin");
        var view = (await fixture.Alice.Get(Tables + "/kept")).Expect(HttpStatusCode.OK).Xml;
        Assert.Equal("MATERIALIZED_VIEW", view.Element("Type")!.Value);
        Assert.True(RestFixture.Json(view, "Schema").GetProperty("isMaterializedView").GetBoolean());
        Assert.Contains("SELECT", RestFixture.Json(view, "Schema").GetProperty("viewText").GetString(), StringComparison.Ordinal);
        Assert.False(await IsOutdated());

        fixture.Run("INSERT INTO origin VALUES (1)");
        Assert.True(await IsOutdated());
        fixture.Run("DROP MATERIALIZED VIEW kept; DROP TABLE origin");

        async Task<bool> IsOutdated() => RestFixture.Json((await fixture.Alice.Get(Tables + "/kept?extended")).Expect(HttpStatusCode.OK).Xml, "Schema").GetProperty("IsMaterializedViewOutdated").GetBoolean();
    }

    [Theory]
    [InlineData(Tables + "/nosuch")]
    [InlineData("/projects/shop/schemas/default/tables/nosuch")]
    [InlineData(Tables + "/orders?curr_schema=other")]
    public async Task Missing_table_is_what_clients_take_for_none(string target) =>
        (await fixture.Alice.Get(target)).ExpectXmlError(HttpStatusCode.NotFound, "NoSuchObject");

    [Fact]
    public async Task Path_with_the_schema_means_the_same() =>
        Assert.Equal("orders", (await fixture.Alice.Get("/projects/shop/schemas/default/tables/ORDERS")).Expect(HttpStatusCode.OK).Xml.Element("Name")!.Value);

    [Fact]
    public async Task Tables_are_loaded_in_one_call_and_hidden_ones_left_out()
    {
        const string Body = """
            <?xml version="1.0" encoding="UTF-8"?><Tables><Table><Project>shop</Project><Name>orders</Name><Schema>default</Schema></Table>
            <Table><Name>sales</Name></Table><Table><Project>shop</Project><Name>nosuch</Name></Table><Table><Name>acid</Name><Schema>other</Schema></Table></Tables>
            """;
        Assert.Equal(["orders", "sales"], RestFixture.Texts(await fixture.Alice.Post(Tables + "?query&curr_project=shop", Body), "Name"));
        Assert.Equal(["orders", "sales"], (await fixture.Alice.Post(Tables + "?query", Body)).Xml.Elements("Table").Select(static table => table.Element("Schema") is null ? "" : table.Element("Name")!.Value));
        Assert.Equal(["orders"], RestFixture.Texts(await fixture.ReaderClient.Post(Tables + "?query", Body), "Name"));
    }

    [Fact]
    public async Task First_rows_are_CSV_with_a_line_of_names()
    {
        var all = (await fixture.Alice.Get(Tables + "/orders?data&linenum=5&curr_project=shop")).Expect(HttpStatusCode.OK);
        Assert.Equal("\"id\",\"name\",\"price\"\n1,\"a\"\"b,c\",1.50\n2,\\N,\\N\n", all.Text);
        Assert.Equal("\"id\"\n1\n", (await fixture.Alice.Get(Tables + "/orders?data=&linenum=1&cols=id")).Text);
        Assert.Equal("\"text\",\"region\"\n\"x\",\"eu\"\n", (await fixture.Alice.Get(Tables + "/sales?data&linenum=9&partition=pt%3D%27a%27%2Cregion%3D%27eu%27&cols=text,region")).Text);
        Assert.Equal("\"id\",\"text\",\"pt\",\"region\"\n1,\"x\",\"a\",\"eu\"\n", (await fixture.ReaderClient.Get(Tables + "/sales?data&linenum=9")).Text); // by the role, though it may run no jobs

        (await fixture.ReaderClient.Get(Tables + "/orders?data&linenum=1")).ExpectXmlError(HttpStatusCode.Forbidden, "NoPermission");
        (await fixture.Alice.Get(Tables + "/orders?data&linenum=1&cols=nosuch")).ExpectXmlError(HttpStatusCode.BadRequest, "ODPS-0130071");
        (await fixture.Alice.Get(Tables + "/orders?data&linenum=x")).ExpectXmlError(HttpStatusCode.BadRequest, "InvalidParameter");
    }

    [Fact]
    public async Task Partitions_are_listed_with_their_columns_in_order()
    {
        var list = (await fixture.Alice.Get(Tables + "/sales?partitions&expectmarker=true&maxitems=2&curr_project=shop")).Expect(HttpStatusCode.OK).Xml;
        Assert.Equal(("pt=a/region=us", "2"), (list.Element("Marker")!.Value, list.Element("MaxItems")!.Value));
        var partition = list.Element("Partition")!;
        Assert.Equal([("pt", "a"), ("region", "eu")], partition.Elements("Column").Select(static column => (column.Attribute("Name")!.Value, column.Attribute("Value")!.Value)));
        Assert.InRange(long.Parse(partition.Element("CreationTime")!.Value), DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 3600, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        Assert.Equal("1", partition.Element("PartitionRecordCount")!.Value);

        var next = (await fixture.Alice.Get(Tables + "/sales?partitions&expectmarker=true&maxitems=2&marker=pt%3Da%2Fregion%3Dus")).Expect(HttpStatusCode.OK).Xml;
        Assert.Equal("", next.Element("Marker")!.Value);
        Assert.Single(next.Elements("Partition"));

        Assert.Equal(["pt=a/region=eu", "pt=a/region=us", "pt=b/region=eu"], RestFixture.Texts(await fixture.Alice.Get(Tables + "/sales?partitions&name"), "Name"));
        Assert.Equal(["pt=b/region=eu", "pt=a/region=eu"], RestFixture.Texts(await fixture.Alice.Get(Tables + "/sales?partitions&name&reverse&partition=region%3D%27eu%27"), "Name"));
        (await fixture.Alice.Get(Tables + "/orders?partitions&expectmarker=true")).ExpectXmlError(HttpStatusCode.BadRequest, "ODPS-0130071");
    }

    [Theory]
    [InlineData("pt%3D%27a%27%2Cregion%3D%27eu%27")]
    [InlineData("pt=a/region=eu")]
    public async Task One_partition_has_times_and_sizes(string partition)
    {
        var plain = RestFixture.Json((await fixture.Alice.Get($"{Tables}/sales?partition={partition}&curr_project=shop")).Expect(HttpStatusCode.OK).Xml, "Schema");
        AssertNoNull(plain);
        Assert.Equal((1, 0), (plain.GetProperty("partitionRecordNum").GetInt64(), plain.GetProperty("lastAccessTime").GetInt64()));
        Assert.True(plain.GetProperty("partitionSize").GetInt64() > 0);
        Assert.All(["createTime", "lastDDLTime", "lastModifiedTime"], time => Assert.True(plain.GetProperty(time).GetInt64() > 0));

        var extended = RestFixture.Json((await fixture.Alice.Get($"{Tables}/sales?extended&partition={partition}")).Expect(HttpStatusCode.OK).Xml, "Schema");
        Assert.True(extended.GetProperty("PhysicalSize").GetInt64() > 0);
        Assert.Equal(1, extended.GetProperty("FileNum").GetInt64());
        Assert.False(extended.GetProperty("IsArchived").GetBoolean() || extended.GetProperty("IsExstore").GetBoolean());
    }

    [Fact]
    public async Task Session_that_names_its_partition_is_no_question_about_the_partition()
    {
        const string Partition = "partition=pt%3Da%2Cregion%3Deu";
        var upload = (await fixture.Alice.Post($"{Tables}/sales?uploads=1&{Partition}")).Expect(HttpStatusCode.OK).Json.GetProperty("UploadID").GetString();
        Assert.Equal(upload, (await fixture.Alice.Get($"{Tables}/sales?uploadid={upload}&{Partition}&reload=True")).Expect(HttpStatusCode.OK).Json.GetProperty("UploadID").GetString());

        var download = (await fixture.Alice.Post($"{Tables}/sales?downloads=&{Partition}")).Json.GetProperty("DownloadID").GetString();
        Assert.Equal(download, (await fixture.Alice.Get($"{Tables}/sales?downloadid={download}&{Partition}")).Expect(HttpStatusCode.OK).Json.GetProperty("DownloadID").GetString());
    }

    [Fact]
    public async Task Missing_partition_is_what_clients_take_for_none()
    {
        (await fixture.Alice.Get(Tables + "/sales?partition=pt%3D%27z%27%2Cregion%3D%27eu%27")).ExpectXmlError(HttpStatusCode.NotFound, "NoSuchPartition");
        (await fixture.Alice.Get(Tables + "/sales?partition=pt%3D%27z%27")).ExpectXmlError(HttpStatusCode.BadRequest, "ODPS-0130191");
        (await fixture.Alice.Get(Tables + "/sales?partition=nonsense")).ExpectXmlError(HttpStatusCode.BadRequest, "ODPS-0130191");
    }

    [Fact]
    public async Task Who_may_not_see_gets_the_answer_that_he_would_get_if_there_were_nothing()
    {
        Assert.Equal("orders", (await fixture.ReaderClient.Get(Tables + "/orders")).Expect(HttpStatusCode.OK).Xml.Element("Name")!.Value);
        (await fixture.ReaderClient.Get(Tables + "?expectmarker=true")).ExpectXmlError(HttpStatusCode.Forbidden, "NoPermission");
        foreach (var target in new[] { "", "?extended", "?partitions", "?data&linenum=1" })
        {
            var hidden = (await fixture.ReaderClient.Get(Tables + "/acid" + target)).ExpectXmlError(HttpStatusCode.Forbidden, "NoPermission");
            var missing = (await fixture.ReaderClient.Get(Tables + "/none" + target)).ExpectXmlError(HttpStatusCode.Forbidden, "NoPermission");
            Assert.Equal(hidden.Replace("acid", "none", StringComparison.Ordinal), missing);
        }
        (await fixture.StrangerClient.Get(Tables + "/orders")).ExpectXmlError(HttpStatusCode.Forbidden, "NoPermission");
    }

    private static void AssertNoNull(JsonElement json)
    {
        Assert.NotEqual(JsonValueKind.Null, json.ValueKind);
        if (json.ValueKind == JsonValueKind.Object)
            Assert.All(json.EnumerateObject(), static property => AssertNoNull(property.Value));
        if (json.ValueKind == JsonValueKind.Array)
            Assert.All(json.EnumerateArray(), AssertNoNull);
    }
}
