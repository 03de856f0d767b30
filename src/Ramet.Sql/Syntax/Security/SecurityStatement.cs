namespace Ramet.Sql.Syntax;

/// <summary>A statement about users, roles, permissions and the flow of data of a project.</summary>
public abstract record SecurityStatement : Statement;

/// <summary><c>SHOW SecurityConfiguration</c>: the flags of the current project.</summary>
public sealed record ShowSecurityConfigurationStatement : SecurityStatement;

/// <summary>
/// <c>SET flag=true|false [WITH EXCEPTION file]</c>: a flag of the current project. These are no settings of the session, although the
/// verb is the same.
/// </summary>
/// <param name="Flag">The flag, in the spelling of <see cref="SecurityFlags"/>.</param>
/// <param name="IsOn">The new value.</param>
/// <param name="ExceptionFile">The file with the policy of exceptions, only for ProjectProtection; null for none.</param>
public sealed record SetSecurityConfigurationStatement(string Flag, bool IsOn, string? ExceptionFile) : SecurityStatement;

/// <summary><c>SHOW AUDIT [FOR principal] [ON object]</c>: who did what in the current project, the latest first.</summary>
/// <param name="User">Whose records; null for everybody's.</param>
/// <param name="Object">The object that the records are about; null for all.</param>
public sealed record ShowAuditStatement(Principal? User, SecurableObject? Object) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { User = map.Optional(User), Object = map.Optional(Object) };
}
