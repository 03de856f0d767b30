using System.Collections.Immutable;
using Ramet.Access;
using Ramet.Catalog;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Projects;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.Parsing;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.InformationSchema;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Scripts;
using Ramet.Warehouse.Sessions;
using Principal = Ramet.Access.Principal;
using TableName = Ramet.Catalog.Tables.TableName;

namespace Ramet.Warehouse.Statements;

/// <summary>
/// One statement on its way through the warehouse: who runs it and where, what was decided about it, what must still hold when it
/// commits, and the job that records it.
/// </summary>
/// <remarks>
/// I5: every object that a handler gets from here was decided upon for the caller first; the decisions and what they were based on
/// (<see cref="CatalogRequirement"/>) travel into the committing transaction.
/// </remarks>
internal sealed class StatementContext(Session session, string text, Statement statement, CancellationToken cancellationToken)
{
    private const int NamesComparedMax = 10_000;

    private static readonly ImmutableDictionary<string, string> NoProperties = ImmutableDictionary<string, string>.Empty;

    /// <summary>How often a commit is tried while others change the permissions on which it was decided.</summary>
    private const int AttemptsMax = 50;

    private readonly List<CatalogRequirement> requirements = [new CatalogRequirement.PrincipalExists(session.Caller)];
    private readonly HashSet<long> jobProjects = [];
    private StatementAccess? access;
    private JobRun? job;
    private SessionSettings? settings;
    private ImmutableArray<DataFlow> flows;
    private TimeZoneInfo? zone;
    private IDisposable? turn;

    public Session Session { get; } = session;

    /// <summary>The questions about access that the statement asks.</summary>
    public StatementAccess Access => access ??= new StatementAccess(this);

    public Statement Statement { get; } = statement;

    /// <summary>Cancelled when the statement is, by its session or because its job is killed.</summary>
    public CancellationToken CancellationToken => job?.CancellationToken ?? cancellationToken;

    /// <summary>The job of the queue whose statement this is; null for a statement of a session.</summary>
    public JobRun? QueuedJob { get; init; }

    /// <summary>Whether the statement stands for a call of a program, whose names are project and table whatever <c>odps.namespace.schema</c> says.</summary>
    public bool IsCall { get; init; }

    public Principal Caller { get; } = session.Caller;

    /// <summary>What is in force for the statement: the session's settings over the properties of the current project.</summary>
    public SessionSettings Settings => settings ??= Session.Settings.Over(CurrentProject?.Definition.Properties ?? NoProperties);

    public RametWarehouse Warehouse => Session.Warehouse;

    /// <summary>The script that the statement is a part of; null when it stands alone.</summary>
    public ScriptScope? Script { get; init; }

    public ICatalog Catalog => Script is null ? Warehouse.Catalog : Script.Catalog;

    /// <summary>When the statement began. What it has read and written since is safe from garbage collection, or its commit fails (I4).</summary>
    public DateTimeOffset StartedAt { get; } = session.Warehouse.Time.GetUtcNow();

    /// <summary>Nothing that the statement depends on was collected.</summary>
    public CatalogRequirement NotCollected => new CatalogRequirement.NotCollectedSince(StartedAt);

    public DateTimeOffset Now => Warehouse.Time.GetUtcNow();

    /// <summary>The time zone in which times are read and shown: that of the session, else of its project, else UTC.</summary>
    public TimeZoneInfo Zone => zone ??= FindZone();

    /// <summary>The current project; null when there is none, or no longer. Nothing was decided about it: it gives defaults, no answers.</summary>
    private Project? CurrentProject => Session.Project is { } name ? Catalog.FindProject(name) : null;

    /// <summary>The instance id of the job; null when the statement is no job.</summary>
    public string? JobId => job?.Id.Value;

    /// <summary>Where the data goes that the statement reads: to each of these.</summary>
    public ImmutableArray<DataFlow> Flows => flows.IsDefault ? flows = FindFlows() : flows;

    /// <summary>Runs the statement; whatever goes wrong is recorded and comes out as a <see cref="RametException"/>.</summary>
    public StatementResult Run() => Guard(() =>
    {
        job = QueuedJob;
        if (StatementKind.IsJob(Statement))
            job = SubmitJob();
        return StatementDispatcher.Run(this, Statement);
    });

