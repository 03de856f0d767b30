using Ramet.Access;
using Ramet.Catalog.Accounts;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Projects;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Tables.Metadata;
using Ramet.Tables.Schemas;

namespace Ramet.Catalog.Tests.Behaviour;

public abstract class SecurityBehaviour<TStore> : CatalogBehaviour<TStore>
    where TStore : ICatalogStore, new()
{
    private static readonly ActionSet Select = ActionSet.Of(AccessAction.Select);

    [Fact]
    public void New_project_has_its_owner_only()
    {
        var security = Catalog.FindSecurity(CreateProject("p"));

        Assert.Equal((0, "p", Alice), (security.Version, security.Project.Name, security.Project.Owner));
        Assert.Empty(security.Members);
        Assert.Equal(new SecurityConfiguration(), security.Configuration);
    }

    [Fact]
    public void Every_sort_of_entry_is_read_back_by_another_process()
    {
        var project = CreateProject("p");
        var trusted = CreateProject("q").Reference;
        var table = CreateTable(project, "t").SecurityKey;
        Commit(new CatalogChange.CreatePrincipal(Bob));
        var end = Store.Clock.Now.AddDays(10);
        var policy = PolicyDocument.Parse(
            """{"Version":"1","Statement":{"Effect":"Deny","Action":["odps:Drop"],"Resource":"acs:odps:*:projects/p/tables/*","Condition":{"IpAddress":{"acs:SourceIp":"10.0.0.0/8"}}}}""",
            allowsPrincipals: false);
        Change(
            project,
            new SecurityChange.AddMember(Bob, Alice, "a colleague"),
            new SecurityChange.CreateRole("Worker", RoleType.Resource),
            new SecurityChange.CreateRole("keeper", RoleType.Admin),
            new SecurityChange.GrantRole("worker", Bob),
            new SecurityChange.GrantRole("ADMIN", Bob),
            new SecurityChange.Grant(Subject.Of(Bob), table, Select, ["id"], end),
            new SecurityChange.Grant(Subject.Of("worker"), ObjectKey.Project, ActionSet.Of(AccessAction.List, AccessAction.CreateTable), []),
            new SecurityChange.PutPolicy("worker", policy),
            new SecurityChange.SetSwitch(SecuritySwitch.LabelSecurity, true),
            new SecurityChange.SetIpWhiteList(IpWhiteList.Parse("10.0.0.1, 10.1.0.0/16")),
            new SecurityChange.SetProtection(true, policy),
            new SecurityChange.AddTrustedProject(trusted),
            new SecurityChange.CreatePackage("shared", Alice),
            new SecurityChange.AddPackageItem("shared", table, Select),
            new SecurityChange.AllowInstall("shared", trusted, Select, Label: 3, end),
            new SecurityChange.AllowInstall("shared", null),
            new SecurityChange.InstallPackage(trusted, "theirs"),
            new SecurityChange.SetClearance(Bob, 2),
            new SecurityChange.SetLabel(table, [], 3),
            new SecurityChange.SetLabel(table, ["ID"], 4),
            new SecurityChange.GrantLabel(Subject.Of("worker"), table, ["id"], 4, end));

        var written = Security("p");
        using var other = Store.Open();
        var read = other.FindSecurity(other.FindProject("p")!); // just created

        Assert.Equal(Text(written), Text(read));
        Assert.Equal(written.Version, read.Version);
        Assert.Equal("a colleague", read.Members[Bob].Comment);
        Assert.Equal(["Admin", "Worker"], read.RolesOf(Bob));
        Assert.Equal(new GrantTerm(Select, "id", end), Assert.Single(read.GrantsOn(table)[Subject.Of(Bob)].Terms));
        Assert.Equal(policy.ToJson(), read.Policies["WORKER"].Policy.ToJson());
        Assert.Equal((true, true, "10.0.0.1,10.1.0.0/16"), (read.Configuration.LabelSecurity, read.Configuration.ProjectProtection, read.Configuration.IpWhiteList.Text));
        Assert.Equal(trusted, read.TrustedProjects["Q"].Project);
        Assert.Equal(2, read.Packages["shared"].Installers.Count);
        Assert.Equal(4, read.Labels[table].Of("Id"));
        Assert.Equal(3, read.Labels[table].Of("other"));
    }

    [Fact]
    public void Change_by_another_process_is_seen()
    {
        var project = CreateProject("p");
        Commit(new CatalogChange.CreatePrincipal(Bob));
        using var other = Store.Open();
        _ = other.FindSecurity(project);

        Change(project, new SecurityChange.AddMember(Bob, Alice));

        Assert.True(other.FindSecurity(other.FindProject("p")!).HasUser(Bob)); // just created
    }

    [Fact]
    public void Refused_change_leaves_nothing_behind()
    {
        var project = CreateProject("p");
        Commit(new CatalogChange.CreatePrincipal(Bob));

        var error = Refused(new CatalogChange.ChangeSecurity(
            project, new SecurityChange.AddMember(Bob, Alice), new SecurityChange.DropRole("nobody")));

        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.False(Security("p").HasUser(Bob));
        Assert.Equal(0, Security("p").Version);
    }

    [Fact]
    public void Unknown_principal_cannot_be_added()
    {
        var error = Refused(new CatalogChange.ChangeSecurity(CreateProject("p"), new SecurityChange.AddMember(Bob, Alice)));

        AssertError(error, ErrorCode.InvalidParameter, ErrorKind.NotFound, $"Invalid account Name {Bob}");
    }

    [Fact]
    public void Commit_is_refused_when_permissions_changed_since_they_were_read()
    {
        var project = CreateProject("p");
        Commit(new CatalogChange.CreatePrincipal(Bob));
        var read = Catalog.FindSecurity(project);
        Change(project, new SecurityChange.AddMember(Bob, Alice));

        var error = Assert.Throws<RametException>(() => Catalog.Commit(
            new CatalogCommit
            {
                Requirements = [new CatalogRequirement.SecurityUnchanged(read)],
                Changes = [new CatalogChange.CreateTable(project, "t", Alice, NewState())],
            },
            CancellationToken.None));

        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.Null(Catalog.FindTable(new TableName("p", "t")));
    }

    [Fact]
    public void Grants_follow_a_renamed_table_and_go_with_a_dropped_one()
    {
        var project = CreateProject("p");
        Commit(new CatalogChange.CreatePrincipal(Bob));
        var table = CreateTable(project, "t");
        Change(project, new SecurityChange.AddMember(Bob, Alice), new SecurityChange.Grant(Subject.Of(Bob), table.SecurityKey, Select, []));

        Commit(new CatalogChange.RenameTable(table, "u"));
        var renamed = Catalog.FindTable(new TableName("p", "u"))!; // just renamed
        Assert.NotEmpty(Security("p").GrantsOn(renamed.SecurityKey));

        Commit(new CatalogChange.DropTable(renamed));
        Assert.Empty(Security("p").Acl);
        Assert.Empty(Security("p").GrantsOn(CreateTable(project, "u").SecurityKey));
    }

    [Fact]
    public void Grant_on_a_column_follows_its_new_name_and_goes_when_it_is_dropped()
    {
        var project = CreateProject("p");
        Commit(new CatalogChange.CreatePrincipal(Bob));
        var table = CreateTable(project, "t");
        Change(project, new SecurityChange.AddMember(Bob, Alice), new SecurityChange.Grant(Subject.Of(Bob), table.SecurityKey, Select, ["id"]));
        var field = table.Metadata.CurrentSchema.Fields[0];

        Commit(new CatalogChange.ReplaceTableState(table, WithField(table.Metadata, field with { Name = "number" }), TableAspects.Definition));
        Assert.Equal("number", Assert.Single(Security("p").GrantsOn(table.SecurityKey)[Subject.Of(Bob)].Terms).Column);

        var renamed = Catalog.FindTable(table.FullName)!; // it exists
        Commit(new CatalogChange.ReplaceTableState(renamed, WithField(renamed.Metadata, field with { Id = 9, Name = "number" }), TableAspects.Definition));
        Assert.Empty(Security("p").Acl);
    }

    [Fact]
    public void Project_of_the_same_name_begins_without_permissions()
    {
        var project = CreateProject("p");
        Commit(new CatalogChange.CreatePrincipal(Bob));
        Change(project, new SecurityChange.AddMember(Bob, Alice));

        Commit(new CatalogChange.DropProject(project));

        Assert.False(Catalog.FindSecurity(CreateProject("p")).HasUser(Bob));
    }

    [Fact]
    public void Access_key_is_found_by_its_id_until_it_is_dropped()
    {
        Commit(new CatalogChange.CreatePrincipal(Alice));
        Commit(new CatalogChange.CreateAccessKey(new AccessKey("key1", Alice, new byte[] { 1, 2, 3 }, default)));

        var key = Catalog.FindAccessKey("key1");
        Assert.Equal(("key1", Alice, Store.Clock.Now), (key?.Id, key?.Principal, key?.CreatedAt));
        Assert.Equal([1, 2, 3], key?.EncryptedSecret.ToArray());
        Assert.Single(Catalog.ListAccessKeys(Alice));
        Assert.Empty(Catalog.ListAccessKeys(Bob));

        Commit(new CatalogChange.DropAccessKey("key1"));
        Assert.Null(Catalog.FindAccessKey("key1"));
        Assert.Equal(ErrorKind.NotFound, Refused(new CatalogChange.DropAccessKey("key1")).Kind);
    }

    [Fact]
    public void Access_key_needs_a_principal() =>
        Assert.Equal(ErrorKind.NotFound, Refused(new CatalogChange.CreateAccessKey(new AccessKey("key1", Bob, new byte[1], default))).Kind);

    private static TableMetadata WithField(TableMetadata state, Field field)
    {
        var schema = new Schema(state.CurrentSchemaId + 1, [field]);
        return state with { Schemas = [.. state.Schemas, schema], CurrentSchemaId = schema.Id };
    }

    private void Change(Project project, params SecurityChange[] changes) => Commit(new CatalogChange.ChangeSecurity(project, changes));

    private ProjectSecurity Security(string project) => Catalog.FindSecurity(Catalog.FindProject(project)!); // it exists

    /// <summary>Everything that it holds, in a form that can be compared.</summary>
    private static string Text(ProjectSecurity security) => string.Join(
        '\n',
        security.Members.Values.Select(static entry => entry.ToString())
            .Concat(security.Roles.Values.Select(static entry => entry.ToString()))
            .Concat(security.RolesByUser.Select(static pair => $"{pair.Key}: {string.Join(',', pair.Value)}"))
            .Concat(security.Acl.Values.SelectMany(static acl => acl.Values).Select(static entry => $"{entry.Key} {string.Join(',', entry.Terms)}"))
            .Concat(security.Packages.Values.Select(static entry => $"{entry.Definition} {string.Join(',', entry.Items.Values)} {string.Join(',', entry.Installers.Values)}"))
            .Concat(security.InstalledPackages.Values.Select(static entry => entry.ToString()))
            .Concat(security.Labels.Values.Select(static entry => $"{entry.Key} {entry.Label} {string.Join(',', entry.Columns)}"))
            .Concat(security.Clearances.Values.Select(static entry => entry.ToString()))
            .Concat(security.LabelGrants.Values.SelectMany(static acl => acl.Values).Select(static entry => $"{entry.Key} {string.Join(',', entry.Terms)}"))
            .Append(security.ProtectionException.ToJson())
            .Append(security.Configuration.ToString())
            .Order(StringComparer.Ordinal));
}
