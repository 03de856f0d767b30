using System.CommandLine;
using System.CommandLine.Parsing;
using Ramet.Cli.Transfers;

namespace Ramet.Cli.Options;

/// <summary><c>ramet tunnel upload</c> and <c>ramet tunnel download</c>: rows between files and the tables of a service.</summary>
internal sealed class TunnelCommand
{
    private readonly Option<string> project;
    private readonly ServiceOptions service;
    private readonly Option<bool> quiet;

    private readonly Option<FileFormat?> format = new("--file-format")
    {
        Description = "The form of the file, csv or parquet, when its name does not say it.",
        HelpName = "FORMAT",
        CustomParser = ParseFormat,
    };

    private readonly Option<bool> overwrite = new("--overwrite")
    {
        Description = "Replace the rows of the table or partition.",
    };

    private readonly Argument<string> file = new("file") { Description = "A .csv or .parquet file.", HelpName = "FILE" };

    private readonly Argument<string> table = new("table")
    {
        Description = "The table, and its partition if it has partitions.",
        HelpName = "PROJECT.TABLE[/PARTITION]",
    };

    /// <summary>Builds the command.</summary>
    /// <param name="project">The option for the project of a table that names none.</param>
    /// <param name="service">The options for the service.</param>
    /// <param name="quiet">The option for fewer messages.</param>
    /// <param name="upload">Runs an upload and gives the exit code.</param>
    /// <param name="download">Runs a download and gives the exit code.</param>
    public TunnelCommand(
        Option<string> project, ServiceOptions service, Option<bool> quiet, Func<TransferOptions, int> upload, Func<TransferOptions, int> download)
    {
        (this.project, this.service, this.quiet) = (project, service, quiet);
        var uploading = new Command("upload", "Upload the rows of a file into a table: all of them, or none.")
        {
            file, table, overwrite, format, service.Endpoint, service.Profile, service.Config, quiet,
        };
        uploading.SetAction(parsed => upload(Read(parsed)));
        var downloading = new Command("download", "Download the rows of a table into a file.") { table, file, format, service.Endpoint, service.Profile, service.Config, quiet };
        downloading.SetAction(parsed => download(Read(parsed)));
        Command = new Command("tunnel", "Move rows between files and the tables of a service.") { uploading, downloading };
    }

    /// <summary>The command.</summary>
    public Command Command { get; }

    private TransferOptions Read(ParseResult parsed) => new()
    {
        Service = service.Read(parsed, parsed.GetValue(project)),
        File = parsed.GetRequiredValue(file),
        Table = parsed.GetRequiredValue(table),
        Format = parsed.GetValue(format),
        IsOverwrite = parsed.GetResult(overwrite) is not null && parsed.GetValue(overwrite),
        IsQuiet = parsed.GetValue(quiet),
    };

    private static FileFormat? ParseFormat(ArgumentResult argument) => argument.Tokens[0].Value switch
    {
        "csv" => FileFormat.Csv,
        "parquet" => FileFormat.Parquet,
        _ => ArgumentErrors.Refuse<FileFormat?>(argument, $"'{argument.Tokens[0].Value}' is not a form of files. Use csv or parquet."),
    };
}