    /// <summary>Runs a part of the statement; whatever goes wrong is recorded and comes out as a <see cref="RametException"/>.</summary>
    public T Guard<T>(Func<T> run)
    {
        try
        {
            return run();
        }
        catch (Exception exception)
        {
            var error = Fail(exception);
            if (ReferenceEquals(error, exception))
                throw;
            throw error;
        }
    }

    /// <summary>The project that a statement names, or the current one, after the action on it was allowed.</summary>
    /// <param name="name">The name; null for the current project.</param>
    /// <param name="action">What the caller wants to do in it or with it.</param>
    /// <param name="span">Where the statement asks for it.</param>
    /// <exception cref="RametException">There is none, it is hidden from the caller, or the action is denied.</exception>
    public Project RequireProject(Identifier? name, AccessAction action, SourceSpan span)
    {
        var project = name is null ? FindProject(CurrentProjectName(Statement.Span), null) : FindProject(name.Name, name.Span);
        var target = Access.ObjectOf(project, name?.Name);
        AuthorizeJobIn(target, action, span);
        Authorize(action, target, span);
        return project;
    }

    /// <summary>Allows the action or ends the statement.</summary>
    /// <exception cref="RametException">Denied.</exception>
    public void Authorize(AccessAction action, AccessObject target, SourceSpan? span = null) => Access.Authorize(action, target, span);

    /// <summary>The full name that a statement means, by the current project and the setting <c>odps.namespace.schema</c>.</summary>
    /// <exception cref="RametException">The project is missing, or the name has a schema, which this version does not have.</exception>
    public TableName Resolve(Sql.Syntax.TableName name)
    {
        if (InformationSchemaName.Resolve(name) is { } view)
            return view;
        var parts = name.Parts;
        var table = parts[^1].Name;
        if (!IsCall && Settings.HasSchemas && parts.Length > 1)
        {
            // Every project has the one schema `default`, so that scripts with three-level names run.
            var schema = parts[^2];
            if (!schema.Matches("default"))
                throw StatementErrors.Semantic(schema.Span, $"schema {schema.Name} not found; a project has the one schema 'default'");
            return new TableName(parts.Length == 3 ? parts[0].Name : CurrentProjectName(name.Span), table);
        }
        return parts.Length switch
        {
            1 => new TableName(CurrentProjectName(name.Span), table),
            2 => new TableName(parts[0].Name, table),
            _ => throw StatementErrors.Semantic(
                name.Span,
                "a name of three parts needs schemas",
                "Write project.table, or SET odps.namespace.schema=true; and project.default.table."),
        };
    }

    /// <summary>The table that a statement names, one whose rows the warehouse keeps, after the action on it was allowed.</summary>
    /// <exception cref="RametException">
    /// There is none, it is hidden from the caller, the action is denied, or it is a view or an external table.
    /// </exception>
    public CatalogTable RequireTable(Sql.Syntax.TableName name, AccessAction action) =>
        TableKinds.RequireManaged(RequireTableOrView(name, action), name.Span);

    /// <summary>The table of any kind, or the view, that a statement names, after the action on it was allowed.</summary>
    /// <exception cref="RametException">There is none, it is hidden from the caller, or the action is denied.</exception>
    public CatalogTable RequireTableOrView(Sql.Syntax.TableName name, AccessAction action) =>
        FindTable(name, action) ?? throw TableNotFound(Resolve(name), name.Span);

    /// <summary>The table or view that a statement names, after the action on it was allowed; null when there is none in a project that the caller may see.</summary>
    /// <exception cref="RametException">The project is missing or hidden, or the action is denied.</exception>
    public CatalogTable? FindTable(Sql.Syntax.TableName name, AccessAction action)
    {
        var resolved = Resolve(name);
        return Admit(resolved, Catalog.FindTable(resolved), action, name.Span);
    }

    /// <summary>The error for a name that stands for nothing, with the nearest name that the caller may see.</summary>
    public RametException TableNotFound(TableName name, SourceSpan span) => new(
        ErrorCode.TableNotFound,
        ErrorKind.NotFound,
        $"table {name} cannot be resolved",
        span,
        NearestTable(name) is { } nearest
            ? $"Did you mean {nearest}?"
            : $"SHOW TABLES IN {name.Project} lists the tables of the project.");

