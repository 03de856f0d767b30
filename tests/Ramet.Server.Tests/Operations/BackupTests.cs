using System.Net;
using Microsoft.Data.Sqlite;
using Ramet.Access;
using Ramet.Server.Tests.Support;
using Ramet.Warehouse;
using Ramet.Warehouse.Results;

namespace Ramet.Server.Tests.Operations;

/// <summary>The steps of "Back-up and restore" in docs/server.md, taken while statements change the warehouse.</summary>
public sealed class BackupTests
{
    private const int RowsPerInsert = 10;

    /// <summary>The catalog, which is copied before; what queries spill; and the locks of running processes.</summary>
    private static readonly string[] LeftOut = ["catalog.db", "tmp" + Path.DirectorySeparatorChar, "runners" + Path.DirectorySeparatorChar];

    [Fact]
    public async Task A_copy_that_was_taken_by_the_steps_opens_and_holds_whole_statements_and_the_keys()
    {
        await using var server = await TestServer.Start();
        server.Run("CREATE TABLE t (id BIGINT)");
        server.Run("CLONE TABLE t TO untouched");
        var copy = Directory.CreateTempSubdirectory("ramet-backup-").FullName;
        try
        {
            using var stop = new CancellationTokenSource();
            var writing = Task.Run(() => Insert(server, stop.Token));
            await WaitForRows(server);

            CopyCatalog(server.WarehouseDirectory, copy);
            CopyFiles(server.WarehouseDirectory, copy);
            await stop.CancelAsync();
            await writing;

            using var restored = RametWarehouse.Open(new WarehouseOptions { Directory = copy });
            var rows = Count(restored);
            Assert.True(rows > 0 && rows % RowsPerInsert == 0, $"{rows} rows");
            await using var again = await RametServer.StartAsync(restored, new ServerOptions { Port = 0 });
            var (id, secret) = server.Key(TestServer.Owner);
            using var client = new TestClient(again.Address, id, secret);
            (await client.Get("/nowhere")).ExpectXmlError(HttpStatusCode.NotFound, "NoSuchPath");
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private static void Insert(TestServer server, CancellationToken stop)
    {
        server.Key(TestServer.Owner);
        var values = string.Join(", ", Enumerable.Range(0, RowsPerInsert).Select(static id => $"({id})"));
        while (!stop.IsCancellationRequested)
            server.Run($"INSERT INTO t VALUES {values}");
    }

    private static async Task WaitForRows(TestServer server)
    {
        while (Count(server.Warehouse) < 3 * RowsPerInsert)
            await Task.Delay(20);
    }

    private static void CopyCatalog(string from, string to)
    {
        using var source = new SqliteConnection($"Data Source={Path.Combine(from, "catalog.db")};Pooling=False");
        using var target = new SqliteConnection($"Data Source={Path.Combine(to, "catalog.db")};Pooling=False");
        source.Open();
        target.Open();
        source.BackupDatabase(target);
    }

    private static void CopyFiles(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(from, file);
            if (LeftOut.Any(left => name.StartsWith(left, StringComparison.Ordinal)))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, name))!);
            File.Copy(file, Path.Combine(to, name));
        }
    }

    private static long Count(RametWarehouse warehouse)
    {
        using var session = warehouse.OpenSession(Principal.Administrator, TestServer.Project);
        using var result = (RowsResult)session.Execute("SELECT count(*) + sum(CASE WHEN id < 0 THEN 1 ELSE 0 END) FROM t");
        var row = new string?[1];
        return result.TryReadRow(row) && row[0] is { } count ? long.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : 0;
    }
}
