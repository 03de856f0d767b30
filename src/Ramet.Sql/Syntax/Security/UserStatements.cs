namespace Ramet.Sql.Syntax;

/// <summary><c>ADD USER principal [COMMENT 's']</c>.</summary>
/// <param name="User">Who becomes a user of the current project.</param>
/// <param name="Comment">The comment; null for none.</param>
public sealed record AddUserStatement(Principal User, TextValue? Comment) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { User = map.One(User), Comment = map.Optional(Comment) };
}

/// <summary><c>REMOVE USER principal</c>.</summary>
/// <param name="User">Who is no longer a user of the current project.</param>
public sealed record RemoveUserStatement(Principal User) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { User = map.One(User) };
}

/// <summary><c>LIST USERS</c>.</summary>
public sealed record ListUsersStatement : SecurityStatement;

/// <summary><c>ADD ACCOUNTPROVIDER name</c>.</summary>
/// <param name="Provider">The kind of principals that the current project accepts from now on: <c>ALIYUN</c> or <c>RAM</c>.</param>
public sealed record AddAccountProviderStatement(Identifier Provider) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Provider = map.One(Provider) };
}

/// <summary><c>REMOVE ACCOUNTPROVIDER name</c>.</summary>
/// <param name="Provider">The kind of principals that the current project no longer accepts.</param>
public sealed record RemoveAccountProviderStatement(Identifier Provider) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Provider = map.One(Provider) };
}

/// <summary><c>LIST ACCOUNTPROVIDERS</c>.</summary>
public sealed record ListAccountProvidersStatement : SecurityStatement;
