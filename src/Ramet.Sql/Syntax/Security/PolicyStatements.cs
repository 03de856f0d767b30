namespace Ramet.Sql.Syntax;

/// <summary><c>PUT POLICY file ON ROLE role</c>: gives a role the rules of a JSON document.</summary>
/// <param name="File">The path of the document; it may be written without quotes.</param>
/// <param name="Role">The role.</param>
public sealed record PutPolicyStatement(TextValue File, Identifier Role) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { File = map.One(File), Role = map.One(Role) };
}

/// <summary><c>GET POLICY ON ROLE role</c>: the rules of a role as a JSON document.</summary>
/// <param name="Role">The role.</param>
public sealed record GetPolicyStatement(Identifier Role) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Role = map.One(Role) };
}
