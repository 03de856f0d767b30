using Ramet.Access;
using Ramet.Errors;
using Ramet.Warehouse.Sessions;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests;

/// <summary>LOAD must not be a way around the decision who may read a table.</summary>
public class LoadLocationTests
{
    [Fact]
    public void Files_of_the_warehouse_are_not_loaded_by_whatever_path()
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run("CREATE TABLE secret (a BIGINT); INSERT INTO secret VALUES (1)");
        var file = Assert.Single(Directory.GetFiles(warehouse.Directory, "*.parquet", SearchOption.AllDirectories));
        warehouse.Run("CREATE TABLE t (a BIGINT)");
        var links = Directory.CreateTempSubdirectory("ramet-links-").FullName;
        File.CreateSymbolicLink(Path.Combine(links, "file.parquet"), file);
        Directory.CreateSymbolicLink(Path.Combine(links, "directory"), warehouse.Directory);
        try
        {
            AssertRefused(warehouse, file);
            AssertRefused(warehouse, Path.GetDirectoryName(file)!);
            AssertRefused(warehouse, warehouse.Directory);
            AssertRefused(warehouse, Path.GetDirectoryName(warehouse.Directory)!);
            AssertRefused(warehouse, Path.Combine(links, "file.parquet"));
            AssertRefused(warehouse, links);
            AssertRefused(warehouse, Path.Combine(links, "directory", Path.GetRelativePath(warehouse.Directory, file)));
            Assert.Empty(warehouse.Rows("SELECT * FROM t"));
        }
        finally
        {
            Directory.Delete(links, recursive: true);
        }
    }

    [Fact]
    public void A_circle_of_links_is_an_error()
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run("CREATE TABLE t (a BIGINT)");
        var links = Directory.CreateTempSubdirectory("ramet-links-").FullName;
        var (one, other) = (Path.Combine(links, "one"), Path.Combine(links, "other"));
        File.CreateSymbolicLink(one, other);
        File.CreateSymbolicLink(other, one);
        try
        {
            var error = Assert.Throws<RametException>(() => warehouse.Run($"LOAD INTO TABLE t FROM LOCATION 'file://{one}' STORED AS PARQUET"));
            Assert.Equal(ErrorCode.StorageError, error.Code);
        }
        finally
        {
            Directory.Delete(links, recursive: true);
        }
    }

    [Fact]
    public void Users_read_only_below_the_directories_that_are_open_to_all()
    {
        var place = Directory.CreateTempSubdirectory("ramet-place-").FullName;
        var (open, closed) = (Path.Combine(place, "open"), Path.Combine(place, "open-not"));
        var directory = Path.Combine(place, "warehouse");
        Directory.CreateDirectory(open);
        Directory.CreateDirectory(closed);
        File.WriteAllText(Path.Combine(open, "a.csv"), "1\n");
        File.WriteAllText(Path.Combine(closed, "a.csv"), "2\n");
        try
        {
            using var warehouse = RametWarehouse.Open(new WarehouseOptions { Directory = directory, Threads = 1, AllowedLocations = [open] });
            using var session = warehouse.OpenSession(Principal.Administrator);
            foreach (var statement in new[] { "CREATE ACCOUNT ALIYUN$user", "CREATE PROJECT p OWNER ALIYUN$user", "USE p", "CREATE TABLE t (a BIGINT)" })
                session.Execute(statement).Dispose();
            session.Caller = Principal.Parse("ALIYUN$user");

            session.Execute($"LOAD INTO TABLE t FROM LOCATION 'file://{open}' STORED AS CSV").Dispose();
            session.Execute($"LOAD INTO TABLE t FROM LOCATION 'file://{open}/../open/a.csv' STORED AS CSV").Dispose();
            AssertDenied(session, closed);
            AssertDenied(session, Path.Combine(open, "..", "open-not", "a.csv"));

            // Where the warehouse is, and where it is not, gets the same answer.
            AssertDenied(session, directory);
            AssertDenied(session, Path.Combine(directory, "data"));

            // A link out of the open directory leads to where it leads.
            File.CreateSymbolicLink(Path.Combine(open, "link.csv"), Path.Combine(closed, "a.csv"));
            AssertDenied(session, Path.Combine(open, "link.csv"));
            AssertDenied(session, open);

            session.Caller = Principal.Administrator;
            session.Execute($"LOAD INTO TABLE t FROM LOCATION 'file://{closed}' STORED AS CSV").Dispose();
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }

    private static void AssertDenied(Session session, string path)
    {
        var error = Assert.Throws<RametException>(() => session.Execute($"LOAD INTO TABLE t FROM LOCATION 'file://{path}' STORED AS CSV").Dispose());
        Assert.Equal((ErrorCode.AccessDenied, ErrorKind.Denied), (error.Code, error.Kind));
    }

    private static void AssertRefused(TestWarehouse warehouse, string path)
    {
        var error = Assert.Throws<RametException>(() => warehouse.Run($"LOAD INTO TABLE t FROM LOCATION 'file://{path}' STORED AS PARQUET"));
        Assert.Equal(ErrorCode.SemanticError, error.Code);
        Assert.Contains("belongs to the directory of the warehouse", error.Message, StringComparison.Ordinal);
    }
}
