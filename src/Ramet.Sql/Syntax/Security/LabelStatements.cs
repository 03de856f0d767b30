using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary><c>SET LABEL n TO USER principal</c>: how sensitive data a user may read.</summary>
/// <param name="Label">The clearance.</param>
/// <param name="User">The user.</param>
public sealed record SetUserLabelStatement(CountValue Label, Principal User) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Label = map.One(Label), User = map.One(User) };
}

/// <summary><c>SET LABEL n TO TABLE t[(a, b)]</c>: how sensitive data is.</summary>
/// <param name="Label">The sensitivity.</param>
/// <param name="Table">The table or columns.</param>
public sealed record SetTableLabelStatement(CountValue Label, SecurableObject Table) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Label = map.One(Label), Table = map.One(Table) };
}

/// <summary><c>UNSET LABEL FROM USER principal</c>.</summary>
/// <param name="User">The user.</param>
public sealed record UnsetUserLabelStatement(Principal User) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { User = map.One(User) };
}

/// <summary><c>UNSET LABEL FROM TABLE t[(a, b)]</c>.</summary>
/// <param name="Table">The table or columns.</param>
public sealed record UnsetTableLabelStatement(SecurableObject Table) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Table = map.One(Table) };
}

/// <summary><c>GRANT LABEL n ON TABLE t[(a, b)] TO USER|ROLE x [, ...] [WITH EXP days]</c>.</summary>
/// <param name="Label">Up to which sensitivity.</param>
/// <param name="Table">The table or columns.</param>
/// <param name="Grantees">Who may read them.</param>
/// <param name="Days">For how many days; null for the usual time.</param>
public sealed record GrantLabelStatement(CountValue Label, SecurableObject Table, ImmutableArray<Grantee> Grantees, CountValue? Days) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        Label = map.One(Label),
        Table = map.One(Table),
        Grantees = map.All(Grantees),
        Days = map.Optional(Days),
    };
}

/// <summary><c>REVOKE LABEL ON TABLE t[(a, b)] FROM USER|ROLE x [, ...]</c>.</summary>
/// <param name="Table">The table or columns.</param>
/// <param name="Grantees">Who may no longer read them.</param>
public sealed record RevokeLabelStatement(SecurableObject Table, ImmutableArray<Grantee> Grantees) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Table = map.One(Table), Grantees = map.All(Grantees) };
}

/// <summary><c>SHOW LABEL [n] GRANTS [ON TABLE t] [FOR USER principal]</c>.</summary>
/// <param name="Label">Only grants of this label; null for all.</param>
/// <param name="Table">Only grants on this table; null for all.</param>
/// <param name="User">Only grants to this user; null for the caller, or for all users of <paramref name="Table"/>.</param>
public sealed record ShowLabelGrantsStatement(CountValue? Label, SecurableObject? Table, Principal? User) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { Label = map.Optional(Label), Table = map.Optional(Table), User = map.Optional(User) };
}
