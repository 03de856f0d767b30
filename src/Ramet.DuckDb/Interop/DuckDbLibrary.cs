using System.Runtime.InteropServices;

namespace Ramet.DuckDb.Interop;

/// <summary>
/// Loads the shared library that the build puts beside the assembly, once, at the first database that is opened: statements that touch no
/// rows must not pay for it. No other place is searched, since another version of the library could have another layout.
/// </summary>
internal static class DuckDbLibrary
{
    private static readonly Lazy<nint> Loaded = new(() => Bind(Load(Folder)));

    /// <summary>Loads the library unless that has been done.</summary>
    /// <exception cref="DuckDbException">The library is missing or cannot be loaded.</exception>
    public static void EnsureLoaded() => _ = Loaded.Value;

    /// <summary>Loads the library out of a folder.</summary>
    internal static nint Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw Missing($"DuckDB's library was not found: expected '{path}'. 'dotnet build' puts it there and fetches it through npm.");
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw Missing($"DuckDB's library '{path}' cannot be loaded on {RuntimeInformation.RuntimeIdentifier}: {e.Message}");
        }
    }

    private static nint Bind(nint library)
    {
        NativeLibrary.SetDllImportResolver(typeof(DuckDbLibrary).Assembly, (name, _, _) => name == NativeMethods.Library ? library : 0);
        return library;
    }

    // A single-file application has no assembly files; its libraries lie in the application's folder.
    private static string Folder =>
        Path.GetDirectoryName(typeof(DuckDbLibrary).Assembly.Location) is { Length: > 0 } folder ? folder : AppContext.BaseDirectory;

    internal static string FileName =>
        OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";

    private static DuckDbException Missing(string message) => new(DuckDbErrorType.LibraryMissing, message);
}
