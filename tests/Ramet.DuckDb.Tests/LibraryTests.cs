using Ramet.DuckDb.Interop;

namespace Ramet.DuckDb.Tests;

public sealed class LibraryTests
{
    [Fact]
    public void A_missing_library_is_named_with_the_way_to_get_it()
    {
        using var directory = new ScratchDirectory();

        var error = Assert.Throws<DuckDbException>(() => DuckDbLibrary.Load(directory.Path));

        Assert.Equal(DuckDbErrorType.LibraryMissing, error.ErrorType);
        Assert.Contains(directory[DuckDbLibrary.FileName], error.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet build", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_library_is_named()
    {
        using var directory = new ScratchDirectory();
        File.WriteAllText(directory[DuckDbLibrary.FileName], "not a library");

        var error = Assert.Throws<DuckDbException>(() => DuckDbLibrary.Load(directory.Path));

        Assert.Equal(DuckDbErrorType.LibraryMissing, error.ErrorType);
        Assert.Contains("cannot be loaded", error.Message, StringComparison.Ordinal);
    }
}
