using System.Xml;
using Ramet.Catalog.Jobs;
using Ramet.Server.Replies;
using Ramet.Warehouse.Jobs;

namespace Ramet.Server.Rest.Instances;

/// <summary>What a job gave, as clients read it outside of the tunnel.</summary>
/// <param name="Format"><c>csv</c> for rows as such, <c>text</c> for everything else.</param>
/// <param name="Text">The text.</param>
internal sealed record InstanceResult(string Format, string Text)
{
    /// <summary>How many rows a result holds outside of the tunnel, as in the service.</summary>
    private const long RowsMax = 10_000;

    /// <summary>Rows are left out after so many characters: those of the tunnel have no such limit.</summary>
    private const int CharactersMax = 16 << 20;

    private const string FormatSetting = "odps.sql.select.output.format";

    /// <summary>Makes the result of a job.</summary>
    /// <param name="view">The job, in any state.</param>
    /// <param name="result">What it gave; null when it has not succeeded, or was a statement of a session.</param>
    public static InstanceResult Of(JobView view, JobResult? result) => (view.Job.Status, result) switch
    {
        (JobStatus.Failed or JobStatus.Cancelled, _) => new("text", $"FAILED: {view.Job.Error}"),
        (_, JobText text) => new("text", text.Text),
        (_, JobRows rows) => OfRows(rows, view.Request.Settings.GetValueOrDefault(FormatSetting, "csv")),
        _ => new("text", ""),
    };

    /// <summary>Writes the element <c>Result</c>. Base 64 keeps what XML would change or refuse.</summary>
    public void Write(XmlReplyWriter xml)
    {
        xml.Begin("Result");
        if (Text.Contains('\r', StringComparison.Ordinal) || Text.Any(static character => !XmlConvert.IsXmlChar(character) && !char.IsSurrogate(character)))
            xml.Attribute("Transform", "Base64").Attribute("Format", Format).Text(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Text)));
        else
            xml.Attribute("Format", Format).CData(Text);
        xml.End();
    }

    private static InstanceResult OfRows(JobRows rows, string format)
    {
        using var reader = rows.OpenTexts(0, RowsMax);
        if (format.Equals("HumanReadable", StringComparison.OrdinalIgnoreCase))
            return new("text", ResultBox.Write(rows.Columns, cells => reader.TryReadRow(cells), CharactersMax));
        return format.Equals("json", StringComparison.OrdinalIgnoreCase)
            ? new("text", ResultJson.Write(rows.Columns, cells => reader.TryReadRow(cells), CharactersMax))
            : new("csv", ResultCsv.Write(rows.Columns, cells => reader.TryReadRow(cells), CharactersMax));
    }
}
