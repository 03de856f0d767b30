using Ramet.Errors;

namespace Ramet.Access.Tests;

public sealed class PrincipalTests
{
    [Theory]
    [InlineData("ALIYUN$alice@example.com", "ALIYUN$alice@example.com")]
    [InlineData("aliyun$Alice@Example.com", "ALIYUN$Alice@Example.com")]
    [InlineData("Aliyun$5527000000005788", "ALIYUN$5527000000005788")]
    [InlineData("ram$alice@example.com:ram_user_1", "RAM$alice@example.com:ram_user_1")]
    [InlineData("RAM$5527:2763", "RAM$5527:2763")]
    [InlineData("ram$alice@example.com:Role/Worker", "RAM$alice@example.com:role/Worker")]
    public void Written_form_becomes_canonical(string text, string canonical) =>
        Assert.Equal(canonical, Principal.Parse(text).ToString());

    [Fact]
    public void Account_has_no_user_name()
    {
        var alice = Principal.Parse("ALIYUN$alice@example.com");

        Assert.Equal((PrincipalKind.Account, "alice@example.com", null), (alice.Kind, alice.AccountName, alice.UserName));
        Assert.Equal(alice, alice.Account);
    }

    [Fact]
    public void Ram_user_belongs_to_its_account()
    {
        var etl = Principal.Parse("RAM$alice@example.com:etl");

        Assert.Equal((PrincipalKind.RamUser, "alice@example.com", "etl"), (etl.Kind, etl.AccountName, etl.UserName));
        Assert.Equal(Principal.Parse("ALIYUN$alice@example.com"), etl.Account);
        Assert.NotEqual(etl, etl.Account);
    }

    [Fact]
    public void Ram_role_is_not_the_ram_user_of_its_name()
    {
        var role = Principal.Parse("RAM$alice@example.com:role/etl");

        Assert.Equal((PrincipalKind.RamRole, "alice@example.com", "etl"), (role.Kind, role.AccountName, role.UserName));
        Assert.NotEqual(Principal.Parse("RAM$alice@example.com:etl"), role);
    }

    [Theory]
    [InlineData("RAM$etl", "RAM$bob@example.com:etl")]
    [InlineData("ram$alice@example.com:etl", "RAM$alice@example.com:etl")]
    [InlineData("ALIYUN$alice", "ALIYUN$alice")]
    public void Short_form_means_a_ram_user_of_the_callers_account(string text, string meant)
    {
        Assert.Equal(meant, Principal.Parse(text, Principal.Parse("ALIYUN$bob@example.com")).ToString());
        Assert.Equal(meant, Principal.Parse(text, Principal.Parse("RAM$bob@example.com:sub")).ToString());
    }

    [Fact]
    public void Names_compare_without_regard_to_case()
    {
        var (written, shouted) = (Principal.Parse("RAM$alice@example.com:etl"), Principal.Parse("ram$ALICE@example.com:ETL"));

        Assert.Equal(written, shouted);
        Assert.Equal(written.GetHashCode(), shouted.GetHashCode());
    }

    [Theory]
    [InlineData("")]
    [InlineData("alice@example.com")]
    [InlineData("ALIYUN$")]
    [InlineData("ALIYUN$alice@")]
    [InlineData("ALIYUN$@example.com")]
    [InlineData("ALIYUN$a@b@c")]
    [InlineData("ALIYUN$alice:etl")]
    [InlineData("ALIYUN$alice example")]
    [InlineData("ALIYUN$älice@example.com")]
    [InlineData("RAM$etl")]
    [InlineData("RAM$:etl")]
    [InlineData("RAM$alice@example.com:")]
    [InlineData("RAM$alice@example.com:role/")]
    [InlineData("RAM$alice@example.com:group/worker")]
    public void Other_text_is_an_invalid_account_name(string text)
    {
        var error = Assert.Throws<RametException>(() => Principal.Parse(text));

        Assert.Equal(ErrorKind.User, error.Kind);
        Assert.EndsWith($"Invalid account Name {text}", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Hint);
    }

    [Fact]
    public void Administrator_is_recognised_however_it_is_written() =>
        Assert.True(Principal.Parse("aliyun$Administrator@ramet.local").IsAdministrator);

    [Fact]
    public void Ram_user_of_the_administrator_is_not_the_administrator() =>
        Assert.False(Principal.Parse("RAM$administrator@ramet.local:etl").IsAdministrator);
}
