using System.Runtime.InteropServices;
using Ramet.Errors;
using SQLitePCL;

namespace Ramet.Catalog.Sqlite;

/// <summary>
/// Binds the managed provider to the SQLite library of the operating system, which is patched with the system, in place of a binary
/// shipped with a package.
/// </summary>
internal static class SqliteLibrary
{
    /// <summary>The name that the provider's imports use.</summary>
    private const string ImportName = "e_sqlite3";

    /// <summary>3.37.0, the first version with STRICT tables.</summary>
    private const int VersionMin = 3_037_000;

    private static readonly string[] FileNames =
        OperatingSystem.IsWindows() ? ["winsqlite3"]
        : OperatingSystem.IsMacOS() ? ["libsqlite3.dylib"]
        : ["libsqlite3.so.0", "libsqlite3.so"];

    /// <summary>Keeps a failure too: imports can be bound only once per process.</summary>
    private static readonly Lazy<int> BoundVersion = new(BindOnce);

    /// <summary>Loads and binds the library, once per process.</summary>
    /// <exception cref="RametException">
    /// There is no SQLite library, or it is too old (kind <see cref="ErrorKind.Environment"/>).
    /// </exception>
    public static void Bind() => _ = BoundVersion.Value;

    private static int BindOnce()
    {
        var library = Load(FileNames);
        NativeLibrary.SetDllImportResolver(
            typeof(SQLite3Provider_e_sqlite3).Assembly,
            (name, _, _) => name == ImportName ? library : IntPtr.Zero);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        var version = raw.sqlite3_libversion_number();
        CheckVersion(version);
        return version;
    }

    internal static IntPtr Load(IReadOnlyList<string> fileNames)
    {
        foreach (var fileName in fileNames)
        {
            if (NativeLibrary.TryLoad(fileName, out var library))
                return library;
        }
        throw new RametException(
            ErrorCode.StorageError,
            ErrorKind.Environment,
            $"the SQLite library of the system was not found (looked for {string.Join(", ", fileNames)})",
            hint: "Install it, for example with 'apt-get install libsqlite3-0', 'dnf install sqlite-libs' or 'apk add sqlite-libs'.");
    }

    internal static void CheckVersion(int version)
    {
        if (version < VersionMin)
        {
            throw new RametException(
                ErrorCode.StorageError,
                ErrorKind.Environment,
                $"the SQLite library of the system is version {Dotted(version)}, but {Dotted(VersionMin)} or later is needed",
                hint: "Update the operating system's SQLite package.");
        }
    }

    private static string Dotted(int version) => $"{version / 1_000_000}.{version / 1_000 % 1_000}.{version % 1_000}";
}
