using System.Text;
using Ramet.Cli.Printing;
using Ramet.Client.Tunnel;
using Ramet.Errors;
using Ramet.Protocol.Records;
using Ramet.Sql.Binding;

namespace Ramet.Cli.Transfers;

/// <summary>Writes rows as <c>--format csv</c> prints them.</summary>
internal static class CsvFile
{
    /// <summary>Writes all rows of a record stream while they arrive.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="reader">The stream.</param>
    /// <param name="zone">The time zone in which times are written.</param>
    /// <param name="cancellationToken">Gives up; there is no file then.</param>
    /// <returns>Number of rows.</returns>
    /// <exception cref="RametException">The file cannot be written, the stream is damaged, or it was cancelled.</exception>
    public static long Write(string path, IReadOnlyList<ResultColumn> columns, RecordReader reader, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var texts = new RecordTexts(reader, [.. columns.Select(static column => column.Type)], zone);
        var rows = 0L;
        WholeFile.Write(path, part =>
        {
            using var output = new StreamWriter(part, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            rows = new CsvFormat().WriteRows(columns, ReadRow, () => output);
        });
        return rows;

        bool ReadRow(Span<string?> cells)
        {
            if (cancellationToken.IsCancellationRequested)
                throw new RametException(ErrorCode.Cancelled, ErrorKind.Cancelled, "the transfer was cancelled");
            return texts.TryReadRow(cells);
        }
    }
}
