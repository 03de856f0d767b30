using System.Collections.Immutable;
using Ramet.Access;
using Ramet.Catalog;
using Ramet.Catalog.Audit;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Projects;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.Parsing;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Results;
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

    private readonly List<AuditEntry> decisions = [];
    private readonly List<CatalogRequirement> requirements = [new CatalogRequirement.PrincipalExists(session.Caller)];
    private JobRun? job;
    private SessionSettings? settings;
    private TimeZoneInfo? zone;

    public Session Session { get; } = session;

    public Statement Statement { get; } = statement;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public Principal Caller { get; } = session.Caller;

    /// <summary>What is in force for the statement: the session's settings over the properties of the current project.</summary>
    public SessionSettings Settings => settings ??= Session.Settings.Over(CurrentProject?.Definition.Properties ?? NoProperties);

    public RametWarehouse Warehouse => Session.Warehouse;

    public ICatalog Catalog => Warehouse.Catalog;

    public DateTimeOffset Now => Warehouse.Time.GetUtcNow();

    /// <summary>The time zone in which times are read and shown: that of the session, else of its project, else UTC.</summary>
    public TimeZoneInfo Zone => zone ??= FindZone();

    /// <summary>The current project; null when there is none, or no longer. Nothing was decided about it: it gives defaults, no answers.</summary>
    private Project? CurrentProject => Session.Project is { } name ? Catalog.FindProject(name) : null;

    /// <summary>The instance id of the job; null when the statement is no job.</summary>
    public string? JobId => job?.Id;

    /// <summary>Runs the statement; whatever goes wrong is recorded and comes out as a <see cref="RametException"/>.</summary>
    public StatementResult Run() => Guard(() =>
    {
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
        Authorize(action, project.AccessObject, span);
        return project;
    }

    /// <summary>Allows the action or ends the statement.</summary>
    /// <param name="action">What is to be done.</param>
    /// <param name="target">With what.</param>
    /// <param name="span">Where the statement asks for it; null when it does not say so.</param>
    /// <param name="onBehalfOf">With whose rights; null for those of the caller.</param>
    /// <exception cref="RametException">Denied.</exception>
    public void Authorize(AccessAction action, AccessObject target, SourceSpan? span = null, Principal? onBehalfOf = null)
    {
        var decision = AccessPolicy.Decide(new AccessRequest(onBehalfOf ?? Caller, action, target));
        decisions.Add(new AuditEntry
        {
            Principal = Caller,
            StatementKind = StatementKind.Name(Statement),
            ObjectName = target.ResourceName,
            ProjectName = ProjectOf(target),
            IsAllowed = decision.IsAllowed,
            Detail = $"{action}{(onBehalfOf is null ? "" : $" with the rights of {onBehalfOf}")}: {decision.Reason}",
        });
        if (decision is AccessDenied denied)
            throw span is { } place ? denied.ToException().At(place) : denied.ToException();
    }

    /// <summary>The full name that a statement means, by the current project and the setting <c>odps.namespace.schema</c>.</summary>
    /// <exception cref="RametException">The project is missing, or the name has a schema, which this version does not have.</exception>
    public TableName Resolve(Sql.Syntax.TableName name)
    {
        var parts = name.Parts;
        var table = parts[^1].Name;
        if (Settings.HasSchemas && parts.Length > 1)
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

    /// <summary>
    /// Several tables as they were at one moment (I2), after the action on each was allowed; null for each that does not exist in a
    /// project that the caller may see.
    /// </summary>
    public IReadOnlyList<CatalogTable?> FindTables(IReadOnlyList<(Sql.Syntax.TableName Name, AccessAction Action)> names)
    {
        var resolved = names.Select(name => Resolve(name.Name)).ToList();
        var tables = Catalog.FindTables(resolved);
        return [.. names.Select((name, index) => Admit(resolved[index], tables[index], name.Action, name.Name.Span))];
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

    /// <summary>How much was decided and required so far, for <see cref="ReturnTo"/>.</summary>
    public (int Decisions, int Requirements) Mark() => (decisions.Count, requirements.Count);

    /// <summary>Forgets what was decided and required since: the statement runs again on newer tables, and all of it is asked anew.</summary>
    public void ReturnTo((int Decisions, int Requirements) mark)
    {
        decisions.RemoveRange(mark.Decisions, decisions.Count - mark.Decisions);
        requirements.RemoveRange(mark.Requirements, requirements.Count - mark.Requirements);
    }

    /// <summary>A binder over the tables of the statement, with the settings of the session.</summary>
    public Binder Binder(ITableResolver tables) => new(tables, Settings.Binder);

    /// <summary>A binder for a part of the statement that can only mean one table.</summary>
    public Binder Binder(CatalogTable table) => Binder(new OneTable(TableSymbols.Of(table)));

    /// <summary>Applies the changes of the statement, with its job and its decisions, in one transaction (I1, I6).</summary>
    /// <param name="summary">What the job did, for people; null when there is nothing to say.</param>
    /// <param name="changes">The changes, applied in this order.</param>
    /// <returns>The result of a statement that has nothing to show.</returns>
    public CompletedResult Commit(JobSummary? summary, params IReadOnlyList<CatalogChange> changes)
    {
        Catalog.Commit(
            new CatalogCommit
            {
                Requirements = requirements,
                Changes = changes,
                Job = job?.Succeeded(Now, summary),
                Audit = decisions,
            },
            CancellationToken);
        return new CompletedResult { JobId = JobId, Summary = summary?.ToString() };
    }

    /// <summary>
    /// Records that a statement which changed nothing has succeeded. The record need not survive a power failure, so this costs no
    /// write to the disk.
    /// </summary>
    public void Finish()
    {
        if (job is null && decisions.Count == 0)
            return;
        Catalog.Commit(new CatalogCommit { Job = job?.Succeeded(Now, null), Audit = decisions }, CancellationToken.None);
    }

    /// <summary>The result of a statement that shows a text and changed nothing.</summary>
    public TextResult Show(string shown, System.Text.Json.Nodes.JsonNode data)
    {
        Finish();
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
        if (job is null && decisions.TrueForAll(decision => decision.IsAllowed))
            return;
        try
        {
            Catalog.Commit(new CatalogCommit { Job = job?.Failed(Now, error), Audit = decisions }, CancellationToken.None);
        }
        catch (RametException)
        {
            // The caller gets the error of the statement; the record stays as it was.
        }
    }

    /// <summary>Records the job as running, before it touches rows.</summary>
    public void AnnounceJob() => job?.Announce(this);

    /// <summary>A job needs the right to run in the current project; without one there is nothing to have a right on but what it names.</summary>
    private JobRun SubmitJob()
    {
        if (Session.Project is { } project)
            Authorize(AccessAction.CreateInstance, FindProject(project, null).AccessObject);
        return JobRun.Submit(this, text);
    }

    private Project FindProject(string name, SourceSpan? span) => Catalog.FindProject(name) ?? throw ProjectNotFound(name, span);

    /// <summary>A table that was read from the catalog, after the action on it was allowed; null for one that does not exist in a visible project.</summary>
    /// <param name="name">The full name that the table was looked for by.</param>
    /// <param name="table">The table; null when there is none.</param>
    /// <param name="action">What is to be done with it.</param>
    /// <param name="span">Where the statement asks for it.</param>
    /// <param name="onBehalfOf">With whose rights: the owner of the view that leads to the table; null for the caller.</param>
    public CatalogTable? Admit(TableName name, CatalogTable? table, AccessAction action, SourceSpan span, Principal? onBehalfOf = null)
    {
        if (table is not null)
        {
            Authorize(action, table.AccessObject, span, onBehalfOf);
            Require(new CatalogRequirement.ProjectExists(table.Project));
            return table;
        }
        var project = FindProject(name.Project, span);
        Authorize(AccessAction.List, project.AccessObject, span, onBehalfOf);
        return null;
    }

    private string? NearestTable(TableName name)
    {
        if (Catalog.FindProject(name.Project) is not { } project
            || !AccessPolicy.Decide(new AccessRequest(Caller, AccessAction.List, project.AccessObject)).IsAllowed)
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

    private static string? ProjectOf(AccessObject target) => target switch
    {
        ProjectObject project => project.Name,
        TableObject table => table.Project.Name,
        _ => null,
    };

    private sealed class OneTable(TableSymbol table) : ITableResolver
    {
        public TableSymbol Resolve(Sql.Syntax.TableName name, TableVersion? version) => table;
    }
}
