using Ramet.Access;
using Ramet.Errors;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Security;

/// <summary>The file of PUT POLICY and WITH EXCEPTION.</summary>
internal static class PolicyFile
{
    // Looked at before the file is read; the document itself has a limit in characters.
    private const long BytesMax = 1 << 20;

    /// <summary>Reads a policy.</summary>
    /// <param name="context">The statement; a relative path is relative to its session's base directory.</param>
    /// <param name="path">The file.</param>
    /// <param name="span">Where the statement names it.</param>
    /// <param name="allowsPrincipals">See <see cref="PolicyDocument.Parse"/>.</param>
    /// <exception cref="RametException">There is no such file, the caller may not read it, or it holds no policy.</exception>
    public static PolicyDocument Read(StatementContext context, string path, SourceSpan span, bool allowsPrincipals)
    {
        try
        {
            return PolicyDocument.Parse(ReadText(context, path, span), allowsPrincipals);
        }
        catch (RametException error) when (error.Span is null)
        {
            throw error.At(span);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new RametException(
                ErrorCode.StorageError, ErrorKind.NotFound, $"cannot read '{path}'", span, "A relative path is relative to the script, or to the current directory.", error);
        }
    }

    private static string ReadText(StatementContext context, string path, SourceSpan span)
    {
        var file = new FileInfo(Path.GetFullPath(path, context.Session.BaseDirectory));
        context.Warehouse.Locations.Check(file.FullName, context.Caller, span);
        if (file.Length > BytesMax)
            throw new RametException(ErrorCode.InvalidParameter, ErrorKind.User, $"failed to check policy format: '{path}' has {file.Length} bytes, at most {BytesMax} are read");
        return File.ReadAllText(file.FullName);
    }
}
