namespace Ramet.Sql.Parsing;

/// <summary>Finds the word that was probably meant.</summary>
public static class Spelling
{
    /// <summary>The candidate nearest to a word, if it is near enough to be a slip; null otherwise. Case does not matter.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        var mistakesMax = word.Length <= 3 ? 1 : 2;
        return candidates
            .Select(candidate => (candidate, mistakes: Mistakes(word.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(pair => pair.mistakes > 0 && pair.mistakes <= mistakesMax)
            .OrderBy(pair => pair.mistakes)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    /// <summary>
    /// How many letters must be added, left out, changed or swapped with their neighbour: the optimal string alignment distance.
    /// </summary>
    private static int Mistakes(string left, string right)
    {
        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
                rows[i, j] = i == 0 || j == 0 ? i + j : Cheapest(rows, left, right, i, j);
        }
        return rows[left.Length, right.Length];
    }

    private static int Cheapest(int[,] rows, string left, string right, int i, int j)
    {
        var change = rows[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
        var cost = Math.Min(change, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
        var isSwap = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
        return isSwap ? Math.Min(cost, rows[i - 2, j - 2] + 1) : cost;
    }
}
