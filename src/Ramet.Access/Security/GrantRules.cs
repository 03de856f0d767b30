using System.Collections.Immutable;

namespace Ramet.Access;

/// <summary>GRANT and REVOKE of actions on objects.</summary>
internal static class GrantRules
{
    public static SecurityEdit Grant(ProjectSecurity security, SecurityChange.Grant change)
    {
        SecurityTransition.CheckExists(security, change.Subject);
        if (change.Subject.Role is { } role && RoleRules.Find(security, role).Type == RoleType.Admin)
            throw SecurityErrors.AdminRoleHasNoGrants(role);
        CheckActions(change.Object.Type, change.Actions, change.Columns);

        var terms = change.Columns.IsEmpty
            ? Set(TermsOf(security, change.Subject, change.Object), column: null, change)
            : change.Columns.Aggregate(TermsOf(security, change.Subject, change.Object), (all, column) => Set(all, column, change));
        return SecurityTransition.Put(new AclEntry(change.Subject, change.Object, terms));
    }

    public static IEnumerable<SecurityEdit> Revoke(ProjectSecurity security, SecurityChange.Revoke change)
    {
        CheckActions(change.Object.Type, change.Actions, change.Columns);
        var before = TermsOf(security, change.Subject, change.Object);
        var after = change.Columns.IsEmpty
            ? Without(before, static _ => true, change.Actions)
            : Without(before, term => term.Column is { } column && change.Columns.Contains(column, StringComparer.OrdinalIgnoreCase), change.Actions);
        return before.SequenceEqual(after) ? [] : [Replace(new AclEntry(change.Subject, change.Object, after))];
    }

    public static IEnumerable<SecurityEdit> Purge(ProjectSecurity security, Subject subject)
    {
        foreach (var entry in security.GrantsTo(subject))
            yield return SecurityTransition.Delete(entry);
        foreach (var bySubject in security.LabelGrants.Values)
        {
            if (bySubject.TryGetValue(subject, out var entry))
                yield return SecurityTransition.Delete(entry);
        }
        if (subject.Role is { } role && security.Policies.TryGetValue(role, out var policy))
            yield return SecurityTransition.Delete(policy);
        if (subject.User is { } user && security.Clearances.TryGetValue(user, out var clearance))
            yield return SecurityTransition.Delete(clearance);
    }

    public static IEnumerable<SecurityEdit> ClearExpired(ProjectSecurity security, DateTimeOffset now)
    {
        foreach (var entry in security.Acl.Values.SelectMany(static bySubject => bySubject.Values))
        {
            var valid = entry.Terms.RemoveAll(term => !term.IsValidAt(now));
            if (valid.Length < entry.Terms.Length)
                yield return Replace(entry with { Terms = valid });
        }
        foreach (var entry in security.LabelGrants.Values.SelectMany(static bySubject => bySubject.Values))
        {
            var valid = entry.Terms.RemoveAll(term => term.ExpiresAt <= now);
            if (valid.Length < entry.Terms.Length)
                yield return LabelRules.Replace(entry with { Terms = valid });
        }
        foreach (var entry in security.Policies.Values)
        {
            var valid = entry.Policy.Statements.RemoveAll(statement => statement.ExpiresAt <= now);
            if (valid.Length < entry.Policy.Statements.Length)
                yield return PolicyRules.Replace(security, entry.Role, _ => new PolicyDocument(valid));
        }
    }

    /// <summary>A row with these terms; without any there is none.</summary>
    public static SecurityEdit Replace(AclEntry entry) =>
        entry.Terms.IsEmpty ? SecurityTransition.Delete(entry) : SecurityTransition.Put(entry);

    private static void CheckActions(ObjectType type, ActionSet actions, ImmutableArray<string> columns)
    {
        if (actions.IsEmpty || !ObjectActions.Of(type).Contains(actions))
            throw SecurityErrors.ActionDoesNotFit(type, actions - ObjectActions.Of(type));
        if (!columns.IsEmpty && !ObjectActions.OfColumns.Contains(actions))
            throw SecurityErrors.ColumnActions(actions - ObjectActions.OfColumns);
    }

    private static ImmutableArray<GrantTerm> TermsOf(ProjectSecurity security, Subject subject, ObjectKey key) =>
        security.GrantsOn(key).GetValueOrDefault(subject)?.Terms ?? [];

    /// <summary>The actions on one column, or on the whole object, have this end from now on.</summary>
    private static ImmutableArray<GrantTerm> Set(ImmutableArray<GrantTerm> terms, string? column, SecurityChange.Grant change)
    {
        var others = Without(terms, term => IsSame(term.Column, column), change.Actions);
        var alike = others.FirstOrDefault(term =>
            IsSame(term.Column, column) && term.ExpiresAt == change.ExpiresAt && term.Condition?.ToString() == change.Condition?.ToString());
        return alike is null
            ? others.Add(new GrantTerm(change.Actions, column, change.ExpiresAt) { Condition = change.Condition })
            : others.Replace(alike, alike with { Actions = alike.Actions | change.Actions });
    }

    private static ImmutableArray<GrantTerm> Without(ImmutableArray<GrantTerm> terms, Func<GrantTerm, bool> isMeant, ActionSet actions) =>
        [.. terms
            .Select(term => isMeant(term) ? term with { Actions = term.Actions - actions } : term)
            .Where(static term => !term.Actions.IsEmpty)];

    private static bool IsSame(string? column, string? other) => string.Equals(column, other, StringComparison.OrdinalIgnoreCase);
}
