using System.Globalization;
using Ramet.Warehouse.Collection;

namespace Ramet.Cli.Printing;

/// <summary>What <c>ramet gc</c> prints: a count a line.</summary>
internal static class CollectionText
{
    public static string Write(CollectionReport report)
    {
        var verb = report.IsDryRun ? "would be deleted" : "deleted";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            unreachable since before {report.Horizon:yyyy-MM-dd HH:mm:ss}Z, {verb}:
            files: {report.Files}
            bytes: {report.Bytes}
            empty directories: {report.Directories}
            expired snapshots: {report.Snapshots}
            jobs: {report.Jobs}

            """);
    }
}
