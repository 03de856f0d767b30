using Ramet.Errors;

namespace Ramet.Tables.Avro;

/// <summary>The error for a file that is not what it should be.</summary>
internal static class AvroErrors
{
    public static RametException Corrupt(string document, string problem, Exception? cause = null) => new(
        ErrorCode.StorageError,
        ErrorKind.Environment,
        $"file '{document}' is corrupt: {problem}",
        hint: "Restore the file from a backup.",
        cause: cause);
}
