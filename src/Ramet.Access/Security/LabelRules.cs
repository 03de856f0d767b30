using System.Collections.Immutable;

namespace Ramet.Access;

/// <summary>Changes of labels, clearances and grants of labels.</summary>
internal static class LabelRules
{
    private static readonly ImmutableSortedDictionary<string, int> NoColumns =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.OrdinalIgnoreCase);

    public static SecurityEdit SetClearance(ProjectSecurity security, SecurityChange.SetClearance change)
    {
        CheckLabel(change.Label);
        if (!security.HasUser(change.Principal))
            throw SecurityErrors.InvalidAccount(change.Principal, security.Project.Name);
        var entry = new ClearanceEntry(change.Principal, change.Label);
        return change.Label == 0 ? SecurityTransition.Delete(entry) : SecurityTransition.Put(entry);
    }

    public static SecurityEdit SetLabel(ProjectSecurity security, SecurityChange.SetLabel change)
    {
        if (change.Label is { } label)
            CheckLabel(label);
        var before = security.Labels.GetValueOrDefault(change.Object) ?? new LabelEntry(change.Object, 0, NoColumns);
        var after = change.Columns.IsEmpty
            ? before with { Label = change.Label ?? 0 }
            : before with { Columns = SetColumns(before.Columns, change.Columns, change.Label) };
        return Replace(after);
    }

    public static SecurityEdit Grant(ProjectSecurity security, SecurityChange.GrantLabel change)
    {
        CheckLabel(change.Label);
        SecurityTransition.CheckExists(security, change.Subject);
        var before = security.LabelGrantsOn(change.Object).GetValueOrDefault(change.Subject)?.Terms ?? [];
        var after = change.Columns.DefaultIfEmpty().Aggregate(before, (all, column) => all
            .RemoveAll(term => IsSame(term.Column, column))
            .Add(new LabelTerm(change.Label, column, change.ExpiresAt)));
        return Replace(new LabelGrantEntry(change.Subject, change.Object, after));
    }

    public static IEnumerable<SecurityEdit> Revoke(ProjectSecurity security, SecurityChange.RevokeLabel change)
    {
        if (!security.LabelGrantsOn(change.Object).TryGetValue(change.Subject, out var entry))
            return [];
        var rest = entry.Terms.RemoveAll(term => change.Columns.IsEmpty || change.Columns.Any(column => IsSame(term.Column, column)));
        return [Replace(entry with { Terms = rest })];
    }

    /// <summary>A row with these labels; without any there is none.</summary>
    public static SecurityEdit Replace(LabelEntry entry) =>
        entry.Label == 0 && entry.Columns.IsEmpty ? SecurityTransition.Delete(entry) : SecurityTransition.Put(entry);

    /// <summary>A row with these terms; without any there is none.</summary>
    public static SecurityEdit Replace(LabelGrantEntry entry) =>
        entry.Terms.IsEmpty ? SecurityTransition.Delete(entry) : SecurityTransition.Put(entry);

    private static void CheckLabel(int label)
    {
        if (label is < 0 or > SecurityTransition.LabelMax)
            throw SecurityErrors.LabelOutOfRange(label);
    }

    /// <summary>A column with label 0 has a label: it wins over that of the table.</summary>
    private static ImmutableSortedDictionary<string, int> SetColumns(
        ImmutableSortedDictionary<string, int> labels, ImmutableArray<string> columns, int? label) =>
        columns.Aggregate(labels, (all, column) => label is { } level ? all.SetItem(column, level) : all.Remove(column));

    private static bool IsSame(string? column, string? other) => string.Equals(column, other, StringComparison.OrdinalIgnoreCase);
}
