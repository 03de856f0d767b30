using System.Runtime.InteropServices;

namespace Ramet.DuckDb.Interop;

// One class per native type, so that the compiler tells them apart. The library's functions write the null pointer back, hence `ref`.

internal sealed class ConfigHandle : NativeHandle
{
    protected override void Free() => NativeMethods.DestroyConfig(ref handle);
}

internal sealed class DatabaseHandle : NativeHandle
{
    protected override void Free() => NativeMethods.Close(ref handle);
}

internal sealed class ConnectionHandle : NativeHandle
{
    protected override void Free() => NativeMethods.Disconnect(ref handle);
}

internal sealed class ExtractedStatementsHandle : NativeHandle
{
    protected override void Free() => NativeMethods.DestroyExtracted(ref handle);
}

internal sealed class StatementHandle : NativeHandle
{
    protected override void Free() => NativeMethods.DestroyPrepare(ref handle);
}

internal sealed class PendingHandle : NativeHandle
{
    protected override void Free() => NativeMethods.DestroyPending(ref handle);
}

internal sealed class LogicalTypeHandle : NativeHandle
{
    protected override void Free() => NativeMethods.DestroyLogicalType(ref handle);
}

internal sealed class ScalarFunctionHandle : NativeHandle
{
    protected override void Free() => NativeMethods.DestroyScalarFunction(ref handle);
}

internal sealed class DataChunkHandle : NativeHandle
{
    /// <summary>A chunk that stays the engine's: the caller forgets it with <see cref="System.Runtime.InteropServices.SafeHandle.SetHandleAsInvalid"/>.</summary>
    public static DataChunkHandle Borrow(nint chunk)
    {
        var borrowed = new DataChunkHandle();
        borrowed.SetHandle(chunk);
        return borrowed;
    }

    protected override void Free() => NativeMethods.DestroyDataChunk(ref handle);
}

internal sealed class AppenderHandle : NativeHandle
{
    // Destroying alone would flush the rows that are left, even on the finalizer's thread.
    protected override void Free()
    {
        NativeMethods.ClearAppender(handle);
        NativeMethods.DestroyAppender(ref handle);
    }
}

internal sealed class ErrorDataHandle : NativeHandle
{
    protected override void Free() => NativeMethods.DestroyErrorData(ref handle);
}

/// <summary>
/// A <c>duckdb_result</c>, which is a structure and not a pointer: it lives in memory of our own, so that it has one address and one owner.
/// </summary>
internal sealed unsafe class ResultHandle : NativeHandle
{
    public ResultHandle() => SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(NativeResult)));

    /// <summary>
    /// Fetches the next chunk; an invalid handle at the end and after an error, which <see cref="NativeMethods.ResultError"/> then tells.
    /// </summary>
    public DataChunkHandle FetchChunk() => WithValue(NativeMethods.FetchChunk);

    /// <summary>What kind of result this is.</summary>
    public NativeResultKind Kind => WithValue(NativeMethods.ResultReturnType);

    protected override void Free()
    {
        NativeMethods.DestroyResult(handle);
        NativeMemory.Free((void*)handle);
    }

    // Some functions take the structure itself, whose marshalling as a SafeHandle is not generated: the reference is counted by hand.
    private T WithValue<T>(Func<NativeResult, T> call)
    {
        var added = false;
        try
        {
            DangerousAddRef(ref added);
            return call(*(NativeResult*)handle);
        }
        finally
        {
            if (added)
                DangerousRelease();
        }
    }
}
