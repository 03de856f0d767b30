using System.Runtime.InteropServices;

namespace Ramet.DuckDb.Interop;

/// <summary>Page "Appender" and the error data it uses: https://duckdb.org/docs/stable/clients/c/appender.</summary>
internal static partial class NativeMethods
{
    /// <summary>A null catalog and schema mean the connection's own.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_appender_create_ext", StringMarshalling = StringMarshalling.Utf8)]
    public static partial NativeState CreateAppender(
        ConnectionHandle connection, string? catalog, string? schema, string table, out AppenderHandle appender);

    [LibraryImport(Library, EntryPoint = "duckdb_appender_column_count")]
    public static partial ulong AppenderColumnCount(AppenderHandle appender);

    [LibraryImport(Library, EntryPoint = "duckdb_appender_column_type")]
    public static partial LogicalTypeHandle AppenderColumnType(AppenderHandle appender, ulong column);

    [LibraryImport(Library, EntryPoint = "duckdb_append_data_chunk")]
    public static partial NativeState AppendDataChunk(AppenderHandle appender, DataChunkHandle chunk);

    [LibraryImport(Library, EntryPoint = "duckdb_appender_close")]
    public static partial NativeState CloseAppender(AppenderHandle appender);

    /// <summary>Drops the rows that were not flushed yet.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_appender_clear")]
    public static partial NativeState ClearAppender(nint appender);

    /// <summary>Flushes what is left, without a word about errors, unless it was closed or cleared before.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_appender_destroy")]
    public static partial NativeState DestroyAppender(ref nint appender);

    [LibraryImport(Library, EntryPoint = "duckdb_appender_error_data")]
    public static partial ErrorDataHandle AppenderErrorData(AppenderHandle appender);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_error_data")]
    public static partial void DestroyErrorData(ref nint error);

    [LibraryImport(Library, EntryPoint = "duckdb_error_data_error_type")]
    public static partial DuckDbErrorType ErrorDataType(ErrorDataHandle error);

    /// <summary>Borrowed text.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_error_data_message")]
    public static partial nint ErrorDataMessage(ErrorDataHandle error);
}
