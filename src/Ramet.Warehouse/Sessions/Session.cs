using System.Net;
using Ramet.Errors;
using Ramet.Sql.Parsing;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;
using Principal = Ramet.Access.Principal;

namespace Ramet.Warehouse.Sessions;

/// <summary>
/// One user's conversation with a warehouse: the caller, the current project, the settings. It runs one statement at a time, on one
/// thread; only <see cref="Progress"/> may be read from others. A result must be disposed before the next statement runs.
/// </summary>
public sealed class Session : IDisposable
{
    private readonly Lazy<EngineConnection> engine;

    internal Session(RametWarehouse warehouse, Principal caller, string? project)
    {
        Warehouse = warehouse;
        Caller = caller;
        Project = project;

        // A failure is not kept: what was missing, such as space in the directory for spilling, may be there for the next statement.
        engine = new(() => warehouse.Engine.Connect(), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>On whose behalf statements run. Embedded, the session believes whom it is told: who may open the directory may do everything.</summary>
    public Principal Caller { get; set; }

    /// <summary>The address from which the caller comes, for IP white lists and conditions of policies; null on the machine itself.</summary>
    public IPAddress? SourceAddress { get; set; }

    /// <summary>The current project; null until one is chosen. It is checked when a statement needs it.</summary>
    public string? Project { get; internal set; }

    /// <summary>The directory against which a relative <c>LOCATION 'file:...'</c> is resolved; the process's current directory by default.</summary>
    public string BaseDirectory { get; set; } = Directory.GetCurrentDirectory();

    /// <summary>How far the running statement is, in percent from 0 to 100; null when none runs or nobody can tell. For any thread.</summary>
    public double? Progress => engine.IsValueCreated ? engine.Value.Progress : null;

    internal RametWarehouse Warehouse { get; }

    internal SessionSettings Settings { get; set; } = SessionSettings.None;

    /// <summary>The session's connection to the engine, opened when a statement first touches rows.</summary>
    internal EngineConnection Engine => engine.Value;

    /// <summary>Gives a setting a value, as SET does.</summary>
    /// <param name="name">The setting; one that nobody knows has no effect.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="RametException">InvalidParameter: the setting does not take the value.</exception>
    public void Set(string name, string value)
    {
        SessionSettings.Check(name, value, span: null);
        Settings = Settings.With(name, value);
    }

    /// <summary>Runs one statement, or a script, which is one too. Places in errors count from the beginning of the text.</summary>
    /// <param name="text">The statement, a semicolon at its end is allowed; or several, of which all happen or none.</param>
    /// <param name="cancellationToken">Ends the statement early; nothing is changed then.</param>
    /// <returns>The result, which the caller disposes. Rows are made while they are read, so reading them can still fail.</returns>
    /// <exception cref="RametException">The statement is wrong, is not allowed, or failed; then it has changed nothing.</exception>
    public StatementResult Execute(string text, CancellationToken cancellationToken = default) =>
        new StatementContext(this, text, SqlParser.ParseText(text), cancellationToken).Run();

    /// <summary>Runs the statement of a job of the queue.</summary>
    /// <param name="text">The statement.</param>
    /// <param name="run">The job, which is recorded as running; its end is recorded here unless the text cannot be parsed.</param>
    internal StatementResult Execute(string text, JobRun run)
    {
        var statement = SqlParser.ParseText(text);
        if (run.Kind == JobKind.SqlCost)
            statement = new CostStatement(statement) { Span = statement.Span };
        return new StatementContext(this, text, statement, run.CancellationToken) { QueuedJob = run }.Run();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (engine.IsValueCreated)
            engine.Value.Dispose();
    }
}
