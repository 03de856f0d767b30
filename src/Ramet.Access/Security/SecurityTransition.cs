using System.Collections.Immutable;

namespace Ramet.Access;

/// <summary>What a change made of a project's security: the value after it, and the rows by which it differs from the one before.</summary>
/// <param name="After">The value after the change, still with the version of the one before.</param>
/// <param name="Edits">The rows that are put or deleted; none when nothing changed.</param>
public sealed record SecurityTransition(ProjectSecurity After, ImmutableArray<SecurityEdit> Edits)
{
    /// <summary>The highest label.</summary>
    public const int LabelMax = 9;

    private const int NameLengthMax = 128;

    /// <summary>Applies a change. Pure: it reads nothing and knows nothing of who asks for it.</summary>
    /// <param name="security">The security before.</param>
    /// <param name="change">The change.</param>
    /// <param name="now">The time of the change, UTC.</param>
    /// <exception cref="Errors.RametException">The change makes no sense here (kind User, NotFound or Denied).</exception>
    public static SecurityTransition Apply(ProjectSecurity security, SecurityChange change, DateTimeOffset now)
    {
        var edits = EditsOf(security, change, now).ToImmutableArray();
        var after = edits.Aggregate(security, static (state, edit) => edit.IsDeletion ? state.Without(edit.Entry) : state.With(edit.Entry));
        return new SecurityTransition(after, edits);
    }

    private static IEnumerable<SecurityEdit> EditsOf(ProjectSecurity security, SecurityChange change, DateTimeOffset now) => change switch
    {
        SecurityChange.AddMember add => [Put(MemberRules.Add(security, add))],
        SecurityChange.RemoveMember remove => [Delete(MemberRules.Remove(security, remove.Principal))],
        SecurityChange.CreateRole create => [Put(RoleRules.Create(security, create))],
        SecurityChange.DropRole drop => [Delete(RoleRules.Drop(security, drop.Name))],
        SecurityChange.GrantRole grant => [Put(RoleRules.Grant(security, grant.Role, grant.Principal))],
        SecurityChange.RevokeRole revoke => [Delete(RoleRules.Revoke(security, revoke.Role, revoke.Principal))],
        SecurityChange.Grant grant => [GrantRules.Grant(security, grant)],
        SecurityChange.Revoke revoke => GrantRules.Revoke(security, revoke),
        SecurityChange.PurgePrivileges purge => GrantRules.Purge(security, purge.Subject),
        SecurityChange.ClearExpiredGrants => GrantRules.ClearExpired(security, now),
        SecurityChange.GrantPolicy grant => [PolicyRules.Replace(security, grant.Role, old => old.With(grant.Statement))],
        SecurityChange.RevokePolicy revoke =>
            [PolicyRules.Replace(security, revoke.Role, old => old.Without(revoke.Effect, revoke.Actions, revoke.Resource))],
        SecurityChange.PutPolicy put => [PolicyRules.Replace(security, put.Role, _ => put.Policy)],
        SecurityChange.SetSwitch set => [Put(new ConfigurationEntry(security.Configuration.With(set.Switch, set.Value)))],
        SecurityChange.SetIpWhiteList set => [Put(new ConfigurationEntry(security.Configuration with { IpWhiteList = set.List }))],
        SecurityChange.SetProtection protection => Protection(security, protection),
        SecurityChange.AddTrustedProject add => [Put(PackageRules.Trust(security, add.Trusted))],
        SecurityChange.RemoveTrustedProject remove => [Delete(PackageRules.Trusted(security, remove.Name))],
        SecurityChange.CreatePackage create => [Put(PackageRules.Create(security, create, now))],
        SecurityChange.DropPackage drop => PackageRules.Drop(security, drop.Name),
        SecurityChange.AddPackageItem add => [Put(PackageRules.AddItem(security, add))],
        SecurityChange.RemovePackageItem remove => [Delete(PackageRules.Item(security, remove.Package, remove.Object))],
        SecurityChange.AllowInstall allow => [Put(PackageRules.Allow(security, allow))],
        SecurityChange.DisallowInstall disallow => [Delete(PackageRules.Installer(security, disallow.Package, disallow.ProjectName))],
        SecurityChange.InstallPackage install => [Put(PackageRules.Install(security, install, now))],
        SecurityChange.UninstallPackage uninstall => PackageRules.Uninstall(security, uninstall),
        SecurityChange.SetClearance set => [LabelRules.SetClearance(security, set)],
        SecurityChange.SetLabel set => [LabelRules.SetLabel(security, set)],
        SecurityChange.GrantLabel grant => [LabelRules.Grant(security, grant)],
        SecurityChange.RevokeLabel revoke => LabelRules.Revoke(security, revoke),
        SecurityChange.ForgetObject forget => security.EntriesAbout(forget.Object)
            .Where(entry => !(forget.KeepsLabels && entry is LabelEntry)).Select(Delete),
        SecurityChange.MoveColumns move => ColumnMoves.Edits(security, move),
        _ => throw new ArgumentException($"Change {change.GetType().Name} is unknown.", nameof(change)),
    };

    /// <summary>Names of roles and packages, and of what else is named here for the first time.</summary>
    internal static void CheckName(string what, string name)
    {
        if (name.Length is 0 or > NameLengthMax || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            throw SecurityErrors.Invalid($"'{name}' is not a valid {what} name", $"Use 1 to {NameLengthMax} letters, digits and underscores.");
    }

    /// <summary>A subject to whom something is to be granted must be a user or a role of the project.</summary>
    internal static void CheckExists(ProjectSecurity security, Subject subject)
    {
        if (subject.Role is { } role)
            RoleRules.Find(security, role);
        else
            CheckIsUser(security, subject.User!); // a subject that is no role is a user
    }

    /// <summary>Who is to be granted something must be a user of the project, and of a kind that it accepts.</summary>
    internal static void CheckIsUser(ProjectSecurity security, Principal principal)
    {
        if (!security.HasUser(principal))
            throw SecurityErrors.InvalidAccount(principal, security.Project.Name);
        if (principal.Kind != PrincipalKind.Account && !security.Configuration.AcceptsRam)
            throw SecurityErrors.NoAccountProvider(principal);
    }

    internal static SecurityEdit Put(SecurityEntry entry) => new(entry, IsDeletion: false);

    internal static SecurityEdit Delete(SecurityEntry entry) => new(entry, IsDeletion: true);

    private static IEnumerable<SecurityEdit> Protection(ProjectSecurity security, SecurityChange.SetProtection change)
    {
        yield return Put(new ConfigurationEntry(security.Configuration with { ProjectProtection = change.IsProtected }));
        var exception = new ProtectionExceptionEntry(change.IsProtected ? change.Exception : PolicyDocument.Empty);
        yield return exception.Policy.Statements.IsEmpty ? Delete(exception) : Put(exception);
    }
}

/// <summary>One row that a change puts or deletes.</summary>
/// <param name="Entry">The row; when it is deleted only its type and key matter.</param>
/// <param name="IsDeletion">Whether it is deleted.</param>
public sealed record SecurityEdit(SecurityEntry Entry, bool IsDeletion);
