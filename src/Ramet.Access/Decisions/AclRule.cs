using System.Collections.Immutable;

namespace Ramet.Access;

/// <summary>What grants say about a request.</summary>
internal static class AclRule
{
    /// <summary>The columns on which the action was granted to the caller or one of his roles, or the whole object.</summary>
    public static GrantedColumns Find(AccessRequest request, ProjectSecurity security, ImmutableSortedSet<string> roles)
    {
        if (!security.Configuration.CheckPermissionUsingAcl || KeyOf(request.Object) is not { } key || !security.Acl.TryGetValue(key, out var bySubject))
            return GrantedColumns.None;

        var columns = default(HashSet<string>);
        if (Collect(Subject.Of(request.Caller.Principal)))
            return GrantedColumns.Whole;
        foreach (var role in roles)
        {
            if (Collect(Subject.Of(role)))
                return GrantedColumns.Whole;
        }
        return columns is null ? GrantedColumns.None : new GrantedColumns(IsWhole: false, columns);

        bool Collect(Subject subject)
        {
            if (!bySubject.TryGetValue(subject, out var entry))
                return false;
            foreach (var term in entry.Terms)
            {
                if (!term.Actions.Contains(request.Action) || !term.IsValidAt(request.Caller.Now) || term.Condition?.Holds(request.Caller) == false)
                    continue;
                if (term.Column is null)
                    return true;
                (columns ??= new(StringComparer.OrdinalIgnoreCase)).Add(term.Column);
            }
            return false;
        }
    }

    private static ObjectKey? KeyOf(AccessObject target) => target switch
    {
        ProjectObject => ObjectKey.Project,
        SecuredObject secured => secured.Key,
        _ => null,
    };
}

/// <summary>On which columns of an object an action was granted.</summary>
/// <param name="IsWhole">Whether it was granted on the whole object.</param>
/// <param name="Columns">The columns otherwise; null for none.</param>
internal readonly record struct GrantedColumns(bool IsWhole, HashSet<string>? Columns)
{
    public static readonly GrantedColumns None = new(IsWhole: false, null);

    public static readonly GrantedColumns Whole = new(IsWhole: true, null);

    public bool HasAny => IsWhole || Columns is not null;

    public bool Contains(string column) => IsWhole || Columns?.Contains(column) == true;
}
