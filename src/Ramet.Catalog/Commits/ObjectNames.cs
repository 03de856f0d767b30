using Ramet.Errors;

namespace Ramet.Catalog.Commits;

/// <summary>
/// The rule for names of projects and tables: ASCII letters, digits and <c>_</c>, at most 128 characters. With these alone every store
/// agrees on which names are the same without regard to case.
/// </summary>
public static class ObjectNames
{
    private const int LengthMax = 128;

    /// <summary>Does nothing when the name follows the rule.</summary>
    /// <param name="what">The kind of object, for the error.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="RametException">It does not (kind <see cref="ErrorKind.User"/>).</exception>
    public static void Check(string what, string name)
    {
        if (name.Length is 0 or > LengthMax || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            throw new RametException(
                ErrorCode.SemanticError,
                ErrorKind.User,
                $"'{name}' is not a valid {what} name",
                hint: $"Use 1 to {LengthMax} letters, digits and underscores.");
        }
    }
}
