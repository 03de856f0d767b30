using Ramet.Access;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Metadata;
using Ramet.Warehouse.Sessions;
using Ramet.Warehouse.Tests.Support;
using Principal = Ramet.Access.Principal;

namespace Ramet.Warehouse.Tests.Metadata;

/// <summary>Projects, their users and roles, as programs see and change them by calls.</summary>
public sealed class ProjectReaderTests : IDisposable
{
    private const string Alice = "ALIYUN$alice@example.com";
    private const string Etl = "RAM$alice@example.com:etl";
    private const string Loader = "RAM$alice@example.com:role/loader";

    private readonly TestWarehouse test = new();
    private readonly Session alice;
    private readonly Session etl;

    public ProjectReaderTests()
    {
        test.Run($"CREATE ACCOUNT {Alice}; CREATE RAM USER {Etl}; CREATE RAM ROLE `{Loader}`; CREATE PROJECT q OWNER {Alice} COMMENT 'mine'; CREATE PROJECT r OWNER {Alice};");
        alice = test.Warehouse.OpenSession(Principal.Parse(Alice), "q");
        etl = test.Warehouse.OpenSession(Principal.Parse(Etl), "q");
        foreach (var statement in new[] { $"ADD USER {Etl}", $"ADD USER `{Loader}`", "CREATE ROLE worker", $"GRANT worker TO {Etl}", $"SET LABEL 3 TO USER {Etl}" })
            alice.Execute(statement).Dispose();
    }

    public void Dispose()
    {
        alice.Dispose();
        etl.Dispose();
        test.Dispose();
    }

    [Fact]
    public void User_sees_the_project_and_only_who_may_read_it_its_white_list()
    {
        var seen = new ProjectReader(etl).Get("Q");
        Assert.Equal(("q", Alice, "mine", true), (seen.Name, seen.Owner, seen.Comment, seen.IsEnabled));
        Assert.DoesNotContain(seen.Properties, property => property.Key == "odps.security.ip.whitelist");
        Assert.Contains(new ProjectReader(alice).Get("q").Properties, property => property.Key == "odps.security.ip.whitelist");

        var hidden = Assert.Throws<RametException>(() => new ProjectReader(etl).Get("r"));
        var missing = Assert.Throws<RametException>(() => new ProjectReader(etl).Get("x"));
        Assert.Equal(hidden.Message.Replace("project r", "project x", StringComparison.Ordinal), missing.Message);
    }

    [Fact]
    public void Pages_of_projects_hold_what_the_caller_may_use()
    {
        var first = new ProjectReader(alice).List(new ProjectListQuery { Limit = 1 });
        var second = new ProjectReader(alice).List(new ProjectListQuery { Limit = 1, Marker = first.Marker });

        Assert.Equal(("q", "q"), (Assert.Single(first.Items).Name, first.Marker));
        Assert.Equal(("r", null), (Assert.Single(second.Items).Name, second.Marker));
        Assert.Equal("q", Assert.Single(new ProjectReader(etl).List(new ProjectListQuery { Limit = 9 }).Items).Name);
        Assert.Equal(["q"], new ProjectReader(alice).List(new ProjectListQuery { Limit = 9, User = Principal.Parse(Etl) }).Items.Select(static project => project.Name));
    }

    [Fact]
    public void Properties_are_set_together_or_not_at_all()
    {
        var editor = new ProjectEditor(alice);
        var error = Assert.Throws<RametException>(() => editor.SetProperties(
            "q", new Dictionary<string, string> { ["odps.security.enabledownloadprivilege"] = "true", ["odps.sql.timezone"] = "Mars" }));
        Assert.Equal("'Mars' is not a time zone", error.Detail);
        Assert.Equal("false", Property("odps.security.enabledownloadprivilege"));

        editor.SetProperties("q", new Dictionary<string, string> { ["odps.security.enabledownloadprivilege"] = "true", ["odps.sql.timezone"] = "Asia/Shanghai" });
        Assert.Equal(("true", "Asia/Shanghai"), (Property("odps.security.enabledownloadprivilege"), Property("odps.sql.timezone")));
        Assert.Equal(ErrorKind.Denied, Assert.Throws<RametException>(() => new ProjectEditor(etl).SetProperties("q", new Dictionary<string, string> { ["a"] = "b" })).Kind);
    }

