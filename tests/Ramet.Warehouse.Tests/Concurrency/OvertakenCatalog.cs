using System.Reflection;
using System.Runtime.ExceptionServices;
using Ramet.Catalog;
using Ramet.Catalog.Commits;

namespace Ramet.Warehouse.Tests.Concurrency;

/// <summary>A catalog in which something else happens right before the next commit of a change: the worst moment for it.</summary>
public class OvertakenCatalog : DispatchProxy
{
    private ICatalog inner = null!; // set by Wrap, the only way to make one
    private Overtaking overtaking = null!;

    internal static ICatalog Wrap(ICatalog inner, Overtaking overtaking)
    {
        var proxy = Create<ICatalog, OvertakenCatalog>();
        ((OvertakenCatalog)(object)proxy).inner = inner;
        ((OvertakenCatalog)(object)proxy).overtaking = overtaking;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(targetMethod);
        if (args is [CatalogCommit { IsDurable: true }, ..])
            overtaking.Happen();
        try
        {
            return targetMethod.Invoke(inner, args);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } cause)
        {
            ExceptionDispatchInfo.Throw(cause);
            throw;
        }
    }
}

/// <summary>What happens before the next commit, once.</summary>
internal sealed class Overtaking
{
    /// <summary>What will happen; null when nothing will, or it has happened.</summary>
    public Action? Next { get; set; }

    public void Happen()
    {
        var action = Next;
        Next = null;
        action?.Invoke();
    }
}
