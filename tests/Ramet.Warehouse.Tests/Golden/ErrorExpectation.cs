using System.Text.RegularExpressions;
using Ramet.Errors;

namespace Ramet.Warehouse.Tests.Golden;

/// <summary>What a golden file says about an error: <c>ODPS-0130131 [1,15] table p.x cannot be resolved</c>.</summary>
/// <param name="Code">The code; always given.</param>
/// <param name="Place">Line and column in the form of error texts, <c>[1,15]</c>; null when the place does not matter.</param>
/// <param name="Fragments">Pieces that message and hint contain, in this order; empty when the wording does not matter.</param>
internal sealed partial record ErrorExpectation(string Code, string? Place, IReadOnlyList<string> Fragments)
{
    /// <summary>Reads what follows <c>statement error</c>; null when it is not of that form.</summary>
    public static ErrorExpectation? TryParse(string text)
    {
        var match = Form().Match(text);
        if (!match.Success)
            return null;
        var place = match.Groups["place"] is { Success: true } group ? group.Value : null;
        return new ErrorExpectation(match.Groups["code"].Value, place, SplitAtDots(match.Groups["wording"].Value));
    }

    /// <summary>Whether the error is the expected one.</summary>
    public bool IsMetBy(RametException error) =>
        error.Code.Number == Code
        && (Place is null || error.Span?.ToString() == Place)
        && HasFragmentsInOrder($"{error.Message}\n{error.Hint}");

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', new[] { Code, Place, string.Join(" ... ", Fragments) }.Where(part => !string.IsNullOrEmpty(part)));

    private bool HasFragmentsInOrder(string text)
    {
        var start = 0;
        foreach (var fragment in Fragments)
        {
            var found = text.IndexOf(fragment, start, StringComparison.Ordinal);
            if (found < 0)
                return false;
            start = found + fragment.Length;
        }
        return true;
    }

    private static string[] SplitAtDots(string wording) =>
        wording.Split("...", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^(?<code>ODPS-\d{7})(\s+(?<place>\[\d+,\d+\]))?(\s+(?<wording>.*))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
