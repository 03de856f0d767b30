namespace Ramet.Access;

/// <summary>Changes of the policy of a role.</summary>
internal static class PolicyRules
{
    public static SecurityEdit Replace(ProjectSecurity security, string roleName, Func<PolicyDocument, PolicyDocument> change)
    {
        var role = RoleRules.Find(security, roleName);
        var policy = change(security.Policies.GetValueOrDefault(roleName)?.Policy ?? PolicyDocument.Empty);
        Check(role, policy);
        var entry = new RolePolicyEntry(role.Name, policy);
        return policy.Statements.IsEmpty ? SecurityTransition.Delete(entry) : SecurityTransition.Put(entry);
    }

    private static void Check(RoleEntry role, PolicyDocument policy)
    {
        var written = policy.ToJson().Length;
        if (written > PolicyJson.LengthMax)
            throw PolicyErrors.Format($"the policy of role '{role.Name}' would have {written} characters, at most {PolicyJson.LengthMax} are allowed", "Use patterns, or several roles.");
        if (role.Type == RoleType.Admin)
            return;
        foreach (var statement in policy.Statements)
        {
            // "odps:*" means everything that the role can have.
            var management = statement.Actions & ManagementActions.All;
            if (!management.IsEmpty && management != ManagementActions.All)
                throw SecurityErrors.ManagementInResourceRole(management.Actions.First());
        }
    }
}
