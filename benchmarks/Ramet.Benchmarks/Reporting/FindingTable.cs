using System.Globalization;
using Ramet.Benchmarks.Measuring;

namespace Ramet.Benchmarks.Reporting;

/// <summary>Prints findings as one table, a line as soon as it is known.</summary>
/// <param name="output">Where to.</param>
internal sealed class FindingTable(TextWriter output)
{
    /// <summary>Prints the head.</summary>
    public void WriteHead()
    {
        WriteLine("what", "ours (quartiles)", "reference (quartiles)", "ratio", "limit", "verdict");
        WriteLine(new string('-', 52), new string('-', 26), new string('-', 26), new string('-', 6), new string('-', 10), new string('-', 7));
    }

    /// <summary>Prints one finding.</summary>
    public void Write(Finding finding) => WriteLine(
        finding.Name,
        Text(finding.Ours),
        finding.Reference is { } reference ? Text(reference) : "",
        finding.Ratio is { } ratio ? Number(ratio) : "",
        finding.Limit is { } limit ? Text(limit, finding.Ours.Unit) : "",
        finding.Meets switch { true => "meets", false => "MISSES", null => "" });

    private void WriteLine(string name, string ours, string reference, string ratio, string limit, string verdict) =>
        output.WriteLine($"{name,-52} {ours,26} {reference,26} {ratio,6} {limit,10} {verdict}".TrimEnd());

    private static string Text(Samples samples)
    {
        var median = $"{Number(samples.Median)} {Symbol(samples.Unit)}";
        return samples.Values.Count == 1 ? median : $"{median} ({Number(samples.LowerQuartile)}-{Number(samples.UpperQuartile)})";
    }

    private static string Text(Limit limit, Unit unit) => limit switch
    {
        Limit.Ratio(var max) => $"{Number(max)} x",
        Limit.Absolute(var max) => $"{Number(max)} {Symbol(unit)}",
        _ => throw new ArgumentException("The limit is of an unknown kind.", nameof(limit)),
    };

    /// <summary>Three significant digits are as many as a median of a few rounds deserves.</summary>
    private static string Number(double value) => value switch
    {
        >= 100 or 0 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.00", CultureInfo.InvariantCulture),
    };

    private static string Symbol(Unit unit) => unit switch
    {
        Unit.Milliseconds => "ms",
        Unit.Mebibytes => "MiB",
        Unit.Files => "files",
    };
}
