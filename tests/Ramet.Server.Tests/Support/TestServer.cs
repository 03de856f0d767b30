using Ramet.Access;
using Ramet.Warehouse;
using Ramet.Warehouse.Results;

namespace Ramet.Server.Tests.Support;

/// <summary>A server of its own for a test: in this process, on a free port, with a new warehouse in a temporary directory.</summary>
public sealed class TestServer : IAsyncDisposable
{
    /// <summary>The project that every test server has; its owner is <see cref="Owner"/>.</summary>
    public const string Project = "shop";

    /// <summary>The account that owns <see cref="Project"/>.</summary>
    public const string Owner = "ALIYUN$alice@example.com";

    private readonly string directory;
    private readonly Dictionary<string, (string Id, string Secret)> keys = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<TestClient> clients = [];

    private TestServer(string directory, RametWarehouse warehouse, RametServer server)
    {
        this.directory = directory;
        Warehouse = warehouse;
        Server = server;
    }

    public RametWarehouse Warehouse { get; }

    public RametServer Server { get; private set; }

    public string WarehouseDirectory => directory;

    /// <summary>Starts a server.</summary>
    /// <param name="options">Its options; the port is always a free one.</param>
    public static async Task<TestServer> Start(ServerOptions? options = null)
    {
        var directory = Directory.CreateTempSubdirectory("ramet-server-").FullName;
        var warehouse = RametWarehouse.Open(new WarehouseOptions { Directory = directory, Threads = 2, Time = options?.Time ?? TimeProvider.System });
        var server = await RametServer.StartAsync(warehouse, (options ?? new ServerOptions()) with { Port = 0 });
        var test = new TestServer(directory, warehouse, server);
        test.Run($"CREATE ACCOUNT {Owner}", project: null);
        test.Run($"CREATE PROJECT {Project} OWNER {Owner}", project: null);
        return test;
    }

    /// <summary>Stops the server and starts another one on the same warehouse and port: what clients see of a restart.</summary>
    public async Task Restart()
    {
        var options = Server.Options with { Port = Server.Address.Port };
        await Server.DisposeAsync();
        Server = await RametServer.StartAsync(Warehouse, options);
    }

    /// <summary>Runs statements in the warehouse, not by HTTP.</summary>
    /// <param name="sql">One statement.</param>
    /// <param name="caller">Who runs it; the administrator by default.</param>
    /// <param name="project">The current project.</param>
    /// <returns>What it shows as text; empty for rows and for nothing.</returns>
    public string Run(string sql, string? caller = null, string? project = Project)
    {
        var principal = caller is null ? Principal.Administrator : Principal.Parse(caller);
        using var session = Warehouse.OpenSession(principal, project);
        using var result = session.Execute(sql);
        if (result is RowsResult rows)
            ReadAll(rows);
        return result is TextResult text ? text.Text : "";
    }

    /// <summary>A client that signs with an access key of the principal, which is made when it has none. It lives as long as the server.</summary>
    /// <param name="principal">The owner of the project by default.</param>
    /// <param name="region">The region for signatures of version 4; null for version 2.</param>
    public TestClient Client(string principal = Owner, string? region = null)
    {
        var (id, secret) = Key(principal);
        var client = new TestClient(Server.Address, id, secret, region) { Time = Server.Options.Time };
        clients.Add(client);
        return client;
    }

    /// <summary>Id and secret of an access key of the principal, which is made when it has none.</summary>
    public (string Id, string Secret) Key(string principal)
    {
        if (!keys.TryGetValue(principal, out var key))
        {
            var lines = Run($"CREATE ACCESS KEY FOR {principal}", project: null).Split('\n');
            key = (After(lines[0]), After(lines[1]));
            keys.Add(principal, key);
        }
        return key;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients)
            client.Dispose();
        await Server.DisposeAsync();
        Warehouse.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    /// <summary>The statement runs while its rows are read.</summary>
    private static void ReadAll(RowsResult rows)
    {
        var row = new string?[rows.Columns.Count];
        while (rows.TryReadRow(row))
        {
        }
    }

    private static string After(string line) => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..];
}
