namespace Ramet.Sql.Syntax;

/// <summary><c>CREATE ACCESS KEY FOR principal</c>.</summary>
/// <param name="User">Who will sign requests with the key.</param>
public sealed record CreateAccessKeyStatement(Principal User) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { User = map.One(User) };
}

/// <summary><c>DROP ACCESS KEY id</c>.</summary>
/// <param name="Id">The key's id.</param>
public sealed record DropAccessKeyStatement(Identifier Id) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Id = map.One(Id) };
}

/// <summary><c>LIST ACCESS KEYS</c>.</summary>
public sealed record ListAccessKeysStatement : SecurityStatement;
