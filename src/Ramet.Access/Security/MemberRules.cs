namespace Ramet.Access;

/// <summary>Who can be a user of a project.</summary>
internal static class MemberRules
{
    public static MemberEntry Add(ProjectSecurity security, SecurityChange.AddMember change)
    {
        var (principal, addedBy) = (change.Principal, change.AddedBy);
        if (principal == security.Project.Owner)
            throw SecurityErrors.OwnerIsNoUser(principal, security.Project.Name);
        if (security.HasUser(principal))
            throw SecurityErrors.UserExists(principal, security.Project.Name);
        if (principal.Kind != PrincipalKind.Account)
        {
            if (!security.Configuration.AcceptsRam)
                throw SecurityErrors.NoAccountProvider(principal);
            if (principal.Account != addedBy.Account && !addedBy.IsAdministrator)
                throw SecurityErrors.ForeignRamUser(principal, addedBy);
        }
        return new MemberEntry(principal, change.Comment);
    }

    public static MemberEntry Remove(ProjectSecurity security, Principal principal)
    {
        if (principal == security.Project.Owner)
            throw SecurityErrors.OwnerIsNoUser(principal, security.Project.Name);
        if (!security.Members.TryGetValue(principal, out var member))
            throw SecurityErrors.InvalidAccount(principal, security.Project.Name);
        var roles = security.RolesOf(principal);
        return roles.IsEmpty ? member : throw SecurityErrors.UserHasRoles(principal, roles);
    }
}
