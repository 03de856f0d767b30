using System.Collections.Immutable;

namespace Ramet.Access;

/// <summary>What is said about columns follows their names, so that a name that is used again for another column begins without any.</summary>
internal static class ColumnMoves
{
    public static IEnumerable<SecurityEdit> Edits(ProjectSecurity security, SecurityChange.MoveColumns move)
    {
        foreach (var entry in security.GrantsOn(move.Object).Values.Where(entry => entry.Terms.Any(term => IsMoved(move, term.Column))))
            yield return GrantRules.Replace(entry with { Terms = Move(move, entry.Terms, static term => term.Column, static (term, name) => term with { Column = name }) });
        foreach (var entry in security.LabelGrantsOn(move.Object).Values.Where(entry => entry.Terms.Any(term => IsMoved(move, term.Column))))
            yield return LabelRules.Replace(entry with { Terms = Move(move, entry.Terms, static term => term.Column, static (term, name) => term with { Column = name }) });
        if (security.Labels.TryGetValue(move.Object, out var labels) && labels.Columns.Keys.Any(column => IsMoved(move, column)))
            yield return LabelRules.Replace(labels with { Columns = Move(move, labels.Columns) });
    }

    private static bool IsMoved(SecurityChange.MoveColumns move, string? column) => column is not null && Find(move, column, out _);

    private static ImmutableArray<T> Move<T>(
        SecurityChange.MoveColumns move, ImmutableArray<T> terms, Func<T, string?> column, Func<T, string, T> rename)
    {
        var moved = ImmutableArray.CreateBuilder<T>();
        foreach (var term in terms)
        {
            if (column(term) is not { } name || !Find(move, name, out var newName))
                moved.Add(term);
            else if (newName is not null)
                moved.Add(rename(term, newName));
        }
        return moved.ToImmutable();
    }

    private static ImmutableSortedDictionary<string, int> Move(SecurityChange.MoveColumns move, ImmutableSortedDictionary<string, int> labels)
    {
        var moved = labels.Clear();
        foreach (var (column, label) in labels)
        {
            if (!Find(move, column, out var newName))
                moved = moved.SetItem(column, label);
            else if (newName is not null)
                moved = moved.SetItem(newName, label);
        }
        return moved;
    }

    private static bool Find(SecurityChange.MoveColumns move, string column, out string? newName)
    {
        foreach (var (name, value) in move.NewNames)
        {
            if (string.Equals(name, column, StringComparison.OrdinalIgnoreCase))
            {
                newName = value;
                return true;
            }
        }
        newName = null;
        return false;
    }
}
