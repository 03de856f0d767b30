using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ramet.DuckDb.Interop;

namespace Ramet.DuckDb;

/// <summary>Hands functions over to the library, and calls from there to their bodies.</summary>
internal static unsafe class ScalarFunctionCalls
{
    /// <summary>Makes a function known to the database of a connection.</summary>
    /// <exception cref="DuckDbException">The engine refused; it has a function or macro of this name already.</exception>
    public static void Register(ConnectionHandle connection, ScalarFunction function)
    {
        using var native = NativeMethods.CreateScalarFunction();
        NativeMethods.SetScalarFunctionName(native, function.Name);
        foreach (var kind in function.Parameters)
        {
            using var parameter = NativeMethods.CreateLogicalType(kind);
            NativeMethods.AddScalarFunctionParameter(native, parameter);
        }
        using var result = NativeMethods.CreateLogicalType(function.Result);
        NativeMethods.SetScalarFunctionResult(native, result);
        if (function.IsVolatile)
            NativeMethods.SetScalarFunctionVolatile(native);
        // From here on the engine owns this reference to the function: it calls Free when it drops its last copy.
        var self = GCHandle.ToIntPtr(GCHandle.Alloc(new Callee(function)));
        NativeMethods.SetScalarFunctionInfo(native, self, &Free);
        NativeMethods.SetScalarFunctionBody(native, &Call);
        if (NativeMethods.RegisterScalarFunction(connection, native) == NativeState.Error)
            throw new DuckDbException(DuckDbErrorType.Catalog, $"Catalog Error: The function '{function.Name}' cannot be registered.");
    }

    /// <summary>A function with its types in the form that vectors carry.</summary>
    private sealed class Callee(ScalarFunction function)
    {
        public ScalarFunctionBody Body { get; } = function.Body;

        public DuckDbField[] Parameters { get; } = [.. function.Parameters.Select((kind, index) => new DuckDbField($"${index + 1}", TypeOf(kind)))];

        public DuckDbType Result { get; } = TypeOf(function.Result);

        private static DuckDbType.Scalar TypeOf(DuckDbKind kind) => new(kind, alias: null);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(nint self) => GCHandle.FromIntPtr(self).Free();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Call(nint call, nint arguments, nint results)
    {
        using var handle = DataChunkHandle.Borrow(arguments);
        try
        {
            var callee = (Callee)GCHandle.FromIntPtr(NativeMethods.ScalarFunctionInfo(call)).Target!; // freed only after the last call
            callee.Body(new DataChunk(handle, callee.Parameters), new ScalarResults(results, callee.Result));
        }
        catch (Exception exception)
        {
            // Nothing may be thrown through the library's frames.
            NativeMethods.SetScalarFunctionError(call, exception.Message);
        }
        finally
        {
            handle.SetHandleAsInvalid();
        }
    }
}
