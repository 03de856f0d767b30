using Ramet.Errors;

namespace Ramet.Access.Tests;

/// <summary>What changes of a project's security do, and which make no sense.</summary>
public sealed class SecurityTransitionTests
{
    private static readonly ProjectSecurity Security = World.WithUsers("bob", "ann").Apply(
        new SecurityChange.CreateRole("worker", RoleType.Resource),
        new SecurityChange.CreateRole("keeper", RoleType.Admin),
        new SecurityChange.GrantRole("worker", World.Who("bob")),
        new SecurityChange.CreatePackage("shared", World.Who("owner")),
        new SecurityChange.AddPackageItem("shared", World.TableT, World.Actions("Select")));

    public static TheoryData<string, SecurityChange> Refused => new()
    {
        { "user ALIYUN$bob@example.com already exists in project p", new SecurityChange.AddMember(World.Who("bob"), World.Who("owner")) },
        { "ALIYUN$owner@example.com owns project p", new SecurityChange.AddMember(World.Who("owner"), World.Who("owner")) },
        { "RAM$other@example.com:sub does not belong to ALIYUN$owner@example.com", new SecurityChange.AddMember(World.Who("other:sub"), World.Who("owner")) },
        { "Invalid account Name ALIYUN$eve@example.com", new SecurityChange.RemoveMember(World.Who("eve")) },
        { "still has roles: worker", new SecurityChange.RemoveMember(World.Who("bob")) },
        { "role 'WORKER' already exists", new SecurityChange.CreateRole("WORKER", RoleType.Resource) },
        { "role 'admin' already exists", new SecurityChange.CreateRole("admin", RoleType.Resource) },
        { "'a-b' is not a valid role name", new SecurityChange.CreateRole("a-b", RoleType.Resource) },
        { "role 'worker' is still granted to ALIYUN$bob@example.com", new SecurityChange.DropRole("worker") },
        { "role 'nobody' does not exist", new SecurityChange.DropRole("nobody") },
        { "'Admin' is a built-in role", new SecurityChange.DropRole("Admin") },
        { "Invalid account Name ALIYUN$eve@example.com", new SecurityChange.GrantRole("worker", World.Who("eve")) },
        { "Invalid account Name ALIYUN$eve@example.com", new SecurityChange.Grant(World.SubjectOf("eve"), World.TableT, World.Actions("Select"), []) },
        { "role 'nobody' does not exist", new SecurityChange.Grant(World.SubjectOf("role nobody"), World.TableT, World.Actions("Select"), []) },
        { "role 'keeper' is of type admin", new SecurityChange.Grant(World.SubjectOf("role keeper"), World.TableT, World.Actions("Select"), []) },
        { "invalid privilege CreateTable on an object of type Table", new SecurityChange.Grant(World.SubjectOf("bob"), World.TableT, World.Actions("CreateTable"), []) },
        { "invalid privilege Select on an object of type Project", new SecurityChange.Grant(World.SubjectOf("bob"), ObjectKey.Project, World.Actions("Select"), []) },
        { "invalid privilege Update on columns", new SecurityChange.Grant(World.SubjectOf("bob"), World.TableT, World.Actions("Select Update"), ["a"]) },
        { "invalid Action value - odps:AddUser", new SecurityChange.PutPolicy("worker", Policy("odps:AddUser")) },
        { "label 10 is out of range", new SecurityChange.SetClearance(World.Who("bob"), 10) },
        { "package 'none' does not exist", new SecurityChange.AllowInstall("none", null) },
        { "package 'SHARED' already exists", new SecurityChange.CreatePackage("SHARED", World.Who("owner")) },
        { "already in package 'shared'", new SecurityChange.AddPackageItem("shared", World.TableT, World.Actions("Select")) },
        { "cannot be in a package", new SecurityChange.AddPackageItem("shared", ObjectKey.Project, World.Actions("List")) },
        { "cannot trust itself", new SecurityChange.AddTrustedProject(new ProjectReference(1, "p")) },
        { "trusted project 'q' does not exist", new SecurityChange.RemoveTrustedProject("q") },
        { "package 'q.none' does not exist", new SecurityChange.UninstallPackage("q", "none") },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Change_without_sense_is_refused(string words, SecurityChange change)
    {
        var error = Assert.Throws<RametException>(() => Security.Apply(change));

        Assert.Contains(words, error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Ram_users_come_in_only_while_their_provider_is_accepted()
    {
        var closed = Security.Apply(new SecurityChange.SetSwitch(SecuritySwitch.AcceptsRam, false));

        var error = Assert.Throws<RametException>(() => closed.Apply(new SecurityChange.AddMember(World.Who("owner:sub"), World.Who("owner"))));

        Assert.Equal("lack of account provider, principalName RAM$owner@example.com:sub", error.Detail);
    }

    [Fact]
    public void Grants_of_a_removed_user_live_again_when_he_is_added_unless_they_were_purged()
    {
        var granted = Security.Grant("ann", "Select", World.TableT);
        var removed = granted.Apply(new SecurityChange.RemoveMember(World.Who("ann")));
        var added = new SecurityChange.AddMember(World.Who("ann"), World.Who("owner"));

        Assert.False(World.Decide("ann", AccessAction.Select, removed.Table()).IsAllowed);
        Assert.True(World.Decide("ann", AccessAction.Select, removed.Apply(added).Table()).IsAllowed);
        var purged = removed.Apply(new SecurityChange.PurgePrivileges(World.SubjectOf("ann")), added);
        Assert.False(World.Decide("ann", AccessAction.Select, purged.Table()).IsAllowed);
    }

    [Fact]
    public void Role_that_is_created_again_has_the_grants_of_the_one_before()
    {
        var again = Security.Grant("role worker", "Select", World.TableT).Apply(
            new SecurityChange.RevokeRole("worker", World.Who("bob")),
            new SecurityChange.DropRole("worker"),
            new SecurityChange.CreateRole("worker", RoleType.Resource),
            new SecurityChange.GrantRole("worker", World.Who("ann")));

        Assert.True(World.Decide("ann", AccessAction.Select, again.Table()).IsAllowed);
        Assert.False(World.Decide("bob", AccessAction.Select, again.Table()).IsAllowed);
    }

    [Fact]
    public void Columns_are_asked_for_one_by_one()
    {
        var granted = Security.Grant("ann", "Select", World.TableT, "a", "b");

        Assert.True(World.Decide("ann", AccessAction.Select, granted.Table(), "A", "b").IsAllowed);
        var denied = Assert.IsType<AccessDenied>(World.Decide("ann", AccessAction.Select, granted.Table(), "a", "c", "d"));
        Assert.Equal<string>(["c", "d"], denied.Columns);
        Assert.EndsWith("ACL check failed. You have no permissions to access column: c, d", denied.Detail, StringComparison.Ordinal);
        Assert.EndsWith("GRANT Select ON TABLE t (c, d) TO USER ALIYUN$ann@example.com;", denied.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Revoke_of_the_table_takes_its_columns_too()
    {
        var granted = Security.Grant("ann", "Select Describe", World.TableT, "a", "b");

        var revoked = granted.Apply(new SecurityChange.Revoke(World.SubjectOf("ann"), World.TableT, World.Actions("Select"), []));

        Assert.False(World.Decide("ann", AccessAction.Select, revoked.Table(), "a").IsAllowed);
        Assert.True(World.Decide("ann", AccessAction.Describe, revoked.Table(), "a").IsAllowed);
    }

    [Fact]
    public void Revoke_of_what_was_not_granted_changes_nothing() => Assert.Empty(SecurityTransition.Apply(
        Security, new SecurityChange.Revoke(World.SubjectOf("eve"), World.TableT, World.Actions("Select"), []), World.Now).Edits);

    [Fact]
    public void Later_grant_has_its_own_end()
    {
        var ended = new SecurityChange.Grant(World.SubjectOf("ann"), World.TableT, World.Actions("Select Describe"), [], World.Now);
        var kept = new SecurityChange.Grant(World.SubjectOf("ann"), World.TableT, World.Actions("Select"), []);

        var granted = Security.Apply(ended, kept);

        Assert.True(World.Decide("ann", AccessAction.Select, granted.Table()).IsAllowed);
        Assert.False(World.Decide("ann", AccessAction.Describe, granted.Table()).IsAllowed);
        var cleared = granted.Apply(new SecurityChange.ClearExpiredGrants());
        Assert.Equal(new GrantTerm(World.Actions("Select")), Assert.Single(cleared.GrantsOn(World.TableT)[World.SubjectOf("ann")].Terms));
    }

    [Fact]
    public void Forgotten_object_leaves_nothing()
    {
        var labelled = Security.Grant("ann", "Select", World.TableT).Apply(
            new SecurityChange.SetLabel(World.TableT, ["a"], 2),
            new SecurityChange.GrantLabel(World.SubjectOf("ann"), World.TableT, [], 2, World.Now.AddDays(1)));

        var forgotten = labelled.Apply(new SecurityChange.ForgetObject(World.TableT));

        Assert.Empty(forgotten.EntriesAbout(World.TableT));
        Assert.Empty(forgotten.Acl);
        Assert.Empty(forgotten.Packages["shared"].Items);
    }

    [Fact]
    public void Name_of_a_dropped_column_is_free_of_its_grants()
    {
        var granted = Security.Grant("ann", "Select", World.TableT, "a", "b").Apply(new SecurityChange.SetLabel(World.TableT, ["a"], 3));
        var moves = System.Collections.Immutable.ImmutableDictionary<string, string?>.Empty.Add("A", null).Add("b", "a");

        var moved = granted.Apply(new SecurityChange.MoveColumns(World.TableT, moves));

        Assert.Equal("a", Assert.Single(moved.GrantsOn(World.TableT)[World.SubjectOf("ann")].Terms).Column);
        Assert.Empty(moved.Labels);
    }

    [Fact]
    public void Clone_between_accounts_is_for_accounts()
    {
        var (source, destination) = (Security.Object(), World.Empty("q", "other", id: 2).Object());

        Assert.True(AccessPolicy.DecideClone(World.Who("other"), source, destination).IsAllowed);
        Assert.False(AccessPolicy.DecideClone(World.Who("other:sub"), source, destination).IsAllowed);
        Assert.True(AccessPolicy.DecideClone(World.Who("other:sub"), destination, destination).IsAllowed);
    }

    [Theory]
    [InlineData("""{"Version":"2","Statement":[]}""", "invalid Version value")]
    [InlineData("""{"Version":"1"}""", "Statement is missing")]
    [InlineData("""{"Version":"1","Statement":{"Effect":"Maybe","Action":"odps:Select","Resource":"*"}}""", "invalid Effect value - Maybe")]
    [InlineData("""{"Version":"1","Statement":{"Effect":"Deny","Action":"odps:Fly","Resource":"*"}}""", "invalid Action value - odps:Fly")]
    [InlineData("""{"Version":"1","Statement":{"Effect":"Deny","Action":"odps:Select","Resource":"tables/t"}}""", "invalid Resource value - tables/t")]
    [InlineData("""{"Version":"1","Statement":{"Effect":"Deny","Action":"odps:Select","Resource":"*","Principal":"*"}}""", "Principal is not allowed")]
    [InlineData("""{"Version":"1","Statement":{"Effect":"Deny","Action":"odps:Select","Resource":"*","Condition":{"IpAddress":{"acs:SourceIp":"1.2"}}}}""", "'1.2' is not a value of acs:SourceIp")]
    [InlineData("""[[[[[[[[[[1]]]]]]]]]]""", "not a JSON document")]
    [InlineData("nothing", "not a JSON document")]
    public void Document_that_is_no_policy_is_refused(string json, string words)
    {
        var error = Assert.Throws<RametException>(() => PolicyDocument.Parse(json, allowsPrincipals: false));

        Assert.StartsWith($"failed to check policy format: {words}", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Document_of_a_megabyte_is_refused()
    {
        var error = Assert.Throws<RametException>(() => PolicyDocument.Parse(new string(' ', 1_000_000), allowsPrincipals: false));

        Assert.Contains("at most 65536 characters are allowed, found 1000000", error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acs:SourceIp in ('192.168.0.0/16','172.12.0.0/16') and 'odps:InstanceId'='aaaaaa'", "acs:SourceIp in ('192.168.0.0/16', '172.12.0.0/16') and odps:InstanceId = 'aaaaaa'")]
    [InlineData("acs:CurrentTime<='2024-01-31T00:00:00Z'", "acs:CurrentTime <= '2024-01-31T00:00:00Z'")]
    public void Condition_of_a_grant_is_read(string text, string canonical) => Assert.Equal(canonical, PolicyCondition.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("acs:SourceIp")]
    [InlineData("acs:SourceIp = 'x'")]
    [InlineData("acs:SourceIp < '1.2.3.4'")]
    [InlineData("acs:SourceIp = '1.2.3.4' or 1")]
    [InlineData("acs:Colour = 'red'")]
    [InlineData("odps:InstanceId = 'open")]
    public void Text_that_is_no_condition_is_refused(string text) =>
        Assert.Equal(ErrorKind.User, Assert.Throws<RametException>(() => PolicyCondition.Parse(text)).Kind);

    [Theory]
    [InlineData("tb_*", "tb_1", true)]
    [InlineData("*", "", true)]
    [InlineData("a*b*c", "AxxBxxC", true)]
    [InlineData("a*b*c", "axxcxxb", false)]
    [InlineData("t", "t1", false)]
    [InlineData("**", "x", true)]
    public void Star_stands_for_any_characters(string pattern, string name, bool matches) =>
        Assert.Equal(matches, new ResourcePattern(pattern).Matches(name));

    [Theory]
    [InlineData("tables/t/a", "tables/t/", true)]
    [InlineData("tables/*/a", "tables/t/", true)]
    [InlineData("*", "tables/t/", true)]
    [InlineData("tables/t", "tables/t/", false)]
    [InlineData("tables/u/a", "tables/t/", false)]
    [InlineData("acs:*:tables/u/a", "acs:x:tables/t/", false)]
    public void Pattern_may_mean_a_column(string pattern, string prefix, bool matches) =>
        Assert.Equal(matches, new ResourcePattern(pattern).MatchesBelow(prefix));

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1", true)]
    [InlineData("10.0.0.1", "::ffff:10.0.0.1", true)]
    [InlineData("10.1.0.0/16", "10.1.200.3", true)]
    [InlineData("10.1.0.0/16", "10.2.0.0", false)]
    [InlineData("10.0.0.1-10.0.0.9, 10.9.9.9", "10.0.0.5", true)]
    [InlineData("10.0.0.1-10.0.0.9", "10.0.0.10", false)]
    [InlineData("fd00::/8", "fd12::1", true)]
    [InlineData("0.0.0.0/0", "255.1.2.3", true)]
    [InlineData(" ", "1.2.3.4", true)]
    public void White_list_knows_its_addresses(string list, string address, bool allows) =>
        Assert.Equal(allows, IpWhiteList.Parse(list).Allows(System.Net.IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.0.0")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.9-10.0.0.1")]
    [InlineData("host")]
    public void White_list_of_something_else_is_refused(string list) =>
        Assert.Equal(ErrorKind.User, Assert.Throws<RametException>(() => IpWhiteList.Parse(list)).Kind);

    private static PolicyDocument Policy(string action) => PolicyDocument.Parse(
        """{"Version":"1","Statement":{"Effect":"Allow","Action":"x","Resource":"*"}}""".Replace("\"x\"", $"\"{action}\"", StringComparison.Ordinal),
        allowsPrincipals: false);
}
