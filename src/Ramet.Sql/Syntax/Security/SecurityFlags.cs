namespace Ramet.Sql.Syntax;

/// <summary>The names of the flags that <c>SET flag=true|false</c> changes in a project.</summary>
public static class SecurityFlags
{
    /// <summary>The flag that may have exceptions.</summary>
    public const string ProjectProtection = "ProjectProtection";

    private static readonly string[] Names =
    [
        "CheckPermissionUsingACL",
        "CheckPermissionUsingPolicy",
        "ObjectCreatorHasAccessPermission",
        "ObjectCreatorHasGrantPermission",
        "LabelSecurity",
        ProjectProtection,
    ];

    /// <summary>The flag that a word names in any case, in its usual spelling; null for any other word.</summary>
    public static string? Find(string word) =>
        Array.Find(Names, name => string.Equals(name, word, StringComparison.OrdinalIgnoreCase));
}
