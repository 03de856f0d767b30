using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Ramet.Server.Tests.Support;

namespace Ramet.Server.Tests.Rest;

/// <summary>Jobs from submission to result, in the requests that each client sends, with everything that it reads of the replies.</summary>
public sealed class InstanceTests(RestFixture fixture) : IClassFixture<RestFixture>
{
    private const string Instances = "/projects/shop/instances";

    [Fact]
    public async Task PyODPS_submits_polls_and_reads_the_result()
    {
        const string Body = """
            <?xml version="1.0" encoding="utf-8"?>
            <Instance>
              <Job>
                <Priority>9</Priority>
                <Guid>7a6482e1-fd44-44d1-b94c-c7b13e96aa5e</Guid>
                <Tasks>
                  <SQL>
                    <Name>AnonymousSQLTask</Name>
                    <Config>
                      <Property><Name>settings</Name><Value>{"odps.sql.udf.strict.mode": "true", "PYODPS_VERSION": "0.13.1"}</Value></Property>
                      <Property><Name>uuid</Name><Value>9697d168-0f59-4d0c-a3c9-5a5f3b1b0d0e</Value></Property>
                    </Config>
                    <Query><![CDATA[select id, name, price from orders order by id limit 10;]]></Query>
                  </SQL>
                </Tasks>
                <DAG><RunMode>Sequence</RunMode></DAG>
              </Job>
            </Instance>
            """;
        var created = (await fixture.Alice.Post(Instances + "?curr_project=shop", Body)).Expect(HttpStatusCode.Created);
        Assert.Equal("", created.Text);
        var id = IdOf(created);
        Assert.Matches("^[0-9]{17}g[0-9a-z]{8}$", id);

        var status = (await fixture.Alice.Get($"{Instances}/{id}?instancestatus&curr_project=shop")).Expect(HttpStatusCode.OK);
        Assert.Equal(("Instance", "Terminated"), (status.Xml.Name.LocalName, status.Xml.Element("Status")!.Value));
        Assert.Equal(TestServer.Owner, status.Headers["x-odps-owner"]);
        AssertTime(status.Headers["x-odps-start-time"]);
        AssertTime(status.Headers["x-odps-end-time"]);

        var tasks = (await fixture.Alice.Get($"{Instances}/{id}?taskstatus&curr_project=shop")).Expect(HttpStatusCode.OK);
        Assert.True(tasks.Headers.ContainsKey("x-odps-end-time"));
        Assert.Equal(id, tasks.Xml.Element("Name")!.Value);
        var task = tasks.Xml.Element("Tasks")!.Element("Task")!;
        Assert.Equal(("SQL", "AnonymousSQLTask", "Success"), (task.Attribute("Type")!.Value, task.Element("Name")!.Value, task.Element("Status")!.Value));
        AssertTime(task.Element("StartTime")!.Value);
        AssertTime(task.Element("EndTime")!.Value);

        var result = (await fixture.Alice.Get($"{Instances}/{id}?result")).Expect(HttpStatusCode.OK).Xml.Element("Tasks")!.Element("Task")!;
        Assert.Equal("csv", result.Element("Result")!.Attribute("Format")!.Value);
        Assert.Equal("\"id\",\"name\",\"price\"\n1,\"a\"\"b,c\",1.50\n2,\\N,\\N\n", result.Element("Result")!.Value);

        var source = (await fixture.Alice.Get($"{Instances}/{id}?source")).Expect(HttpStatusCode.OK).Xml;
        Assert.Equal(("9", "7a6482e1-fd44-44d1-b94c-c7b13e96aa5e"), (source.Element("Priority")!.Value, source.Element("Guid")!.Value));
        var sql = source.Element("Tasks")!.Element("SQL")!;
        Assert.Equal(("AnonymousSQLTask", "select id, name, price from orders order by id limit 10;"), (sql.Element("Name")!.Value, sql.Element("Query")!.Value));
        var properties = sql.Element("Config")!.Elements("Property").ToDictionary(static property => property.Element("Name")!.Value, static property => property.Element("Value")!.Value);
        Assert.Equal("9697d168-0f59-4d0c-a3c9-5a5f3b1b0d0e", properties["uuid"]);
        Assert.Equal("0.13.1", JsonDocument.Parse(properties["settings"]).RootElement.GetProperty("PYODPS_VERSION").GetString());
    }

