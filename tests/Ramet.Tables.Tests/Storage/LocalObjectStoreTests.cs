using Ramet.Errors;
using Ramet.Tables.Storage;

namespace Ramet.Tables.Tests.Storage;

public sealed class LocalObjectStoreTests : IDisposable
{
    private const string Root = "file:///where/it/was/created";

    private readonly TemporaryDirectory directory = new();
    private readonly LocalObjectStore store;

    public LocalObjectStoreTests() => store = new LocalObjectStore(Root, directory.Path);

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Files_are_found_by_their_uri_wherever_the_directory_is_now()
    {
        store.Write([New($"{Root}/t/data/a b%20商.parquet", "one"), New($"{Root}/t/metadata/m.avro", "two")], CancellationToken.None);

        Assert.Equal("one", File.ReadAllText(directory.File("t/data/a b%20商.parquet")));
        Assert.Equal("two"u8, store.Read($"{Root}/t/metadata/m.avro"));
        Assert.True(store.Exists($"{Root}/t/metadata/m.avro"));
        Assert.Equal(
            [$"{Root}/t/data/a b%20商.parquet:3", $"{Root}/t/metadata/m.avro:3"],
            store.List($"{Root}/t").Select(file => $"{file.Uri}:{file.SizeBytes}").Order(StringComparer.Ordinal));

        store.Delete($"{Root}/t/metadata/m.avro");
        store.Delete($"{Root}/t/metadata/m.avro");
        Assert.False(store.Exists($"{Root}/t/metadata/m.avro"));
        Assert.Empty(store.List($"{Root}/absent"));
    }

