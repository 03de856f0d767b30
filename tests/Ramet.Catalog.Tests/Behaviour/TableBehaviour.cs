using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Tables.Metadata;

namespace Ramet.Catalog.Tests.Behaviour;

public abstract class TableBehaviour<TStore> : CatalogBehaviour<TStore>
    where TStore : ICatalogStore, new()
{
    [Fact]
    public void Table_is_read_back_as_it_was_created()
    {
        var project = CreateProject("P");
        var state = WithSnapshot(NewState(), "file:///warehouse/data/t/list-1.avro");
        Commit(new CatalogChange.CreateTable(project, "Sales", Alice, state));

        var table = Reopened(catalog => catalog.FindTable(new TableName("p", "SALES")));

        Assert.NotNull(table);
        Assert.Equal(("P.Sales", TableKind.Managed, Alice, 1L), (table.FullName.ToString(), table.Kind, table.Owner, table.Version));
        Assert.Equal(Store.Clock.Now, table.CreatedAt);
        Assert.Equal(Store.Clock.Now, table.DefinitionChangedAt);
        Assert.Equal(Store.Clock.Now, table.DataChangedAt);
        Assert.Equal(project.Id, table.Project.Id);
        Assert.Equal(state.CurrentSnapshot?.ManifestList, table.Metadata.CurrentSnapshot?.ManifestList);
        Assert.Equivalent(state.CurrentSchema, table.Metadata.CurrentSchema);
        Assert.Equal(state.TableUuid, table.Metadata.TableUuid);
    }

    [Fact]
    public void Tables_are_found_with_all_that_they_lead_to()
    {
        var project = CreateProject("p");
        foreach (var name in new[] { "a", "b", "c", "other" })
            CreateTable(project, name);
        var (a, b, c, nosuch) = (new TableName("p", "a"), new TableName("p", "b"), new TableName("p", "c"), new TableName("p", "nosuch"));
        var asked = new List<string>();

        // A circle, two ways to one table, and a name that stands for nothing.
        var found = Catalog.FindTables([a], table =>
        {
            asked.Add(table.Name);
            return table.Name switch
            {
                "a" => [b, c, nosuch],
                "b" => [c, a],
                _ => [],
            };
        });

        Assert.Equal(["a", "b", "c", null], new[] { a, b, c, nosuch }.Select(name => found[name]?.Name));
        Assert.Equal(4, found.Count);
        Assert.Equal(["a", "b", "c"], asked.Order());
    }

    [Fact]
    public void Table_gets_another_owner_who_exists()
    {
        var table = CreateTable(CreateProject("p"), "t");
        Commit(new CatalogChange.CreatePrincipal(Bob));
        Commit(new CatalogChange.ChangeTableOwner(table, Bob));

        var changed = Reopened(catalog => catalog.FindTable(table.FullName));
        Assert.Equal((Bob, table.Version + 1), (changed!.Owner, changed.Version));
        AssertError(Refused(new CatalogChange.ChangeTableOwner(table, Bob)), ErrorCode.ConcurrentChange, ErrorKind.Conflict, "table p.t was changed or dropped by another statement");
        AssertError(
            Refused(new CatalogChange.ChangeTableOwner(changed, Principal.Parse("ALIYUN$nosuch@example.com"))),
            ErrorCode.DdlTaskFailed, ErrorKind.NotFound, "ALIYUN$nosuch@example.com does not exist");
    }

    [Fact]
    public void Unknown_tables_and_tables_of_unknown_projects_are_not_found()
    {
        CreateProject("p");

        Assert.Null(Catalog.FindTable(new TableName("p", "t")));
        Assert.Null(Catalog.FindTable(new TableName("q", "t")));
    }

    [Fact]
    public void Taken_name_is_refused_in_whatever_case()
    {
        var project = CreateProject("p");
        CreateTable(project, "t");

        AssertError(
            Refused(new CatalogChange.CreateTable(project, "T", Alice, NewState())),
            ErrorCode.TableAlreadyExists, ErrorKind.User, "p.T already exists");
    }

    [Fact]
    public void Projects_do_not_share_table_names()
    {
        var (p, q) = (CreateProject("p"), CreateProject("q"));

        Assert.NotEqual(CreateTable(p, "t").Id, CreateTable(q, "t").Id);
    }

    [Fact]
    public void Table_name_must_follow_the_rule() => AssertError(
        Refused(new CatalogChange.CreateTable(CreateProject("p"), "a/b", Alice, NewState())),
        ErrorCode.SemanticError, ErrorKind.User, "'a/b' is not a valid table name");

    [Fact]
    public void Table_needs_a_project_that_exists()
    {
        var project = CreateProject("p");
        Commit(new CatalogChange.DropProject(project));

        AssertError(
            Refused(new CatalogChange.CreateTable(project, "t", Alice, NewState())),
            ErrorCode.ProjectNotFound, ErrorKind.NotFound, "'p'");
    }

    [Fact]
    public void Table_needs_an_owner_that_exists() => AssertError(
        Refused(new CatalogChange.CreateTable(CreateProject("p"), "t", Bob, NewState())),
        ErrorCode.DdlTaskFailed, ErrorKind.NotFound, "ALIYUN$bob@example.com does not exist");

    [Fact]
    public void New_state_counts_the_version_and_sets_the_times_that_it_concerns()
    {
        var created = CreateTable(CreateProject("p"), "t");
        var creation = Store.Clock.Now;

        var dataChange = Store.Clock.Advance(TimeSpan.FromSeconds(1));
        var withData = Replace(created, "list-1.avro", TableAspects.Data);
        var definitionChange = Store.Clock.Advance(TimeSpan.FromSeconds(1));
        var altered = Replace(withData, "list-2.avro", TableAspects.Definition);

        Assert.Equal((2L, creation, dataChange), (withData.Version, withData.DefinitionChangedAt, withData.DataChangedAt));
        Assert.Equal((3L, definitionChange, dataChange), (altered.Version, altered.DefinitionChangedAt, altered.DataChangedAt));
        Assert.Equal(creation, altered.CreatedAt);
    }

    [Fact]
    public void Table_that_is_read_holds_its_current_snapshot_and_the_list_holds_all()
    {
        var table = CreateTable(CreateProject("p"), "t");
        foreach (var list in new[] { "list-1.avro", "list-2.avro", "list-3.avro" })
            table = Replace(table, list, TableAspects.Data);

        Assert.Equal(["list-3.avro"], table.Metadata.Snapshots.Select(static snapshot => snapshot.ManifestList));
        Assert.Equivalent(table.Metadata, Reopened(catalog => catalog.FindTable(table.FullName))?.Metadata, strict: true);
        Assert.Equal(
            ["list-1.avro", "list-2.avro", "list-3.avro"],
            Catalog.ListSnapshots(table.Id).Select(static snapshot => snapshot.ManifestList));
    }

    [Fact]
    public void State_built_on_an_older_version_is_a_conflict()
    {
        var read = CreateTable(CreateProject("p"), "t");
        Replace(read, "list-1.avro", TableAspects.Data);

        AssertError(
            Refused(new CatalogChange.ReplaceTableState(read, WithSnapshot(read.Metadata, "list-2.avro"), TableAspects.Data)),
            ErrorCode.ConcurrentChange, ErrorKind.Conflict, "table p.t was changed or dropped by another statement");
        Assert.Equal(["list-1.avro"], Catalog.ListSnapshots(read.Id).Select(static snapshot => snapshot.ManifestList));
    }

    [Fact]
    public void Clone_is_a_new_table_on_the_manifest_list_of_its_source()
    {
        var source = Replace(CreateTable(CreateProject("p"), "t"), "list-1.avro", TableAspects.Data);
        var destination = CreateProject("q");
        var state = source.Metadata.CloneAs(Guid.NewGuid(), "file:///warehouse/data/c", TableMetadata.NoProperties, nowMs: 2);
        Commit(new CatalogChange.CreateTable(destination, "c", Alice, state));

        Replace(source, "list-2.avro", TableAspects.Data);

        var clone = Reopened(catalog => catalog.FindTable(new TableName("q", "c")));
        Assert.Equal("list-1.avro", clone?.Metadata.CurrentSnapshot?.ManifestList);
        Assert.Equal("list-2.avro", Catalog.FindTable(source.FullName)?.Metadata.CurrentSnapshot?.ManifestList);
    }

    [Fact]
    public void Renamed_table_keeps_its_identity_and_frees_its_name()
    {
        var project = CreateProject("p");
        var table = Replace(CreateTable(project, "t"), "list-1.avro", TableAspects.Data);
        var renaming = Store.Clock.Advance(TimeSpan.FromSeconds(1));
        Commit(new CatalogChange.RenameTable(table, "u"));

        var renamed = Catalog.FindTable(new TableName("p", "u"));

        Assert.NotNull(renamed);
        Assert.Equal((table.Id, table.Version + 1, renaming), (renamed.Id, renamed.Version, renamed.DefinitionChangedAt));
        Assert.Equal("list-1.avro", renamed.Metadata.CurrentSnapshot?.ManifestList);
        Assert.NotEqual(table.Id, CreateTable(project, "t").Id);
    }

    [Fact]
    public void Table_can_be_renamed_to_another_spelling_of_its_name()
    {
        var table = CreateTable(CreateProject("p"), "t");
        Commit(new CatalogChange.RenameTable(table, "T"));

        Assert.Equal("T", Catalog.FindTable(table.FullName)?.Name);
    }

    [Fact]
    public void Renaming_to_a_taken_name_is_refused()
    {
        var project = CreateProject("p");
        CreateTable(project, "t");

        AssertError(
            Refused(new CatalogChange.RenameTable(CreateTable(project, "u"), "T")),
            ErrorCode.TableAlreadyExists, ErrorKind.User, "p.T already exists");
    }

    [Fact]
    public void Dropped_table_is_gone_its_name_is_free_and_its_history_is_retained()
    {
        var project = CreateProject("p");
        var dropped = Replace(CreateTable(project, "t"), "list-1.avro", TableAspects.Data);
        Commit(new CatalogChange.DropTable(dropped));

        Assert.Null(Catalog.FindTable(dropped.FullName));
        Assert.Empty(Catalog.ListTables(project.Id, new TableFilter()));
        Assert.Single(Catalog.ListSnapshots(dropped.Id));
        Assert.NotEqual(dropped.Id, CreateTable(project, "t").Id);
    }

    [Fact]
    public void Changing_a_dropped_table_is_a_conflict()
    {
        var table = CreateTable(CreateProject("p"), "t");
        Commit(new CatalogChange.DropTable(table));

        Assert.Equal(ErrorKind.Conflict, Refused(new CatalogChange.DropTable(table)).Kind);
        Assert.Equal(ErrorKind.Conflict, Refused(new CatalogChange.RenameTable(table, "u")).Kind);
        Assert.Equal(ErrorKind.Conflict, Refused(new CatalogChange.ReplaceTableState(table, NewState(), TableAspects.Data)).Kind);
    }

    [Theory]
    [InlineData(null, "B2 b_1 sale_a SaleB xsale")]
    [InlineData("*", "B2 b_1 sale_a SaleB xsale")]
    [InlineData("sale*", "sale_a SaleB")]
    [InlineData("*SALE*", "sale_a SaleB xsale")]
    [InlineData("b_*", "b_1")]
    [InlineData("b%", "")]
    [InlineData("b2", "B2")]
    [InlineData(@"b\*", "")]
    public void Tables_are_listed_by_pattern_in_the_order_of_their_names(string? pattern, string expected)
    {
        var project = CreateProject("p");
        foreach (var name in new[] { "xsale", "SaleB", "sale_a", "B2", "b_1" })
            CreateTable(project, name);
        CreateTable(CreateProject("q"), "sale_of_q");

        var names = Catalog.ListTables(project.Id, new TableFilter { NamePattern = pattern }).Select(static table => table.Name);

        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), names);
    }

    [Theory]
    [InlineData("sale", null, "sale_a SaleB")]
    [InlineData("SALE", "sale_a", "SaleB")]
    [InlineData("sale_", null, "sale_a")]
    [InlineData("s", "a", "sale_a SaleB")]
    [InlineData("s", "t", "")]
    [InlineData("%", null, "")]
    [InlineData("zz", null, "")]
    public void Tables_are_listed_by_prefix(string prefix, string? after, string expected)
    {
        var project = CreateProject("p");
        foreach (var name in new[] { "xsale", "SaleB", "sale_a", "B2", "b_1" })
            CreateTable(project, name);

        var names = Catalog.ListTables(project.Id, new TableFilter { NamePrefix = prefix, After = after }).Select(static table => table.Name);

        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), names);
    }

    [Fact]
    public void Pages_of_a_list_follow_each_other()
    {
        var project = CreateProject("p");
        foreach (var name in new[] { "a", "B", "c", "D", "e" })
            CreateTable(project, name);

        var pages = new List<string>();
        string? last = null;
        while (Catalog.ListTables(project.Id, new TableFilter { After = last, Limit = 2 }) is { Count: > 0 } page)
        {
            pages.Add(string.Concat(page.Select(static table => table.Name)));
            last = page[^1].Name;
        }

        Assert.Equal(["aB", "cD", "e"], pages);
    }

    [Fact]
    public void Several_tables_are_read_in_the_order_of_their_names()
    {
        var project = CreateProject("p");
        CreateTable(project, "a");
        CreateTable(project, "b");

        var tables = Catalog.FindTables([new TableName("p", "b"), new TableName("p", "none"), new TableName("p", "a")]);

        Assert.Equal(["b", null, "a"], tables.Select(static table => table?.Name));
    }

    private CatalogTable Replace(CatalogTable table, string manifestList, TableAspects aspects)
    {
        Commit(new CatalogChange.ReplaceTableState(table, WithSnapshot(table.Metadata, manifestList), aspects));
        return Catalog.FindTable(table.FullName)!; // Just changed.
    }

    /// <summary>What another process reads: nothing comes from a cache of the writer.</summary>
    private T Reopened<T>(Func<ICatalog, T> read)
    {
        using var other = Store.Open();
        return read(other);
    }
}
