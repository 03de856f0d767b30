using System.Reflection;
using System.Runtime.ExceptionServices;
using Ramet.Catalog;
using Ramet.Catalog.Commits;

namespace Ramet.Warehouse.Tests.Faults;

/// <summary>A catalog with something around each commit that must last: a failure by plan, or another statement that is faster.</summary>
public class InterceptedCatalog : DispatchProxy
{
    private ICatalog inner = null!; // both are set by Wrap, the only way to make one
    private Action<Action> around = null!;
    private bool isAll;

    /// <summary>Wraps a catalog.</summary>
    /// <param name="inner">The catalog.</param>
    /// <param name="around">Gets each durable commit and runs it, or does not.</param>
    /// <param name="isAll">Whether it gets commits too that need not last, such as those of jobs that changed nothing.</param>
    internal static ICatalog Wrap(ICatalog inner, Action<Action> around, bool isAll = false)
    {
        var proxy = Create<ICatalog, InterceptedCatalog>();
        ((InterceptedCatalog)(object)proxy).inner = inner;
        ((InterceptedCatalog)(object)proxy).around = around;
        ((InterceptedCatalog)(object)proxy).isAll = isAll;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(targetMethod);
        if (args is not [CatalogCommit commit, ..] || (!commit.IsDurable && !isAll))
            return Call(targetMethod, args);
        around(() => Call(targetMethod, args)); // a commit gives no value
        return null;
    }

    private object? Call(MethodInfo method, object?[]? args)
    {
        try
        {
            return method.Invoke(inner, args);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } cause)
        {
            ExceptionDispatchInfo.Throw(cause);
            throw;
        }
    }
}
