namespace Ramet.Catalog.Tests.Behaviour;

/// <summary>An implementation of the catalog under test, with a store of its own that is empty at first.</summary>
public interface ICatalogStore : IDisposable
{
    ManualClock Clock { get; }

    /// <summary>Opens the store as one more process would.</summary>
    ICatalog Open();
}
