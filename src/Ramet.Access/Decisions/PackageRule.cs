namespace Ramet.Access;

/// <summary>
/// What packages give: who may Read an installed package in the project in which he works may do with its objects what the package says,
/// without being a user of the project that offers it, and in spite of its ProjectProtection.
/// </summary>
internal static class PackageRule
{
    /// <summary>Whether a package could allow the request: there is one of the project, installed where the caller works.</summary>
    public static bool MayHelp(AccessRequest request, ProjectSecurity provider) => Usable(request, provider).Any();

    /// <summary>What packages say; null when there is none with the object.</summary>
    public static AccessDecision? Decide(AccessRequest request, ProjectSecurity provider)
    {
        var denial = default(AccessDecision);
        foreach (var (package, installer) in Usable(request, provider))
        {
            var labels = LabelRule.Check(request, provider, installer.Label ?? provider.ClearanceOf(request.Caller.Principal));
            if (labels is null)
                return new AccessAllowed($"package {package}");
            denial = labels;
        }
        return denial;
    }

    private static IEnumerable<(string Package, PackageInstallerEntry Installer)> Usable(AccessRequest request, ProjectSecurity provider)
    {
        if (request is not { Object: SecuredObject { Key: { } key }, Caller.CurrentProject: { } consumer }
            || consumer.Security.Project.Id == provider.Project.Id
            || !consumer.Security.HasUser(request.Caller.Principal))
        {
            yield break;
        }
        foreach (var installed in consumer.Security.InstalledPackages.Values)
        {
            if (installed.Source.Id == provider.Project.Id
                && PackageRules.FindInstaller(provider, installed.Package, consumer.Security.Project.Id, request.Caller.Now) is { } installer
                && provider.Packages[installed.Package].Items.TryGetValue(key, out var item)
                && (installer.Actions is { } actions ? item.Actions & actions : item.Actions).Contains(request.Action)
                && MayRead(request.Caller, consumer, $"{installed.Source.Name}.{installed.Package}"))
            {
                yield return ($"{installed.Source.Name}.{installed.Package}", installer);
            }
        }
    }

    private static bool MayRead(AccessCaller caller, ProjectObject consumer, string package)
    {
        if (caller.Principal == consumer.Owner)
            return true;
        var target = new SecuredObject(consumer, ObjectType.Package, package) { Key = ObjectKey.Named(ObjectType.Package, package) };
        return AccessPolicy.DecidePermission(new AccessRequest(caller, AccessAction.Read, target), consumer.Security).IsAllowed;
    }
}
