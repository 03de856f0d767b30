using Ramet.Catalog.Jobs;

namespace Ramet.Catalog.Tests;

public sealed class InstanceIdTests
{
    [Fact]
    public void Id_is_the_time_in_UTC_and_eight_random_characters() =>
        Assert.Matches("^20191023030534986g[0-9a-z]{8}$", At(new DateTimeOffset(2019, 10, 23, 11, 5, 34, 986, TimeSpan.FromHours(8))));

    [Fact]
    public void Ids_of_one_moment_differ() =>
        Assert.NotEqual(At(DateTimeOffset.UnixEpoch), At(DateTimeOffset.UnixEpoch));

    private static string At(DateTimeOffset submittedAt) => InstanceId.New(submittedAt).ToString();
}
