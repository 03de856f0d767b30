namespace Ramet.Sql.Syntax;

/// <summary><c>CREATE ACCOUNT ALIYUN$name@domain</c>.</summary>
/// <param name="Account">The new account.</param>
public sealed record CreateAccountStatement(Principal Account) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Account = map.One(Account) };
}

/// <summary><c>CREATE RAM USER RAM$name@domain:sub</c>.</summary>
/// <param name="User">The new user of an existing account.</param>
public sealed record CreateRamUserStatement(Principal User) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { User = map.One(User) };
}

/// <summary><c>CREATE RAM ROLE `RAM$name@domain:role/name`</c>.</summary>
/// <param name="Role">The new role of an existing account.</param>
public sealed record CreateRamRoleStatement(Principal Role) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Role = map.One(Role) };
}

/// <summary>
/// <c>CREATE PROJECT [IF NOT EXISTS] p [OWNER principal] [REGION 'r'] [STORAGE CLASS 'c'] [COMMENT 's']</c>; the clauses may come in any
/// order.
/// </summary>
/// <param name="IfNotExists">True to accept an existing project as it is.</param>
/// <param name="Name">The project.</param>
/// <param name="Owner">The owning account; null for the account of the caller.</param>
/// <param name="Region">The region; null for the default one.</param>
/// <param name="StorageClass"><c>single-az</c> or <c>multi-az</c>, not checked by the parser; null for the default.</param>
/// <param name="Comment">The comment; null for none.</param>
public sealed record CreateProjectStatement(
    bool IfNotExists,
    Identifier Name,
    Principal? Owner,
    TextValue? Region,
    TextValue? StorageClass,
    TextValue? Comment) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        Name = map.One(Name),
        Owner = map.Optional(Owner),
        Region = map.Optional(Region),
        StorageClass = map.Optional(StorageClass),
        Comment = map.Optional(Comment),
    };
}

/// <summary><c>ALTER PROJECT p ENABLE|DISABLE</c>.</summary>
/// <param name="Name">The project.</param>
/// <param name="IsEnabled">Whether it may be used from now on.</param>
public sealed record AlterProjectStatement(Identifier Name, bool IsEnabled) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Name = map.One(Name) };
}

/// <summary><c>DROP PROJECT [IF EXISTS] p</c>.</summary>
/// <param name="IfExists">True to accept that there is none.</param>
/// <param name="Name">The project.</param>
public sealed record DropProjectStatement(bool IfExists, Identifier Name) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Name = map.One(Name) };
}
