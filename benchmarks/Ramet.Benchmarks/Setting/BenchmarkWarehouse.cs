using Ramet.Access;
using Ramet.Catalog.Sqlite;
using Ramet.Catalog.Tables;
using Ramet.DuckDb;
using Ramet.Protocol.Signing;
using Ramet.Server;
using Ramet.Sql.Parsing;
using Ramet.Tables.Manifests;
using Ramet.Tables.Partitions;
using Ramet.Tables.Scans;
using Ramet.Tables.Storage;
using Ramet.Warehouse;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Sessions;

namespace Ramet.Benchmarks.Setting;

/// <summary>
/// A warehouse in a directory of its own, with a session of the administrator in project <c>p</c>. Beside it, on the same disk and with the
/// same threads and memory, are the things that it is compared with. It is deleted afterwards, unless it is one that is kept.
/// </summary>
internal sealed class BenchmarkWarehouse : IDisposable
{
    /// <summary>The project of the session.</summary>
    public const string Project = "p";

    private const long MemoryBytes = 4L << 30;

    private readonly RametWarehouse warehouse;
    private readonly bool isKept;

    /// <summary>Makes a new one.</summary>
    // Beside the program rather than in the system's folder for temporary files, which on many machines is memory.
    public BenchmarkWarehouse()
        : this(Path.Combine(AppContext.BaseDirectory, "runs", Guid.NewGuid().ToString("n")), isKept: false)
    {
    }

    private BenchmarkWarehouse(string root, bool isKept)
    {
        this.isKept = isKept;
        Root = root;
        WarehouseDirectory = Path.Combine(Root, "warehouse");
        Directory.CreateDirectory(Root);
        warehouse = RametWarehouse.Open(new WarehouseOptions { Directory = WarehouseDirectory, Threads = Threads, MemoryLimitBytes = MemoryBytes });
        Session = OpenSession();
        Run($"CREATE PROJECT IF NOT EXISTS {Project}");
    }

    /// <summary>Opens one that stays there for the next time; makes it when there is none.</summary>
    /// <param name="root">Its directory.</param>
    public static BenchmarkWarehouse OpenKept(string root) => new(root, isKept: true);

    /// <summary>Threads that run queries, ours and the reference's.</summary>
    public static int Threads => Environment.ProcessorCount;

    /// <summary>The directory that holds the warehouse and what it is compared with.</summary>
    public string Root { get; }

    /// <summary>The directory of the warehouse.</summary>
    public string WarehouseDirectory { get; }

    /// <summary>A session that is used by one thread at a time.</summary>
    public Session Session { get; }

    /// <summary>Another session, which the caller disposes.</summary>
    public Session OpenSession() => warehouse.OpenSession(Principal.Administrator, Project);

    /// <summary>Starts a server on the warehouse, which the caller disposes, with an access key of the administrator.</summary>
    public (RametServer Server, RequestSigner Signer) StartServer()
    {
        using var created = (TextResult)Session.Execute($"CREATE ACCESS KEY FOR {Principal.Administrator}");
        var key = created.Data!; // the statement shows id and secret
        var server = RametServer.StartAsync(warehouse, new ServerOptions { Port = 0 }).GetAwaiter().GetResult();
        return (server, new RequestSigner(key["AccessKeyId"]!.ToString(), key["AccessKeySecret"]!.ToString()));
    }

    /// <summary>Runs statements for their effect.</summary>
    public void Run(string script)
    {
        foreach (var part in ScriptSplitter.Split(script).Parts)
            Session.Execute(part.Text).Dispose();
    }

    /// <summary>Runs a query and reads its rows as the texts that a user sees.</summary>
    /// <returns>The number of rows.</returns>
    public int Read(string query)
    {
        using var result = (RowsResult)Session.Execute(query);
        var cells = new string?[result.Columns.Count];
        var rows = 0;
        while (result.TryReadRow(cells))
            rows++;
        return rows;
    }

    /// <summary>Runs a query and gives its rows as the texts that a user sees; null is NULL.</summary>
    public IReadOnlyList<string?[]> Rows(string query)
    {
        using var result = (RowsResult)Session.Execute(query);
        var rows = new List<string?[]>();
        for (var cells = new string?[result.Columns.Count]; result.TryReadRow(cells); cells = new string?[result.Columns.Count])
            rows.Add(cells);
        return rows;
    }

    /// <summary>The paths of the data files of a table.</summary>
    public IReadOnlyList<string> DataFiles(string table)
    {
        using var catalog = OpenCatalog();
        var store = OpenStore(catalog);
        var metadata = catalog.FindTable(new TableName(Project, table))!.Metadata;
        return [.. new TableScan(new ManifestStore(store), metadata).FilesWithRows(PartitionFilter.All).Select(file => store.EngineLocation(file.Path))];
    }

    /// <summary>The number of files of the warehouse, those of its catalog aside.</summary>
    public int CountFiles() => Directory.EnumerateFiles(WarehouseDirectory, "*", SearchOption.AllDirectories)
        .Count(file => !Path.GetFileName(file).StartsWith("catalog.db", StringComparison.Ordinal));

    /// <summary>The catalog of the warehouse as another process would open it.</summary>
    public SqliteCatalog OpenCatalog() => SqliteCatalog.Open(WarehouseDirectory, TimeProvider.System);

    /// <summary>The files of the warehouse.</summary>
    public LocalObjectStore OpenStore(SqliteCatalog catalog) => new(catalog.RootUri.AbsoluteUri.TrimEnd('/'), WarehouseDirectory);

    /// <summary>The engine alone, with the same resources.</summary>
    public DuckDbDatabase OpenEngine() => DuckDbDatabase.Open(new DuckDbOptions
    {
        Threads = Threads,
        MemoryLimitBytes = MemoryBytes,
        TempDirectory = Path.Combine(Root, "engine-tmp"),
    });

    public void Dispose()
    {
        Session.Dispose();
        warehouse.Dispose();
        if (!isKept)
            Directory.Delete(Root, recursive: true);
    }
}
