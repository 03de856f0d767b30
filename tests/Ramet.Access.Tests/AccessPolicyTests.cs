using Ramet.Errors;

namespace Ramet.Access.Tests;

/// <summary>
/// A small world: project p belongs to the account owner; member and creator were added to it, creator and stranger once created a
/// table there each. Every action of every object is asked for by everybody; who is not listed is denied.
/// </summary>
public sealed class AccessPolicyTests
{
    private static readonly ProjectObject ProjectP =
        new("p", World("owner")) { Users = new HashSet<Principal> { World("member"), World("creator") } };

    private static readonly TableObject TableOfCreator = new(ProjectP, "t", World("creator"));

    private static readonly TableObject TableOfStranger = new(ProjectP, "s", World("stranger"));

    private static readonly string[] Everybody = ["administrator", "owner", "owner:sub", "member", "creator", "stranger"];

    public static TheoryData<string, string, string> Allowed => new()
    {
        { "warehouse", "CreateAccount", "administrator" },
        { "account owner", "CreateRamUser CreateProject", "administrator owner" },
        { "project p", "Read Write List CreateTable CreateInstance Drop", "administrator owner" },
        { "table t of creator", "Describe Select Alter Update Drop Download", "administrator owner creator" },
        { "table s of stranger", "Describe Select Alter Update Drop Download", "administrator owner" },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void Only_those_listed_may(string name, string actions, string allowed)
    {
        foreach (var action in actions.Split(' ').Select(Enum.Parse<AccessAction>))
        {
            var granted = Everybody.Where(who => AccessPolicy.Decide(new AccessRequest(World(who), action, ObjectNamed(name))).IsAllowed);
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
    [InlineData("stranger", "Select", "table s of stranger",
        "ODPS-0420095 Authorization Failed [4002], You don't exist in project p.")]
    [InlineData("owner:sub", "Select", "table t of creator",
        "ODPS-0420095 Authorization Failed [4002], You don't exist in project p.")]
    [InlineData("member", "CreateTable", "project p",
        "ODPS-0420095 Authorization Failed [4019], You have NO privilege 'odps:CreateTable' on {acs:odps:*:projects/p}.")]
    [InlineData("member", "Select", "table t of creator",
        "ODPS-0130013 Authorization Failed [4009,4019], "
        + "You have NO privilege 'odps:Select' on {acs:odps:*:projects/p/tables/t}. Deny as default for Resource.")]
    [InlineData("owner", "CreateAccount", "warehouse",
        "ODPS-0420095 Authorization Failed [4019], You have NO privilege 'odps:CreateAccount' on {acs:odps:*:accounts/*}.")]
    [InlineData("stranger", "CreateProject", "account owner",
        "ODPS-0420095 Authorization Failed [4019], You have NO privilege 'odps:CreateProject' on {acs:odps:*:accounts/owner}.")]
    public void Denial_carries_the_text_of_the_service(string who, string action, string name, string codeAndDetail)
    {
        var decision = AccessPolicy.Decide(new AccessRequest(World(who), Enum.Parse<AccessAction>(action), ObjectNamed(name)));

        var error = Assert.Throws<RametException>(decision.ThrowIfDenied);
        Assert.Equal((ErrorKind.Denied, codeAndDetail), (error.Kind, $"{error.Code} {error.Detail}"));
        Assert.NotNull(error.Hint);
    }

    [Theory]
    [InlineData("administrator", "warehouse administrator")]
    [InlineData("owner", "project owner")]
    [InlineData("creator", "table owner")]
    [InlineData("member", "no privilege")]
    [InlineData("stranger", "not a user of the project")]
    public void Reason_names_the_rule_that_decided(string who, string reason) =>
        Assert.Equal(reason, AccessPolicy.Decide(new AccessRequest(World(who), AccessAction.Select, TableOfCreator)).Reason);

    private static Principal World(string who) => who switch
    {
        "administrator" => Principal.Administrator,
        _ when who.Contains(':', StringComparison.Ordinal) => Principal.Parse("RAM$" + who),
        _ => Principal.Parse("ALIYUN$" + who),
    };

    private static AccessObject ObjectNamed(string name) => name switch
    {
        "warehouse" => new WarehouseObject(),
        "account owner" => new AccountObject(World("owner")),
        "project p" => ProjectP,
        "table t of creator" => TableOfCreator,
        "table s of stranger" => TableOfStranger,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such object."),
    };
}
