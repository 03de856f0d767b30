using System.Collections.Immutable;

namespace Ramet.Access;

/// <summary>
/// Who may do what in one project: an immutable value, with an index for each question that a decision asks. Changing one row shares all
/// the others with the value before, so that ten thousand grants cost ten thousand small steps.
/// </summary>
public sealed record ProjectSecurity
{
    private static readonly ImmutableSortedSet<string> NoRoles = ImmutableSortedSet.Create<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The project and the account that owns it for ever.</summary>
    public required SecuredProject Project { get; init; }

    /// <summary>Counts the changes, from 0; a commit names the version on which its decisions were based.</summary>
    public long Version { get; init; }

    /// <summary>The switches.</summary>
    public SecurityConfiguration Configuration { get; init; } = new();

    /// <summary>The statements that except flows from ProjectProtection; empty when there are none.</summary>
    public PolicyDocument ProtectionException { get; init; } = PolicyDocument.Empty;

    /// <summary>The users of the project, besides its owner.</summary>
    public ImmutableDictionary<Principal, MemberEntry> Members { get; init; } = ImmutableDictionary<Principal, MemberEntry>.Empty;

    /// <summary>The roles that were created, in the order of their names.</summary>
    public ImmutableSortedDictionary<string, RoleEntry> Roles { get; init; } = ByName<RoleEntry>();

    /// <summary>The roles of each user who has some, built-in ones too.</summary>
    public ImmutableDictionary<Principal, ImmutableSortedSet<string>> RolesByUser { get; init; } =
        ImmutableDictionary<Principal, ImmutableSortedSet<string>>.Empty;

    /// <summary>The grants on each object, by subject.</summary>
    public ImmutableDictionary<ObjectKey, ImmutableDictionary<Subject, AclEntry>> Acl { get; init; } =
        ImmutableDictionary<ObjectKey, ImmutableDictionary<Subject, AclEntry>>.Empty;

    /// <summary>The policies of roles, by the name of the role.</summary>
    public ImmutableSortedDictionary<string, RolePolicyEntry> Policies { get; init; } = ByName<RolePolicyEntry>();

    /// <summary>The trusted projects, by name.</summary>
    public ImmutableSortedDictionary<string, TrustedProjectEntry> TrustedProjects { get; init; } = ByName<TrustedProjectEntry>();

    /// <summary>The packages that this project offers, by name.</summary>
    public ImmutableSortedDictionary<string, OfferedPackage> Packages { get; init; } = ByName<OfferedPackage>();

    /// <summary>The packages of other projects that are installed here, by <c>project.package</c>.</summary>
    public ImmutableSortedDictionary<string, InstalledPackageEntry> InstalledPackages { get; init; } = ByName<InstalledPackageEntry>();

    /// <summary>The labels of tables that have some.</summary>
    public ImmutableDictionary<ObjectKey, LabelEntry> Labels { get; init; } = ImmutableDictionary<ObjectKey, LabelEntry>.Empty;

    /// <summary>The clearances of users that are not 0.</summary>
    public ImmutableDictionary<Principal, ClearanceEntry> Clearances { get; init; } = ImmutableDictionary<Principal, ClearanceEntry>.Empty;

    /// <summary>The grants of labels on each table, by subject.</summary>
    public ImmutableDictionary<ObjectKey, ImmutableDictionary<Subject, LabelGrantEntry>> LabelGrants { get; init; } =
        ImmutableDictionary<ObjectKey, ImmutableDictionary<Subject, LabelGrantEntry>>.Empty;

    /// <summary>Whether somebody is the owner or a user of the project.</summary>
    public bool HasUser(Principal principal) => principal == Project.Owner || Members.ContainsKey(principal);

    /// <summary>Whether there is such a role, built-in ones included.</summary>
    public bool HasRole(string name) => ManagementActions.IsBuiltInRole(name) || Roles.ContainsKey(name);

    /// <summary>The roles of a user in the order of their names.</summary>
    public ImmutableSortedSet<string> RolesOf(Principal principal) => RolesByUser.GetValueOrDefault(principal, NoRoles);

