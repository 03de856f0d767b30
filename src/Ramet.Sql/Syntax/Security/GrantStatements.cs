using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary>
/// <c>GRANT action [, action] ON object TO grantee [, grantee] [PRIVILEGEPROPERTIES ('key'='value', ...)]</c>.
/// </summary>
/// <param name="Actions">What is allowed; not checked by the parser.</param>
/// <param name="Object">On what.</param>
/// <param name="Grantees">To whom.</param>
/// <param name="Properties"><c>expires</c>, <c>conditions</c>, <c>policy</c>, <c>allow</c>; none for a plain permission.</param>
public sealed record GrantStatement(
    ImmutableArray<GrantAction> Actions,
    SecurableObject Object,
    ImmutableArray<Grantee> Grantees,
    ImmutableArray<PropertyPair> Properties) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        Actions = map.All(Actions),
        Object = map.One(Object),
        Grantees = map.All(Grantees),
        Properties = map.All(Properties),
    };
}

/// <summary>
/// <c>REVOKE action [, action] ON object FROM grantee [, grantee] [PRIVILEGEPROPERTIES ('key'='value', ...)]</c>.
/// </summary>
/// <param name="Actions">What is no longer allowed; not checked by the parser.</param>
/// <param name="Object">On what.</param>
/// <param name="Grantees">From whom.</param>
/// <param name="Properties"><c>policy</c> and <c>allow</c> say which rule of a role is taken back; none for a plain permission.</param>
public sealed record RevokeStatement(
    ImmutableArray<GrantAction> Actions,
    SecurableObject Object,
    ImmutableArray<Grantee> Grantees,
    ImmutableArray<PropertyPair> Properties) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        Actions = map.All(Actions),
        Object = map.One(Object),
        Grantees = map.All(Grantees),
        Properties = map.All(Properties),
    };
}

/// <summary>One action of GRANT or REVOKE: <c>Select</c>, <c>Select (a, b)</c>, <c>All</c>.</summary>
/// <param name="Action">The action's name.</param>
/// <param name="Columns">The columns for which alone it is allowed; none for all.</param>
public sealed record GrantAction(Identifier Action, ImmutableArray<Identifier> Columns) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Action = map.One(Action), Columns = map.All(Columns) };
}

/// <summary><c>SHOW GRANTS [FOR grantee] [ON TYPE type | ON object]</c>.</summary>
/// <param name="Grantee">Whose permissions; null for the caller's.</param>
/// <param name="Type">The sort of objects; null for all, or if <paramref name="Object"/> is given.</param>
/// <param name="Object">The object; null for all.</param>
public sealed record ShowGrantsStatement(Grantee? Grantee, SecurableKind? Type, SecurableObject? Object) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Grantee = map.Optional(Grantee), Object = map.Optional(Object) };
}

/// <summary><c>SHOW ACL FOR object [ON TYPE type]</c>: who may do what with an object.</summary>
/// <param name="Object">The object; a table if no type is given.</param>
public sealed record ShowAclStatement(SecurableObject Object) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Object = map.One(Object) };
}

/// <summary><c>CLEAR EXPIRED GRANTS</c>: deletes permissions and labels whose time is over.</summary>
public sealed record ClearExpiredGrantsStatement : SecurityStatement;
