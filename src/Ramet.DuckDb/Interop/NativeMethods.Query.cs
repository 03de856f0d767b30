using System.Runtime.InteropServices;

namespace Ramet.DuckDb.Interop;

/// <summary>Pages "Query" and "Data Chunks" as far as they read results: https://duckdb.org/docs/stable/clients/c/query.</summary>
internal static partial class NativeMethods
{
    /// <summary>
    /// Runs every statement of the text and keeps the rows of the last one in memory; here only for statements that give none.
    /// </summary>
    [LibraryImport(Library, EntryPoint = "duckdb_query", StringMarshalling = StringMarshalling.Utf8)]
    public static partial NativeState Query(ConnectionHandle connection, string sql, ResultHandle result);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_result")]
    public static partial void DestroyResult(nint result);

    [LibraryImport(Library, EntryPoint = "duckdb_column_count")]
    public static partial ulong ColumnCount(ResultHandle result);

    /// <summary>Borrowed text.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_column_name")]
    public static partial nint ColumnName(ResultHandle result, ulong column);

    [LibraryImport(Library, EntryPoint = "duckdb_column_logical_type")]
    public static partial LogicalTypeHandle ColumnLogicalType(ResultHandle result, ulong column);

    [LibraryImport(Library, EntryPoint = "duckdb_rows_changed")]
    public static partial ulong RowsChanged(ResultHandle result);

    /// <summary>Borrowed text; null when there is no error.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_result_error")]
    public static partial nint ResultError(ResultHandle result);

    [LibraryImport(Library, EntryPoint = "duckdb_result_error_type")]
    public static partial DuckDbErrorType ResultErrorType(ResultHandle result);

    [LibraryImport(Library, EntryPoint = "duckdb_result_return_type")]
    public static partial NativeResultKind ResultReturnType(NativeResult result);

    /// <summary>The next rows, flattened; null at the end and after an error.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_fetch_chunk")]
    public static partial DataChunkHandle FetchChunk(NativeResult result);
}
