using System.Runtime.InteropServices;

namespace Ramet.DuckDb.Interop;

/// <summary>Reads zero-terminated UTF-8 text of the library.</summary>
internal static class NativeText
{
    /// <summary>Text that stays the library's; null for a null pointer.</summary>
    public static string? Borrowed(nint text) => Marshal.PtrToStringUTF8(text);

    /// <summary>Text that was allocated for us, and is freed here; null for a null pointer.</summary>
    public static string? Owned(nint text)
    {
        var copy = Marshal.PtrToStringUTF8(text);
        NativeMethods.Free(text);
        return copy;
    }
}
