using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Reflection;
using Ramet.Access;
using Ramet.Cli.Transfers;

namespace Ramet.Cli.Options;

/// <summary>
/// The options and subcommands of <c>ramet</c>. It turns the arguments into <see cref="RunOptions"/>, <see cref="MetadataOptions"/>,
/// <see cref="CollectOptions"/>, <see cref="ServeOptions"/> or <see cref="TransferOptions"/> and gives them to whoever runs them.
/// </summary>
internal sealed class RametCommandLine
{
    private const int GraceHoursMax = 100_000;

    private readonly Option<string[]> execute = new("-e", "--execute")
    {
        Description = "Run the statements in SQL. May be repeated.",
        HelpName = "SQL",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> file = new("-f", "--file")
    {
        Description = "Run the script FILE; - is standard input.",
        HelpName = "FILE",
    };

    private readonly Option<OutputFormat> format = new("--format")
    {
        Description = "How results are written: table (the default), csv, json or tsv.",
        HelpName = "FORMAT",
        CustomParser = ParseFormat,
    };

    private readonly Option<bool> quiet = new("--quiet")
    {
        Description = "Write nothing but errors to standard error.",
    };

    private readonly Option<bool> keepGoing = new("--continue")
    {
        Description = "Go on with the script after a statement that failed.",
    };

    private readonly Option<string> warehouse = new("--warehouse")
    {
        Description = "The warehouse's directory; made when it does not exist.",
        HelpName = "DIR",
        Recursive = true,
        DefaultValueFactory = static _ => UserDirectories.DefaultWarehouse(),
    };

    private readonly Option<string> project = new("--project")
    {
        Description = "The project to begin in.",
        HelpName = "PROJECT",
        Recursive = true,
    };

    private readonly Option<Principal> caller = new("--as")
    {
        Description = "Who runs the statements, for example ALIYUN$name@domain.",
        HelpName = "PRINCIPAL",
        Recursive = true,
        CustomParser = ParsePrincipal,
        DefaultValueFactory = static _ => Principal.Administrator,
    };

    private readonly Option<long?> memory = new("--memory")
    {
        Description = "Memory that queries may use, for example 4GB; half of the machine's by default.",
        HelpName = "SIZE",
        Recursive = true,
        CustomParser = ParseMemory,
    };

    private readonly Option<int?> threads = new("--threads")
    {
        Description = "Threads that queries may use; one for each processor by default.",
        HelpName = "N",
        Recursive = true,
        CustomParser = ParseThreads,
    };

    private readonly Option<string[]> allowLocation = new("--allow-location")
    {
        Description = "A directory whose files every user may read by LOAD and external tables. May be repeated.",
        HelpName = "DIR",
        Recursive = true,
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> unloadTo = new("--unload-to")
    {
        Description = "A directory to which every user may write files by UNLOAD. May be repeated.",
        HelpName = "DIR",
        Recursive = true,
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly ServiceOptions service = new();

    private readonly Argument<string> table = new("table")
    {
        Description = "The table, written PROJECT.TABLE, or TABLE with --project.",
        HelpName = "PROJECT.TABLE",
    };

    private readonly Option<string> export = new("--export")
    {
        Description = "Write the metadata into DIR and print the path of the file.",
        HelpName = "DIR",
    };

    private readonly Option<bool> dryRun = new("--dry-run")
    {
        Description = "Only say what would be deleted.",
    };

    private readonly Option<int> grace = new("--grace")
    {
        Description = "Keep for HOURS what nothing reaches any more; 24 by default.",
        HelpName = "HOURS",
        CustomParser = ParseGrace,
        DefaultValueFactory = static _ => 24,
    };

    private readonly ServeCommand serve;

    /// <summary>Builds the command.</summary>
    /// <param name="run">Runs statements and gives the exit code.</param>
    /// <param name="showMetadata">Runs <c>table metadata</c> and gives the exit code.</param>
    /// <param name="collect">Runs <c>gc</c> and gives the exit code.</param>
    /// <param name="serve">Runs <c>serve</c> and gives the exit code.</param>
    /// <param name="upload">Runs <c>tunnel upload</c> and gives the exit code.</param>
    /// <param name="download">Runs <c>tunnel download</c> and gives the exit code.</param>
    public RametCommandLine(
        Func<RunOptions, int> run,
        Func<MetadataOptions, int> showMetadata,
        Func<CollectOptions, int> collect,
        Func<ServeOptions, int> serve,
        Func<TransferOptions, int> upload,
        Func<TransferOptions, int> download)
    {
        Root = new RootCommand("A data warehouse of your own that speaks MaxCompute. Without -e or -f it opens a shell.")
        {
            execute, file, format, quiet, keepGoing, warehouse, project, caller, memory, threads, allowLocation, unloadTo, service.Endpoint, service.Profile, service.Config,
        };
        Root.Validators.Add(RefuseTwoSources);
        Root.Validators.Add(RefuseTwoPlaces);
        Root.SetAction(parsed => run(ReadRunOptions(parsed)));
        Root.Add(TableCommand(showMetadata));
        Root.Add(CollectCommand(collect));
        this.serve = new ServeCommand(serve, ReadSelection);
        Root.Add(this.serve.Command);
        Root.Add(new TunnelCommand(project, service, quiet, upload, download).Command);
    }

    /// <summary>The command with its options and subcommands.</summary>
    public RootCommand Root { get; }

    /// <summary>The options of <c>serve</c> that may stand in the environment or in a file: its own, and those that all commands share.</summary>
    public IReadOnlyList<Option> ServeSettingOptions() =>
        [.. serve.Command.Options.Where(option => option != serve.Config), .. Root.Options.Where(static option => option is { Recursive: true } and not VersionOption and not HelpOption)];

    /// <summary>Reads the arguments and runs what they ask for; wrong usage is reported on <paramref name="error"/>.</summary>
    /// <returns>The exit code of the process.</returns>
    public int Invoke(IReadOnlyList<string> arguments, TextWriter output, TextWriter error) =>
        Invoke(arguments, output, error, Environment.GetEnvironmentVariable);

    /// <inheritdoc cref="Invoke(IReadOnlyList{string}, TextWriter, TextWriter)"/>
    /// <param name="arguments">The arguments.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="environment">The value of an environment variable; null when there is none.</param>
    public int Invoke(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, Func<string, string?> environment)
    {
        var parsed = Parse(arguments);
        if (parsed.CommandResult.Command == serve.Command)
            parsed = Parse(ServeSettings.Complete(arguments, option => parsed.GetResult(option) is { Implicit: false }, ServeSettingOptions(), environment, serve.ConfigFile(parsed)));
        if (parsed.Errors.Count > 0)
            return ReportUsage(parsed.Errors, error);
        if (parsed.GetResult(FindVersionOption()) is not null)
        {
            output.Write($"ramet {Version()}\n");
            return ExitCode.Success;
        }
        return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
    }

    /// <summary>Without the replacer an argument that begins with @ is itself, not the name of a file with more arguments.</summary>
    private ParseResult Parse(IReadOnlyList<string> arguments) => Root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });

    private static int ReportUsage(IEnumerable<ParseError> errors, TextWriter error)
    {
        foreach (var problem in errors)
            error.Write($"ramet: {problem.Message}\n");
        error.Write("Hint: ramet --help lists the options.\n");
        return ExitCode.Usage;
    }

    private Command TableCommand(Func<MetadataOptions, int> showMetadata)
    {
        var metadata = new Command("metadata", "Print the metadata of a table in the form of Apache Iceberg.") { table, export };
        metadata.SetAction(parsed => showMetadata(ReadMetadataOptions(parsed)));
        return new Command("table", "Look into tables from outside of SQL.") { metadata };
    }

    private Command CollectCommand(Func<CollectOptions, int> collect)
    {
        var command = new Command("gc", "Delete the files that no table, clone or retained state needs any more.") { dryRun, grace };
        command.SetAction(parsed => collect(ReadCollectOptions(parsed)));
        return command;
    }

    private VersionOption FindVersionOption() => Root.Options.OfType<VersionOption>().Single();

    private static string Version() => typeof(RametCommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion.Split('+')[0]; // the SDK always writes the attribute; after + stands the commit

    private void RefuseTwoSources(CommandResult command)
    {
        if (command.GetResult(execute) is not null && command.GetResult(file) is not null)
            command.AddError("Give the statements either with -e or in the file of -f, not both.");
    }

    /// <summary>What a service decides by itself, or by the key, cannot be said from here.</summary>
    private void RefuseTwoPlaces(CommandResult command)
    {
        Option[] ofServices = [service.Endpoint, service.Profile, service.Config];
        Option[] ofWarehouses = [warehouse, caller, memory, threads, allowLocation, unloadTo];
        var asked = Array.Find(ofServices, option => command.GetResult(option) is { Implicit: false });
        var opened = Array.Find(ofWarehouses, option => command.GetResult(option) is { Implicit: false });
        if (asked is not null && opened is not null)
            command.AddError($"{asked.Name} asks a service and {opened.Name} is about a warehouse that is opened here. Give one of them.");
    }

    private RunOptions ReadRunOptions(ParseResult parsed) => new()
    {
        Warehouse = ReadSelection(parsed),
        Service = ReadService(parsed),
        Statements = parsed.GetValue(execute) ?? [],
        File = parsed.GetValue(file),
        Format = parsed.GetValue(format),
        Quiet = parsed.GetValue(quiet),
        Continue = parsed.GetValue(keepGoing),
    };

    private ServiceSelection? ReadService(ParseResult parsed) =>
        service.Read(parsed, parsed.GetValue(project)) is var selection and not { Endpoint: null, Profile: null, File: null } ? selection : null;

    private MetadataOptions ReadMetadataOptions(ParseResult parsed) => new()
    {
        Warehouse = ReadSelection(parsed),
        Table = parsed.GetRequiredValue(table),
        ExportDirectory = parsed.GetValue(export),
    };

    private CollectOptions ReadCollectOptions(ParseResult parsed) => new()
    {
        Warehouse = ReadSelection(parsed),
        IsDryRun = parsed.GetValue(dryRun),
        GraceHours = parsed.GetValue(grace),
    };

    private WarehouseSelection ReadSelection(ParseResult parsed) => new()
    {
        Directory = parsed.GetRequiredValue(warehouse),
        Project = parsed.GetValue(project),
        Caller = parsed.GetRequiredValue(caller),
        MemoryBytes = parsed.GetValue(memory),
        Threads = parsed.GetValue(threads),
        AllowedLocations = parsed.GetValue(allowLocation) ?? [],
        UnloadLocations = parsed.GetValue(unloadTo) ?? [],
    };

    private static OutputFormat ParseFormat(ArgumentResult argument) => argument.Tokens[0].Value switch
    {
        "table" => OutputFormat.Table,
        "csv" => OutputFormat.Csv,
        "json" => OutputFormat.Json,
        "tsv" => OutputFormat.Tsv,
        var text => ArgumentErrors.Refuse<OutputFormat>(argument, $"'{text}' is not a format. Use table, csv, json or tsv."),
    };

    private static Principal? ParsePrincipal(ArgumentResult argument) =>
        Principal.TryParse(argument.Tokens[0].Value, out var principal)
            ? principal
            : ArgumentErrors.Refuse<Principal>(
                argument,
                $"'{argument.Tokens[0].Value}' is not a principal. Write 'ALIYUN$name@domain' or 'RAM$account:user', in quotes.");

    private static long? ParseMemory(ArgumentResult argument) =>
        MemorySize.TryParse(argument.Tokens[0].Value, out var bytes)
            ? bytes
            : ArgumentErrors.Refuse<long?>(argument, $"'{argument.Tokens[0].Value}' is not a size. Write a number and a unit, for example 4GB or 512MiB.");

    private static int? ParseThreads(ArgumentResult argument) =>
        int.TryParse(argument.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var threads)
        && threads > 0
            ? threads
            : ArgumentErrors.Refuse<int?>(argument, $"'{argument.Tokens[0].Value}' is not a number of threads. Write a number from 1.");

    private static int ParseGrace(ArgumentResult argument) =>
        int.TryParse(argument.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours <= GraceHoursMax
            ? hours
            : ArgumentErrors.Refuse<int>(argument, $"'{argument.Tokens[0].Value}' is not a number of hours. Write a number from 0 to {GraceHoursMax}.");
}
