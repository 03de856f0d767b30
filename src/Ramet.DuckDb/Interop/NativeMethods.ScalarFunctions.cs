using System.Runtime.InteropServices;

namespace Ramet.DuckDb.Interop;

/// <summary>Page "Scalar Functions": https://duckdb.org/docs/stable/clients/c/api#scalar-functions.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library, EntryPoint = "duckdb_create_scalar_function")]
    public static partial ScalarFunctionHandle CreateScalarFunction();

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_scalar_function")]
    public static partial void DestroyScalarFunction(ref nint function);

    [LibraryImport(Library, EntryPoint = "duckdb_scalar_function_set_name", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetScalarFunctionName(ScalarFunctionHandle function, string name);

    [LibraryImport(Library, EntryPoint = "duckdb_scalar_function_add_parameter")]
    public static partial void AddScalarFunctionParameter(ScalarFunctionHandle function, LogicalTypeHandle type);

    [LibraryImport(Library, EntryPoint = "duckdb_scalar_function_set_return_type")]
    public static partial void SetScalarFunctionResult(ScalarFunctionHandle function, LogicalTypeHandle type);

    /// <summary>Each call counts: the engine neither computes it once for all rows nor joins two calls into one.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_scalar_function_set_volatile")]
    public static partial void SetScalarFunctionVolatile(ScalarFunctionHandle function);

    /// <summary>A value for the body, and what frees it when the engine drops the function.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_scalar_function_set_extra_info")]
    public static partial void SetScalarFunctionInfo(ScalarFunctionHandle function, nint info, delegate* unmanaged[Cdecl]<nint, void> free);

    /// <summary>The body: gets what <see cref="ScalarFunctionInfo"/> asks, the chunk of arguments, and the vector of results.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_scalar_function_set_function")]
    public static partial void SetScalarFunctionBody(ScalarFunctionHandle function, delegate* unmanaged[Cdecl]<nint, nint, nint, void> body);

    [LibraryImport(Library, EntryPoint = "duckdb_register_scalar_function")]
    public static partial NativeState RegisterScalarFunction(ConnectionHandle connection, ScalarFunctionHandle function);

    [LibraryImport(Library, EntryPoint = "duckdb_scalar_function_get_extra_info")]
    public static partial nint ScalarFunctionInfo(nint call);

    /// <summary>Ends the query with this text as an error of class Invalid Input.</summary>
    [LibraryImport(Library, EntryPoint = "duckdb_scalar_function_set_error", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetScalarFunctionError(nint call, string error);
}
