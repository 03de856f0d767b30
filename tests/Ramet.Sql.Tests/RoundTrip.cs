using Ramet.Errors;
using Ramet.Sql.Parsing;
using Ramet.Sql.Writing;

namespace Ramet.Sql.Tests;

/// <summary>
/// The property that every statement must have: its tree writes a text that reads as a tree which writes the same text. Other test projects
/// link this file, to check each statement of their golden files.
/// </summary>
internal static class RoundTrip
{
    /// <summary>The canonical text of a statement, after the check.</summary>
    /// <exception cref="RametException">The statement itself is not of the dialect.</exception>
    /// <exception cref="InvalidOperationException">The property does not hold; the message has both texts.</exception>
    public static string Check(string statement)
    {
        var written = MaxComputeWriter.Write(SqlParser.ParseText(statement));
        var again = WriteAgain(statement, written);
        if (again != written)
            throw new InvalidOperationException($"Not stable:\n  read    {statement}\n  written {written}\n  again   {again}");
        return written;
    }

    private static string WriteAgain(string statement, string written)
    {
        try
        {
            return MaxComputeWriter.Write(SqlParser.ParseText(written));
        }
        catch (RametException error)
        {
            throw new InvalidOperationException($"Not readable:\n  read    {statement}\n  written {written}\n  error   {error.Message}", error);
        }
    }
}