    /// <summary>Makes a fact hold until the commit, or the statement fails with a conflict.</summary>
    public void Require(CatalogRequirement requirement) => requirements.Add(requirement);

    /// <summary>
    /// Waits for a turn at a table that others change all the time (<see cref="TableTurns"/>). Null when the statement has a turn already, or is
    /// part of a script, which is run again as a whole.
    /// </summary>
    public IDisposable? TakeTurn(TableName table)
    {
        if (turn is not null || Script is not null)
            return null;
        turn = Warehouse.Turns.Wait(table, CancellationToken);
        return new HeldTurn(this);
    }

    /// <summary>How much was decided and required so far, for <see cref="ReturnTo"/>.</summary>
    public (AccessMark Access, int Requirements) Mark() => (Access.Mark(), requirements.Count);

    /// <summary>Forgets what was decided and required since: the statement runs again on newer tables, and all of it is asked anew.</summary>
    /// <exception cref="RametException">What was allowed before is denied by now.</exception>
    public void ReturnTo((AccessMark Access, int Requirements) mark)
    {
        Access.ReturnTo(mark.Access);
        requirements.RemoveRange(mark.Requirements, requirements.Count - mark.Requirements);
    }

    /// <summary>A binder over the tables of the statement, with the settings of the session.</summary>
    public Binder Binder(ITableResolver tables) => new(tables, Settings.Binder, Script?.Variables);

    /// <summary>A binder for a part of the statement that can only mean one table.</summary>
    public Binder Binder(CatalogTable table) => Binder(new OneTable(TableSymbols.Of(table)));

    /// <summary>Applies the changes of the statement, with its job and its decisions, in one transaction (I1, I6).</summary>
    /// <param name="summary">What the job did, for people; null when there is nothing to say.</param>
    /// <param name="changes">The changes, applied in this order.</param>
    /// <returns>The result of a statement that has nothing to show.</returns>
    public CompletedResult Commit(JobSummary? summary, params IReadOnlyList<CatalogChange> changes)
    {
        for (var attempt = 1; !TryCommit(summary, changes, isLast: attempt == AttemptsMax); attempt++)
            CancellationToken.ThrowIfCancellationRequested();
        return new CompletedResult { JobId = JobId, Summary = summary?.ToString() };
    }

    /// <summary>
    /// Records that a statement which changed nothing has succeeded. The record need not survive a power failure, so this costs no
    /// write to the disk.
    /// </summary>
    public void Finish()
    {
        if (job is null && Access.AuditOfReading.Count == 0)
            return;
        var finished = job?.Succeeded(Now, null);
        Catalog.Commit(new CatalogCommit { Job = finished, Audit = Access.AuditOfReading }, CancellationToken.None);
        EndJob(finished);
    }

    /// <summary>The result of a statement that shows a text and changed nothing.</summary>
    public TextResult Show(string shown, System.Text.Json.Nodes.JsonNode data)
    {
        var text = Tell(shown, data);
        Finish();
        return text;
    }

    /// <summary>The text that a statement will have shown when it has committed or finished: the record of its job keeps it.</summary>
    public TextResult Tell(string shown, System.Text.Json.Nodes.JsonNode data)
    {
        if (QueuedJob is not null)
            QueuedJob.Result = JobResultJson.Text(QueuedJob.Kind == JobKind.SqlCost || Settings.IsOutputJson ? data.ToJsonString() : shown); // programs ask for the cost
        return new TextResult { Text = shown, Data = data, JobId = JobId };
    }

    /// <summary>The result of a statement that changed nothing and has nothing to show.</summary>
    public CompletedResult Done()
    {
        Finish();
        return new CompletedResult { JobId = JobId };
    }

    /// <summary>Records that the statement has failed, for whatever reason, and gives the error for the caller.</summary>
    public RametException Fail(Exception exception)
    {
        var error = ErrorTranslation.Of(exception, CancellationToken);
        Record(error);
        return error;
    }

