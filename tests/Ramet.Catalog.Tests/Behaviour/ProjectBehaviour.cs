using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Projects;
using Ramet.Catalog.Tables;
using Ramet.Errors;

namespace Ramet.Catalog.Tests.Behaviour;

public abstract class ProjectBehaviour<TStore> : CatalogBehaviour<TStore>
    where TStore : ICatalogStore, new()
{
    [Fact]
    public void Project_is_read_back_as_it_was_defined()
    {
        Commit(new CatalogChange.CreatePrincipal(Alice));
        var definition = new ProjectDefinition
        {
            Name = "Analytics",
            Owner = Alice,
            Region = "cn-shanghai",
            StorageClass = StorageClass.MultiAz,
            TimeZone = "Asia/Shanghai",
            Comment = "numbers",
            Properties = new Dictionary<string, string> { ["odps.sql.type.system.odps2"] = "true" },
        };
        Commit(new CatalogChange.CreateProject(definition));

        var project = Catalog.FindProject("ANALYTICS");

        Assert.NotNull(project);
        Assert.Equal(definition with { Properties = project.Definition.Properties }, project.Definition);
        Assert.Equal(definition.Properties, project.Definition.Properties);
        Assert.Equal(Store.Clock.Now, project.CreatedAt);
    }

    [Fact]
    public void Defaults_are_local_single_az_and_UTC()
    {
        var definition = CreateProject("p").Definition;

        Assert.Equal(("local", StorageClass.SingleAz, "UTC"), (definition.Region, definition.StorageClass, definition.TimeZone));
        Assert.Null(definition.Comment);
        Assert.Empty(definition.Properties);
    }

    [Fact]
    public void Projects_are_listed_in_the_order_of_their_names()
    {
        foreach (var name in new[] { "b", "C", "A" })
            CreateProject(name);

        Assert.Equal(["A", "b", "C"], Catalog.ListProjects().Select(static project => project.Name));
    }

    [Fact]
    public void Taken_name_is_refused_in_whatever_case()
    {
        CreateProject("p");

        AssertError(
            Refused(new CatalogChange.CreateProject(new ProjectDefinition { Name = "P", Owner = Alice })),
            ErrorCode.DdlTaskFailed, ErrorKind.User, "project 'P' already exists");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a.b")]
    [InlineData("a-b")]
    [InlineData("ä")]
    public void Name_must_follow_the_rule(string name) => AssertError(
        Refused(new CatalogChange.CreateProject(new ProjectDefinition { Name = name, Owner = Principal.Administrator })),
        ErrorCode.SemanticError, ErrorKind.User, $"'{name}' is not a valid project name");

    [Fact]
    public void Owner_must_exist() => AssertError(
        Refused(new CatalogChange.CreateProject(new ProjectDefinition { Name = "p", Owner = Bob })),
        ErrorCode.DdlTaskFailed, ErrorKind.NotFound, "ALIYUN$bob@example.com does not exist");

    [Fact]
    public void Owner_must_be_an_account()
    {
        var etl = Principal.Parse("RAM$alice@example.com:etl");
        Commit(new CatalogChange.CreatePrincipal(Alice), new CatalogChange.CreatePrincipal(etl));

        AssertError(
            Refused(new CatalogChange.CreateProject(new ProjectDefinition { Name = "p", Owner = etl })),
            ErrorCode.DdlTaskFailed, ErrorKind.User, "project 'p' cannot be owned by the RAM user RAM$alice@example.com:etl");
    }

    [Fact]
    public void Dropped_project_is_gone_and_its_name_is_free_for_another_one()
    {
        var dropped = CreateProject("p");
        Commit(new CatalogChange.DropProject(dropped));

        Assert.Null(Catalog.FindProject("p"));
        Assert.Empty(Catalog.ListProjects());
        Assert.NotEqual(dropped.Id, CreateProject("p").Id);
    }

    [Fact]
    public void Project_that_holds_tables_is_not_dropped()
    {
        var project = CreateProject("p");
        foreach (var name in new[] { "d", "c", "b", "a" })
            CreateTable(project, name);

        AssertError(
            Refused(new CatalogChange.DropProject(project)),
            ErrorCode.DdlTaskFailed, ErrorKind.User, "project 'p' still holds tables: a, b, c, ...");
    }

    [Fact]
    public void Dropped_tables_do_not_keep_their_project()
    {
        var project = CreateProject("p");
        var table = CreateTable(project, "t");

        Commit(new CatalogChange.DropTable(table), new CatalogChange.DropProject(project));

        Assert.Null(Catalog.FindProject("p"));
        Assert.Null(Catalog.FindTable(new TableName("p", "t")));
    }

    [Fact]
    public void Project_cannot_be_dropped_twice()
    {
        var project = CreateProject("p");
        Commit(new CatalogChange.DropProject(project));

        AssertError(Refused(new CatalogChange.DropProject(project)), ErrorCode.ProjectNotFound, ErrorKind.NotFound, "'p'");
    }
}