    [Fact]
    public void Listed_files_have_the_time_when_they_were_written()
    {
        var before = DateTimeOffset.UtcNow - TimeSpan.FromSeconds(5);
        store.Write([New($"{Root}/t/new", "1"), New($"{Root}/t/old", "2")], CancellationToken.None);
        File.SetLastWriteTimeUtc(directory.File("t/old"), new DateTime(2024, 1, 15, 8, 0, 0, DateTimeKind.Utc));

        var files = store.List($"{Root}/t").ToDictionary(file => Path.GetFileName(file.Uri), file => file.WrittenAt);

        Assert.Equal(new DateTimeOffset(2024, 1, 15, 8, 0, 0, TimeSpan.Zero), files["old"]);
        Assert.InRange(files["new"], before, DateTimeOffset.UtcNow + TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Links_are_not_followed()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var elsewhere = new TemporaryDirectory();
        File.WriteAllText(elsewhere.File("other"), "not ours");
        store.Write([New($"{Root}/t/own", "1")], CancellationToken.None);
        Directory.CreateSymbolicLink(directory.File("t/link"), elsewhere.Path);

        Assert.DoesNotContain(store.List($"{Root}/t"), file => file.Uri.EndsWith("other", StringComparison.Ordinal));
    }

    [Fact]
    public void Empty_directories_are_listed_from_below_and_deleted_only_while_they_are_empty()
    {
        store.CreateDirectory($"{Root}/data/gone/a/b");
        store.CreateDirectory($"{Root}/data/used/empty");
        store.Write([New($"{Root}/data/used/file", "1")], CancellationToken.None);
        var soon = DateTimeOffset.UtcNow + TimeSpan.FromMinutes(1);

        Assert.Empty(store.ListEmptyDirectories($"{Root}/data", DateTimeOffset.UtcNow - TimeSpan.FromMinutes(1)));
        Assert.Empty(store.ListEmptyDirectories($"{Root}/absent", soon));
        var empty = store.ListEmptyDirectories($"{Root}/data", soon);

        Assert.Equal([$"{Root}/data/gone", $"{Root}/data/gone/a", $"{Root}/data/gone/a/b", $"{Root}/data/used/empty"], empty.Order(StringComparer.Ordinal));
        store.Write([New($"{Root}/data/used/empty/late", "1")], CancellationToken.None);
        foreach (var uri in empty)
            store.DeleteEmptyDirectory(uri);
        store.DeleteEmptyDirectory($"{Root}/data/gone");
        Assert.False(Directory.Exists(directory.File("data/gone")));
        Assert.True(store.Exists($"{Root}/data/used/empty/late"));
    }

    [Fact]
    public void Engine_sees_paths_and_its_paths_become_uris_again()
    {
        var location = store.CreateDirectory($"{Root}/t/data");
        Assert.Equal(directory.File("t/data"), location);
        Assert.True(Directory.Exists(location));
        File.WriteAllText(Path.Combine(location, "x.parquet"), "rows");
        Assert.Equal($"{Root}/t/data/x.parquet", store.UriOf(Path.Combine(location, "x.parquet")));
        store.MakeDurable([$"{Root}/t/data/x.parquet"], CancellationToken.None);
    }

    [Fact]
    public void Existing_file_is_never_overwritten()
    {
        store.Write([New($"{Root}/a", "first")], CancellationToken.None);
        var error = Assert.Throws<RametException>(() => store.Write([New($"{Root}/a", "second")], CancellationToken.None));
        Assert.Equal(ErrorCode.StorageError, error.Code);
        Assert.Equal("first"u8, store.Read($"{Root}/a"));
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData(Root + "/../../x")]
    [InlineData(Root + "x/y")]
    [InlineData("s3://bucket/x")]
    public void Place_outside_of_the_root_is_refused(string uri)
    {
        var error = Assert.Throws<RametException>(() => store.Read(uri));
        Assert.Contains($"'{uri}' lies outside of the warehouse", error.Message, StringComparison.Ordinal);
        Assert.Throws<RametException>(() => store.Write([New(uri, "x")], CancellationToken.None));
        Assert.Throws<RametException>(() => store.UriOf(Path.GetTempPath()));
    }

    [Fact]
    public void Missing_file_is_named_with_the_next_step()
    {
        const string uri = Root + "/t/x";
        foreach (var read in new Action[] { () => store.Read(uri), () => store.MakeDurable([uri], CancellationToken.None) })
        {
            var error = Assert.Throws<RametException>(read);
            Assert.Equal(ErrorKind.Environment, error.Kind);
            Assert.Contains($"file '{directory.File("t/x")}' is missing", error.Message, StringComparison.Ordinal);
            Assert.NotNull(error.Hint);
        }
    }

    [Theory]
    [InlineData(28, ErrorKind.Limit, "the disk is full: cannot write '/w/x'")]
    [InlineData(5, ErrorKind.Environment, "cannot write '/w/x': injected")]
    public void File_system_errors_say_what_to_do(int errno, ErrorKind kind, string detail)
    {
        var error = ErrorOf(new IOException("injected", errno));
        Assert.Equal(kind, error.Kind);
        Assert.Equal(detail, error.Detail);
    }

    [Fact]
    public void Missing_permission_says_what_to_do()
    {
        var error = ErrorOf(new UnauthorizedAccessException());
        Assert.Equal("no permission to write '/w/x'", error.Detail);
        Assert.NotNull(error.Hint);
    }

    [Fact]
    public void Directory_that_is_missing_cannot_be_flushed() =>
        Assert.ThrowsAny<IOException>(() => Durability.FlushDirectory(directory.File("absent")));

    [Fact]
    public void Root_uri_of_a_directory_leads_back_to_it()
    {
        var uri = LocalObjectStore.UriOfDirectory(directory.Path + "/");
        Assert.StartsWith("file:///", uri, StringComparison.Ordinal);
        Assert.Equal(directory.File("x"), new LocalObjectStore(uri, directory.Path).EngineLocation($"{uri}/x"));
        Assert.Throws<ArgumentException>(() => new LocalObjectStore("s3://bucket", directory.Path));
    }

    private static RametException ErrorOf(Exception cause) =>
        Assert.Throws<RametException>(() => StorageErrors.Guard("write", "/w/x", () => throw cause));

    private static NewObject New(string uri, string text) => new(uri, System.Text.Encoding.UTF8.GetBytes(text));
}
