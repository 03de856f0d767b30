using System.Collections.Concurrent;
using System.IO.Enumeration;
using Ramet.Errors;

namespace Ramet.Tables.Storage;

/// <summary>
/// Files in a directory of this machine. The URIs begin with the root under which the warehouse was created, wherever its directory is
/// now, so a moved or restored directory still works.
/// </summary>
/// <remarks>
/// A URI is <c>file://</c> and the path as it is, without percent-encoding: that is how other Iceberg implementations read it.
/// </remarks>
public sealed class LocalObjectStore : IObjectStore
{
    private const string Scheme = "file://";

    private const int DurableDirectoriesMax = 10_000;

    private readonly string directory;

    // Directories whose own entry in the one above is known to be durable, so that adding a file to them flushes no more than them. What
    // is forgotten is flushed once more. Directories of tables are not deleted, except new ones that only their maker knows.
    private readonly ConcurrentDictionary<string, bool> durableDirectories = new(StringComparer.Ordinal);

    /// <summary>Opens a store.</summary>
    /// <param name="rootUri">The URI of the root, as the catalog recorded it; a final slash is dropped.</param>
    /// <param name="directory">The directory that is the root now; a relative one is completed with the working directory.</param>
    /// <exception cref="ArgumentException">The URI is not a <c>file://</c> URI.</exception>
    public LocalObjectStore(string rootUri, string directory)
    {
        if (!rootUri.StartsWith(Scheme + "/", StringComparison.Ordinal))
            throw new ArgumentException($"The root '{rootUri}' is not a file:/// URI.", nameof(rootUri));
        RootUri = rootUri.TrimEnd('/');
        this.directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
    }

    /// <inheritdoc/>
    public string RootUri { get; }

