namespace Ramet.Access;

/// <summary>What can be done with packages, and with trust between projects.</summary>
public static class PackageRules
{
    /// <summary>Whether a package may be installed in a project, and so be used there; null when it may not.</summary>
    /// <param name="provider">The security of the project that offers it.</param>
    /// <param name="package">Its name.</param>
    /// <param name="projectId">The project that installs it.</param>
    /// <param name="now">The time, UTC.</param>
    public static PackageInstallerEntry? FindInstaller(ProjectSecurity provider, string package, long projectId, DateTimeOffset now)
    {
        if (!provider.Packages.TryGetValue(package, out var offered) || offered.Definition is null)
            return null;
        return offered.Installers.Values
            .Where(installer => installer.Project is null || installer.Project.Id == projectId)
            .Where(installer => installer.ExpiresAt is not { } end || now < end)
            .MinBy(static installer => installer.Project is null); // what was said about this project, before what was said about all
    }

    internal static TrustedProjectEntry Trust(ProjectSecurity security, ProjectReference trusted)
    {
        if (trusted.Id == security.Project.Id)
            throw SecurityErrors.Invalid($"project {trusted.Name} cannot trust itself", "Data flows within a project freely.");
        if (security.TrustedProjects.TryGetValue(trusted.Name, out var known) && known.Project.Id == trusted.Id)
            throw SecurityErrors.Exists($"trusted project '{trusted.Name}'");
        return new TrustedProjectEntry(trusted);
    }

    internal static TrustedProjectEntry Trusted(ProjectSecurity security, string name) =>
        security.TrustedProjects.TryGetValue(name, out var trusted) ? trusted : throw SecurityErrors.NotFound($"trusted project '{name}'");

    internal static PackageEntry Create(ProjectSecurity security, SecurityChange.CreatePackage change, DateTimeOffset now)
    {
        SecurityTransition.CheckName("package", change.Name);
        return security.Packages.ContainsKey(change.Name)
            ? throw SecurityErrors.Exists($"package '{change.Name}'")
            : new PackageEntry(change.Name, change.Creator, now);
    }

    internal static IEnumerable<SecurityEdit> Drop(ProjectSecurity security, string name)
    {
        var package = Find(security, name);
        return package.Items.Values.Cast<SecurityEntry>()
            .Concat(package.Installers.Values)
            .Append(package.Definition!) // a package that was found has one
            .Select(SecurityTransition.Delete);
    }

    internal static PackageItemEntry AddItem(ProjectSecurity security, SecurityChange.AddPackageItem change)
    {
        var package = Find(security, change.Package);
        if (change.Object.Type is ObjectType.Project or ObjectType.Package or ObjectType.Schema)
            throw SecurityErrors.Invalid($"an object of type {change.Object.Type} cannot be in a package", "Add tables, functions, resources or instances.");
        if (change.Actions.IsEmpty || !ObjectActions.Of(change.Object.Type).Contains(change.Actions))
            throw SecurityErrors.ActionDoesNotFit(change.Object.Type, change.Actions - ObjectActions.Of(change.Object.Type));
        if (package.Items.ContainsKey(change.Object))
            throw SecurityErrors.Invalid($"the object is already in package '{change.Package}'", "To change its privileges, remove it first.");
        return new PackageItemEntry(package.Definition!.Name, change.Object, change.Actions);
    }

    internal static PackageItemEntry Item(ProjectSecurity security, string package, ObjectKey key) =>
        Find(security, package).Items.TryGetValue(key, out var item) ? item : throw SecurityErrors.NotFound($"the object in package '{package}'");

    internal static PackageInstallerEntry Allow(ProjectSecurity security, SecurityChange.AllowInstall change)
    {
        if (change.Label is { } label && label is < 0 or > SecurityTransition.LabelMax)
            throw SecurityErrors.LabelOutOfRange(label);
        var package = Find(security, change.Package).Definition!;
        return new PackageInstallerEntry(package.Name, change.Project, change.Actions, change.Label, change.ExpiresAt);
    }

    internal static PackageInstallerEntry Installer(ProjectSecurity security, string package, string? project) =>
        Find(security, package).Installers.TryGetValue(project ?? "*", out var installer)
            ? installer
            : throw SecurityErrors.NotFound($"a permission of project '{project ?? "*"}' to install package '{package}'");

    internal static InstalledPackageEntry Install(ProjectSecurity security, SecurityChange.InstallPackage change, DateTimeOffset now)
    {
        if (change.Source.Id == security.Project.Id)
            throw SecurityErrors.Invalid("a package cannot be installed in the project that offers it", "Grant on the objects themselves.");
        var entry = new InstalledPackageEntry(change.Source, change.Package, now);
        return security.InstalledPackages.TryGetValue(entry.Key, out var known) && known.Source.Id == change.Source.Id
            ? throw SecurityErrors.Exists($"package '{change.Source.Name}.{change.Package}'")
            : entry;
    }

    internal static IEnumerable<SecurityEdit> Uninstall(ProjectSecurity security, SecurityChange.UninstallPackage change)
    {
        var name = $"{change.SourceProject}.{change.Package}";
        if (!security.InstalledPackages.TryGetValue(name.ToLowerInvariant(), out var installed))
            throw SecurityErrors.PackageNotFound(name);
        return security.EntriesAbout(ObjectKey.Named(ObjectType.Package, name)).Append(installed).Select(SecurityTransition.Delete);
    }

    private static OfferedPackage Find(ProjectSecurity security, string name) =>
        security.Packages.TryGetValue(name, out var package) && package.Definition is not null
            ? package
            : throw SecurityErrors.PackageNotFound(name);
}
