using Ramet.Catalog.Sqlite;
using Ramet.Errors;

namespace Ramet.Catalog.Tests.Sqlite;

public sealed class SqliteLibraryTests
{
    [Fact]
    public void Missing_library_says_what_to_install()
    {
        var error = Assert.Throws<RametException>(() => SqliteLibrary.Load(["libno-such-sqlite.so.0", "libno-such-sqlite.so"]));

        Assert.Equal(ErrorKind.Environment, error.Kind);
        Assert.Contains("libno-such-sqlite.so.0, libno-such-sqlite.so", error.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Old_library_says_which_version_is_needed()
    {
        SqliteLibrary.CheckVersion(3_037_000);

        var error = Assert.Throws<RametException>(() => SqliteLibrary.CheckVersion(3_036_001));

        Assert.Equal(ErrorKind.Environment, error.Kind);
        Assert.Contains("is version 3.36.1, but 3.37.0 or later is needed", error.Message, StringComparison.Ordinal);
    }
}
