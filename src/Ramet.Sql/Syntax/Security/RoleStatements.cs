using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary><c>CREATE ROLE role [PRIVILEGEPROPERTIES ("type"="admin"|"resource")]</c>.</summary>
/// <param name="Role">The new role of the current project.</param>
/// <param name="Properties">The properties; none for a role of type resource.</param>
public sealed record CreateRoleStatement(Identifier Role, ImmutableArray<PropertyPair> Properties) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Role = map.One(Role), Properties = map.All(Properties) };
}

/// <summary><c>DROP ROLE role</c>, also written <c>DELETE ROLE</c>.</summary>
/// <param name="Role">The role.</param>
public sealed record DropRoleStatement(Identifier Role) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Role = map.One(Role) };
}

/// <summary><c>LIST ROLES</c>, also written <c>SHOW ROLES</c>.</summary>
public sealed record ListRolesStatement : SecurityStatement;

/// <summary><c>GRANT [ROLE] role [, role] TO [USER] principal [, principal]</c>.</summary>
/// <param name="Roles">The roles.</param>
/// <param name="Users">Who gets all of them.</param>
public sealed record GrantRoleStatement(ImmutableArray<Identifier> Roles, ImmutableArray<Principal> Users) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Roles = map.All(Roles), Users = map.All(Users) };
}

/// <summary><c>REVOKE [ROLE] role [, role] FROM [USER] principal [, principal]</c>.</summary>
/// <param name="Roles">The roles.</param>
/// <param name="Users">Who loses all of them.</param>
public sealed record RevokeRoleStatement(ImmutableArray<Identifier> Roles, ImmutableArray<Principal> Users) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Roles = map.All(Roles), Users = map.All(Users) };
}

/// <summary><c>DESC|DESCRIBE ROLE role</c>.</summary>
/// <param name="Role">The role.</param>
public sealed record DescribeRoleStatement(Identifier Role) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Role = map.One(Role) };
}

/// <summary><c>SHOW PRINCIPALS role</c>: the users that hold a role.</summary>
/// <param name="Role">The role.</param>
public sealed record ShowPrincipalsStatement(Identifier Role) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Role = map.One(Role) };
}

/// <summary><c>PURGE PRIVS|PRIVILEGES FROM USER principal | ROLE role</c>: deletes the grants that a removed user or role has left.</summary>
/// <param name="Grantee">Whose grants.</param>
public sealed record PurgePrivilegesStatement(Grantee Grantee) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Grantee = map.One(Grantee) };
}
