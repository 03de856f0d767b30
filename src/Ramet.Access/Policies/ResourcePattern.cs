using Ramet.Errors;

namespace Ramet.Access;

/// <summary>
/// Names of resources with <c>*</c> for any characters, for example <c>acs:odps:*:projects/p/tables/tb_*</c>. Case does not matter.
/// </summary>
/// <param name="Text">The pattern as written.</param>
public sealed record ResourcePattern(string Text)
{
    /// <summary>The objects of a type and name in a project.</summary>
    /// <param name="project">The project's name.</param>
    /// <param name="type">The type.</param>
    /// <param name="name">The name, which may hold <c>*</c>; ignored for the project itself.</param>
    public static ResourcePattern Of(string project, ObjectType type, string name)
    {
        var path = $"{ResourcePath.Prefix}projects/{project}";
        return new ResourcePattern(type == ObjectType.Project ? path : $"{path}/{ResourcePath.Of(type)}/{name}");
    }

    /// <summary>Reads a pattern of a policy document.</summary>
    /// <exception cref="RametException">It is none (kind User).</exception>
    public static ResourcePattern Parse(string text) =>
        text == "*" || text.StartsWith("acs:odps:", StringComparison.OrdinalIgnoreCase)
            ? new ResourcePattern(text)
            : throw PolicyErrors.Format($"invalid Resource value - {text}", "Write for example acs:odps:*:projects/p/tables/t*.");

    /// <summary>Whether some column is meant.</summary>
    /// <param name="prefix">The name of its table and a slash.</param>
    public bool MatchesBelow(string prefix)
    {
        // The places in the pattern at which one can be after so many characters of the prefix.
        var places = WithoutStars([0]);
        foreach (var character in prefix)
        {
            places = WithoutStars(places
                .Where(place => place < Text.Length)
                .Where(place => Text[place] == '*' || char.ToLowerInvariant(Text[place]) == char.ToLowerInvariant(character))
                .Select(place => Text[place] == '*' ? place : place + 1));
        }
        return places.Any(place => place < Text.Length && Text[place..].All(static rest => rest is '*' or '_' || char.IsLetterOrDigit(rest)));
    }

    /// <summary>
    /// Whether the resource of this name is meant. The time is at most proportional to the product of both lengths: a pattern is not a
    /// regular expression, which a bad one could keep busy.
    /// </summary>
    public bool Matches(string name)
    {
        var (inPattern, inName, star, afterStar) = (0, 0, -1, 0);
        while (inName < name.Length)
        {
            if (inPattern < Text.Length && Text[inPattern] == '*')
            {
                (star, afterStar) = (inPattern++, inName);
            }
            else if (inPattern < Text.Length && char.ToLowerInvariant(Text[inPattern]) == char.ToLowerInvariant(name[inName]))
            {
                inPattern++;
                inName++;
            }
            else if (star >= 0)
            {
                // The last star takes one character more.
                inPattern = star + 1;
                inName = ++afterStar;
            }
            else
            {
                return false;
            }
        }
        return Text.AsSpan(inPattern).Trim('*').IsEmpty;
    }

    /// <summary>The places, and those behind the stars at them, which may stand for nothing.</summary>
    private HashSet<int> WithoutStars(IEnumerable<int> places)
    {
        var all = new HashSet<int>();
        foreach (var place in places)
        {
            var next = place;
            while (all.Add(next) && next < Text.Length && Text[next] == '*')
                next++;
        }
        return all;
    }
}
