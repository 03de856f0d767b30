using Ramet.Errors;
using Ramet.Tables.Storage;
using Ramet.Warehouse.Files;

namespace Ramet.Warehouse.Unloading;

/// <summary>
/// A file that an UNLOAD makes: hidden while it is written, then there as a whole, and gone again when this is disposed before
/// <see cref="Keep"/>. A file that exists is never replaced.
/// </summary>
internal sealed class UnloadedFile : IDisposable
{
    private readonly WritableLocations locations;
    private readonly string location;
    private readonly string directory;
    private readonly SourceSpan span;
    private readonly List<string> createdDirectories;
    private string? unwanted;

    private UnloadedFile(WritableLocations locations, string location, string directory, string name, SourceSpan span)
    {
        (this.locations, this.location, this.directory, this.span) = (locations, location, directory, span);
        createdDirectories = CreateDirectory(directory);
        Path = System.IO.Path.Combine(directory, name);
        TemporaryPath = System.IO.Path.Combine(directory, $".unload-{Guid.NewGuid():n}");
        unwanted = TemporaryPath;
    }

    /// <summary>The full path of the file in the end.</summary>
    public string Path { get; }

    /// <summary>The full path under which it is written. LOAD passes over names that begin with a point.</summary>
    public string TemporaryPath { get; }

    /// <summary>Finds the place of a file, and makes its directory.</summary>
    /// <param name="locations">Where files may be written.</param>
    /// <param name="location">The full path of the directory.</param>
    /// <param name="name">The name of the file in it.</param>
    /// <param name="span">Where the statement names the directory.</param>
    /// <exception cref="RametException">Nothing may be written there, or it is no directory.</exception>
    public static UnloadedFile Create(WritableLocations locations, string location, string name, SourceSpan span)
    {
        var directory = locations.Resolve(location, span);
        if (File.Exists(directory))
        {
            throw new RametException(
                ErrorCode.StorageError, ErrorKind.User, $"'{location}' is a file, expected a directory", span, "UNLOAD makes a file with a name of its own in a directory.");
        }
        var file = new UnloadedFile(locations, location, directory, name, span);
        try
        {
            file.CheckPlace();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Makes the file durable (I6) and gives it its name, in one step.</summary>
    /// <returns>Its size in bytes.</returns>
    /// <exception cref="RametException">The directory is another one by now.</exception>
    /// <exception cref="IOException">There is a file of that name, or the disk has failed.</exception>
    public long Publish()
    {
        CheckPlace();
        Durability.FlushFile(TemporaryPath);
        File.Move(TemporaryPath, Path, overwrite: false);
        unwanted = Path;
        Durability.FlushDirectory(directory);
        foreach (var created in createdDirectories)
            Durability.FlushDirectory(System.IO.Path.GetDirectoryName(created)!); // it was created in one
        return new FileInfo(Path).Length;
    }

    /// <summary>The file stays.</summary>
    public void Keep() => unwanted = null;

    public void Dispose()
    {
        if (unwanted is null)
            return;
        try
        {
            File.Delete(unwanted);
            foreach (var created in createdDirectories)
                Directory.Delete(created); // fails when somebody else has put something into it
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The error of the statement matters more than what it leaves.
        }
    }

    /// <summary>Makes the directories of a path that are not there.</summary>
    /// <returns>Those that were made, the deepest first.</returns>
    private static List<string> CreateDirectory(string path)
    {
        var created = new List<string>();
        for (var parent = path; parent is not null && !Directory.Exists(parent); parent = System.IO.Path.GetDirectoryName(parent))
            created.Add(parent);
        Directory.CreateDirectory(path);
        return created;
    }

    /// <summary>Somebody may have put a link in the place of a directory since the path was looked at.</summary>
    private void CheckPlace()
    {
        if (locations.Resolve(location, span) != directory || RealPath.Of(directory) != directory)
        {
            throw new RametException(
                ErrorCode.StorageError, ErrorKind.Environment, $"the directory '{location}' was replaced while UNLOAD wrote to it", span, "Run the statement again.");
        }
    }
}
