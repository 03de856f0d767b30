using System.Diagnostics;
using System.Globalization;
using Ramet.Cli.Running;
using Ramet.Cli.Terminal;
using Ramet.Client;
using Ramet.Client.Tunnel;
using Ramet.Errors;
using Ramet.Protocol.Records;

namespace Ramet.Cli.Transfers;

/// <summary>Moves rows between a file and a table of a service, through its tunnel.</summary>
/// <param name="console">Where messages go.</param>
/// <param name="time">The clock.</param>
internal sealed class TableTransfer(CliConsole console, TimeProvider time)
{
    private const string ZoneProperty = "odps.sql.timezone";

    /// <summary>Uploads a file: all of its rows, or none.</summary>
    /// <exception cref="RametException">The file cannot be read, a value does not fit its column, or the service refused.</exception>
    public void Upload(TransferOptions options)
    {
        var rows = 0L;
        Run(options, (service, table, progress, cancellationToken) =>
        {
            var upload = TableUpload.Begin(service.Tunnel, table, options.IsOverwrite, cancellationToken);
            using var file = RowFile.OpenRead(options.File, FormatOf(options), upload.Columns, Zone(service, table, cancellationToken));
            progress.Source = () => file.Progress;
            upload.Send(stream => rows = file.WriteRecords(stream, cancellationToken), cancellationToken);
            upload.Commit(cancellationToken);
        }, () => rows);
    }

    /// <summary>Downloads a table into a file, which is only there when it is whole.</summary>
    /// <exception cref="RametException">The file cannot be written, or the service refused.</exception>
    public void Download(TransferOptions options)
    {
        var rows = 0L;
        Run(options, (service, table, progress, cancellationToken) =>
        {
            var download = TableDownload.Begin(service.Tunnel, table, cancellationToken);
            download.Receive(
                reader =>
                {
                    progress.Source = () => download.RecordCount == 0 ? null : 100.0 * reader.Records / download.RecordCount;
                    rows = FormatOf(options) == FileFormat.Csv
                        ? CsvFile.Write(options.File, download.Columns, reader, TimeZoneInfo.FindSystemTimeZoneById(Zone(service, table, cancellationToken)), cancellationToken)
                        : WriteParquet(options.File, download, reader, cancellationToken);
                },
                cancellationToken);
        }, () => rows);
    }

    private static long WriteParquet(string path, TableDownload download, RecordReader reader, CancellationToken cancellationToken)
    {
        using var file = RowFile.Create(download.Columns);
        var rows = file.ReadRecords(reader, cancellationToken);
        file.Save(path, cancellationToken);
        return rows;
    }

    private void Run(TransferOptions options, Action<ServiceClient, TransferTable, TransferProgress, CancellationToken> transfer, Func<long> rows)
    {
        var started = Stopwatch.GetTimestamp();
        var messages = new Messages(console, options.IsQuiet);
        var profile = options.Service.Resolve();
        var table = TransferTable.Parse(options.Table, profile.Project);
        var progress = new TransferProgress();
        using var service = new ServiceClient(profile, time);
        using var cancelKey = CancelKey.Listen(isIgnoredBetweenStatements: false);
        using var scope = cancelKey.BeginStatement();
        using (messages.ShowProgress(() => progress.Source()))
            transfer(service, table, progress, scope.Token);
        messages.Say(string.Create(
            CultureInfo.InvariantCulture, $"{rows()} rows ({Duration.Exact(Stopwatch.GetElapsedTime(started))})"));
    }

    /// <summary>The zone in which times stand in files: the project's, as everywhere in its texts.</summary>
    private static string Zone(ServiceClient service, TransferTable table, CancellationToken cancellationToken) =>
        service.Projects.Properties(table.Project, cancellationToken).GetValueOrDefault(ZoneProperty, "UTC");

    private static FileFormat FormatOf(TransferOptions options) => options.Format ?? Path.GetExtension(options.File).ToUpperInvariant() switch
    {
        ".CSV" => FileFormat.Csv,
        ".PARQUET" => FileFormat.Parquet,
        _ => throw new RametException(
            ErrorCode.InvalidParameter,
            ErrorKind.User,
            $"the form of '{options.File}' is not known",
            hint: "Name it .csv or .parquet, or give --file-format."),
    };

    /// <summary>How far a transfer is, once that can be told.</summary>
    private sealed class TransferProgress
    {
        /// <summary>Gives the percentage; null when nobody knows.</summary>
        public Func<double?> Source { get; set; } = static () => null;
    }
}
