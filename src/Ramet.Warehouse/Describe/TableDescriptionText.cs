using System.Globalization;
using System.Text;
using Ramet.Catalog.Tables;

namespace Ramet.Warehouse.Describe;

/// <summary>
/// Writes descriptions in the box that MaxCompute's command-line client prints for DESC: 86 characters wide, texts padded and never cut,
/// so that a long one pushes its line out. A line break inside a text is shown as <c>\n</c>, so that the box stays one fact a line.
/// </summary>
public static class TableDescriptionText
{
    private static readonly string Rule = "+" + new string('-', 84) + "+\n";

    /// <summary>The text of <c>DESC [EXTENDED] table</c>.</summary>
    /// <param name="table">The facts.</param>
    /// <param name="extended">Whether to add nullability, defaults and the block of extended facts.</param>
    /// <param name="zone">The time zone in which times are shown.</param>
    public static string Write(TableDescription table, bool extended, TimeZoneInfo zone)
    {
        var text = new StringBuilder();
        text.Append(Rule);
        Fact(text, "Owner:", table.Owner);
        Fact(text, "Project:", table.Project);
        Line(text, $"TableComment: {OneLine(table.Comment),-68}");
        text.Append(Rule);
        Fact(text, "CreateTime:", Time(table.CreateTime, zone));
        Fact(text, "LastDDLTime:", Time(table.LastDdlTime, zone));
        Fact(text, "LastModifiedTime:", Time(table.LastModifiedTime, zone));
        if (table.Lifecycle is { } days)
            Fact(text, "Lifecycle:", days.ToString(CultureInfo.InvariantCulture));
        if (table is { TableLabel: { } label, MaxLabel: { } highest })
        {
            Fact(text, "TableLabel:", label.ToString(CultureInfo.InvariantCulture));
            Fact(text, "MaxLabel:", $"L{highest.ToString(CultureInfo.InvariantCulture)}");
        }
        text.Append(Rule);
        WriteKind(text, table);
        text.Append(Rule);
        Line(text, $"{"Native Columns:",-82}");
        text.Append(Rule);
        WriteColumns(text, table.Columns, extended);
        text.Append(Rule);
        if (table.PartitionColumns.Count > 0)
        {
            Line(text, $"{"Partition Columns:",-82}");
            text.Append(Rule);
            foreach (var column in table.PartitionColumns)
                Line(text, $"{column.Name,-15} | {column.Type,-10} | {OneLine(column.Comment),-51}");
            text.Append(Rule);
        }
        if (extended)
            WriteExtended(text, table.Extended);
        return text.ToString();
    }

    /// <summary>The text of <c>DESC [EXTENDED] table PARTITION (...)</c>.</summary>
    public static string Write(PartitionDescription partition, bool extended, TimeZoneInfo zone)
    {
        var text = new StringBuilder();
        text.Append(Rule);
        Line(text, string.Create(CultureInfo.InvariantCulture, $"PartitionSize: {partition.SizeBytes,-67}"));
        text.Append(Rule);
        // The table format keeps one time for a partition, that of its last change.
        Fact(text, "CreateTime:", Time(partition.LastModifiedTime, zone));
        Fact(text, "LastDDLTime:", Time(partition.LastModifiedTime, zone));
        Fact(text, "LastModifiedTime:", Time(partition.LastModifiedTime, zone));
        text.Append(Rule);
        if (!extended)
            return text.ToString();
        Fact(text, "IsExstore:", "false");
        Fact(text, "IsArchived:", "false");
        Fact(text, "PhysicalSize:", partition.SizeBytes.ToString(CultureInfo.InvariantCulture));
        Fact(text, "FileNum:", partition.FileCount.ToString(CultureInfo.InvariantCulture));
        if (!partition.HasLifecycle)
            Fact(text, "LifecycleEnabled:", "false");
        return text.Append(Rule).ToString();
    }

    private static void WriteKind(StringBuilder text, TableDescription table)
    {
        if (table.ViewText is { } query)
        {
            Line(text, $"{"VirtualView  : YES",-82}");
            if (table.ViewSignature is { } signature)
                Line(text, $"Parameters: {OneLine(signature),-70}");
            Line(text, $"ViewText: {OneLine(query),-72}");
        }
        else if (table.Location is { } location)
        {
            Line(text, $"{"ExternalTable: YES",-82}");
            Fact(text, "Location:", location);
        }
        else if (table.Kind == TableKind.Materialized)
        {
            Line(text, string.Create(CultureInfo.InvariantCulture, $"MaterializedView: YES   | Size: {table.SizeBytes,-50}"));
        }
        else
        {
            Line(text, string.Create(CultureInfo.InvariantCulture, $"InternalTable: YES      | Size: {table.SizeBytes,-50}"));
        }
    }

    private static void WriteColumns(StringBuilder text, IReadOnlyList<ColumnDescription> columns, bool extended)
    {
        if (!extended)
        {
            Line(text, $"{"Field",-15} | {"Type",-10} | {"Label",-5} | {"Comment",-43}");
            text.Append(Rule);
            foreach (var column in columns)
                Line(text, $"{column.Name,-15} | {column.Type,-10} | {LabelOf(column),-5} | {OneLine(column.Comment),-43}");
            return;
        }
        Line(text, $"{"Field",-8} | {"Type",-6} | {"Label",-5} | {"ExtendedLabel",-13} | {"Nullable",-8} | {"DefaultValue",-12} | {"Comment",-12}");
        text.Append(Rule);
        foreach (var column in columns)
            Line(text, $"{column.Name,-8} | {column.Type,-6} | {LabelOf(column),-5} | {"",-13} | {(column.Nullable ? "true" : "false"),-8} | {OneLine(column.Default ?? "NULL"),-12} | {OneLine(column.Comment),-12}");
    }

    private static string LabelOf(ColumnDescription column) => column.Label?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static void WriteExtended(StringBuilder text, IReadOnlyList<KeyValuePair<string, string>> facts)
    {
        Line(text, $"{"Extended Info:",-82}");
        text.Append(Rule);
        foreach (var (name, value) in facts)
            Fact(text, name + ":", value);
        text.Append(Rule);
    }

    /// <summary>A line whose value begins in column 29, or one space after a label that is longer.</summary>
    private static void Fact(StringBuilder text, string label, string value) => Line(text, $"{label,-25} {OneLine(value),-56}");

    private static void Line(StringBuilder text, string content) => text.Append("| ").Append(content).Append(" |\n");

    private static string OneLine(string value) =>
        value.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Time(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
