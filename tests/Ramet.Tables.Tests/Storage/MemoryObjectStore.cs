using System.Collections.Concurrent;
using Ramet.Errors;
using Ramet.Tables.Storage;

namespace Ramet.Tables.Tests.Storage;

/// <summary>A store in memory that counts its steps and fails at a chosen one, as a disk may.</summary>
internal sealed class MemoryObjectStore : IObjectStore
{
    private readonly ConcurrentDictionary<string, byte[]> files = new(StringComparer.Ordinal);

    public string RootUri => "file:///warehouse";

    public IReadOnlyDictionary<string, byte[]> Files => files;

    /// <summary>Number of files written and read so far.</summary>
    public int Steps { get; private set; }

    public int Reads { get; private set; }

    /// <summary>The step, counted from 1, that fails; null for none.</summary>
    public int? FailAtStep { get; set; }

    public void Write(IReadOnlyList<NewObject> objects, CancellationToken cancellation)
    {
        foreach (var (uri, content) in objects)
        {
            cancellation.ThrowIfCancellationRequested();
            Step(uri);
            if (!files.TryAdd(uri, content.ToArray()))
                throw new InvalidOperationException($"'{uri}' would be overwritten.");
        }
    }

    public void MakeDurable(IReadOnlyList<string> uris, CancellationToken cancellation)
    {
        foreach (var uri in uris)
            Step(uri);
    }

    public byte[] Read(string uri)
    {
        Step(uri);
        Reads++;
        return files.TryGetValue(uri, out var content)
            ? content
            : throw new RametException(ErrorCode.StorageError, ErrorKind.Environment, $"'{uri}' is missing");
    }

    public bool Exists(string uri) => files.ContainsKey(uri);

    public void Delete(string uri) => files.TryRemove(uri, out _);

    public IEnumerable<StoredObject> List(string directoryUri) => files
        .Where(file => file.Key.StartsWith(directoryUri + "/", StringComparison.Ordinal))
        .Select(file => new StoredObject(file.Key, file.Value.Length, DateTimeOffset.UnixEpoch));

    public IReadOnlyList<string> ListEmptyDirectories(string directoryUri, DateTimeOffset changedBefore) => [];

    public void DeleteEmptyDirectory(string directoryUri)
    {
    }

    public string EngineLocation(string uri) => uri;

    public string UriOf(string engineLocation) => engineLocation;

    public string CreateDirectory(string uri) => uri;

    public void Replace(string uri, byte[] content) => files[uri] = content;

    private void Step(string uri)
    {
        if (++Steps == FailAtStep)
            throw new RametException(ErrorCode.StorageError, ErrorKind.Limit, $"injected: the disk is full at '{uri}'");
    }
}
