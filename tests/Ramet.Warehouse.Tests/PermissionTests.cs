using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Errors;
using Ramet.Sql.Parsing;
using Ramet.Warehouse.Sessions;
using Ramet.Warehouse.Tests.Faults;

namespace Ramet.Warehouse.Tests;

/// <summary>
/// Statements of users who were granted something: account s owns project src with table t (a, b), account d owns project dst; RAM user
/// etl of s is a user of both. What is granted is written into the catalog, so that the moment can be chosen.
/// </summary>
public sealed class PermissionTests : IDisposable
{
    private static readonly Principal Source = Principal.Parse("ALIYUN$s@example.com");
    private static readonly Principal Destination = Principal.Parse("ALIYUN$d@example.com");
    private static readonly Principal Etl = Principal.Parse("RAM$s@example.com:etl");

    private readonly string directory = Directory.CreateTempSubdirectory("ramet-permissions-").FullName;
    private readonly Overtaking overtaking = new();
    private readonly RametWarehouse warehouse;

    public PermissionTests()
    {
        warehouse = RametWarehouse.Open(
            new WarehouseOptions { Directory = directory, Threads = 1, MemoryLimitBytes = 1L << 28 },
            catalog => InterceptedCatalog.Wrap(catalog, overtaking.Around),
            static store => store);
        Run(Principal.Administrator, null, $"""
            CREATE ACCOUNT {Source}; CREATE ACCOUNT {Destination}; CREATE RAM USER {Etl};
            CREATE PROJECT src OWNER {Source}; CREATE PROJECT copy OWNER {Source}; CREATE PROJECT dst OWNER {Destination};
            """);
        Run(Source, "src", "CREATE TABLE t (a BIGINT, b STRING); INSERT INTO t VALUES (1, 'x'); CREATE TABLE u (a BIGINT)");
        foreach (var project in new[] { "src", "copy", "dst" })
            Change(project, new SecurityChange.AddMember(Etl, Principal.Administrator));
    }

