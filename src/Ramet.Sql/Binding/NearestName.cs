namespace Ramet.Sql.Binding;

/// <summary>Finds what a misspelt name may have meant.</summary>
internal static class NearestName
{
    /// <summary>A question that offers the nearest of the known names; null when none is near.</summary>
    public static string? Hint(string name, IEnumerable<string> candidates)
    {
        var distanceMax = Math.Max(1, name.Length / 3);
        var nearest = candidates
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(candidate => Math.Abs(candidate.Length - name.Length) <= distanceMax)
            .Select(candidate => (Name: candidate, Distance: Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(candidate => candidate.Distance <= distanceMax)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return nearest.Name is null ? null : $"Did you mean {nearest.Name.ToLowerInvariant()}?";
    }

    // The number of letters to insert, drop or replace (Levenshtein), one row of the table at a time.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