    /// <summary>The URI for a root that is created now.</summary>
    /// <param name="directory">The directory.</param>
    public static string UriOfDirectory(string directory)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)).Replace('\\', '/');
        return path.StartsWith('/') ? Scheme + path : $"{Scheme}/{path}";
    }

    /// <inheritdoc/>
    public void Write(IReadOnlyList<NewObject> objects, CancellationToken cancellation)
    {
        // All files are written before the first is flushed, so that the file system can commit them together.
        var paths = new string[objects.Count];
        for (var i = 0; i < paths.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            paths[i] = ToPath(objects[i].Uri);
            WriteNew(paths[i], objects[i].Content);
        }

        Flush(paths, cancellation);
    }

    /// <inheritdoc/>
    public void MakeDurable(IReadOnlyList<string> uris, CancellationToken cancellation) => Flush([.. uris.Select(ToPath)], cancellation);

    /// <inheritdoc/>
    public byte[] Read(string uri)
    {
        var path = ToPath(uri);
        return StorageErrors.Guard("read", path, () => File.ReadAllBytes(path));
    }

    /// <inheritdoc/>
    public bool Exists(string uri) => File.Exists(ToPath(uri));

    /// <inheritdoc/>
    public void Delete(string uri)
    {
        var path = ToPath(uri);
        if (File.Exists(path))
            StorageErrors.Guard("delete", path, () => File.Delete(path));
    }

    /// <inheritdoc/>
    public IEnumerable<StoredObject> List(string directoryUri)
    {
        var path = ToPath(directoryUri);
        return Directory.Exists(path)
            ? Below(path, (ref entry) => !entry.IsDirectory, (ref entry) => new StoredObject(UriOf(entry.ToFullPath()), entry.Length, entry.LastWriteTimeUtc))
            : [];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> ListEmptyDirectories(string directoryUri, DateTimeOffset changedBefore)
    {
        var found = new List<string>();
        if (Directory.Exists(ToPath(directoryUri)))
        {
            foreach (var directoryBelow in new DirectoryInfo(ToPath(directoryUri)).EnumerateDirectories())
                AddEmpty(directoryBelow, changedBefore, found);
        }
        return found;
    }

    /// <inheritdoc/>
    public void DeleteEmptyDirectory(string directoryUri)
    {
        var path = ToPath(directoryUri);
        if (Directory.Exists(path) && IsEmpty(path))
            StorageErrors.Guard("delete", path, () => Directory.Delete(path, recursive: false));
    }

    /// <inheritdoc/>
    public string EngineLocation(string uri) => ToPath(uri);

    /// <inheritdoc/>
    public string UriOf(string engineLocation)
    {
        var path = Path.GetFullPath(engineLocation);
        if (!IsBelow(path, directory))
            throw Outside(engineLocation);
        return RootUri + path[directory.Length..].Replace('\\', '/');
    }

    /// <inheritdoc/>
    public string CreateDirectory(string uri)
    {
        var path = ToPath(uri);
        StorageErrors.Guard("create", path, () => Directory.CreateDirectory(path));
        return path;
    }

    // Links are not followed: what they lead to does not belong to the store.
    private static FileSystemEnumerable<T> Below<T>(
        string path, FileSystemEnumerable<T>.FindPredicate isWanted, FileSystemEnumerable<T>.FindTransform read) =>
        new(path, read, new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false })
        {
            ShouldIncludePredicate = isWanted,
            ShouldRecursePredicate = (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };

    /// <summary>Adds a directory, and those below, as far as they are empty.</summary>
    /// <returns>Whether the directory itself was added.</returns>
    private bool AddEmpty(DirectoryInfo path, DateTimeOffset changedBefore, List<string> found)
    {
        try
        {
            var isEmpty = !path.Attributes.HasFlag(FileAttributes.ReparsePoint) && path.LastWriteTimeUtc < changedBefore;
            foreach (var entry in path.EnumerateFileSystemInfos())
                isEmpty = entry is DirectoryInfo below && AddEmpty(below, changedBefore, found) && isEmpty;
            if (isEmpty)
                found.Add(UriOf(path.FullName));
            return isEmpty;
        }
        catch (DirectoryNotFoundException)
        {
            return true; // somebody else was faster
        }
    }

    private static bool IsEmpty(string path)
    {
        try
        {
            return !Directory.EnumerateFileSystemEntries(path).Any();
        }
        catch (DirectoryNotFoundException)
        {
            return false; // somebody else was faster
        }
    }

    private static void WriteNew(string path, ReadOnlyMemory<byte> content) => StorageErrors.Guard("write", path, () =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // never null: the path lies below the root
        using var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, preallocationSize: content.Length);
        RandomAccess.Write(handle, content.Span, fileOffset: 0);
    });

    private void Flush(string[] paths, CancellationToken cancellation)
    {
        var directories = UnflushedDirectories(paths);
        SideBySide.ForEach([.. paths.Select(Flushing.File), .. directories.Select(Flushing.Directory)], Flush, cancellation);
        Remember(directories);
    }

    private static void Flush(Flushing flushing) => StorageErrors.Guard("flush", flushing.Path, () =>
    {
        if (flushing.IsDirectory)
            Durability.FlushDirectory(flushing.Path);
        else
            Durability.FlushFile(flushing.Path);
    });

    // The directory of each file, and those above it up to the first whose own entry is durable: any of them may be new.
    private HashSet<string> UnflushedDirectories(string[] paths)
    {
        var directories = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var parent = Path.GetDirectoryName(path);
            while (parent is not null && parent.Length >= directory.Length && directories.Add(parent) && !durableDirectories.ContainsKey(parent))
                parent = Path.GetDirectoryName(parent);
        }

        return directories;
    }

    private void Remember(HashSet<string> flushed)
    {
        if (durableDirectories.Count > DurableDirectoriesMax)
            durableDirectories.Clear();
        foreach (var path in flushed)
            durableDirectories[path] = true;
    }

    private string ToPath(string uri)
    {
        if (!uri.StartsWith(RootUri, StringComparison.Ordinal))
            throw Outside(uri);
        var path = Path.GetFullPath(directory + uri[RootUri.Length..]);
        return IsBelow(path, directory) ? path : throw Outside(uri);
    }

    private static bool IsBelow(string path, string directory) =>
        path.StartsWith(directory, StringComparison.Ordinal)
        && (path.Length == directory.Length || path[directory.Length] == Path.DirectorySeparatorChar);

    private RametException Outside(string name) => new(
        ErrorCode.StorageError,
        ErrorKind.Environment,
        $"'{name}' lies outside of the warehouse, whose files are below '{RootUri}' (now in directory '{directory}')");

    private readonly record struct Flushing(string Path, bool IsDirectory)
    {
        public static Flushing File(string path) => new(path, IsDirectory: false);

        public static Flushing Directory(string path) => new(path, IsDirectory: true);
    }
}