    public void Dispose()
    {
        warehouse.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public void Hint_does_not_tell_the_name_of_a_column_that_the_caller_may_not_know()
    {
        Run(Source, "src", $"CREATE TABLE pay (id BIGINT, salary BIGINT); GRANT CreateInstance ON PROJECT src TO USER {Etl}; GRANT Select ON TABLE pay (id) TO USER {Etl}");
        Assert.Equal("Did you mean salary?", Refused(Source, "src", "SELECT salry FROM pay").Hint);
        Assert.Null(Refused(Etl, "src", "SELECT salry FROM pay").Hint);
        Assert.Null(Refused(Etl, "src", "SELECT * EXCEPT (salry) FROM pay").Hint);
    }

    [Fact]
    public void Revoke_that_commits_before_the_statement_wins()
    {
        Grant("src", null, AccessAction.CreateInstance);
        Grant("src", "u", AccessAction.Update);
        overtaking.BeforeNextCommit = () => Change("src", new SecurityChange.Revoke(
            Subject.Of(Etl), KeyOf("src", "u"), ActionSet.Of(AccessAction.Update), []));

        var error = Refused(Etl, "src", "INSERT INTO u VALUES (1)");

        Assert.Equal(ErrorKind.Denied, error.Kind);
        Assert.Contains("'odps:Update' on {acs:odps:*:projects/src/tables/u}", error.Detail, StringComparison.Ordinal);
        Assert.Null(warehouse.Catalog.FindTable(new("src", "u"))!.Metadata.CurrentSnapshotId);
    }

    [Fact]
    public void Other_changes_of_permissions_do_not_disturb_a_statement()
    {
        Grant("src", null, AccessAction.CreateInstance);
        Grant("src", "u", AccessAction.Update);
        overtaking.BeforeNextCommit = () => Change("src", new SecurityChange.CreateRole("worker", RoleType.Resource));

        Run(Etl, "src", "INSERT INTO u VALUES (1)");

        Assert.NotNull(warehouse.Catalog.FindTable(new("src", "u"))!.Metadata.CurrentSnapshotId);
    }

    [Theory]
    [InlineData("SELECT a FROM t", null)]
    [InlineData("SELECT COUNT(*) FROM t", null)]
    [InlineData("SELECT a FROM t WHERE a > 0 ORDER BY a LIMIT 1", null)]
    [InlineData("SELECT * FROM t", "access column: b")]
    [InlineData("SELECT a FROM t WHERE b = 'x'", "access column: b")]
    [InlineData("SELECT x.a FROM t x JOIN t y ON x.b = y.b", "access column: b")]
    [InlineData("SELECT s.a FROM (SELECT a, b FROM t) s", "access column: b")]
    [InlineData("EXPLAIN SELECT b FROM t", "access column: b")]
    [InlineData("CREATE TABLE c AS SELECT b FROM t", "access column: b")]
    [InlineData("CLONE TABLE t TO c", "access column: b")]
    public void Columns_that_are_used_must_be_granted(string statement, string? denial)
    {
        Grant("src", null, AccessAction.CreateInstance, AccessAction.CreateTable);
        Change("src", new SecurityChange.Grant(Subject.Of(Etl), KeyOf("src", "t"), ActionSet.Of(AccessAction.Select), ["a"]));

        if (denial is null)
            Run(Etl, "src", statement);
        else
            Assert.EndsWith(denial, Refused(Etl, "src", statement).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_that_may_not_be_seen_is_like_one_that_does_not_exist()
    {
        Grant("src", null, AccessAction.CreateInstance);

        foreach (var statement in new[] { "SELECT a FROM {0}", "DROP TABLE {0}", "DESC {0}", "INSERT INTO {0} VALUES (1)", "CLONE TABLE {0} TO x" })
        {
            var hidden = Refused(Etl, "src", string.Format(System.Globalization.CultureInfo.InvariantCulture, statement, "T"));
            var missing = Refused(Etl, "src", string.Format(System.Globalization.CultureInfo.InvariantCulture, statement, "Q"));
            Assert.Equal(
                (missing.Code, missing.Detail, missing.Hint),
                (hidden.Code, hidden.Detail.Replace("tables/T", "tables/Q", StringComparison.Ordinal), hidden.Hint?.Replace("TABLE T", "TABLE Q", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("none", null)]
    [InlineData("Select", "'odps:Select' on {acs:odps:*:projects/src/tables/t}")]
    [InlineData("CreateTable", "'odps:CreateTable' on {acs:odps:*:projects/copy}")]
    [InlineData("CreateInstance", "'odps:CreateInstance' on {acs:odps:*:projects/copy}")]
    public void Clone_needs_exactly_the_three_documented_permissions(string revoked, string? denial)
    {
        foreach (var current in new[] { "copy", "src", null })
        {
            var (select, create, instance) = (AccessAction.Select, AccessAction.CreateTable, AccessAction.CreateInstance);
            GrantUnless(revoked, "src", "t", select);
            GrantUnless(revoked, "copy", null, create);
            GrantUnless(revoked, "copy", null, instance);

            if (denial is null)
                Run(Etl, current, $"CLONE TABLE src.t TO copy.from_{current ?? "nowhere"}");
            else
                Assert.Contains(denial, Refused(Etl, current, "CLONE TABLE src.t TO copy.t").Detail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("OVERWRITE", false)]
    [InlineData("IGNORE", false)]
    [InlineData("OVERWRITE", true)]
    [InlineData("IGNORE", true)]
    public void Clone_that_adds_partitions_needs_to_alter(string clause, bool mayAlter)
    {
        Run(Source, "src", """
            SET odps.sql.allow.fullscan=true; CREATE TABLE parts (a BIGINT) PARTITIONED BY (ds STRING); INSERT INTO parts PARTITION (ds) VALUES (1, 'x'), (2, 'y');
            CLONE TABLE parts PARTITION (ds='x') TO copy.parts
            """);
        Grant("src", "parts", AccessAction.Select);
        Grant("copy", null, AccessAction.CreateInstance);
        Grant("copy", "parts", AccessAction.Update);
        if (mayAlter)
            Grant("copy", "parts", AccessAction.Alter);
        var statement = $"CLONE TABLE src.parts TO copy.parts IF EXISTS {clause}";

        Run(Etl, "copy", $"CLONE TABLE src.parts PARTITION (ds='x') TO copy.parts IF EXISTS {clause}");
        if (mayAlter)
            Run(Etl, "copy", statement);
        else
            Assert.Contains("'odps:Alter' on {acs:odps:*:projects/copy/tables/parts}", Refused(Etl, "copy", statement).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Ram_user_does_not_clone_across_accounts_whatever_its_grants()
    {
        Grant("src", "t", AccessAction.Select);
        Grant("dst", null, AccessAction.CreateTable, AccessAction.CreateInstance);

        var error = Refused(Etl, "dst", "CLONE TABLE src.t TO dst.t");

        Assert.Contains("belong to different accounts, and only an Alibaba Cloud account can clone between them", error.Detail, StringComparison.Ordinal);
        Run(Etl, "dst", "CREATE TABLE t AS SELECT a FROM src.t");
    }

    [Theory]
    [InlineData("src", "SELECT a FROM t", true)]
    [InlineData("src", "INSERT INTO u SELECT a FROM t", true)]
    [InlineData("src", "CLONE TABLE t TO inside", true)]
    [InlineData("src", "CLONE TABLE t TO copy.t", false)]
    [InlineData("src", "CREATE TABLE copy.t AS SELECT a FROM t", false)]
    [InlineData("copy", "SELECT a FROM src.t", false)]
    [InlineData("copy", "EXPLAIN SELECT a FROM src.t", false)]
    [InlineData(null, "SELECT a FROM src.t", false)]
    public void Data_of_a_protected_project_stays_in_it(string? current, string statement, bool stays)
    {
        Change("src", new SecurityChange.SetProtection(true, PolicyDocument.Empty));

        if (stays)
            Run(Source, current, statement);
        else
            Assert.Contains("Project src is protected", Refused(Source, current, statement).Detail, StringComparison.Ordinal);

        Change("src", new SecurityChange.AddTrustedProject(warehouse.Catalog.FindProject("copy")!.Reference)); // it exists
        if (current is not null && !stays)
            Run(Source, current, statement);
    }

    [Fact]
    public void View_is_read_with_the_rights_of_its_owner()
    {
        Grant("src", null, AccessAction.CreateInstance, AccessAction.CreateTable);
        Grant("src", "t", AccessAction.Select);
        Run(Etl, "src", "CREATE VIEW v AS SELECT a FROM t");
        Change("src", new SecurityChange.AddMember(Destination, Source));
        Change(
            "src",
            new SecurityChange.Grant(Subject.Of(Destination), KeyOf("src", "v"), ActionSet.Of(AccessAction.Select), ["a"]),
            new SecurityChange.Grant(Subject.Of(Destination), ObjectKey.Project, ActionSet.Of(AccessAction.CreateInstance), []));

        Run(Destination, "src", "SELECT a FROM v");

        Change("src", new SecurityChange.Revoke(Subject.Of(Etl), KeyOf("src", "t"), ActionSet.Of(AccessAction.Select), []));
        Assert.StartsWith(
            $"view src.v reads with the rights of its owner {Etl}, who may not read src.t",
            Refused(Destination, "src", "SELECT a FROM v").Detail,
            StringComparison.Ordinal);
    }

    private void GrantUnless(string revoked, string project, string? table, AccessAction action)
    {
        if (action.ToString() != revoked)
            Grant(project, table, action);
    }

    private void Grant(string project, string? table, params AccessAction[] actions) => Change(
        project,
        new SecurityChange.Grant(Subject.Of(Etl), table is null ? ObjectKey.Project : KeyOf(project, table), ActionSet.Of(actions), []));

    private ObjectKey KeyOf(string project, string table) => warehouse.Catalog.FindTable(new(project, table))!.SecurityKey; // it exists

    private void Change(string project, params SecurityChange[] changes) => warehouse.Catalog.Commit(
        new CatalogCommit { Changes = [new CatalogChange.ChangeSecurity(warehouse.Catalog.FindProject(project)!, changes)] }, // it exists
        CancellationToken.None);

    private void Run(Principal caller, string? project, string script)
    {
        using var session = warehouse.OpenSession(caller, project);
        Run(session, script);
    }

    private RametException Refused(Principal caller, string? project, string statement)
    {
        using var session = warehouse.OpenSession(caller, project);
        return Assert.Throws<RametException>(() => Run(session, statement));
    }

    private static void Run(Session session, string script)
    {
        foreach (var part in ScriptSplitter.Split(script).Parts)
            session.Execute(part.Text).Dispose();
    }
}
