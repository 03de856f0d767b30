using Ramet.Catalog.Commits;
using Ramet.Catalog.Projects;
using Ramet.Catalog.Tables;
using Ramet.Errors;

namespace Ramet.Catalog.Tests.Behaviour;

public abstract class CommitBehaviour<TStore> : CatalogBehaviour<TStore>
    where TStore : ICatalogStore, new()
{
    [Fact]
    public void Changes_are_applied_in_order_so_later_ones_may_build_on_earlier_ones()
    {
        Commit(
            new CatalogChange.CreatePrincipal(Alice),
            new CatalogChange.CreateProject(new ProjectDefinition { Name = "p", Owner = Alice }));

        Assert.Equal(Alice, Catalog.FindProject("p")?.Owner);
    }

    [Fact]
    public void Commit_is_all_or_nothing() // I1
    {
        var project = CreateProject("p");
        var table = CreateTable(project, "t");

        Refused(
            new CatalogChange.CreatePrincipal(Bob),
            new CatalogChange.CreateTable(project, "u", Alice, NewState()),
            new CatalogChange.ReplaceTableState(table, WithSnapshot(table.Metadata, "list-1.avro"), TableAspects.Data),
            new CatalogChange.CreateTable(project, "T", Alice, NewState()));

        Assert.Null(Catalog.FindPrincipal(Bob));
        Assert.Null(Catalog.FindTable(new TableName("p", "u")));
        Assert.Equal(1, Catalog.FindTable(table.FullName)?.Version);
        Assert.Null(Catalog.FindTable(table.FullName)?.Metadata.CurrentSnapshot);
    }

    [Fact]
    public void Several_tables_change_in_one_commit()
    {
        var project = CreateProject("p");
        var (a, b) = (CreateTable(project, "a"), CreateTable(project, "b"));

        Commit(
            new CatalogChange.ReplaceTableState(a, WithSnapshot(a.Metadata, "list-a.avro"), TableAspects.Data),
            new CatalogChange.ReplaceTableState(b, WithSnapshot(b.Metadata, "list-b.avro"), TableAspects.Data));

        Assert.Equal(
            ["list-a.avro", "list-b.avro"],
            Catalog.FindTables([a.FullName, b.FullName]).Select(static table => table?.Metadata.CurrentSnapshot?.ManifestList));
    }

    [Fact]
    public void Requirement_that_the_principal_exists() // I5
    {
        AssertError(Required(new CatalogRequirement.PrincipalExists(Alice)),
            ErrorCode.AccessDenied, ErrorKind.Denied, "ALIYUN$alice@example.com does not exist in this warehouse");

        Commit(new CatalogChange.CreatePrincipal(Alice));

        AssertMet(new CatalogRequirement.PrincipalExists(Alice));
    }

    [Fact]
    public void Requirement_that_the_project_exists_is_about_that_very_project()
    {
        var project = CreateProject("p");
        AssertMet(new CatalogRequirement.ProjectExists(project));

        Commit(new CatalogChange.DropProject(project));
        CreateProject("p");

        AssertError(Required(new CatalogRequirement.ProjectExists(project)), ErrorCode.ProjectNotFound, ErrorKind.NotFound, "'p'");
    }

    [Fact]
    public void Requirement_that_the_table_is_unchanged()
    {
        var table = CreateTable(CreateProject("p"), "t");
        AssertMet(new CatalogRequirement.TableUnchanged(table));

        Commit(new CatalogChange.RenameTable(table, "u"));

        AssertError(Required(new CatalogRequirement.TableUnchanged(table)),
            ErrorCode.ConcurrentChange, ErrorKind.Conflict, "table p.t was changed or dropped by another statement");
    }

    [Fact]
    public void Requirement_that_the_table_exists_allows_changes_but_no_drop()
    {
        var table = CreateTable(CreateProject("p"), "t");
        Commit(new CatalogChange.RenameTable(table, "u"));
        AssertMet(new CatalogRequirement.TableExists(table));

        Commit(new CatalogChange.DropTable(Catalog.FindTable(new TableName("p", "u"))!)); // Just renamed.

        Assert.Equal(ErrorKind.Conflict, Required(new CatalogRequirement.TableExists(table)).Kind);
    }

    [Fact]
    public void Requirement_that_a_dropped_table_is_unchanged_does_not_hold()
    {
        var table = CreateTable(CreateProject("p"), "t");
        Commit(new CatalogChange.DropTable(table));

        Assert.Equal(ErrorKind.Conflict, Required(new CatalogRequirement.TableUnchanged(table)).Kind);
    }

    [Fact]
    public void Cancelled_commit_changes_nothing()
    {
        var commit = new CatalogCommit { Changes = [new CatalogChange.CreatePrincipal(Bob)] };

        Assert.Throws<OperationCanceledException>(() => Catalog.Commit(commit, new CancellationToken(canceled: true)));

        Assert.Null(Catalog.FindPrincipal(Bob));
    }

    [Fact]
    public void Committed_is_seen_by_everybody_else_at_once()
    {
        using var other = Store.Open();
        var table = CreateTable(CreateProject("p"), "t");
        Assert.Equal(1, other.FindTable(table.FullName)?.Version);

        Commit(new CatalogChange.ReplaceTableState(table, WithSnapshot(table.Metadata, "list-1.avro"), TableAspects.Data));

        Assert.Equal("list-1.avro", other.FindTable(table.FullName)?.Metadata.CurrentSnapshot?.ManifestList);
    }

    private RametException Required(CatalogRequirement requirement) => Assert.Throws<RametException>(() => CommitUnder(requirement));

    private void AssertMet(CatalogRequirement requirement) => CommitUnder(requirement);

    private void CommitUnder(CatalogRequirement requirement) =>
        Catalog.Commit(new CatalogCommit { Requirements = [requirement] }, CancellationToken.None);
}
