using System.Collections.Immutable;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>Packages, by which projects share objects.</summary>
internal sealed partial class Parser
{
    private AddToPackageStatement ParseAddToPackage(Token first, SecurableKind kind)
    {
        var shared = ParseSecurableName(Peek(), kind);
        Expect(Keyword.To, Keyword.Package);
        var package = ParsePackage();
        var privileges = Skip(Keyword.With, Keyword.Privileges) ? ParseGrantActions() : [];
        return new AddToPackageStatement(shared, package, privileges) { Span = Since(first) };
    }

    private RemoveFromPackageStatement ParseRemoveFromPackage(Token first, SecurableKind kind)
    {
        var shared = ParseSecurableName(Peek(), kind);
        Expect(Keyword.From, Keyword.Package);
        return new RemoveFromPackageStatement(shared, ParsePackage()) { Span = Since(first) };
    }

    private AllowInstallStatement ParseAllowInstall()
    {
        var first = Expect(Keyword.Allow);
        var project = ParseProjectOrAll();
        Expect(Keyword.To, Keyword.Install, Keyword.Package);
        var package = ParsePackage();
        var privileges = Skip(Keyword.With) ? ParsePackagePrivileges() : [];
        var label = Skip(Keyword.Using, Keyword.Label) ? ParseCount() : null;
        var days = Skip(Keyword.Exp) ? ParseCount() : null;
        return new AllowInstallStatement(project, package, privileges, label, days) { Span = Since(first) };
    }

    private ImmutableArray<GrantAction> ParsePackagePrivileges()
    {
        Skip(Keyword.Privileges);
        return ParseGrantActions();
    }

    private DisallowInstallStatement ParseDisallowInstall()
    {
        var first = Expect(Keyword.Disallow);
        var project = ParseProjectOrAll();
        Expect(Keyword.To, Keyword.Install, Keyword.Package);
        return new DisallowInstallStatement(project, ParsePackage()) { Span = Since(first) };
    }

    private InstallPackageStatement ParseInstallPackage()
    {
        var first = Expect(Keyword.Install);
        Expect(Keyword.Package);
        return new InstallPackageStatement(ParsePackageName()) { Span = Since(first) };
    }

    private UninstallPackageStatement ParseUninstallPackage()
    {
        var first = Expect(Keyword.Uninstall);
        Expect(Keyword.Package);
        return new UninstallPackageStatement(ParsePackageName()) { Span = Since(first) };
    }

    private ShowPackageItemsStatement ParseShowPackageItems(Token first)
    {
        Expect(Keyword.Items);
        var project = Skip(Keyword.From) ? ParseName("a project name") : null;
        SecurableKind? type = Skip(Keyword.On, Keyword.Type) ? ParseSecurableKind() : null;
        return new ShowPackageItemsStatement(project, type) { Span = Since(first) };
    }

    private Identifier? ParseProjectOrAll()
    {
        Expect(Keyword.Project);
        return Skip(TokenKind.Star) ? null : ParseName("a project name or '*'");
    }

    private Identifier ParsePackage() => ParseName("a package name");

    private PackageName ParsePackageName()
    {
        var name = ParsePackage();
        return Skip(TokenKind.Dot)
            ? new PackageName(name, ParseNameAfterDot("a package name")) { Span = Since(name) }
            : new PackageName(null, name) { Span = name.Span };
    }
}
