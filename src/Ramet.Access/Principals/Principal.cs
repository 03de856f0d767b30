using System.Diagnostics.CodeAnalysis;
using Ramet.Errors;

namespace Ramet.Access;

/// <summary>
/// Who makes a request: an account (<c>ALIYUN$alice@example.com</c>, <c>ALIYUN$5527</c>), a RAM user of an account
/// (<c>RAM$alice@example.com:etl</c>) or a RAM role of an account (<c>RAM$alice@example.com:role/loader</c>). Names keep the case in
/// which they were written and compare without regard to it, so that no two principals look alike.
/// </summary>
public sealed record Principal
{
    private const string AccountPrefix = "ALIYUN$";
    private const string RamPrefix = "RAM$";
    private const string RolePrefix = "role/";
    private const int NameLengthMax = 128;

    private Principal(PrincipalKind kind, string accountName, string? userName)
    {
        Kind = kind;
        AccountName = accountName;
        UserName = userName;
    }

    /// <summary>The account that exists in every warehouse and may do everything in it.</summary>
    public static Principal Administrator { get; } = new(PrincipalKind.Account, "administrator@ramet.local", null);

    /// <summary>Account, RAM user or RAM role.</summary>
    public PrincipalKind Kind { get; }

    /// <summary>The account's name or id without prefix; for a RAM user or role that of the account it belongs to.</summary>
    public string AccountName { get; }

    /// <summary>The own name of a RAM user or RAM role within its account; null for an account.</summary>
    public string? UserName { get; }

    /// <summary>The account itself, or the account that a RAM user or role belongs to.</summary>
    public Principal Account => Kind == PrincipalKind.Account ? this : new(PrincipalKind.Account, AccountName, null);

    /// <summary>Whether this is the <see cref="Administrator"/> of the warehouse.</summary>
    public bool IsAdministrator => Equals(Administrator);

    /// <summary>Reads the written form; the prefix may have any case.</summary>
    /// <exception cref="RametException">The text is not a principal (kind <see cref="ErrorKind.User"/>).</exception>
    public static Principal Parse(string text) => TryParse(text, out var principal) ? principal : throw Invalid(text);

    /// <summary>
    /// Reads the written form where the short form <c>RAM$user</c> is allowed, which means a RAM user of the account that runs the
    /// statement.
    /// </summary>
    /// <param name="text">What was written.</param>
    /// <param name="caller">Who runs the statement.</param>
    /// <exception cref="RametException">The text is not a principal (kind <see cref="ErrorKind.User"/>).</exception>
    public static Principal Parse(string text, Principal caller)
    {
        var isShort = text.StartsWith(RamPrefix, StringComparison.OrdinalIgnoreCase) && !text.Contains(':', StringComparison.Ordinal);
        return Parse(isShort ? $"{RamPrefix}{caller.AccountName}:{text[RamPrefix.Length..]}" : text);
    }

    /// <summary>Reads the written form; false when the text is not a principal.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Principal? principal)
    {
        principal = null;
        if (text.StartsWith(AccountPrefix, StringComparison.OrdinalIgnoreCase))
            principal = ParseAccount(text[AccountPrefix.Length..]);
        else if (text.StartsWith(RamPrefix, StringComparison.OrdinalIgnoreCase))
            principal = ParseRam(text[RamPrefix.Length..]);
        return principal is not null;
    }

    /// <summary>Whether both name the same identity.</summary>
    public bool Equals(Principal? other) =>
        other is not null
        && Kind == other.Kind
        && string.Equals(AccountName, other.AccountName, StringComparison.OrdinalIgnoreCase)
        && string.Equals(UserName, other.UserName, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(
        Kind,
        StringComparer.OrdinalIgnoreCase.GetHashCode(AccountName),
        UserName is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(UserName));

    /// <summary>The canonical written form: upper-case prefix, names as they were written.</summary>
    public override string ToString() => Kind switch
    {
        PrincipalKind.Account => AccountPrefix + AccountName,
        PrincipalKind.RamUser => $"{RamPrefix}{AccountName}:{UserName}",
        PrincipalKind.RamRole => $"{RamPrefix}{AccountName}:{RolePrefix}{UserName}",
    };

    private static RametException Invalid(string text) => new(
        ErrorCode.InvalidParameter,
        ErrorKind.User,
        $"Invalid account Name {text}",
        hint: "Write an account as ALIYUN$name@domain or ALIYUN$id, a RAM user as RAM$account:user, a RAM role as `RAM$account:role/name`.");

    private static Principal? ParseAccount(string name) =>
        IsAccountName(name) ? new Principal(PrincipalKind.Account, name, null) : null;

    private static Principal? ParseRam(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return null;
        var (account, name) = (text[..colon], text[(colon + 1)..]);
        var isRole = name.StartsWith(RolePrefix, StringComparison.OrdinalIgnoreCase);
        if (isRole)
            name = name[RolePrefix.Length..];
        return IsAccountName(account) && IsName(name)
            ? new Principal(isRole ? PrincipalKind.RamRole : PrincipalKind.RamUser, account, name)
            : null;
    }

    private static bool IsAccountName(string name)
    {
        var at = name.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? IsName(name) : IsName(name[..at]) && IsName(name[(at + 1)..]);
    }

    /// <summary>ASCII only: the catalog compares names without regard to case, and only for ASCII do all stores agree on it.</summary>
    private static bool IsName(string name) =>
        name.Length is > 0 and <= NameLengthMax
        && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '+' or '%');
}
