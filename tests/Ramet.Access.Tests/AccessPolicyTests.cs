using Ramet.Errors;

namespace Ramet.Access.Tests;

/// <summary>
/// Everybody asks for every action: who is not listed is denied. In project p, member has nothing but his membership, creator made table
/// t, super and admin have the built-in roles, reader was granted Select and Describe on t, worker the same by a role, runner
/// CreateInstance and List on the project; stranger is no user.
/// </summary>
public sealed class AccessPolicyTests
{
    private static readonly ProjectSecurity Security = World.WithUsers("member", "creator", "super", "admin", "reader", "worker", "runner")
        .Apply(
            new SecurityChange.GrantRole("super_administrator", World.Who("super")),
            new SecurityChange.GrantRole("admin", World.Who("admin")),
            new SecurityChange.CreateRole("analyst", RoleType.Resource),
            new SecurityChange.GrantRole("analyst", World.Who("worker")))
        .Grant("reader", "Select Describe", World.TableT)
        .Grant("role analyst", "Select Describe", World.TableT)
        .Grant("runner", "CreateInstance List", ObjectKey.Project);

    private static readonly string[] Everybody =
        ["administrator", "owner", "owner:sub", "super", "admin", "creator", "reader", "worker", "runner", "member", "stranger"];

    public static TheoryData<string, string, string> Allowed => new()
    {
        { "warehouse", "CreateAccount SetProjectStatus CollectGarbage", "administrator" },
        { "account owner", "CreateRamUser CreateProject ManageAccessKeys", "administrator owner" },
        { "project p", "Use", "administrator owner super admin creator reader worker runner member" },
        { "project p", "CreateInstance List", "administrator owner super admin runner" },
        { "project p", "Read Write CreateTable CreateFunction CreateResource CreateModel", "administrator owner super admin" },
        { "project p", "Drop", "administrator owner" },
        { "table t", "Describe Select Download", "administrator owner super admin creator reader worker" },
        { "table t", "Alter Update Drop ShowHistory", "administrator owner super admin creator" },
        { "table t", "GrantPrivilege ShowAcl", "administrator owner super admin creator" },
        { "table t", "GrantDownload", "administrator owner super" },
        { "missing table", "Describe Select", "administrator owner super admin" },
        { "function f", "Delete Execute", "administrator owner super admin" },

        // The management actions, as in the table of the service's page on planning roles.
        { "project p", "SetSecurityConfiguration AddTrustedProject RemoveTrustedProject", "administrator owner super" },
        { "project p", "GetSecurityConfiguration ListTrustedProjects", "administrator owner super admin" },
        { "project p", "AddUser RemoveUser ListUsers ListUserRoles", "administrator owner super admin" },
        { "project p", "CreateRole DescribeRole AlterRole DropRole ListRoles GrantRole RevokeRole ListRolePrincipals", "administrator owner super admin" },
        { "role analyst", "GrantRole RevokeRole", "administrator owner super admin" },
        { "role admin", "GrantRole RevokeRole", "administrator owner super" },
        { "role super_administrator", "GrantRole RevokeRole", "administrator owner super" },
        {
            "project p",
            "CreatePackage ShowPackages DropPackage AllowInstallPackage DisallowInstallPackage AddPackageResource RemovePackageResource",
            "administrator owner super"
        },
        { "project p", "DescribePackage InstallPackage UninstallPackage", "administrator owner super admin" },
        { "project p", "GrantLabel RevokeLabel ShowLabelGrants SetDataLabel ClearExpiredGrants", "administrator owner super admin" },
        { "project p", "ShowAudit", "administrator owner super" },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void Only_those_listed_may(string name, string actions, string allowed)
    {
        foreach (var action in actions.Split(' ').Select(Enum.Parse<AccessAction>))
        {
            var granted = Everybody.Where(who => World.Decide(who, action, ObjectNamed(name)).IsAllowed);
            Assert.Equal(allowed.Split(' '), granted);
        }
    }

    [Fact]
    public void Every_action_is_in_the_table()
    {
        var listed = Allowed.SelectMany(static row => ((string)row[1]).Split(' ')).Select(Enum.Parse<AccessAction>).Distinct();

        Assert.Equal(Enum.GetValues<AccessAction>(), listed.Order());
    }

    [Theory]
    [InlineData("stranger", "List", "project p",
        "ODPS-0420095 Authorization Failed [4002], You don't exist in project p.")]
    [InlineData("stranger", "Select", "table t",
        "ODPS-0420095 Authorization Failed [4002], You don't exist in project p.")]
    [InlineData("owner:sub", "Select", "table t",
        "ODPS-0420095 Authorization Failed [4002], You don't exist in project p.")]
    [InlineData("member", "CreateTable", "project p",
        "ODPS-0420095 Authorization Failed [4019], You have NO privilege 'odps:CreateTable' on {acs:odps:*:projects/p}.")]
    [InlineData("member", "Select", "table t",
        "ODPS-0130013 Authorization Failed [4009,4019], You have NO privilege 'odps:Select' on {acs:odps:*:projects/p/tables/t}. "
        + "Deny as default for Resource.\t--->Tips: Principal:ALIYUN$member@example.com;")]
    [InlineData("admin", "AddTrustedProject", "project p",
        "ODPS-0420095 Authorization Failed [4019], You have NO privilege 'odps:AddTrustedProject' on {acs:odps:*:projects/p}.")]
    [InlineData("owner", "CreateAccount", "warehouse",
        "ODPS-0420095 Authorization Failed [4019], You have NO privilege 'odps:CreateAccount' on {acs:odps:*:accounts/*}.")]
    public void Denial_is_worded_as_by_the_service(string who, string action, string name, string error)
    {
        var decision = World.Decide(who, Enum.Parse<AccessAction>(action), ObjectNamed(name));

        var denied = Assert.IsType<AccessDenied>(decision);
        Assert.Equal(error, $"{denied.Code} {denied.Detail}");
        Assert.Equal(ErrorKind.Denied, Assert.Throws<RametException>(decision.ThrowIfDenied).Kind);
    }

    [Theory]
    [InlineData("member", "Select", "table t", "GRANT Select ON TABLE t TO USER ALIYUN$member@example.com;")]
    [InlineData("member", "CreateTable", "project p", "GRANT CreateTable ON PROJECT p TO USER ALIYUN$member@example.com;")]
    public void Denial_names_the_statement_that_helps(string who, string action, string name, string statement)
    {
        var denied = Assert.IsType<AccessDenied>(World.Decide(who, Enum.Parse<AccessAction>(action), ObjectNamed(name)));

        Assert.EndsWith(statement, denied.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void What_may_not_be_seen_is_like_what_does_not_exist()
    {
        var hidden = Security.Table() with { Name = "x" };
        var missing = hidden with { Key = null, Owner = null };

        foreach (var action in ObjectActions.Of(ObjectType.Table).Actions)
        {
            Assert.Equal(World.Decide("member", action, missing), World.Decide("member", action, hidden));
            Assert.Equal(World.Decide("stranger", action, missing), World.Decide("stranger", action, hidden));
        }
    }

    private static AccessObject ObjectNamed(string name) => name switch
    {
        "warehouse" => new WarehouseObject(),
        "account owner" => new AccountObject(World.Who("owner")),
        "project p" => Security.Object(),
        "table t" => Security.Table("creator"),
        "missing table" => new SecuredObject(Security.Object(), ObjectType.Table, "missing"),
        "function f" => new SecuredObject(Security.Object(), ObjectType.Function, "f"),
        _ => new RoleObject(Security.Object(), name["role ".Length..]),
    };
}
