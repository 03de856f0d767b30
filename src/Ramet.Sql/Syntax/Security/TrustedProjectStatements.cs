namespace Ramet.Sql.Syntax;

/// <summary><c>ADD TRUSTEDPROJECT p</c>: data of the current project may flow to another one although it is protected.</summary>
/// <param name="Project">The other project.</param>
public sealed record AddTrustedProjectStatement(Identifier Project) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Project = map.One(Project) };
}

/// <summary><c>REMOVE TRUSTEDPROJECT p</c>.</summary>
/// <param name="Project">The other project.</param>
public sealed record RemoveTrustedProjectStatement(Identifier Project) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Project = map.One(Project) };
}

/// <summary><c>LIST TRUSTEDPROJECTS</c>.</summary>
public sealed record ListTrustedProjectsStatement : SecurityStatement;