    /// <summary>Records that the statement has failed. If even that fails, the error itself matters more.</summary>
    private void Record(RametException error)
    {
        if (job is null && Access.AuditOfReading.All(static decision => decision.IsAllowed))
            return;
        var failed = job?.Failed(Now, error);
        try
        {
            Catalog.Commit(new CatalogCommit { Job = failed, Audit = Access.AuditOfReading }, CancellationToken.None);
            EndJob(failed);
        }
        catch (RametException)
        {
            // The caller gets the error of the statement; the record stays as it was: for example that of a job that was killed.
            EndJob(null);
        }
    }

    /// <summary>The job of a statement that is one.</summary>
    public JobRun RequireJob() => job ?? throw new InvalidOperationException($"{StatementKind.Name(Statement)} is not a job.");

    /// <summary>Records the job as running, before it touches rows.</summary>
    public void AnnounceJob() => job?.Announce(this);

    /// <summary>Tries to commit; false when somebody changed permissions meanwhile, and the statement is still allowed.</summary>
    /// <exception cref="RametException">It cannot be committed, or is denied by now.</exception>
    private bool TryCommit(JobSummary? summary, IReadOnlyList<CatalogChange> changes, bool isLast)
    {
        var commit = new CatalogCommit
        {
            Requirements = [.. requirements, .. Access.Requirements, NotCollected],
            Changes = changes,
            Job = job?.Succeeded(Now, summary),
            Audit = Access.Audit,
        };
        try
        {
            Catalog.Commit(commit, CancellationToken);
            EndJob(commit.Job);
            return true;
        }
        catch (RametException error) when (error.Kind == ErrorKind.Conflict && !isLast)
        {
            if (!Access.Refresh())
                throw;
            return false;
        }
    }

    /// <summary>A job needs the right to run in the current project; without one there is nothing to have a right on but what it names.</summary>
    private JobRun SubmitJob()
    {
        if (Session.Project is { } project)
            Authorize(AccessAction.CreateInstance, JobProject(Access.ObjectOf(FindProject(project, null), project)));
        return Script?.Job ?? QueuedJob ?? JobRun.Submit(this, text);
    }

    /// <summary>The end of a job. That of a script does not end with its statements.</summary>
    private void EndJob(Catalog.Jobs.Job? final)
    {
        if (Script is null)
            job?.End(final);
    }

    /// <summary>
    /// The project in which the caller must be allowed to run jobs: the current one. A clone out of it may also count as a job of the
    /// project that gets the table, since that is the permission which the service documents.
    /// </summary>
    private ProjectObject JobProject(ProjectObject current)
    {
        if (Statement is not CloneTableStatement clone || !IsCurrent(Resolve(clone.Source)) || IsCurrent(Resolve(clone.Destination)))
            return current;
        var destination = Resolve(clone.Destination).Project;
        return !Access.Ask(AccessAction.CreateInstance, current).IsAllowed && Catalog.FindProject(destination) is { } project
            ? Access.ObjectOf(project, destination)
            : current;
    }

    /// <summary>
    /// A job without a current project counts for the project whose table it writes, and for each one that it reads when it writes none:
    /// leaving out USE must not be a way around the right to run jobs.
    /// </summary>
    private void AuthorizeJobIn(ProjectObject project, AccessAction action, SourceSpan span)
    {
        var isReading = action is AccessAction.Select or AccessAction.Describe;
        if (job is not null && Session.Project is null && !(isReading && !StatementTarget.Of(Statement).IsEmpty)
            && jobProjects.Add(project.Security.Project.Id))
        {
            Access.Authorize(AccessAction.CreateInstance, project, span);
        }
    }

    private bool IsCurrent(TableName name) => string.Equals(name.Project, Session.Project, StringComparison.OrdinalIgnoreCase);

    /// <summary>The project in which the session is.</summary>
    /// <exception cref="RametException">There is none, or it is hidden from the caller.</exception>
    public Project RequireCurrentProject() => FindProject(CurrentProjectName(Statement.Span), null);

    /// <summary>A project by its name; whether the caller may do anything in it is still to be asked.</summary>
    /// <exception cref="RametException">There is none, in words that do not say so to those who could not see it.</exception>
    public Project FindProject(string name, SourceSpan? span) => Catalog.FindProject(name) ?? throw ProjectNotFound(name, span);

