using Ramet.Errors;

namespace Ramet.Cli.Transfers;

/// <summary>Files that are there when they are whole, and not before.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file, which then takes the place of an older one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes it, to another path beside it.</param>
    /// <exception cref="RametException">It cannot be written.</exception>
    public static void Write(string path, Action<string> write)
    {
        var part = path + ".part";
        try
        {
            write(part);
            File.Move(part, path, overwrite: true);
        }
        catch (Exception exception) when (exception is (IOException and not HttpIOException) or UnauthorizedAccessException)
        {
            throw new RametException(ErrorCode.StorageError, ErrorKind.Environment, $"the file cannot be written: {exception.Message}", cause: exception);
        }
        finally
        {
            File.Delete(part); // what is left of one that failed
        }
    }
}
