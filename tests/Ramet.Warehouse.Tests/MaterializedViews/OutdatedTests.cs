using System.Text.RegularExpressions;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests.MaterializedViews;

/// <summary>What DESC EXTENDED says of the freshness of a materialized view: never that it is fresh when it is not.</summary>
public sealed partial class OutdatedTests : IDisposable
{
    private readonly TestWarehouse world = new();

    public OutdatedTests() => world.Run("CREATE TABLE t (id BIGINT, pt STRING); INSERT INTO t VALUES (1, 'a')");

    [Theory]
    [InlineData("INSERT INTO t VALUES (2, 'b')")]
    [InlineData("TRUNCATE TABLE t")]
    [InlineData("DROP TABLE t")]
    [InlineData("DROP TABLE t; CREATE TABLE t (id BIGINT, pt STRING)")]
    [InlineData("ALTER TABLE t ADD COLUMNS (more BIGINT)")]
    [InlineData("CREATE OR REPLACE VIEW v AS SELECT id, 'x' AS pt FROM t")]
    public void Every_change_behind_it_makes_it_outdated_until_it_is_computed(string change)
    {
        world.Run("CREATE VIEW v AS SELECT id, pt FROM t; CREATE MATERIALIZED VIEW m AS SELECT id, pt FROM v");
        Assert.False(IsOutdated("m"));

        world.Run(change);
        Assert.True(IsOutdated("m"));

        world.Run("DROP TABLE IF EXISTS t; CREATE TABLE t (id BIGINT, pt STRING); CREATE OR REPLACE VIEW v AS SELECT id, pt FROM t; ALTER MATERIALIZED VIEW m REBUILD");
        Assert.False(IsOutdated("m"));
    }

    [Fact]
    public void It_stays_outdated_while_only_partitions_are_computed()
    {
        world.Run("CREATE MATERIALIZED VIEW m BUILD DEFERRED PARTITIONED BY (pt) AS SELECT id, pt FROM t");
        Assert.True(IsOutdated("m"));

        world.Run("ALTER MATERIALIZED VIEW m REBUILD PARTITION (pt='a')");
        Assert.True(IsOutdated("m"));

        world.Run("ALTER MATERIALIZED VIEW m REBUILD");
        Assert.False(IsOutdated("m"));
    }

    [Fact]
    public void Over_what_nobody_can_tell_it_is_always_outdated()
    {
        world.Run("CREATE MATERIALIZED VIEW m AS SELECT table_name FROM information_schema.tables");

        Assert.True(IsOutdated("m"));
        Assert.Equal(["t"], world.Rows("SELECT * FROM m"));
    }

    [Fact]
    public void It_is_computed_again_under_the_settings_of_its_definition()
    {
        world.Run("SET odps.sql.type.system.odps2=true; CREATE MATERIALIZED VIEW m AS SELECT COUNT(*) AS n FROM t; SET odps.namespace.schema=true");
        world.Run("INSERT INTO default.t VALUES (2, 'b'); ALTER MATERIALIZED VIEW default.m REBUILD");

        Assert.Equal(["2"], world.Rows("SELECT * FROM default.m"));
    }

    public void Dispose() => world.Dispose();

    private bool IsOutdated(string view) => Outdated().Match(world.Text($"DESC EXTENDED {view}")).Groups["value"].Value switch
    {
        "true" => true,
        "false" => false,
        var other => throw new InvalidOperationException($"IsOutdated is '{other}'."),
    };

    [GeneratedRegex(@"IsOutdated:\s*(?<value>\w+)")]
    private static partial Regex Outdated();
}
