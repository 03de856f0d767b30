using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Ramet.Server.Tests.Support;
using Ramet.Sql.Parsing;

namespace Ramet.Server.Tests.Rest;

/// <summary>A server for the tests of one class, with a reader who may describe one table.</summary>
public sealed class RestFixture : IAsyncLifetime
{
    public const string Reader = "RAM$alice@example.com:reader";
    public const string Stranger = "ALIYUN$stranger@example.com";

    private TestServer? server;

    public TestServer Server => server ?? throw new InvalidOperationException("The fixture has not started.");

    /// <summary>The owner of the project.</summary>
    public TestClient Alice => field ??= Server.Client();

    /// <summary>A user of the project with few rights.</summary>
    public TestClient ReaderClient => field ??= Server.Client(Reader);

    /// <summary>An account that is no user of the project.</summary>
    public TestClient StrangerClient => field ??= Server.Client(Stranger);

    public async Task InitializeAsync()
    {
        server = await TestServer.Start();
        Run($"CREATE ACCOUNT {Stranger}; CREATE RAM USER {Reader}", caller: null);
        Run("""
            CREATE TABLE orders (id BIGINT NOT NULL COMMENT 'key', name STRING DEFAULT 'none', price DECIMAL(10,2)) COMMENT 'all orders' TBLPROPERTIES ('team'='a "b"') LIFECYCLE 30;
            INSERT INTO orders VALUES (1, 'a"b,c', 1.5), (2, NULL, NULL);
            CREATE TABLE sales (id BIGINT, `text` STRING) PARTITIONED BY (pt STRING, region STRING);
            INSERT INTO sales PARTITION (pt='a', region='eu') VALUES (1, 'x');
            ALTER TABLE sales ADD PARTITION (pt='a', region='us') PARTITION (pt='b', region='eu');
            CREATE TABLE clustered (id BIGINT) CLUSTERED BY (id) SORTED BY (id DESC) INTO 4 BUCKETS;
            CREATE TABLE acid (id BIGINT) TBLPROPERTIES ('transactional'='true');
            CREATE VIEW expensive AS SELECT id FROM orders WHERE price > 1;
            CREATE ROLE worker;
            """);
        Run($"ADD USER {Reader}; GRANT worker TO {Reader}; GRANT Describe ON TABLE orders TO USER {Reader}; GRANT Select ON TABLE sales TO ROLE worker");
    }

    /// <summary>Runs a script as the owner of the project.</summary>
    public void Run(string script, string? caller = TestServer.Owner)
    {
        foreach (var part in ScriptSplitter.Split(script).Parts)
            Server.Run(part.Text, caller);
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();

    /// <summary>The JSON text inside an element.</summary>
    public static JsonElement Json(XElement element, string name) => JsonDocument.Parse(element.Element(name)!.Value).RootElement;

    /// <summary>The texts of elements of this name, somewhere below.</summary>
    public static IEnumerable<string> Texts(TestReply reply, string name) => reply.Expect(HttpStatusCode.OK).Xml.Descendants(name).Select(static element => element.Value);
}
