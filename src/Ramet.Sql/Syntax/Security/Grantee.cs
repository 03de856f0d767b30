namespace Ramet.Sql.Syntax;

/// <summary>Who gets or loses a permission.</summary>
public abstract record Grantee : SyntaxNode;

/// <summary><c>USER principal</c>; the keyword may be missing.</summary>
/// <param name="User">The user.</param>
public sealed record UserGrantee(Principal User) : Grantee
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { User = map.One(User) };
}

/// <summary><c>ROLE role</c>; the keyword may be missing, since no user's name looks like a role's.</summary>
/// <param name="Role">The role.</param>
public sealed record RoleGrantee(Identifier Role) : Grantee
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Role = map.One(Role) };
}
