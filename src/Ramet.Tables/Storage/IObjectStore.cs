using Ramet.Errors;

namespace Ramet.Tables.Storage;

/// <summary>
/// Where the files of tables live. Files are named by URI, written once and never changed, so readers need no locks and a cache never
/// goes stale.
/// </summary>
public interface IObjectStore
{
    /// <summary>The URI of the directory under which all files lie, without a final slash.</summary>
    string RootUri { get; }

    /// <summary>Writes new files and returns when all of them are durable: the files and the directory entries that lead to them.</summary>
    /// <param name="objects">The files; a URI that exists is never overwritten.</param>
    /// <param name="cancellation">Stops before the next file; files already written stay and are unreferenced.</param>
    /// <exception cref="RametException">StorageError: a disk is full (Limit), or a place cannot be written (Environment).</exception>
    void Write(IReadOnlyList<NewObject> objects, CancellationToken cancellation);

    /// <summary>
    /// Makes files durable that somebody else wrote, with the directory entries that lead to them. Each directory is flushed once.
    /// </summary>
    /// <param name="uris">The files.</param>
    /// <param name="cancellation">Stops before the next file.</param>
    /// <exception cref="RametException">StorageError: a file is missing or cannot be flushed.</exception>
    void MakeDurable(IReadOnlyList<string> uris, CancellationToken cancellation);

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="RametException">StorageError: the file is missing or cannot be read.</exception>
    byte[] Read(string uri);

    /// <summary>Whether a file exists.</summary>
    bool Exists(string uri);

    /// <summary>Deletes a file; one that does not exist is passed over.</summary>
    /// <exception cref="RametException">StorageError: the file cannot be deleted.</exception>
    void Delete(string uri);

    /// <summary>
    /// Lists the files below a directory, in no order; none when the directory does not exist. The list is read while it is asked for: files
    /// that come or go meanwhile may be in it or not.
    /// </summary>
    IEnumerable<StoredObject> List(string directoryUri);

    /// <summary>
    /// Lists the directories below a directory that hold no file, neither directly nor further below, and were last changed before a time,
    /// each behind those that it holds. None where the store knows no directories.
    /// </summary>
    /// <param name="directoryUri">The directory.</param>
    /// <param name="changedBefore">UTC.</param>
    IReadOnlyList<string> ListEmptyDirectories(string directoryUri, DateTimeOffset changedBefore);

    /// <summary>Deletes a directory if it holds nothing; one that does not exist, or holds something by now, is passed over.</summary>
    /// <exception cref="RametException">StorageError: the directory cannot be deleted.</exception>
    void DeleteEmptyDirectory(string directoryUri);

    /// <summary>The name under which the query engine finds a file or directory, which need not exist yet.</summary>
    string EngineLocation(string uri);

    /// <summary>The URI of a file that the query engine names: the reverse of <see cref="EngineLocation"/>.</summary>
    /// <exception cref="RametException">StorageError: the file lies outside of the store.</exception>
    string UriOf(string engineLocation);

    /// <summary>Makes a directory into which the query engine will write; one that exists is left as it is.</summary>
    /// <returns>Its <see cref="EngineLocation"/>.</returns>
    /// <exception cref="RametException">StorageError: the directory cannot be made.</exception>
    string CreateDirectory(string uri);
}

/// <summary>A file to be written.</summary>
/// <param name="Uri">Where.</param>
/// <param name="Content">All of its bytes.</param>
public readonly record struct NewObject(string Uri, ReadOnlyMemory<byte> Content);

/// <summary>A file that exists.</summary>
/// <param name="Uri">Where.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="WrittenAt">When it was written, in UTC.</param>
public readonly record struct StoredObject(string Uri, long SizeBytes, DateTimeOffset WrittenAt);
