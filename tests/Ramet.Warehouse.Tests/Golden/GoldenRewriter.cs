namespace Ramet.Warehouse.Tests.Golden;

/// <summary>Puts new plans into a golden file, which is then reviewed as a diff.</summary>
internal sealed class GoldenRewriter
{
    /// <summary>The environment variable that, set to 1, makes the tests rewrite plans instead of comparing them.</summary>
    public const string Variable = "RAMET_GOLDEN_REWRITE";

    private readonly SortedDictionary<int, (int Count, string[] Lines)> replacements = [];

    /// <summary>Whether the plans are to be rewritten.</summary>
    public static bool IsWanted => Environment.GetEnvironmentVariable(Variable) == "1";

    /// <summary>Notes the new text of a plan.</summary>
    public void Replace(PlanBlock plan, string text) =>
        replacements[plan.TextLine] = (plan.Text.Count, text.TrimEnd('\n').Split('\n'));

    /// <summary>The file's text with all noted plans in their places.</summary>
    public string Apply(string text)
    {
        var lines = text.Split('\n').ToList();
        foreach (var (line, (count, replacement)) in replacements.Reverse())
        {
            lines.RemoveRange(line - 1, count);
            lines.InsertRange(line - 1, replacement);
        }
        return string.Join('\n', lines);
    }
}
