namespace Ramet.Access;

/// <summary>To whom something is granted: a user of the project, or a role of it. Exactly one of both is not null.</summary>
public sealed record Subject
{
    private Subject(Principal? user, string? role)
    {
        User = user;
        Role = role;
    }

    /// <summary>The user; null for a role.</summary>
    public Principal? User { get; }

    /// <summary>The name of the role, which compares without regard to case; null for a user.</summary>
    public string? Role { get; }

    /// <summary>A user.</summary>
    public static Subject Of(Principal user) => new(user, null);

    /// <summary>A role.</summary>
    public static Subject Of(string role) => new(null, role);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static Subject Parse(string text) =>
        text.StartsWith("role/", StringComparison.Ordinal) ? Of(text["role/".Length..]) : Of(Principal.Parse(text["user/".Length..]));

    /// <summary>Whether both are the same user or the same role.</summary>
    public bool Equals(Subject? other) =>
        other is not null && User == other.User && string.Equals(Role, other.Role, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => User is { } user ? user.GetHashCode() : StringComparer.OrdinalIgnoreCase.GetHashCode(Role!);

    /// <summary>The form of SHOW GRANTS: <c>user/RAM$alice@example.com:etl</c>, <c>role/worker</c>.</summary>
    public override string ToString() => User is { } user ? $"user/{user}" : $"role/{Role}";
}
