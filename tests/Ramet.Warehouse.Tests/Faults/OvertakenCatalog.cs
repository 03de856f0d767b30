using System.Reflection;
using System.Runtime.ExceptionServices;
using Ramet.Catalog;
using Ramet.Catalog.Commits;

namespace Ramet.Warehouse.Tests.Faults;

/// <summary>
/// A catalog in which another statement is faster: between what a statement has read and its commit, something else is done. So races are
/// tested without threads.
/// </summary>
public class OvertakenCatalog : DispatchProxy
{
    private ICatalog inner = null!; // set by Wrap, the only way to make one

    /// <summary>What is done before the next commit that changes something; null for nothing. It is done once.</summary>
    public Action? BeforeNextCommit { get; set; }

    /// <summary>How many commits that change something were asked for.</summary>
    public int CommitCount { get; private set; }

    internal static ICatalog Wrap(ICatalog inner, out OvertakenCatalog overtaken)
    {
        var proxy = Create<ICatalog, OvertakenCatalog>();
        overtaken = (OvertakenCatalog)(object)proxy;
        overtaken.inner = inner;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(targetMethod);
        if (args is [CatalogCommit { IsDurable: true }, ..])
        {
            CommitCount++;
            var before = BeforeNextCommit;
            BeforeNextCommit = null;
            before?.Invoke();
        }
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
