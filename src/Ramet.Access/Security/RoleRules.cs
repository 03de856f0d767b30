namespace Ramet.Access;

/// <summary>What can be done with roles.</summary>
internal static class RoleRules
{
    public static RoleEntry Create(ProjectSecurity security, SecurityChange.CreateRole change)
    {
        SecurityTransition.CheckName("role", change.Name);
        return security.HasRole(change.Name) ? throw SecurityErrors.RoleExists(change.Name) : new RoleEntry(change.Name, change.Type);
    }

    public static RoleEntry Drop(ProjectSecurity security, string name)
    {
        var role = Find(security, name);
        var users = security.UsersOfRole(name).ToList();
        return users.Count == 0 ? role : throw SecurityErrors.RoleInUse(role.Name, users);
    }

    /// <summary>A role that a user gets.</summary>
    public static RoleMemberEntry Grant(ProjectSecurity security, string name, Principal principal)
    {
        var member = Member(security, name, principal);
        SecurityTransition.CheckIsUser(security, principal);
        return member;
    }

    /// <summary>A role that a user loses. He must be a user, whatever kinds the project accepts by now.</summary>
    public static RoleMemberEntry Revoke(ProjectSecurity security, string name, Principal principal)
    {
        var member = Member(security, name, principal);
        return security.HasUser(principal) ? member : throw SecurityErrors.InvalidAccount(principal, security.Project.Name);
    }

    /// <summary>A role that can be changed: one that was created.</summary>
    public static RoleEntry Find(ProjectSecurity security, string name)
    {
        if (ManagementActions.IsBuiltInRole(name))
            throw SecurityErrors.RoleIsBuiltIn(name);
        return security.Roles.TryGetValue(name, out var role) ? role : throw SecurityErrors.RoleNotFound(name);
    }

    private static RoleMemberEntry Member(ProjectSecurity security, string name, Principal principal)
    {
        var role = ManagementActions.IsSuperAdministrator(name) ? ManagementActions.SuperAdministratorRole
            : ManagementActions.IsAdmin(name) ? ManagementActions.AdminRole
            : Find(security, name).Name;
        return new RoleMemberEntry(role, principal);
    }
}
