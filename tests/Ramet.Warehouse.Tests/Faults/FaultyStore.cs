using Ramet.Tables.Storage;

namespace Ramet.Warehouse.Tests.Faults;

/// <summary>The object store with steps that fail by plan.</summary>
internal sealed class FaultyStore(IObjectStore inner, FaultPlan plan) : IObjectStore
{
    public string RootUri => inner.RootUri;

    public void Write(IReadOnlyList<NewObject> objects, CancellationToken cancellation)
    {
        // One by one, so that a fault can come between the files of one call.
        foreach (var written in objects)
        {
            plan.Run(() => inner.Write([written], cancellation));
            plan.Keep([written.Uri]);
        }
    }

    public void MakeDurable(IReadOnlyList<string> uris, CancellationToken cancellation)
    {
        plan.Run(() => inner.MakeDurable(uris, cancellation));
        plan.Keep(uris);
    }

    public byte[] Read(string uri) => inner.Read(uri);

    public bool Exists(string uri) => inner.Exists(uri);

    public void Delete(string uri) => plan.Run(() => inner.Delete(uri));

    public IEnumerable<StoredObject> List(string directoryUri) => inner.List(directoryUri);

    public IReadOnlyList<string> ListEmptyDirectories(string directoryUri, DateTimeOffset changedBefore) =>
        inner.ListEmptyDirectories(directoryUri, changedBefore);

    public void DeleteEmptyDirectory(string directoryUri) => plan.Run(() => inner.DeleteEmptyDirectory(directoryUri));

    public string EngineLocation(string uri) => inner.EngineLocation(uri);

    public string UriOf(string engineLocation) => inner.UriOf(engineLocation);

    public string CreateDirectory(string uri) => inner.CreateDirectory(uri);
}
