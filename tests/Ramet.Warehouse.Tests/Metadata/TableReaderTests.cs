using Ramet.Access;
using Ramet.Catalog.Audit;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Warehouse.Metadata;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests.Metadata;

/// <summary>What programs learn of tables by calls: the same as people by statements, page by page, and no more than they may see.</summary>
public sealed class TableReaderTests : IDisposable
{
    private const string Alice = "ALIYUN$alice@example.com";
    private const string Reader = "RAM$alice@example.com:reader";

    private readonly TestWarehouse test = new();

    public void Dispose() => test.Dispose();

    [Fact]
    public void Table_is_described_with_sizes_clustering_and_properties()
    {
        test.Run("""
            CREATE TABLE t (id BIGINT NOT NULL COMMENT 'key', name STRING DEFAULT 'x') COMMENT 'all' PARTITIONED BY (pt STRING)
                CLUSTERED BY (id) SORTED BY (id DESC) INTO 4 BUCKETS TBLPROPERTIES ('a'='b') LIFECYCLE 7;
            INSERT OVERWRITE TABLE t PARTITION (pt='x') VALUES (1, 'a'), (2, 'b');
            """);

        var table = new TableReader(test.Session).Get("P", "T");

        Assert.Equal(("p", "t", "all", TableKind.Managed, 7), (table.Project, table.Name, table.Comment, table.Kind, table.Lifecycle));
        Assert.Equal((2, false), (table.RecordCount, table.IsTransactional));
        Assert.True(table is { SizeBytes: > 0, FileCount: > 0 });
        Assert.Equal([new("a", "b")], table.Properties);
        Assert.Equal(("id", "bigint", "key", false), (table.Columns[0].Name, table.Columns[0].Type, table.Columns[0].Comment, table.Columns[0].Nullable));
        Assert.Equal("pt", Assert.Single(table.PartitionColumns).Name);
        Assert.NotNull(table.Clustering);
        Assert.Equal((false, 4, "id", ("id", "DESC")), (table.Clustering.IsRange, table.Clustering.BucketCount, table.Clustering.Columns[0], table.Clustering.Order[0]));
    }

    [Fact]
    public void Pages_of_tables_follow_each_other_and_filters_hold()
    {
        test.Run($"CREATE ACCOUNT {Alice}; ADD USER {Alice}; GRANT CreateInstance, CreateTable ON PROJECT p TO USER {Alice};");
        test.Run("CREATE TABLE a_1 (id BIGINT); CREATE TABLE A2 (id BIGINT); CREATE TABLE aZ (id BIGINT); CREATE TABLE b (id BIGINT); CREATE VIEW a_v AS SELECT 1 AS x;");
        using (var alice = test.Warehouse.OpenSession(Principal.Parse(Alice), "p"))
            alice.Execute("CREATE TABLE a3 (id BIGINT)").Dispose();

        Assert.Equal("a2,a3|a_1,a_v|az,b", Pages(new TableListQuery { Limit = 2 }));
        Assert.Equal("a2,a3,a_1|a_v,az", Pages(new TableListQuery { NamePrefix = "A", Limit = 3 }));
        Assert.Equal("a_1|a_v", Pages(new TableListQuery { NamePrefix = "a_", Limit = 1 }));
        Assert.Equal("a3", Pages(new TableListQuery { Owner = Principal.Parse(Alice), Limit = 9 }));
        Assert.Equal("a_v", Pages(new TableListQuery { Kind = TableKind.View, Limit = 9 }));
        Assert.Equal("", Pages(new TableListQuery { NamePrefix = "c", Limit = 9 }));
        Assert.Equal("", Pages(new TableListQuery { NamePrefix = "a", Marker = "b", Limit = 9 }));
    }

    [Fact]
    public void Pages_of_partitions_follow_each_other_in_both_directions()
    {
        test.Run("CREATE TABLE t (id BIGINT) PARTITIONED BY (n BIGINT, region STRING)");
        for (var n = 1; n <= 11; n += 5)
            test.Run($"ALTER TABLE t ADD PARTITION (n={n}, region='eu') PARTITION (n={n}, region='us')");
        test.Run("INSERT INTO t PARTITION (n=6, region='us') VALUES (1), (2)");

        Assert.Equal("n=1/region=eu,n=1/region=us|n=6/region=eu,n=6/region=us|n=11/region=eu,n=11/region=us", Partitions(new PartitionListQuery { Limit = 2 }));
        Assert.Equal("n=11/region=us,n=11/region=eu,n=6/region=us,n=6/region=eu|n=1/region=us,n=1/region=eu", Partitions(new PartitionListQuery { Limit = 4, IsReversed = true }));
        Assert.Equal("n=1/region=us,n=6/region=us|n=11/region=us", Partitions(new PartitionListQuery { Limit = 2, Prefix = [new("region", "us")] }));
        Assert.Equal("n=6/region=eu,n=6/region=us", Partitions(new PartitionListQuery { Limit = 9, Prefix = [new("n", "6")] }));
        Assert.Equal("n=11/region=eu,n=11/region=us", Partitions(new PartitionListQuery { Limit = 9, Marker = "n=7/region=eu" }));

        var partition = new TableReader(test.Session).GetPartition("p", "t", [new("region", "us"), new("n", "6")]);
        Assert.Equal((2, "n=6/region=us"), (partition.RecordCount, partition.Name));
        Assert.Equal([new("n", "6"), new("region", "us")], partition.Values);
        Assert.True(partition is { SizeBytes: > 0, FileCount: 1 });
    }

