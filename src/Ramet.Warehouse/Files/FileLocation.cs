using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Files;

/// <summary>Places of files as statements write them: <c>file:///absolute</c>, or <c>file:relative</c> to the session's base directory.</summary>
internal static class FileLocation
{
    private const string Scheme = "file:";

    /// <summary>The full path that a location means.</summary>
    /// <param name="location">The location as written.</param>
    /// <param name="baseDirectory">The directory that a relative one counts from.</param>
    /// <exception cref="RametException">It is not on this machine, or no path.</exception>
    public static string PathOf(TextValue location, string baseDirectory)
    {
        var text = location.Value;
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            throw StatementErrors.Semantic(location.Span, $"expected a location file:///..., found '{text}'", "Only files of this machine can be read.");
        if (Uri.UnescapeDataString(text).Contains('\0', StringComparison.Ordinal))
            throw StatementErrors.Semantic(location.Span, "a location cannot hold a NUL character");
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && text[Scheme.Length..].StartsWith('/')
            ? uri.LocalPath
            : Path.GetFullPath(Uri.UnescapeDataString(text[Scheme.Length..]), baseDirectory);
    }

    /// <summary>The location of a full path, <c>file:///...</c>.</summary>
    public static string Of(string path) => new Uri(path).AbsoluteUri;
}
