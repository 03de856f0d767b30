using Ramet.Client.Profiles;
using Ramet.Errors;

namespace Ramet.Client.Tests.Profiles;

public sealed class ProfileFileTests : IDisposable
{
    private static readonly ProfileFile.GivenProfile Nothing = new(null, null, null, null);

    private readonly string path = Path.GetTempFileName();

    [Fact]
    public void A_file_of_the_other_client_is_read_as_it_is()
    {
        var profile = Read("""
            # odps_config.ini
            project_name=shop
            access_id=AKID
            access_key=SECRET
            end_point=https://example.com/api
            tunnel_endpoint=https://dt.example.com
            region_id=cn-hangzhou
            https_check=true
            set.odps.sql.timezone=Asia/Shanghai
            """).Find(section: null, Nothing);

        Assert.Equal(new Uri("https://example.com/api"), profile.Endpoint);
        Assert.Equal("shop", profile.Project);
        Assert.Equal(("AKID", "SECRET", "cn-hangzhou"), (profile.AccessKeyId, profile.AccessKeySecret, profile.Region));
        Assert.Equal(new Uri("https://dt.example.com"), profile.TunnelEndpoint);
        Assert.Equal("Asia/Shanghai", profile.Settings["odps.sql.timezone"]);
    }

    [Fact]
    public void Sections_are_profiles()
    {
        var file = Read("""
            endpoint = http://127.0.0.1:8080/api/
            access_id = A
            access_key = one=two

            [production]
            endpoint = https://example.com/api
            access_id = B
            access_key = three
            """);

        Assert.Equal("one=two", file.Find(section: null, Nothing).AccessKeySecret);
        Assert.Equal(new Uri("http://127.0.0.1:8080/api"), file.Find("default", Nothing).Endpoint);
        Assert.Equal("B", file.Find("production", Nothing).AccessKeyId);
    }

    [Fact]
    public void What_the_user_gives_goes_before_the_file()
    {
        var given = new ProfileFile.GivenProfile(new Uri("http://localhost:1"), "other", "C", "four");

        var profile = Read("endpoint = http://127.0.0.1:8080\naccess_id = A\naccess_key = B\nproject = shop").Find(section: null, given);

        Assert.Equal((new Uri("http://localhost:1"), "other", "C", "four"), (profile.Endpoint, profile.Project, profile.AccessKeyId, profile.AccessKeySecret));
    }

    [Fact]
    public void A_profile_that_is_not_there_is_an_error_that_lists_the_others()
    {
        var error = Assert.Throws<RametException>(() => Read("[a]\nendpoint = http://a\n[b]\nendpoint = http://b").Find("c", Nothing));

        Assert.Contains("no profile 'c'", error.Message, StringComparison.Ordinal);
        Assert.Equal("It has a, b.", error.Hint);
    }

    [Theory]
    [InlineData("access_id = A\naccess_key = B", "the endpoint of the service is not known")]
    [InlineData("endpoint = http://a\naccess_key = B", "the access_id of the service is not known")]
    [InlineData("endpoint = http://a\naccess_id = A\naccess_key =", "the access_key of the service is not known")]
    [InlineData("endpoint = example.com/api\naccess_id = A\naccess_key = B", "is not the address of a service")]
    public void What_is_missing_or_wrong_is_named(string text, string expected)
    {
        var error = Assert.Throws<RametException>(() => Read(text).Find(section: null, Nothing));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Hint);
    }

    [Fact]
    public void An_error_about_a_line_does_not_show_what_may_be_a_secret()
    {
        var error = Assert.Throws<RametException>(() => Read("access_key hunter2"));

        Assert.Contains($"{path}:1", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_does_not_print_its_secret()
    {
        var profile = Read("endpoint = http://a\naccess_id = A\naccess_key = hunter2").Find(section: null, Nothing);

        Assert.Equal("A at http://a/", profile.ToString());
    }

    public void Dispose() => File.Delete(path);

    private ProfileFile Read(string text)
    {
        File.WriteAllText(path, text);
        return ProfileFile.Read(path);
    }
}
