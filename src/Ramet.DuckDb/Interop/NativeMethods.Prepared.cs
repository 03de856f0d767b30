using System.Runtime.InteropServices;

namespace Ramet.DuckDb.Interop;

/// <summary>
/// Pages "Prepared Statements", "Extract Statements", "Pending Result" and "Bind Values":
/// https://duckdb.org/docs/stable/clients/c/prepared. Parameters are numbered from 1.
/// </summary>
internal static unsafe partial class NativeMethods
{
    /// <summary>The number of statements; 0 with an error, or when the text holds none.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_extract_statements", StringMarshalling = StringMarshalling.Utf8)]
    public static partial ulong ExtractStatements(ConnectionHandle connection, string sql, out ExtractedStatementsHandle statements);

    /// <summary>Borrowed text; null when there is no error.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_extract_statements_error")]
    public static partial nint ExtractStatementsError(ExtractedStatementsHandle statements);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_extracted")]
    public static partial void DestroyExtracted(ref nint statements);

    [LibraryImport(Library, EntryPoint = "duckdb_prepare_extracted_statement")]
    public static partial NativeState PrepareExtracted(
        ConnectionHandle connection, ExtractedStatementsHandle statements, ulong index, out StatementHandle statement);

    [LibraryImport(Library, EntryPoint = "duckdb_prepare", StringMarshalling = StringMarshalling.Utf8)]
    public static partial NativeState Prepare(ConnectionHandle connection, string sql, out StatementHandle statement);

    /// <summary>Borrowed text; null when there is no error.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_prepare_error")]
    public static partial nint PrepareError(StatementHandle statement);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_prepare")]
    public static partial void DestroyPrepare(ref nint statement);

    [LibraryImport(Library, EntryPoint = "duckdb_nparams")]
    public static partial ulong ParameterCount(StatementHandle statement);

    [LibraryImport(Library, EntryPoint = "duckdb_clear_bindings")]
    public static partial NativeState ClearBindings(StatementHandle statement);

    /// <summary>
    /// The only way of the C API to a result that is not materialised. The header announces its removal, without naming what will take its
    /// place.
    /// </summary>
    [LibraryImport(Library, EntryPoint = "duckdb_pending_prepared_streaming")]
    public static partial NativeState PendingStreaming(StatementHandle statement, out PendingHandle pending);

    /// <summary>Borrowed text.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_pending_error")]
    public static partial nint PendingError(PendingHandle pending);

    /// <summary>Runs until the first rows of a streaming result are there, or to the end of any other statement.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_execute_pending")]
    public static partial NativeState ExecutePending(PendingHandle pending, ResultHandle result);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_pending")]
    public static partial void DestroyPending(ref nint pending);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_null")]
    public static partial NativeState BindNull(StatementHandle statement, ulong index);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_boolean")]
    public static partial NativeState BindBoolean(StatementHandle statement, ulong index, [MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_int32")]
    public static partial NativeState BindInt32(StatementHandle statement, ulong index, int value);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_int64")]
    public static partial NativeState BindInt64(StatementHandle statement, ulong index, long value);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_hugeint")]
    public static partial NativeState BindHugeInt(StatementHandle statement, ulong index, NativeHugeInt value);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_double")]
    public static partial NativeState BindDouble(StatementHandle statement, ulong index, double value);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_decimal")]
    public static partial NativeState BindDecimal(StatementHandle statement, ulong index, NativeDecimal value);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_date")]
    public static partial NativeState BindDate(StatementHandle statement, ulong index, int days);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_timestamp")]
    public static partial NativeState BindTimestamp(StatementHandle statement, ulong index, long micros);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_timestamp_tz")]
    public static partial NativeState BindTimestampTz(StatementHandle statement, ulong index, long micros);

    /// <summary>Copies the text.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_bind_varchar_length")]
    public static partial NativeState BindText(StatementHandle statement, ulong index, byte* text, ulong length);

    /// <summary>Copies the bytes.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_bind_blob")]
    public static partial NativeState BindBlob(StatementHandle statement, ulong index, byte* bytes, ulong length);
}
