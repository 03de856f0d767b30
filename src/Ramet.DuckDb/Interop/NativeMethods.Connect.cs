using System.Runtime.InteropServices;

namespace Ramet.DuckDb.Interop;

/// <summary>Pages "Connect" and "Config": https://duckdb.org/docs/stable/clients/c/connect and .../config.</summary>
internal static partial class NativeMethods
{
    [LibraryImport(Library, EntryPoint = "duckdb_create_config")]
    public static partial NativeState CreateConfig(out ConfigHandle config);

    [LibraryImport(Library, EntryPoint = "duckdb_set_config", StringMarshalling = StringMarshalling.Utf8)]
    public static partial NativeState SetConfig(ConfigHandle config, string name, string value);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_config")]
    public static partial void DestroyConfig(ref nint config);

    /// <summary>A null path opens a database in memory. The error text belongs to the caller, who frees it.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_open_ext", StringMarshalling = StringMarshalling.Utf8)]
    public static partial NativeState Open(string? path, out DatabaseHandle database, ConfigHandle config, out nint error);

    [LibraryImport(Library, EntryPoint = "duckdb_close")]
    public static partial void Close(ref nint database);

    [LibraryImport(Library, EntryPoint = "duckdb_connect")]
    public static partial NativeState Connect(DatabaseHandle database, out ConnectionHandle connection);

    [LibraryImport(Library, EntryPoint = "duckdb_disconnect")]
    public static partial void Disconnect(ref nint connection);

    /// <summary>May be called from any thread.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_interrupt")]
    public static partial void Interrupt(ConnectionHandle connection);

    /// <summary>May be called from any thread.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_query_progress")]
    public static partial NativeProgress QueryProgress(ConnectionHandle connection);
}
