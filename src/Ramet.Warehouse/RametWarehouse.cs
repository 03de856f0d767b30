using Ramet.Access;
using Ramet.Catalog;
using Ramet.Catalog.Sqlite;
using Ramet.Errors;
using Ramet.Tables.Manifests;
using Ramet.Tables.Metadata;
using Ramet.Tables.Scans;
using Ramet.Tables.Storage;
using Ramet.Warehouse.Files;
using Ramet.Warehouse.Health;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Security;
using Ramet.Warehouse.Sessions;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse;

/// <summary>
/// An open warehouse: the catalog, the files and the engine of one directory. Several processes may have the same directory open.
/// Thread-safe; each user works through a <see cref="Session"/>.
/// </summary>
public sealed class RametWarehouse : IDisposable
{
    private RametWarehouse(WarehouseOptions options, string directory, ICatalog catalog, IObjectStore store)
    {
        Directory = directory;
        Catalog = catalog;
        Time = options.Time;
        Store = store;
        Manifests = new ManifestStore(store);
        Locations = new ReadableLocations(directory, [.. options.AllowedLocations.Select(Path.GetFullPath)]);
        WritableLocations = new WritableLocations(directory, [.. options.UnloadLocations.Select(Path.GetFullPath)]);
        Engine = new Engine(options with { Directory = directory });
        AccessKeyCipher = new AccessKeyCipher(directory);
        SigningKeys = new SigningKeys(catalog, AccessKeyCipher);
        Health = new WarehouseHealth(this);
        JobRetention = options.Jobs.Retention;
        RunningJobs = new RunningJobs(catalog);
        Jobs = new JobQueue(this, options.Jobs);
    }

    /// <summary>The full path of the directory.</summary>
    public string Directory { get; }

    /// <summary>The access keys by which requests to a server are signed.</summary>
    public SigningKeys SigningKeys { get; }

    /// <summary>Whether the warehouse can work, and what it uses.</summary>
    public WarehouseHealth Health { get; }

    /// <summary>Runs statements as jobs, whose results are kept.</summary>
    public JobQueue Jobs { get; }

    internal ICatalog Catalog { get; }

    internal IObjectStore Store { get; }

    internal ManifestStore Manifests { get; }

    internal Engine Engine { get; }

    internal FileColumns FileColumns { get; } = new();

    internal RunningJobs RunningJobs { get; }

    internal TimeSpan JobRetention { get; }

    internal TableTurns Turns { get; } = new();

    internal AccessKeyCipher AccessKeyCipher { get; }

    internal ReadableLocations Locations { get; }

    /// <summary>Where UNLOAD may write.</summary>
    internal WritableLocations WritableLocations { get; }

    internal TimeProvider Time { get; }

    /// <summary>Opens a warehouse; makes it when the directory is new.</summary>
    /// <exception cref="RametException">
    /// The directory cannot be made or written, holds something else or a newer format, or a library is missing (kind Environment).
    /// </exception>
    public static RametWarehouse Open(WarehouseOptions options) => Open(options, static catalog => catalog, static store => store);

    /// <summary>Opens a warehouse whose catalog and store are seen through something else: tests let them fail.</summary>
    internal static RametWarehouse Open(WarehouseOptions options, Func<ICatalog, ICatalog> throughCatalog, Func<IObjectStore, IObjectStore> throughStore)
    {
        var directory = Path.GetFullPath(options.Directory);
        var catalog = SqliteCatalog.Open(directory, options.Time);
        var store = new LocalObjectStore(catalog.RootUri.AbsoluteUri.TrimEnd('/'), directory);
        return new RametWarehouse(options, directory, throughCatalog(catalog), throughStore(store));
    }

    /// <summary>Begins a session, which the caller disposes before the warehouse.</summary>
    /// <param name="caller">On whose behalf it runs statements.</param>
    /// <param name="project">The current project; null for none. It is checked by the first statement that needs it.</param>
    public Session OpenSession(Principal caller, string? project = null) => new(this, caller, project);

    /// <summary>What a table holds in the state given (I2).</summary>
    internal TableScan Scan(TableMetadata metadata) => new(Manifests, metadata);

    /// <inheritdoc/>
    public void Dispose()
    {
        Jobs.Dispose();
        RunningJobs.Dispose();
        Engine.Dispose();
        Turns.Dispose();
        Catalog.Dispose();
    }
}
