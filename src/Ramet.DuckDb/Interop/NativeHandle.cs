using System.Runtime.InteropServices;

namespace Ramet.DuckDb.Interop;

/// <summary>
/// One native object with one owner. A child keeps its parent alive, so that the finalizer, which knows no order, never frees the parent
/// first.
/// </summary>
internal abstract class NativeHandle() : SafeHandle(0, ownsHandle: true)
{
    private SafeHandle? _parent;

    public override bool IsInvalid => handle == 0;

    /// <summary>Ties the life of <paramref name="parent"/> to this object's.</summary>
    public void KeepAlive(SafeHandle parent)
    {
        var added = false;
        parent.DangerousAddRef(ref added);
        _parent = parent;
    }

    protected sealed override bool ReleaseHandle()
    {
        Free();
        _parent?.DangerousRelease();
        return true;
    }

    /// <summary>Frees the native object that <see cref="SafeHandle.handle"/> points at.</summary>
    protected abstract void Free();
}
