using System.Runtime.InteropServices;

namespace Ramet.DuckDb.Interop;

/// <summary>
/// The part of DuckDB's C API that Ramet uses, grouped by the pages of https://duckdb.org/docs/stable/clients/c/api. Pointers to text are
/// borrowed unless the function says otherwise; <see cref="NativeText"/> reads them.
/// </summary>
internal static partial class NativeMethods
{
    /// <summary>The name under which <see cref="DuckDbLibrary"/> resolves the library.</summary>
    public const string Library = "duckdb";

    /// <summary>Frees text that a function allocated for its caller.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_free")]
    public static partial void Free(nint memory);

    /// <summary>Borrowed text, for example <c>v1.5.6</c>.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_library_version")]
    public static partial nint LibraryVersion();
}
