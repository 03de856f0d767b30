using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Errors;

namespace Ramet.Catalog.Tests.Behaviour;

public abstract class PrincipalBehaviour<TStore> : CatalogBehaviour<TStore>
    where TStore : ICatalogStore, new()
{
    [Fact]
    public void New_catalog_knows_only_the_administrator() =>
        Assert.Equal([Principal.Administrator], Catalog.ListPrincipals().Select(static known => known.Principal));

    [Fact]
    public void Principal_is_found_without_regard_to_case_and_shown_as_it_was_created()
    {
        Commit(new CatalogChange.CreatePrincipal(Principal.Parse("ALIYUN$Alice@example.com")));

        var found = Catalog.FindPrincipal(Principal.Parse("aliyun$ALICE@EXAMPLE.COM"));

        Assert.Equal(("ALIYUN$Alice@example.com", Store.Clock.Now), (found?.Principal.ToString(), found?.CreatedAt));
    }

    [Fact]
    public void Principals_are_listed_in_order()
    {
        var etl = Principal.Parse("RAM$bob@example.com:etl");
        Commit(new CatalogChange.CreatePrincipal(Bob), new CatalogChange.CreatePrincipal(etl), new CatalogChange.CreatePrincipal(Alice));

        Assert.Equal([Principal.Administrator, Alice, Bob, etl], Catalog.ListPrincipals().Select(static known => known.Principal));
    }

    [Fact]
    public void Unknown_principal_is_not_found() => Assert.Null(Catalog.FindPrincipal(Alice));

    [Fact]
    public void Taken_name_is_refused_in_whatever_case()
    {
        Commit(new CatalogChange.CreatePrincipal(Alice));

        var error = Refused(new CatalogChange.CreatePrincipal(Principal.Parse("ALIYUN$ALICE@example.com")));

        AssertError(error, ErrorCode.DdlTaskFailed, ErrorKind.User, "ALIYUN$ALICE@example.com already exists");
    }

    [Fact]
    public void Ram_user_needs_its_account()
    {
        var error = Refused(new CatalogChange.CreatePrincipal(Principal.Parse("RAM$alice@example.com:etl")));

        AssertError(error, ErrorCode.DdlTaskFailed, ErrorKind.NotFound, "ALIYUN$alice@example.com does not exist");
        Assert.Contains("CREATE ACCOUNT", error.Hint, StringComparison.Ordinal);
    }
}
