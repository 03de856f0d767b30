using Ramet.Catalog.Sqlite;
using Ramet.Catalog.Tests.Behaviour;

namespace Ramet.Catalog.Tests.Sqlite;

/// <summary>The SQLite catalog in a directory of its own.</summary>
public sealed class SqliteStore : ICatalogStore
{
    private readonly DirectoryInfo parent = System.IO.Directory.CreateTempSubdirectory("ramet-catalog-");

    public ManualClock Clock { get; } = new();

    public string Directory => Path.Combine(parent.FullName, "warehouse");

    public string DatabasePath => Path.Combine(Directory, "catalog.db");

    public ICatalog Open() => OpenSqlite();

    public SqliteCatalog OpenSqlite() => SqliteCatalog.Open(Directory, Clock);

    public void Dispose() => parent.Delete(recursive: true);
}
