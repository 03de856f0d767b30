namespace Ramet.Warehouse.Queries;

/// <summary>
/// The directory into which one process spills what does not fit into memory. It is removed with the process; what a killed process has
/// left behind is removed by the next one that makes a directory beside it.
/// </summary>
/// <remarks>
/// A locked file <c>NAME.lock</c> beside a directory says that its process lives: the operating system releases the lock, however the
/// process ends. It is taken before the directory is made and released after it is removed, so whoever gets it may remove the directory.
/// </remarks>
internal sealed class SpillDirectory : IDisposable
{
    private const string LockSuffix = ".lock";

    private readonly FileStream heldLock;

    private SpillDirectory(string path, FileStream heldLock)
    {
        Path = path;
        this.heldLock = heldLock;
    }

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>Makes a directory of this process.</summary>
    /// <param name="parent">The directory that holds those of all processes; made when there is none.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static SpillDirectory Create(string parent)
    {
        Directory.CreateDirectory(parent);
        RemoveAbandoned(parent);
        var path = System.IO.Path.Combine(parent, $"{Environment.ProcessId}-{Guid.NewGuid():n}");
        var held = OpenLock(path, FileMode.CreateNew);
        Directory.CreateDirectory(path);
        return new SpillDirectory(path, held);
    }

    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
        heldLock.Dispose();
    }

    /// <summary>Removes the directories of processes that have died.</summary>
    /// <param name="parent">The directory that holds those of all processes; it need not exist.</param>
    public static void RemoveAbandoned(string parent)
    {
        if (!Directory.Exists(parent))
            return;
        foreach (var path in Directory.EnumerateDirectories(parent))
        {
            try
            {
                using var free = OpenLock(path, FileMode.Open);
                Directory.Delete(path, recursive: true);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Its process lives, another one is removing it, or it is none of ours.
            }
        }
    }

    private static FileStream OpenLock(string path, FileMode mode) =>
        new(path + LockSuffix, mode, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
}