    [Fact]
    public void Errors_have_no_place_since_nobody_wrote_a_text()
    {
        test.Run("CREATE TABLE plain (id BIGINT); CREATE TABLE t (id BIGINT) PARTITIONED BY (pt STRING);");
        var reader = new TableReader(test.Session);

        AssertError(() => reader.Get("p", "none"), ErrorKind.NotFound, "ODPS-0130131:Table not found - table p.none cannot be resolved");
        AssertError(() => reader.GetPartition("p", "t", [new("pt", "x")]), ErrorKind.NotFound, "ODPS-0130271:Partition does not exist - table p.t has no partition pt=x");
        AssertError(() => reader.ListPartitions("p", "plain", new PartitionListQuery { Limit = 1 }), ErrorKind.User, "ODPS-0130071:Semantic analysis exception - table p.plain is not a partitioned table");
        AssertError(() => reader.ListPartitions("p", "t", new PartitionListQuery { Limit = 1, Prefix = [new("x", "1")] }), ErrorKind.User, "ODPS-0130191:Invalid column or partition key - x is not a partition column of table p.t");
    }

    [Fact]
    public void Who_may_not_see_learns_nothing_and_leaves_a_trace()
    {
        test.Run($"CREATE ACCOUNT {Alice}; CREATE PROJECT q OWNER {Alice}; USE q; CREATE TABLE secret (id BIGINT); CREATE TABLE open (id BIGINT);");
        test.Run($"CREATE RAM USER {Reader}; ADD USER {Reader}; GRANT Describe ON TABLE open TO USER {Reader};");
        using var session = test.Warehouse.OpenSession(Principal.Parse(Reader), "q");
        var reader = new TableReader(session);

        Assert.Equal("open", reader.Get("q", "open").Name);
        var hidden = Assert.Throws<RametException>(() => reader.Get("q", "secret"));
        var missing = Assert.Throws<RametException>(() => reader.Get("q", "nosuch"));
        Assert.Equal(hidden.Message.Replace("secret", "nosuch", StringComparison.Ordinal), missing.Message);
        Assert.Equal(ErrorKind.Denied, Assert.Throws<RametException>(() => reader.List("q", new TableListQuery { Limit = 1 })).Kind);
        Assert.Equal(["open"], reader.Find([new("q", "secret"), new("q", "open"), new("q", "nosuch")]).Select(static table => table.Name));

        var audit = test.Warehouse.Catalog.ListAudit(new AuditFilter { ProjectName = "q" });
        Assert.Contains(audit, record => record.Entry is { IsAllowed: false, StatementKind: "DESC" } entry && entry.Principal == session.Caller);
    }

    [Fact]
    public void Calls_name_project_and_table_also_where_statements_name_schemas()
    {
        test.Run("CREATE TABLE t (id BIGINT) PARTITIONED BY (pt STRING); ALTER TABLE t ADD PARTITION (pt='a'); SETPROJECT odps.namespace.schema=true;");
        var reader = new TableReader(test.Session);

        Assert.Equal("t", reader.Get("p", "t").Name);
        Assert.Equal("pt=a", reader.GetPartition("p", "t", [new("pt", "a")]).Name);
        Assert.Equal("pt=a", Partitions(new PartitionListQuery { Limit = 2 }));
    }

    [Fact]
    public void Looking_at_tables_leaves_nothing_in_the_audit_but_denials()
    {
        test.Run("CREATE TABLE t (id BIGINT); DESC t;");
        var before = test.Warehouse.Catalog.ListAudit(new AuditFilter()).Count;
        var reader = new TableReader(test.Session);

        reader.Get("p", "t");
        reader.List("p", new TableListQuery { Limit = 2 });

        Assert.Equal(before, test.Warehouse.Catalog.ListAudit(new AuditFilter()).Count);
    }

    private string Pages(TableListQuery query) => Join(
        marker => new TableReader(test.Session).List("p", query with { Marker = marker ?? query.Marker }), static table => table.Name);

    private string Partitions(PartitionListQuery query) => Join(
        marker => new TableReader(test.Session).ListPartitions("p", "t", query with { Marker = marker ?? query.Marker }), static partition => partition.Name);

    private static string Join<T>(Func<string?, Page<T>> read, Func<T, string> nameOf)
    {
        var pages = new List<string>();
        string? marker = null;
        do
        {
            var page = read(marker);
            pages.Add(string.Join(',', page.Items.Select(nameOf)));
            marker = page.Marker;
        }
        while (marker is not null);
        return string.Join('|', pages);
    }

    private static void AssertError(Action act, ErrorKind kind, string message)
    {
        var error = Assert.Throws<RametException>(act);
        Assert.Equal((kind, message), (error.Kind, error.Message));
        Assert.Null(error.Span);
    }
}