    [Fact]
    public async Task Odpscmd_gets_the_box_and_its_small_questions_answered()
    {
        var id = IdOf(await Submit("WITH x AS (SELECT id, name, price > 1 AS dear FROM orders) SELECT * FROM x ORDER BY id LIMIT 5",
            ("odps.sql.select.output.format", "HumanReadable"), ("odps.idata.useragent", "CLT(0.57.0)")));

        var result = await Result(id);
        Assert.Equal("text", result.Attribute("Format")!.Value);
        Assert.Equal(
            """
            +------------+------------+------+
            | id         | name       | dear | 
            +------------+------------+------+
            | 1          | a"b,c      | true | 
            | 2          | NULL       | NULL | 
            +------------+------------+------+

            """,
            result.Value);
        var instance = $"{Instances}/{id}";
        Assert.Equal(0, (await fixture.Alice.Get(instance + "?info&taskname=console_query_task_1&key=warnings")).Expect(HttpStatusCode.OK).Json.GetProperty("warnings").GetArrayLength());
        var stage = (await fixture.Alice.Get(instance + "?instanceprogress=t&taskname=t")).Expect(HttpStatusCode.OK).Xml.Element("Stage")!;
        Assert.Equal(("M1_job_0", "100", "1"), (stage.Attribute("ID")!.Value, stage.Element("FinishedPercentage")!.Value, stage.Element("TotalWorkers")!.Value));
        Assert.NotNull((await fixture.Alice.Get(instance + "?summary&taskname=t")).Expect(HttpStatusCode.OK).Json.GetProperty("mapReduce").GetProperty("summary").GetString());
        foreach (var detail in new[] { "instancedetail", "detail", "instancequota" })
            Assert.Equal("{}", (await fixture.Alice.Get($"{instance}?{detail}&taskname=t")).Expect(HttpStatusCode.OK).Text);
        Assert.Equal("", (await fixture.Alice.Get(instance + "?log&id=1&logtype=stdout")).Expect(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task JDBC_reads_how_many_rows_were_changed()
    {
        fixture.Run("CREATE TABLE counted (id BIGINT) TBLPROPERTIES ('transactional'='true')");
        Assert.Equal(2, await Changed("INSERT INTO counted VALUES (1), (2)"));
        Assert.Equal(1, await Changed("UPDATE counted SET id = 3 WHERE id = 1"));
        Assert.Null(await Changed("CREATE TABLE counted_not (id BIGINT)"));

        async Task<int?> Changed(string sql)
        {
            var id = IdOf(await Submit(sql));
            await fixture.Alice.Get($"{Instances}/{id}?instancestatus");
            var reply = (await fixture.Alice.Get($"{Instances}/{id}?instancesummary&taskname=sqlrt_fallback_task")).Expect(HttpStatusCode.OK);
            Assert.Equal("true", reply.Headers["x-odps-task-finalized"]);
            var outputs = JsonDocument.Parse(reply.Json.GetProperty("Instance").GetProperty("JsonSummary").GetString()!).RootElement.GetProperty("Outputs");
            return outputs.EnumerateObject().Any() ? outputs.EnumerateObject().Sum(static output => output.Value[0].GetInt32()) : null;
        }
    }

    [Fact]
    public async Task Statement_without_rows_gives_an_empty_text()
    {
        var result = await Result(IdOf(await Submit("CREATE TABLE made (id BIGINT)")));
        Assert.Equal(("text", ""), (result.Attribute("Format")!.Value, result.Value));
        Assert.Contains("| id ", (await Result(IdOf(await Submit("DESC made")))).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_security_statement_shows_is_the_result_of_its_job_and_secrets_are_not()
    {
        fixture.Run("CREATE RAM USER RAM$alice@example.com:jobs", caller: null);
        Assert.Equal("OK: DisplayName=RAM$alice@example.com:jobs\n", (await Result(IdOf(await Submit("ADD USER RAM$alice@example.com:jobs")))).Value);

        var refused = (await Result(IdOf(await Submit($"CREATE ACCESS KEY FOR {TestServer.Owner}")))).Value;
        Assert.StartsWith("FAILED: ODPS-0420061:[1,1] Invalid parameter in HTTP request - CREATE ACCESS KEY shows a secret", refused, StringComparison.Ordinal);
        var keys = await Keys();
        var shown = (await fixture.Alice.Post("/projects/shop/authorization", $"<Authorization><Query>CREATE ACCESS KEY FOR {TestServer.Owner}</Query></Authorization>")).Expect(HttpStatusCode.OK);
        Assert.Contains("AccessKeySecret: ", shown.Xml.Element("Result")!.Value, StringComparison.Ordinal);
        Assert.Equal(keys + 1, await Keys());

        async Task<int> Keys() => (await Result(IdOf(await Submit("LIST ACCESS KEYS")))).Value.Split("LTAI").Length;
    }

    [Fact]
    public async Task Facts_come_as_JSON_where_the_client_asks_for_that()
    {
        var facts = (await Result(IdOf(await Submit("SHOW SecurityConfiguration", ("odps.sql.select.output.format", "json"))))).Value;
        Assert.True(JsonDocument.Parse(facts).RootElement.GetProperty("CheckPermissionUsingAcl").GetBoolean());
    }

    [Theory]
    [InlineData("SELECT * FROM nosuch", "FAILED: ODPS-0130131:[1,15] Table not found - table shop.nosuch cannot be resolved")]
    [InlineData("SELECT FROM", "FAILED: ODPS-0130161:[1,8] Parse exception - ")]
    [InlineData("SELECT CAST('x' AS BIGINT) + id FROM nosuch.t", "FAILED: ODPS-0420095:")]
    public async Task Failed_task_tells_why(string sql, string message)
    {
        var id = IdOf(await Submit(sql));

        Assert.Equal("Terminated", (await fixture.Alice.Get($"{Instances}/{id}?instancestatus")).Xml.Element("Status")!.Value);
        Assert.Equal("Failed", (await fixture.Alice.Get($"{Instances}/{id}?taskstatus")).Xml.Descendants("Task").Single().Element("Status")!.Value);
        Assert.StartsWith(message, (await Result(id)).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finished_job_comes_back_at_once_when_the_client_asks_for_that()
    {
        // A machine that is busy may not end it within the five seconds for which a reply waits.
        var reply = await Submit();
        for (var tries = 1; reply.Status == HttpStatusCode.Created && tries < 20; tries++)
            reply = await Submit();
        reply.Expect(HttpStatusCode.OK);

        Assert.NotEmpty(IdOf(reply));
        var task = reply.Xml.Element("Tasks")!.Element("Task")!;
        Assert.Equal(("SQL", "Success", "\"x\"\n1\n"), (task.Attribute("Type")!.Value, task.Element("Status")!.Value, task.Element("Result")!.Value));

        Task<TestReply> Submit() => fixture.Alice.Post(Instances + "?tryWait&curr_project=shop", Body("SELECT 1 AS x"));
    }

    [Fact]
    public async Task Cost_task_answers_in_json_and_runs_nothing()
    {
        static string CostBody(string sql) => Body(sql).Replace("SQL>", "SQLCost>", StringComparison.Ordinal);

        var id = IdOf(await fixture.Alice.Post(Instances, CostBody("SET odps.sql.timezone=UTC;\nSELECT id FROM orders ORDER BY id LIMIT 1;")));
        var cost = JsonDocument.Parse((await Result(id)).Value).RootElement.GetProperty("Cost").GetProperty("SQL");
        Assert.True(cost.GetProperty("Input").GetInt64() > 0);
        Assert.Equal(("1.0", 0), (cost.GetProperty("Complexity").GetRawText(), cost.GetProperty("UDF").GetInt32()));

        var wrong = IdOf(await fixture.Alice.Post(Instances, CostBody("SELECT * FROM nosuch")));
        Assert.StartsWith("FAILED: ODPS-0130131:[1,15]", (await Result(wrong)).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Merge_task_merges_files_and_compacts()
    {
        fixture.Run("CREATE TABLE scattered (id BIGINT) PARTITIONED BY (ds STRING) TBLPROPERTIES ('transactional'='true')");
        for (var i = 0; i < 2; i++)
            fixture.Run("INSERT INTO scattered PARTITION (ds) VALUES (1, 'a'), (2, 'b')");

        Assert.Equal("", await Merge("shop.scattered partition(ds='a')"));
        Assert.Contains("| FileNum:                  3 ", (await Result(IdOf(await Submit("DESC EXTENDED scattered")))).Value, StringComparison.Ordinal);
        Assert.Equal("", await Merge("scattered", ("odps.merge.txn.table.compact", "major_compact"), ("odps.merge.restructure.action", "hardlink")));
        Assert.Contains("| FileNum:                  2 ", (await Result(IdOf(await Submit("DESC EXTENDED scattered")))).Value, StringComparison.Ordinal);
        Assert.StartsWith("FAILED: ODPS-0130131:[1,13]", await Merge("nosuch"), StringComparison.Ordinal);

        async Task<string> Merge(string table, params (string Name, string Value)[] settings)
        {
            var body = Body(table, settings).Replace("SQL>", "Merge>", StringComparison.Ordinal).Replace("Query>", "TableName>", StringComparison.Ordinal);
            return (await Result(IdOf((await fixture.Alice.Post(Instances, body)).Expect(HttpStatusCode.Created)))).Value;
        }
    }

    [Fact]
    public async Task Text_that_XML_would_change_comes_in_base_64()
    {
        var strange = await Result(IdOf(await Submit("SELECT concat('a', chr(1), chr(13)) AS x")));
        Assert.Equal("Base64", strange.Attribute("Transform")!.Value);
        Assert.Equal("\"x\"\n\"a\u0001\r\"\n", Encoding.UTF8.GetString(Convert.FromBase64String(strange.Value)));

        Assert.Equal("\"x\"\n\"]]>\"\n", (await Result(IdOf(await Submit("SELECT ']]>' AS x")))).Value);
        Assert.Equal("""[{"x":"1","y":null}]""", (await Result(IdOf(await Submit("SELECT 1 AS x, CAST(NULL AS STRING) AS y", ("odps.sql.select.output.format", "json"))))).Value);
    }

    [Fact]
    public async Task Security_statements_and_SET_lines_arrive_as_jobs_too()
    {
        Assert.Contains(RestFixture.Reader, (await Result(IdOf(await Submit("LIST\nUSERS")))).Value, StringComparison.Ordinal);
        Assert.Equal("", (await Result(IdOf(await Submit("GRANT Describe\nON TABLE orders TO ROLE worker")))).Value);
        Assert.Equal("\"t\"\n2024-01-01 20:00:00\n", (await Result(IdOf(await Submit("SET odps.sql.timezone=Asia/Shanghai;\nSELECT FROM_UNIXTIME(1704110400) AS t;")))).Value);
    }

    [Fact]
    public async Task Running_job_has_no_end_and_is_stopped()
    {
        var id = IdOf(await Submit("SELECT count(*) FROM (SELECT explode(sequence(1, 100000)) AS a) x JOIN (SELECT explode(sequence(1, 100000)) AS b) y ON x.a <> y.b + 0.5 AND x.a * y.b % 7 = 3"));
        var running = (await fixture.Alice.Get($"{Instances}/{id}")).Expect(HttpStatusCode.OK);
        Assert.Equal("Running", running.Xml.Element("Status")!.Value);
        Assert.True(string.IsNullOrWhiteSpace(running.Headers["x-odps-end-time"])); // there, but without a time
        Assert.Equal("", (await Result(id)).Value);
        Assert.Contains(id, JsonDocument.Parse((await fixture.Alice.Get("/projects/shop/cachedinstances")).Expect(HttpStatusCode.OK).Xml.Element("Content")!.Value).RootElement.EnumerateArray().Select(static job => job.GetProperty("instanceId").GetString()));

        (await fixture.ReaderClient.Put($"{Instances}/{id}", "<Instance><Status>Terminated</Status></Instance>")).ExpectXmlError(HttpStatusCode.NotFound, "NoSuchObject");
        (await fixture.Alice.Put($"{Instances}/{id}", "<Instance><Status>Running</Status></Instance>")).ExpectXmlError(HttpStatusCode.BadRequest, "InvalidParameter");
        (await fixture.Alice.Put($"{Instances}/{id}", "<Instance><Status>Terminated</Status></Instance>")).Expect(HttpStatusCode.OK);
        Assert.Equal("Cancelled", (await fixture.Alice.Get($"{Instances}/{id}?taskstatus")).Xml.Descendants("Task").Single().Element("Status")!.Value);
        (await fixture.Alice.Put($"{Instances}/{id}", "<Instance><Status>Terminated</Status></Instance>")).ExpectXmlError(HttpStatusCode.BadRequest, "InvalidStateSetting");
    }

    [Fact]
    public async Task Jobs_are_listed_by_page_state_time_and_owner()
    {
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
            ids.Add(IdOf(await Submit($"SELECT {i}")));
        ids.Reverse(); // the latest first

        var first = (await fixture.Alice.Get(Instances + "?expectmarker=true&maxitems=2&status=Terminated&onlyowner=yes")).Expect(HttpStatusCode.OK).Xml;
        Assert.Equal(ids[..2], first.Elements("Instance").Select(static instance => instance.Element("Name")!.Value));
        Assert.Equal((ids[1], "2"), (first.Element("Marker")!.Value, first.Element("MaxItems")!.Value));
        var instance = first.Element("Instance")!;
        Assert.Equal((TestServer.Owner, "Terminated"), (instance.Element("Owner")!.Value, instance.Element("Status")!.Value));
        AssertTime(instance.Element("StartTime")!.Value);
        AssertTime(instance.Element("EndTime")!.Value);
        Assert.Equal(ids[2], (await fixture.Alice.Get($"{Instances}?maxitems=1&marker={ids[1]}")).Xml.Element("Instance")!.Element("Name")!.Value);

        Assert.Empty((await fixture.Alice.Get(Instances + "?status=Suspended")).Expect(HttpStatusCode.OK).Xml.Elements("Instance"));
        Assert.Empty((await fixture.Alice.Get(Instances + "?daterange=:1000")).Expect(HttpStatusCode.OK).Xml.Elements("Instance"));
        Assert.NotEmpty((await fixture.Alice.Get(Instances + "?daterange=1000:")).Expect(HttpStatusCode.OK).Xml.Elements("Instance"));
        Assert.Empty((await fixture.ReaderClient.Get(Instances)).Expect(HttpStatusCode.OK).Xml.Elements("Instance"));
        (await fixture.Alice.Get(Instances + "?daterange=yesterday")).ExpectXmlError(HttpStatusCode.BadRequest, "InvalidParameter");
    }

    [Fact]
    public async Task Who_may_not_run_jobs_is_refused_and_who_may_not_see_one_finds_none()
    {
        Assert.Contains("odps:CreateInstance", (await fixture.ReaderClient.Post(Instances, Body("SELECT 1"))).ExpectXmlError(HttpStatusCode.Forbidden, "NoPermission"), StringComparison.Ordinal);
        (await fixture.StrangerClient.Post(Instances, Body("SELECT 1"))).ExpectXmlError(HttpStatusCode.Forbidden, "NoPermission");
        var id = IdOf(await Submit("SELECT 1"));
        foreach (var query in new[] { "", "?instancestatus", "?taskstatus", "?result", "?source", "?instanceprogress=t", "?instancesummary", "?info&key=warnings" })
        {
            var hidden = (await fixture.ReaderClient.Get($"{Instances}/{id}{query}")).ExpectXmlError(HttpStatusCode.NotFound, "NoSuchObject");
            var missing = (await fixture.ReaderClient.Get($"{Instances}/20240101000000000gaaaaaaaa{query}")).ExpectXmlError(HttpStatusCode.NotFound, "NoSuchObject");
            Assert.Equal(hidden.Replace(id, "20240101000000000gaaaaaaaa", StringComparison.Ordinal), missing);
        }
    }

    [Theory]
    [InlineData("<Job/>", "InvalidParameter")]
    [InlineData("<Instance/>", "InvalidParameter")]
    [InlineData("<Instance><Job><Tasks/></Job></Instance>", "InvalidParameter")]
    [InlineData("<Instance><Job><Tasks><SQL><Name>t</Name></SQL></Tasks></Job></Instance>", "InvalidParameter")]
    [InlineData("<Instance><Job><Tasks><SQL><Query>SELECT 1</Query></SQL></Tasks></Job></Instance>", "InvalidParameter")]
    [InlineData("<Instance><Job><Tasks><SQL><Name>a</Name><Query>SELECT 1</Query></SQL><SQL><Name>b</Name><Query>SELECT 1</Query></SQL></Tasks></Job></Instance>", "InvalidParameter")]
    [InlineData("<Instance><Job><Tasks><SQL><Name>a</Name><Config><Property><Name>settings</Name><Value>[1]</Value></Property></Config><Query>SELECT 1</Query></SQL></Tasks></Job></Instance>", "InvalidParameter")]
    [InlineData("<Instance><Job><Tasks><SQLRT><Name>a</Name></SQLRT></Tasks></Job></Instance>", "ODPS-1850001")]
    [InlineData("<Instance><Job><Tasks><CUPID><Name>a</Name></CUPID></Tasks></Job></Instance>", "NotSupported")]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Instance>&e;</Instance>", "InvalidParameter")]
    public async Task Malformed_submission_is_refused(string body, string code) =>
        (await fixture.Alice.Post(Instances, body)).ExpectXmlError(HttpStatusCode.BadRequest, code);

    [Fact]
    public async Task Another_schema_is_refused_before_anything_runs() =>
        (await fixture.Alice.Post(Instances, Body("CREATE TABLE wrong_place (id BIGINT)", ("odps.default.schema", "other")))).ExpectXmlError(HttpStatusCode.NotFound, "NoSuchObject");

    private Task<TestReply> Submit(string sql, params (string Name, string Value)[] settings) => fixture.Alice.Post(Instances + "?curr_project=shop", Body(sql, settings));

    private async Task<XElement> Result(string id)
    {
        await fixture.Alice.Get($"{Instances}/{id}?instancestatus");
        return (await fixture.Alice.Get($"{Instances}/{id}?result")).Expect(HttpStatusCode.OK).Xml.Descendants("Result").Single();
    }

    private static string Body(string sql, params (string Name, string Value)[] settings)
    {
        var json = JsonSerializer.Serialize(settings.ToDictionary(static setting => setting.Name, static setting => setting.Value));
        return new XElement("Instance", new XElement("Job",
            new XElement("Priority", 9),
            new XElement("Tasks", new XElement("SQL",
                new XElement("Name", "AnonymousSQLTask"),
                new XElement("Config", new XElement("Property", new XElement("Name", "settings"), new XElement("Value", json))),
                new XElement("Query", new XCData(sql)))),
            new XElement("DAG", new XElement("RunMode", "Sequence")))).ToString(SaveOptions.DisableFormatting);
    }

    private static string IdOf(TestReply reply)
    {
        Assert.True(reply.Status is HttpStatusCode.Created or HttpStatusCode.OK, reply.Text);
        return reply.Headers["Location"].Split('/')[^1];
    }

    private static void AssertTime(string text) =>
        Assert.True(DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), text);
}
