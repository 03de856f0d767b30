using Ramet.Cli.Conversations;
using Ramet.Cli.Options;
using Ramet.Cli.Printing;
using Ramet.Cli.Running;
using Ramet.Cli.Serving;
using Ramet.Cli.Shell;
using Ramet.Cli.Shell.Editing;
using Ramet.Cli.Terminal;
using Ramet.Cli.Transfers;
using Ramet.Errors;
using Ramet.Warehouse;
using Ramet.Warehouse.Collection;
using Ramet.Warehouse.Export;
using Ramet.Warehouse.Jobs;

namespace Ramet.Cli;

/// <summary>What the command does once its options are known: opens the warehouse, runs what was asked for, gives the exit code.</summary>
internal sealed class RametApplication(CliConsole console)
{
    private const string StandardInputName = "standard input";

    private readonly ErrorReport errors = new(console);

    /// <summary>Reads the arguments and does what they say.</summary>
    /// <returns>The exit code of the process.</returns>
    public int Run(IReadOnlyList<string> arguments)
    {
        try
        {
            var exitCode = new RametCommandLine(Run, ShowMetadata, Collect, Serve, Upload, Download).Invoke(arguments, console.Output, console.Error);
            console.Output.Flush();
            return exitCode;
        }
        catch (OutputClosedException)
        {
            return ExitCode.OutputClosed;
        }
        catch (RametException error)
        {
            errors.Write(error);
            return ExitCode.Failure;
        }
        catch (IOException exception)
        {
            errors.Write(Unwritable(exception));
            return ExitCode.Failure;
        }
        catch (Exception exception)
        {
            errors.Write(Defect(exception));
            return ExitCode.Failure;
        }
    }

    private int Run(RunOptions options)
    {
        // Scripts are read before the warehouse is opened: a mistyped file name must not make a new warehouse.
        var sources = ReadSources(options);
        using var conversation = Begin(options);
        using var cancelKey = CancelKey.Listen(isIgnoredBetweenStatements: sources is null);
        var messages = new Messages(console, options.Quiet);
        var statements = new StatementRunner(conversation, console, messages, ResultFormats.Of(options.Format), cancelKey);
        var scripts = new ScriptRunner(conversation, console, messages, statements);
        return sources is null ? RunShell(conversation, scripts, messages) : RunScripts(sources, scripts, options.Continue);
    }

    private static IConversation Begin(RunOptions options)
    {
        if (options.Service is { } service)
            return new RemoteConversation(service.Resolve(), options.Format, TimeProvider.System);
        var warehouse = Open(options.Warehouse);
        var session = warehouse.OpenSession(options.Warehouse.Caller, options.Warehouse.Project);
        session.BaseDirectory = BaseDirectory(options);
        return new EmbeddedConversation(warehouse, session);
    }

    /// <summary>The texts to run; null to open the shell.</summary>
    private IReadOnlyList<ScriptSource>? ReadSources(RunOptions options)
    {
        if (options.Statements.Count > 0)
            return [.. options.Statements.Select(static text => new ScriptSource(Name: null, text))];
        if (options.File is { } file and not "-")
            return [new ScriptSource(file, ReadFile(file))];
        if (options.File is null && console.Terminal is not null)
            return null;
        return [new ScriptSource(StandardInputName, console.Input.ReadToEnd())];
    }

    private static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RametException(
                ErrorCode.StorageError,
                ErrorKind.Environment,
                $"the script '{path}' cannot be read: {exception.Message}",
                cause: exception);
        }
    }

    private static RametWarehouse Open(WarehouseSelection selection, JobOptions? jobs = null) => RametWarehouse.Open(new WarehouseOptions
    {
        Directory = selection.Directory,
        Threads = selection.Threads,
        MemoryLimitBytes = selection.MemoryBytes,
        AllowedLocations = selection.AllowedLocations,
        UnloadLocations = selection.UnloadLocations,
        Jobs = jobs ?? new JobOptions(),
    });

    private static string BaseDirectory(RunOptions options) => options.File is { } file and not "-"
        ? Path.GetDirectoryName(Path.GetFullPath(file))! // the full path of a file has a directory
        : Directory.GetCurrentDirectory();

    private static int RunScripts(IReadOnlyList<ScriptSource> sources, ScriptRunner scripts, bool goesOn)
    {
        var exitCode = ExitCode.Success;
        foreach (var source in sources)
        {
            var outcome = scripts.Run(source, goesOn);
            if (outcome == RunOutcome.Cancelled)
                return ExitCode.Cancelled;
            if (outcome == RunOutcome.Failed)
                exitCode = ExitCode.Failure;
            if (outcome == RunOutcome.Quit || (outcome == RunOutcome.Failed && !goesOn))
                break;
        }
        return exitCode;
    }

    private int RunShell(IConversation conversation, ScriptRunner scripts, Messages messages)
    {
        var terminal = console.Terminal!; // the shell is chosen only where there is one
        new InteractiveShell(conversation, scripts, messages, terminal, OpenHistory(messages)).Run();
        return ExitCode.Success;
    }

    private static StatementHistory OpenHistory(Messages messages)
    {
        try
        {
            return StatementHistory.Open(UserDirectories.HistoryFile());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            messages.Say($"The history is not kept: {exception.Message}");
            return StatementHistory.InMemory();
        }
    }

    private int ShowMetadata(MetadataOptions options)
    {
        using var warehouse = Open(options.Warehouse);
        using var session = warehouse.OpenSession(options.Warehouse.Caller, options.Warehouse.Project);
        var shown = options.ExportDirectory is { } directory
            ? MetadataExport.Export(session, options.Table, directory)
            : MetadataExport.Write(session, options.Table);
        console.Output.Write(shown + "\n");
        return ExitCode.Success;
    }

    private int Collect(CollectOptions options)
    {
        using var warehouse = Open(options.Warehouse);
        using var session = warehouse.OpenSession(options.Warehouse.Caller, options.Warehouse.Project);
        var report = GarbageCollection.Run(
            session, new CollectionOptions { IsDryRun = options.IsDryRun, Grace = TimeSpan.FromHours(options.GraceHours) });
        console.Output.Write(CollectionText.Write(report));
        return ExitCode.Success;
    }

    private int Serve(ServeOptions options)
    {
        var exitCode = options.Seed is { } seed ? Run(seed) : ExitCode.Success;
        if (exitCode != ExitCode.Success)
            return exitCode;
        using var warehouse = Open(options.Warehouse, options.Jobs);
        return new ServerRun(console).Run(warehouse, options);
    }

    private int Upload(TransferOptions options)
    {
        new TableTransfer(console, TimeProvider.System).Upload(options);
        return ExitCode.Success;
    }

    private int Download(TransferOptions options)
    {
        new TableTransfer(console, TimeProvider.System).Download(options);
        return ExitCode.Success;
    }

    private static RametException Unwritable(IOException exception) => new(
        ErrorCode.StorageError, ErrorKind.Environment, $"standard output cannot be written: {exception.Message}", cause: exception);

    private static RametException Defect(Exception exception) => new(
        ErrorCode.InternalError,
        ErrorKind.Defect,
        $"{exception.GetType().Name}: {exception.Message}",
        hint: "This is a defect of Ramet. Please report it with what you ran.",
        cause: exception);
}
