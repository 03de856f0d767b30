using Ramet.Errors;

namespace Ramet.Catalog.Sqlite;

/// <summary>
/// Tells whether the process that works on a job still lives. Each process that runs jobs holds a lock on a file of its own, which the
/// operating system releases with the process, however it ends: unlike a process id, that survives neither a restart of the machine nor
/// is it mistaken for another process in another container.
/// </summary>
internal sealed class JobRunner : IDisposable
{
    private readonly FileStream heldLock;

    private JobRunner(string name, FileStream heldLock)
    {
        Name = name;
        this.heldLock = heldLock;
    }

    /// <summary>The name under which jobs are recorded; no two runners share one.</summary>
    public string Name { get; }

    /// <summary>Starts to be alive.</summary>
    /// <param name="directory">The directory of the lock files; created if there is none.</param>
    public static JobRunner Start(string directory)
    {
        var name = Guid.NewGuid().ToString("N");
        var path = LockPath(directory, name);
        try
        {
            Directory.CreateDirectory(directory);
            var held = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
            return new JobRunner(name, held);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RametException(
                ErrorCode.StorageError,
                ErrorKind.Environment,
                $"the file '{path}' cannot be created ({error.Message})",
                hint: "Check the permissions and the free space of the warehouse directory.",
                cause: error);
        }
    }

    /// <summary>Whether the runner of this name still lives. What a dead one left behind is removed.</summary>
    public static bool IsAlive(string directory, string name)
    {
        try
        {
            using var free = new FileStream(
                LockPath(directory, name), FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
            return false;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>Stops being alive: jobs that are still unfinished count as failed.</summary>
    public void Dispose() => heldLock.Dispose();

    private static string LockPath(string directory, string name) => Path.Combine(directory, name + ".lock");
}