    [Fact]
    public void Security_is_shown_and_changed_by_who_may()
    {
        const string Exception = """{"Version":"1","Statement":[{"Effect":"Allow","Principal":"ALIYUN$alice@example.com","Action":["odps:Select"],"Resource":"acs:odps:*:projects/q/tables/*"}]}""";
        new ProjectEditor(alice).SetSecurityFlags(
            "q", new Dictionary<string, bool> { [SecurityFlags.LabelSecurity] = true, [SecurityFlags.ProjectProtection] = true }, Exception);

        var settings = new ProjectReader(alice).GetSecuritySettings("q");
        Assert.True(settings.Configuration is { LabelSecurity: true, ProjectProtection: true });
        Assert.Contains("odps:Select", settings.ProtectionException, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.Denied, Assert.Throws<RametException>(() => new ProjectReader(etl).GetSecuritySettings("q")).Kind);
        Assert.Equal(ErrorKind.Denied, Assert.Throws<RametException>(() => new ProjectEditor(etl).SetSecurityFlags("q", new Dictionary<string, bool> { [SecurityFlags.LabelSecurity] = false }, "")).Kind);
    }

    [Fact]
    public void Users_and_roles_are_found_by_id_and_name()
    {
        var members = new MemberReader(alice);

        Assert.Equal([Alice, Etl, Loader], members.ListUsers("q").Select(static user => user.Principal.ToString()));
        Assert.Equal("RAM$alice@example.com:role:loader", members.GetUser("q", Loader).Id);
        Assert.Equal(Loader, members.GetUser("q", "ram$alice@example.com:role:loader").Principal.ToString());
        Assert.Equal(3, members.GetUser("q", Etl).Clearance);
        Assert.Equal(["worker"], members.ListRolesOf("q", Etl).Select(static role => role.Name));
        Assert.Equal(["Super_Administrator", "Admin", "worker"], members.ListRoles("q").Select(static role => role.Name));
        Assert.Equal(RoleType.Admin, members.GetRole("q", "ADMIN").Type);
        Assert.Equal([Etl], members.ListUsersOf("q", "worker").Select(static user => user.Principal.ToString()));
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<RametException>(() => members.GetUser("q", "ALIYUN$nobody")).Kind);
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<RametException>(() => members.GetRole("q", "nosuch")).Kind);
    }

    [Fact]
    public void User_sees_himself_and_no_others()
    {
        var members = new MemberReader(etl);

        Assert.Equal(Etl, members.GetUser("q", Etl).Principal.ToString());
        Assert.Equal(["worker"], members.ListRolesOf("q", Etl).Select(static role => role.Name));
        Assert.Equal(ErrorKind.Denied, Assert.Throws<RametException>(() => members.GetUser("q", Alice)).Kind);
        Assert.Equal(ErrorKind.Denied, Assert.Throws<RametException>(() => members.ListUsers("q")).Kind);
        Assert.Equal(ErrorKind.Denied, Assert.Throws<RametException>(() => members.ListRoles("q")).Kind);
        Assert.Equal(ErrorKind.Denied, Assert.Throws<RametException>(() => members.GetRolePolicy("q", "worker")).Kind);
    }

    [Fact]
    public void Policy_of_a_role_is_put_and_got()
    {
        const string Policy = """{"Version":"1","Statement":[{"Effect":"Allow","Action":["odps:Select"],"Resource":"acs:odps:*:projects/q/tables/*"}]}""";
        new ProjectEditor(alice).PutRolePolicy("q", "worker", Policy);
        Assert.Contains("acs:odps:*:projects/q/tables/*", new MemberReader(alice).GetRolePolicy("q", "worker"), StringComparison.Ordinal);

        Assert.Equal(ErrorKind.User, Assert.Throws<RametException>(() => new ProjectEditor(alice).PutRolePolicy("q", "worker", "{")).Kind);
        Assert.Equal(ErrorKind.Denied, Assert.Throws<RametException>(() => new ProjectEditor(etl).PutRolePolicy("q", "worker", Policy)).Kind);
    }

    private string Property(string name) => new ProjectReader(alice).Get("q").Properties.Single(property => property.Key == name).Value;
}
