using Ramet.Access;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Results;

namespace Ramet.Warehouse.Tests;

public class SpillTests
{
    [Fact]
    public void A_query_that_needs_more_memory_than_it_may_have_spills_into_the_warehouse_and_leaves_nothing_there()
    {
        var directory = Directory.CreateTempSubdirectory("ramet-spill-").FullName;
        try
        {
            using (var warehouse = RametWarehouse.Open(new WarehouseOptions { Directory = directory, Threads = 2, MemoryLimitBytes = 100L << 20 }))
            using (var session = warehouse.OpenSession(Principal.Administrator))
            {
                // Two million different texts of 72 characters do not fit into 100 MB.
                using var result = (RowsResult)session.Execute("""
                    SELECT COUNT(*) FROM (
                        SELECT name, COUNT(*) AS n
                        FROM (SELECT CONCAT(MD5(CAST(x AS STRING)), MD5(CAST(x + 1 AS STRING)), CAST(x AS STRING)) AS name
                              FROM (SELECT 1L AS one) a LATERAL VIEW EXPLODE(SEQUENCE(1L, 2000000L)) s AS x) texts
                        GROUP BY name) names
                    """);
                var cells = new string?[1];
                Assert.True(result.TryReadRow(cells));
                Assert.Equal("2000000", cells[0]);
            }
            Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(directory, "tmp")));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void What_a_killed_process_has_left_is_removed_and_what_a_living_one_uses_is_not()
    {
        var parent = Directory.CreateTempSubdirectory("ramet-spill-").FullName;
        try
        {
            using var living = SpillDirectory.Create(parent);
            var abandoned = Directory.CreateDirectory(Path.Combine(parent, "1-dead")).FullName;
            File.WriteAllText(Path.Combine(abandoned, "spilled"), "rows");
            File.WriteAllText(abandoned + ".lock", "");
            var foreign = Directory.CreateDirectory(Path.Combine(parent, "foreign")).FullName;

            using var next = SpillDirectory.Create(parent);

            Assert.False(Directory.Exists(abandoned));
            Assert.False(File.Exists(abandoned + ".lock"));
            Assert.True(Directory.Exists(living.Path));
            Assert.True(Directory.Exists(foreign));
        }
        finally
        {
            Directory.Delete(parent, recursive: true);
        }
    }
}
