namespace Ramet.Sql.Syntax;

/// <summary>The names of the flags that <c>SET flag=true|false</c> changes in a project.</summary>
public static class SecurityFlags
{
    /// <summary>Whether grants count.</summary>
    public const string CheckPermissionUsingAcl = "CheckPermissionUsingACL";

    /// <summary>Whether policies of roles count.</summary>
    public const string CheckPermissionUsingPolicy = "CheckPermissionUsingPolicy";

    /// <summary>Whether who created an object may do everything with it.</summary>
    public const string ObjectCreatorHasAccessPermission = "ObjectCreatorHasAccessPermission";

    /// <summary>Whether who created an object may grant actions on it.</summary>
    public const string ObjectCreatorHasGrantPermission = "ObjectCreatorHasGrantPermission";

    /// <summary>Whether labels count.</summary>
    public const string LabelSecurity = "LabelSecurity";

    /// <summary>Whether data may leave the project; the only flag that may have exceptions.</summary>
    public const string ProjectProtection = "ProjectProtection";

    /// <summary>Whether downloading needs a privilege of its own.</summary>
    public const string EnableDownloadPrivilege = "EnableDownloadPrivilege";

    /// <summary>Whether reading external files needs a privilege of its own; never here.</summary>
    public const string ExternalResourceAccessControl = "ExternalResourceAccessControl";

    private static readonly string[] Names =
    [
        CheckPermissionUsingAcl,
        CheckPermissionUsingPolicy,
        ObjectCreatorHasAccessPermission,
        ObjectCreatorHasGrantPermission,
        LabelSecurity,
        ProjectProtection,
        EnableDownloadPrivilege,
        ExternalResourceAccessControl,
    ];

    /// <summary>The flag that a word names in any case, in its usual spelling; null for any other word.</summary>
    public static string? Find(string word) =>
        Array.Find(Names, name => string.Equals(name, word, StringComparison.OrdinalIgnoreCase));
}