    /// <summary>
    /// A table that was read from the catalog, after the action on it was allowed; null for one that does not exist, where the caller may
    /// know that. Reading as a whole, by other statements than queries, needs all columns.
    /// </summary>
    /// <param name="name">Its name, as the caller wrote it.</param>
    /// <param name="table">The table; null when there is none of that name.</param>
    /// <param name="action">The action.</param>
    /// <param name="span">Where the statement names it.</param>
    public CatalogTable? Admit(TableName name, CatalogTable? table, AccessAction action, SourceSpan span)
    {
        if (table is null)
        {
            AdmitMissing(name, action, span);
            return null;
        }
        AuthorizeJobIn(Access.ObjectOf(table.Project, name.Project), action, span);
        var target = Access.ObjectOf(table, name);
        if (action is AccessAction.Select or AccessAction.Download)
            CheckNotWritten(table, span);
        if (action is AccessAction.Select or AccessAction.Download)
            AuthorizeReading(action, target, span, ColumnsOf(table), view: null);
        else
            Access.Authorize(action, target, span);
        Require(new CatalogRequirement.ProjectExists(table.Project));
        return table;
    }

    /// <summary>
    /// A table that a query reads, after the reader was allowed to read something of it; null for one that does not exist, where the reader
    /// may know that. Which columns the query needs is known, and asked for, when its names have been resolved:
    /// <see cref="AuthorizeColumns"/>.
    /// </summary>
    /// <param name="name">Its name, as written.</param>
    /// <param name="table">The table; null when there is none of that name.</param>
    /// <param name="span">Where the statement names it.</param>
    /// <param name="view">The view that leads to it, with whose owner's rights it is read; null when the statement names it.</param>
    public CatalogTable? AdmitReading(TableName name, CatalogTable? table, SourceSpan span, CatalogTable? view)
    {
        if (table is null)
        {
            AdmitMissing(name, AccessAction.Select, span, view);
            return null;
        }
        var target = Access.ObjectOf(table, name);
        CheckNotWritten(table, span);
        if (view is null)
            AuthorizeJobIn(target.Project, AccessAction.Select, span);
        foreach (var flow in Flows)
        {
            var decision = Access.Ask(AccessAction.Select, target, columns: [], flow, view);
            if (!decision.IsAllowed)
                Access.Admit(AccessAction.Select, target, decision, span, view);
        }
        Require(new CatalogRequirement.ProjectExists(table.Project));
        return table;
    }

    private void CheckNotWritten(CatalogTable table, SourceSpan span)
    {
        if (Script?.Catalog.HasWritten(table) != true)
            return;
        throw StatementErrors.Semantic(
            span,
            $"table {table.FullName} was written by an earlier statement of the script and cannot be read by a later one",
            "Give the rows to a variable first, write the table from it, and read the variable.");
    }

    /// <summary>Allows the query to read the columns that it uses, or ends the statement.</summary>
    /// <param name="table">The table.</param>
    /// <param name="name">Its name, as written.</param>
    /// <param name="columns">The columns; empty when the query only needs to know how many rows there are.</param>
    /// <param name="span">Where the statement names the table.</param>
    /// <param name="view">The view that leads to it, with whose owner's rights it is read; null when the statement names it.</param>
    public void AuthorizeColumns(CatalogTable table, TableName name, ImmutableArray<string> columns, SourceSpan span, CatalogTable? view) =>
        AuthorizeReading(
            StatementTarget.IsOutside(Statement) && view is null ? AccessAction.Download : AccessAction.Select, Access.ObjectOf(table, name), span, columns, view);

    private void AuthorizeReading(AccessAction action, SecuredObject target, SourceSpan span, ImmutableArray<string> columns, CatalogTable? view)
    {
        foreach (var flow in Flows)
            Access.Authorize(action, target, span, columns, flow, view);
    }