    /// <summary>Who has a role, in the order of their written forms.</summary>
    public IEnumerable<Principal> UsersOfRole(string role) => RolesByUser
        .Where(pair => pair.Value.Contains(role))
        .Select(static pair => pair.Key)
        .OrderBy(static principal => principal.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>All that was granted to a subject, expired or not; in the order of the objects' types and keys. Walks through all grants.</summary>
    public IEnumerable<AclEntry> GrantsTo(Subject subject) => Acl.Values
        .Select(bySubject => bySubject.GetValueOrDefault(subject))
        .OfType<AclEntry>()
        .OrderBy(static entry => entry.Object.Type)
        .ThenBy(static entry => entry.Object.Id.Length)
        .ThenBy(static entry => entry.Object.Id, StringComparer.Ordinal);

    /// <summary>All grants on an object, expired or not.</summary>
    public ImmutableDictionary<Subject, AclEntry> GrantsOn(ObjectKey key) =>
        Acl.GetValueOrDefault(key, ImmutableDictionary<Subject, AclEntry>.Empty);

    /// <summary>All grants of labels on a table, expired or not.</summary>
    public ImmutableDictionary<Subject, LabelGrantEntry> LabelGrantsOn(ObjectKey key) =>
        LabelGrants.GetValueOrDefault(key, ImmutableDictionary<Subject, LabelGrantEntry>.Empty);

    /// <summary>Up to which level a user may read, 0 to 9.</summary>
    public int ClearanceOf(Principal principal) => Clearances.TryGetValue(principal, out var entry) ? entry.Label : 0;

    /// <summary>Every row about an object: what goes when it is dropped.</summary>
    public IEnumerable<SecurityEntry> EntriesAbout(ObjectKey key)
    {
        foreach (var entry in GrantsOn(key).Values)
            yield return entry;
        foreach (var entry in LabelGrantsOn(key).Values)
            yield return entry;
        if (Labels.TryGetValue(key, out var label))
            yield return label;
        foreach (var package in Packages.Values)
        {
            if (package.Items.TryGetValue(key, out var item))
                yield return item;
        }
    }

    /// <summary>This value with a row in place of the one with its key, if there is one.</summary>
    public ProjectSecurity With(SecurityEntry entry) => entry switch
    {
        ConfigurationEntry configuration => this with { Configuration = configuration.Configuration },
        ProtectionExceptionEntry exception => this with { ProtectionException = exception.Policy },
        MemberEntry member => this with { Members = Members.SetItem(member.Principal, member) },
        RoleEntry role => this with { Roles = Roles.SetItem(role.Name, role) },
        RoleMemberEntry member => this with { RolesByUser = RolesByUser.SetItem(member.Principal, RolesOf(member.Principal).Add(member.Role)) },
        AclEntry acl => this with { Acl = Acl.SetItem(acl.Object, GrantsOn(acl.Object).SetItem(acl.Subject, acl)) },
        RolePolicyEntry policy => this with { Policies = Policies.SetItem(policy.Role, policy) },
        TrustedProjectEntry trusted => this with { TrustedProjects = TrustedProjects.SetItem(trusted.Project.Name, trusted) },
        PackageEntry package => WithPackage(package.Name, old => old with { Definition = package }),
        PackageItemEntry item => WithPackage(item.Package, old => old with { Items = old.Items.SetItem(item.Object, item) }),
        PackageInstallerEntry installer => WithPackage(
            installer.Package, old => old with { Installers = old.Installers.SetItem(installer.Project?.Name ?? "*", installer) }),
        InstalledPackageEntry installed => this with { InstalledPackages = InstalledPackages.SetItem(installed.Key, installed) },
        LabelEntry label => this with { Labels = Labels.SetItem(label.Object, label) },
        ClearanceEntry clearance => this with { Clearances = Clearances.SetItem(clearance.Principal, clearance) },
        LabelGrantEntry grant => this with
        {
            LabelGrants = LabelGrants.SetItem(grant.Object, LabelGrantsOn(grant.Object).SetItem(grant.Subject, grant)),
        },
        _ => throw new ArgumentException($"Entry {entry.GetType().Name} is unknown.", nameof(entry)),
    };

    /// <summary>This value without the row of that key, if there is one.</summary>
    public ProjectSecurity Without(SecurityEntry entry) => entry switch
    {
        ConfigurationEntry => this with { Configuration = new SecurityConfiguration() },
        ProtectionExceptionEntry => this with { ProtectionException = PolicyDocument.Empty },
        MemberEntry member => this with { Members = Members.Remove(member.Principal) },
        RoleEntry role => this with { Roles = Roles.Remove(role.Name) },
        RoleMemberEntry member => WithoutRole(member),
        AclEntry acl => this with { Acl = Remove(Acl, acl.Object, acl.Subject) },
        RolePolicyEntry policy => this with { Policies = Policies.Remove(policy.Role) },
        TrustedProjectEntry trusted => this with { TrustedProjects = TrustedProjects.Remove(trusted.Project.Name) },
        PackageEntry package => this with { Packages = Packages.Remove(package.Name) },
        PackageItemEntry item => WithPackage(item.Package, old => old with { Items = old.Items.Remove(item.Object) }),
        PackageInstallerEntry installer => WithPackage(
            installer.Package, old => old with { Installers = old.Installers.Remove(installer.Project?.Name ?? "*") }),
        InstalledPackageEntry installed => this with { InstalledPackages = InstalledPackages.Remove(installed.Key) },
        LabelEntry label => this with { Labels = Labels.Remove(label.Object) },
        ClearanceEntry clearance => this with { Clearances = Clearances.Remove(clearance.Principal) },
        LabelGrantEntry grant => this with { LabelGrants = Remove(LabelGrants, grant.Object, grant.Subject) },
        _ => throw new ArgumentException($"Entry {entry.GetType().Name} is unknown.", nameof(entry)),
    };

    private static ImmutableSortedDictionary<string, T> ByName<T>() => ImmutableSortedDictionary.Create<string, T>(StringComparer.OrdinalIgnoreCase);

    private static ImmutableDictionary<ObjectKey, ImmutableDictionary<Subject, T>> Remove<T>(
        ImmutableDictionary<ObjectKey, ImmutableDictionary<Subject, T>> all, ObjectKey key, Subject subject)
    {
        if (!all.TryGetValue(key, out var bySubject))
            return all;
        var rest = bySubject.Remove(subject);
        return rest.IsEmpty ? all.Remove(key) : all.SetItem(key, rest);
    }

    private ProjectSecurity WithoutRole(RoleMemberEntry member)
    {
        var rest = RolesOf(member.Principal).Remove(member.Role);
        return this with
        {
            RolesByUser = rest.IsEmpty ? RolesByUser.Remove(member.Principal) : RolesByUser.SetItem(member.Principal, rest),
        };
    }

    /// <summary>Rows come in any order when they are read, so an item may come before its package.</summary>
    private ProjectSecurity WithPackage(string name, Func<OfferedPackage, OfferedPackage> change) =>
        this with { Packages = Packages.SetItem(name, change(Packages.GetValueOrDefault(name, OfferedPackage.Empty))) };
}

/// <summary>The project that a security is of.</summary>
/// <param name="Id">Identifies it for ever.</param>
/// <param name="Name">Its name.</param>
/// <param name="Owner">The account that owns it, for ever.</param>
public sealed record SecuredProject(long Id, string Name, Principal Owner);

/// <summary>A package that a project offers.</summary>
/// <param name="Definition">Name, creator, time; null only while rows are being read.</param>
/// <param name="Items">Its objects.</param>
/// <param name="Installers">Who may install it, by the name of the project, with <c>*</c> for all.</param>
public sealed record OfferedPackage(
    PackageEntry? Definition,
    ImmutableDictionary<ObjectKey, PackageItemEntry> Items,
    ImmutableSortedDictionary<string, PackageInstallerEntry> Installers)
{
    internal static readonly OfferedPackage Empty = new(
        null,
        ImmutableDictionary<ObjectKey, PackageItemEntry>.Empty,
        ImmutableSortedDictionary.Create<string, PackageInstallerEntry>(StringComparer.OrdinalIgnoreCase));
}
