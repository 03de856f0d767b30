using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary>The name of a package: <c>package</c> or <c>project.package</c>.</summary>
/// <param name="Project">The project that provides it; null for the current one.</param>
/// <param name="Package">Its own name.</param>
public sealed record PackageName(Identifier? Project, Identifier Package) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Project = map.Optional(Project), Package = map.One(Package) };
}

/// <summary><c>CREATE PACKAGE package</c>.</summary>
/// <param name="Package">The new package of the current project.</param>
public sealed record CreatePackageStatement(Identifier Package) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Package = map.One(Package) };
}

/// <summary><c>DROP PACKAGE package</c>, also written <c>DELETE PACKAGE</c>.</summary>
/// <param name="Package">The package of the current project.</param>
public sealed record DropPackageStatement(Identifier Package) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Package = map.One(Package) };
}

/// <summary><c>ADD type object TO PACKAGE package [WITH PRIVILEGES action, ...]</c>.</summary>
/// <param name="Object">What the package shares from now on.</param>
/// <param name="Package">The package of the current project.</param>
/// <param name="Privileges">What its users may do with the object; none for reading.</param>
public sealed record AddToPackageStatement(SecurableObject Object, Identifier Package, ImmutableArray<GrantAction> Privileges) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { Object = map.One(Object), Package = map.One(Package), Privileges = map.All(Privileges) };
}

/// <summary><c>REMOVE type object FROM PACKAGE package</c>.</summary>
/// <param name="Object">What the package no longer shares.</param>
/// <param name="Package">The package of the current project.</param>
public sealed record RemoveFromPackageStatement(SecurableObject Object, Identifier Package) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Object = map.One(Object), Package = map.One(Package) };
}

/// <summary>
/// <c>ALLOW PROJECT p|* TO INSTALL PACKAGE package [WITH action, ...] [USING LABEL n] [EXP days]</c>.
/// </summary>
/// <param name="Project">Who may install it; null for every project.</param>
/// <param name="Package">The package of the current project.</param>
/// <param name="Privileges">What its users there may do at most; none for what the package says.</param>
/// <param name="Label">The highest label of data that they may read; null for none.</param>
/// <param name="Days">After how many days the permission ends; null for never.</param>
public sealed record AllowInstallStatement(
    Identifier? Project,
    Identifier Package,
    ImmutableArray<GrantAction> Privileges,
    CountValue? Label,
    CountValue? Days) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with
    {
        Project = map.Optional(Project),
        Package = map.One(Package),
        Privileges = map.All(Privileges),
        Label = map.Optional(Label),
        Days = map.Optional(Days),
    };
}

/// <summary><c>DISALLOW PROJECT p|* TO INSTALL PACKAGE package</c>.</summary>
/// <param name="Project">Who may no longer install or use it; null for the permission that was given to every project.</param>
/// <param name="Package">The package of the current project.</param>
public sealed record DisallowInstallStatement(Identifier? Project, Identifier Package) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Project = map.Optional(Project), Package = map.One(Package) };
}

/// <summary><c>INSTALL PACKAGE project.package</c>.</summary>
/// <param name="Package">The package of another project.</param>
public sealed record InstallPackageStatement(PackageName Package) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Package = map.One(Package) };
}

/// <summary><c>UNINSTALL PACKAGE project.package</c>.</summary>
/// <param name="Package">The package of another project.</param>
public sealed record UninstallPackageStatement(PackageName Package) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Package = map.One(Package) };
}

/// <summary><c>DESC|DESCRIBE PACKAGE [project.]package</c>.</summary>
/// <param name="Package">A package of the current project, or one that it has installed.</param>
public sealed record DescribePackageStatement(PackageName Package) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Package = map.One(Package) };
}

/// <summary><c>SHOW PACKAGES</c>.</summary>
public sealed record ShowPackagesStatement : SecurityStatement;

/// <summary><c>SHOW PACKAGE ITEMS [FROM project] [ON TYPE type]</c>: what the installed packages share.</summary>
/// <param name="Project">The project that provides the packages; null for all.</param>
/// <param name="Type">The sort of objects; null for all.</param>
public sealed record ShowPackageItemsStatement(Identifier? Project, SecurableKind? Type) : SecurityStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Project = map.Optional(Project) };
}