    /// <summary>
    /// Somebody asks for a table that does not exist. Who could not see it if it did gets the answer that he would get then; who may list
    /// the tables, or could use it, may know that there is none.
    /// </summary>
    private void AdmitMissing(TableName name, AccessAction action, SourceSpan span, CatalogTable? view = null)
    {
        var project = Access.ObjectOf(FindProject(name.Project, span), name.Project);
        var missing = new SecuredObject(project, ObjectType.Table, name.Table);
        var decision = Access.Ask(action, missing, view: view);
        if (decision.IsAllowed || Access.Ask(AccessAction.List, project, view: view).IsAllowed)
            Access.Admit(AccessAction.List, project, new AccessAllowed("may know what there is"), span, view);
        else
            Access.Admit(action, missing, decision, span, view);
    }

    private static ImmutableArray<string> ColumnsOf(CatalogTable table) => [.. table.Metadata.CurrentSchema.Fields.Select(static field => field.Name)];

    private ImmutableArray<DataFlow> FindFlows()
    {
        if (StatementTarget.IsOutside(Statement))
            return [new DataFlow(null)];
        var targets = StatementTarget.Of(Statement);

        // What a variable gets may go wherever the script writes.
        if (Script is not null && Statement is AssignRowsStatement or AssignValueStatement or IfStatement)
            targets = Script!.Targets;
        IEnumerable<string?> projects = targets.IsEmpty
            ? [Session.Project]
            : targets.Select(string? (target) => Resolve(target).Project).Distinct(StringComparer.OrdinalIgnoreCase);
        return [.. projects.Select(project => new DataFlow(project is null ? null : Catalog.FindProject(project)?.Reference))];
    }

    private string? NearestTable(TableName name)
    {
        if (Catalog.FindProject(name.Project) is not { } project
            || !Access.Ask(AccessAction.List, Access.ObjectOf(project)).IsAllowed)
        {
            return null;
        }
        var names = Catalog.ListTables(project.Id, new TableFilter { Limit = NamesComparedMax }).Select(table => table.Name);
        return Spelling.Nearest(name.Table, names) is { } nearest ? $"{project.Name}.{nearest}" : null;
    }

    /// <summary>Those who could not see the project get the answer that they would get if it existed.</summary>
    private RametException ProjectNotFound(string name, SourceSpan? span)
    {
        if (!Caller.IsAdministrator)
        {
            var denied = AccessPolicy.NotAUser(name).ToException();
            return span is { } place ? denied.At(place) : denied;
        }
        return new RametException(ErrorCode.ProjectNotFound, ErrorKind.NotFound, $"'{name}'", span, "LIST PROJECTS; shows what there is.");
    }

    private TimeZoneInfo FindZone()
    {
        if (Settings.Values.TryGetValue(SessionSettings.TimeZone, out var chosen))
            return TimeZoneInfo.FindSystemTimeZoneById(chosen); // SET and SETPROJECT have checked it
        return CurrentProject is { } project ? TimeZoneInfo.FindSystemTimeZoneById(project.Definition.TimeZone) : TimeZoneInfo.Utc;
    }

    private string CurrentProjectName(SourceSpan span) => Session.Project ?? throw new RametException(
        ErrorCode.ProjectNotFound,
        ErrorKind.User,
        "no project is selected",
        span,
        "USE a project, or name it: project.table. CREATE PROJECT makes one.");

    private sealed class OneTable(TableSymbol table) : ITableResolver
    {
        public TableSymbol Resolve(Sql.Syntax.TableName name, TableVersion? version) => table;

        public string? GreatestPartition(Sql.Syntax.TableName name) => throw OnlyInQueries(name);

        public bool HasPartition(Sql.Syntax.TableName name, IReadOnlyList<string> values) => throw OnlyInQueries(name);

        public bool HasTable(Sql.Syntax.TableName name) => throw OnlyInQueries(name);

        public FunctionSymbol? FindFunction(Identifier? project, Identifier name) => null;

        private static RametException OnlyInQueries(Sql.Syntax.TableName name) =>
            StatementErrors.Semantic(name.Span, "MAX_PT, PARTITION_EXISTS and TABLE_EXISTS may only be called in queries");
    }

    private sealed class HeldTurn(StatementContext context) : IDisposable
    {
        public void Dispose()
        {
            context.turn?.Dispose();
            context.turn = null;
        }
    }
}
