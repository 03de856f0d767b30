using System.Collections.Immutable;

namespace Ramet.Access;

/// <summary>
/// What the policies of the caller's roles say about a request. A statement about a table is about all of its columns; one about
/// <c>tables/t/c</c> is about that column alone.
/// </summary>
internal static class PolicyRule
{
    /// <summary>The role whose policy denies the request, or one of its columns; null when none does.</summary>
    public static string? FindDenial(AccessRequest request, ProjectSecurity security, ImmutableSortedSet<string> roles)
    {
        foreach (var policy in PoliciesOf(security, roles))
        {
            if (Says(policy, PolicyEffect.Deny, request, request.Object.ResourceName)
                || (request.Columns is { } columns && columns.Any(column => SaysOfColumn(policy, PolicyEffect.Deny, request, column))))
            {
                return policy.Role;
            }
        }
        return null;
    }

    /// <summary>Whether a policy allows the request on the whole object.</summary>
    public static bool AllowsWhole(AccessRequest request, ProjectSecurity security, ImmutableSortedSet<string> roles) =>
        PoliciesOf(security, roles).Any(policy =>
            MayAllow(request, security.Roles[policy.Role]) && Says(policy, PolicyEffect.Allow, request, request.Object.ResourceName));

    /// <summary>Whether a policy allows the request on a column.</summary>
    public static bool AllowsColumn(AccessRequest request, ProjectSecurity security, ImmutableSortedSet<string> roles, string column) =>
        PoliciesOf(security, roles).Any(policy => SaysOfColumn(policy, PolicyEffect.Allow, request, column));

    /// <summary>Whether a policy allows the request on some column.</summary>
    public static bool AllowsAnyColumn(AccessRequest request, ProjectSecurity security, ImmutableSortedSet<string> roles)
    {
        var below = request.Object.ResourceName + "/";
        return PoliciesOf(security, roles).Any(policy => policy.Policy.SaysBelow(PolicyEffect.Allow, request.Caller, request.Action, below));
    }

    private static bool SaysOfColumn(RolePolicyEntry policy, PolicyEffect effect, AccessRequest request, string column) =>
        Says(policy, effect, request, $"{request.Object.ResourceName}/{column}");

    /// <summary>Of <c>odps:*</c> a role of type resource has the actions on objects alone.</summary>
    private static bool MayAllow(AccessRequest request, RoleEntry role) =>
        role.Type == RoleType.Admin || !ManagementActions.All.Contains(request.Action);

    private static bool Says(RolePolicyEntry policy, PolicyEffect effect, AccessRequest request, string resource) =>
        policy.Policy.Says(effect, request.Caller, request.Action, resource);

    private static IEnumerable<RolePolicyEntry> PoliciesOf(ProjectSecurity security, ImmutableSortedSet<string> roles) =>
        security.Configuration.CheckPermissionUsingPolicy && !security.Policies.IsEmpty
            ? roles.Where(security.Roles.ContainsKey).Select(role => security.Policies.GetValueOrDefault(role)).OfType<RolePolicyEntry>()
            : [];
}
