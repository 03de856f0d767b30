using System.Reflection;
using System.Runtime.ExceptionServices;
using Ramet.Catalog;
using Ramet.Catalog.Commits;

namespace Ramet.Warehouse.Tests.Faults;

/// <summary>The catalog with durable commits that fail by plan: before they are applied, or after, when the answer is lost.</summary>
public class FaultyCatalog : DispatchProxy
{
    private ICatalog inner = null!; // set by Wrap, the only way to make one
    private FaultPlan plan = null!;

    internal static ICatalog Wrap(ICatalog inner, FaultPlan plan)
    {
        var proxy = Create<ICatalog, FaultyCatalog>();
        ((FaultyCatalog)(object)proxy).inner = inner;
        ((FaultyCatalog)(object)proxy).plan = plan;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(targetMethod);
        object? result = null;
        if (args is [CatalogCommit { IsDurable: true }, ..])
            plan.Run(() => result = Call(targetMethod, args));
        else
            result = Call(targetMethod, args);
        return result;
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
