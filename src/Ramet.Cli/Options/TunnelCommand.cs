using System.CommandLine;
using System.CommandLine.Parsing;
using Ramet.Cli.Transfers;
using Ramet.Client.Profiles;

namespace Ramet.Cli.Options;

/// <summary><c>ramet tunnel upload</c> and <c>ramet tunnel download</c>: rows between files and the tables of a service.</summary>
internal sealed class TunnelCommand
{
    private readonly Option<string> project;

    private readonly Option<Uri?> endpoint = new("--endpoint")
    {
        Description = "The service at URL; that of the profile by default.",
        HelpName = "URL",
        CustomParser = static argument => ServiceAddress.TryParse(argument.Tokens[0].Value, out var address) ? address : Refuse<Uri>(argument, "is not the address of a service. Write http://HOST:PORT/api or https://HOST/api."),
    };

    private readonly Option<string> profile = new("--profile")
    {
        Description = "The service of the profile NAME, which is a section of the file of profiles.",
        HelpName = "NAME",
    };

    private readonly Option<string> config = new("--config")
    {
        Description = "The file of profiles; ramet/config.ini in the user's settings by default.",
        HelpName = "FILE",
    };

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

    private readonly Option<bool> quiet = new("--quiet")
    {
        Description = "Write nothing but errors to standard error.",
    };

    private readonly Argument<string> file = new("file") { Description = "A .csv or .parquet file.", HelpName = "FILE" };

    private readonly Argument<string> table = new("table")
    {
        Description = "The table, and its partition if it has partitions.",
        HelpName = "PROJECT.TABLE[/PARTITION]",
    };

    /// <summary>Builds the command.</summary>
    /// <param name="project">The option for the project of a table that names none.</param>
    /// <param name="upload">Runs an upload and gives the exit code.</param>
    /// <param name="download">Runs a download and gives the exit code.</param>
    public TunnelCommand(Option<string> project, Func<TransferOptions, int> upload, Func<TransferOptions, int> download)
    {
        this.project = project;
        var uploading = new Command("upload", "Upload the rows of a file into a table: all of them, or none.")
        {
            file, table, overwrite, format, endpoint, profile, config, quiet,
        };
        uploading.SetAction(parsed => upload(Read(parsed)));
        var downloading = new Command("download", "Download the rows of a table into a file.") { table, file, format, endpoint, profile, config, quiet };
        downloading.SetAction(parsed => download(Read(parsed)));
        Command = new Command("tunnel", "Move rows between files and the tables of a service.") { uploading, downloading };
    }

    /// <summary>The command.</summary>
    public Command Command { get; }

    private TransferOptions Read(ParseResult parsed) => new()
    {
        Service = new ServiceSelection
        {
            Endpoint = parsed.GetValue(endpoint),
            Profile = parsed.GetValue(profile),
            File = parsed.GetValue(config),
            Project = parsed.GetValue(project),
        },
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
        _ => Refuse<FileFormat?>(argument, "is not a form of files. Use csv or parquet."),
    };

    private static T? Refuse<T>(ArgumentResult argument, string problem)
    {
        argument.AddError($"'{argument.Tokens[0].Value}' {problem}");
        return default;
    }
}
