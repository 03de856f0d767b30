using Ramet.Errors;
using Ramet.Warehouse.Security;

namespace Ramet.Warehouse.Tests;

public sealed class AccessKeyCipherTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("ramet-keys-").FullName;

    private string KeyFile => Path.Combine(directory, AccessKeyCipher.FileName);

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void A_secret_is_read_by_another_process_with_the_same_key_file()
    {
        var encrypted = new AccessKeyCipher(directory).Encrypt("LTAI1", "secret");

        Assert.Equal("secret", new AccessKeyCipher(directory).Decrypt("LTAI1", encrypted));
        Assert.DoesNotContain("secret", System.Text.Encoding.Latin1.GetString(encrypted), StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_file_is_its_owners_alone()
    {
        if (OperatingSystem.IsWindows())
            return;
        new AccessKeyCipher(directory).Encrypt("LTAI1", "secret");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        Assert.Equal([KeyFile], Directory.GetFiles(directory));
    }

    [Fact]
    public void A_secret_belongs_to_its_key()
    {
        var cipher = new AccessKeyCipher(directory);
        var encrypted = cipher.Encrypt("LTAI1", "secret");

        AssertUnreadable(() => cipher.Decrypt("LTAI2", encrypted));
    }

    [Fact]
    public void A_changed_or_cut_secret_is_not_read()
    {
        var cipher = new AccessKeyCipher(directory);
        var encrypted = cipher.Encrypt("LTAI1", "secret");
        var changed = encrypted.ToArray();
        changed[^1] ^= 1;

        AssertUnreadable(() => cipher.Decrypt("LTAI1", changed));
        AssertUnreadable(() => cipher.Decrypt("LTAI1", encrypted.AsSpan(0, 10)));
    }

    [Fact]
    public void Another_key_file_or_none_does_not_read_it()
    {
        var cipher = new AccessKeyCipher(directory);
        var encrypted = cipher.Encrypt("LTAI1", "secret");
        File.Delete(KeyFile);
        AssertUnreadable(() => cipher.Decrypt("LTAI1", encrypted));

        cipher.Encrypt("LTAI2", "other");
        AssertUnreadable(() => cipher.Decrypt("LTAI1", encrypted));
    }

    [Fact]
    public void Who_makes_the_key_file_at_the_same_time_uses_the_same_key()
    {
        var encrypted = new byte[8][];
        Parallel.For(0, encrypted.Length, i => encrypted[i] = new AccessKeyCipher(directory).Encrypt("LTAI1", "secret"));

        Assert.All(encrypted, each => Assert.Equal("secret", new AccessKeyCipher(directory).Decrypt("LTAI1", each)));
    }

    private static void AssertUnreadable(Func<string> decrypt)
    {
        var error = Assert.Throws<RametException>(decrypt);
        Assert.Equal(ErrorKind.Environment, error.Kind);
        Assert.Contains("cannot be decrypted", error.Message, StringComparison.Ordinal);
    }
}
