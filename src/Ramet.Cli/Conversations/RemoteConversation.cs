using System.Text.Json;
using System.Text.Json.Nodes;
using Ramet.Cli.Options;
using Ramet.Client;
using Ramet.Client.Jobs;
using Ramet.Client.Profiles;
using Ramet.Client.Security;
using Ramet.Client.Tunnel;
using Ramet.Errors;
using Ramet.Sql.Parsing;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Results;
using Principal = Ramet.Access.Principal;

namespace Ramet.Cli.Conversations;

/// <summary>
/// A service that is asked over HTTP. Settings and the current project are kept here and travel with each statement, as the protocol has
/// it; everything else the service decides.
/// </summary>
internal sealed class RemoteConversation : IConversation
{
    private const string OutputSetting = "odps.sql.select.output.format";
    private const string ZoneSetting = "odps.sql.timezone";

    private readonly ServiceClient service;
    private readonly SortedDictionary<string, string> settings;
    private readonly LatestProgress progress = new();
    private readonly bool asJson;
    private readonly Uri endpoint;
    private IReadOnlyDictionary<string, string> properties = new Dictionary<string, string>();
    private string? knownProject; // whose properties these are

    /// <summary>Begins a conversation; the first statement opens the connection.</summary>
    /// <param name="profile">Where the service is, and who asks.</param>
    /// <param name="format">How results will be written: JSON asks the service for the facts rather than for their text.</param>
    /// <param name="time">The clock.</param>
    public RemoteConversation(ServiceProfile profile, OutputFormat format, TimeProvider time)
    {
        service = new ServiceClient(profile, time);
        settings = new SortedDictionary<string, string>(profile.Settings.ToDictionary(), StringComparer.Ordinal);
        asJson = format == OutputFormat.Json;
        Project = profile.Project;
        endpoint = profile.Endpoint;
    }

    /// <inheritdoc/>
    public string? Project { get; private set; }

    /// <inheritdoc/>
    public double? Progress => progress.Percent;

    /// <inheritdoc/>
    public StatementResult Execute(string statement, CancellationToken cancellationToken)
    {
        switch (TryParse(statement))
        {
            case UseStatement(var project):
                return Use(project.Name, cancellationToken);
            case SetStatement(var key, var value):
                settings[key] = value;
                return new CompletedResult();
            case UnsetStatement(var key):
                settings.Remove(key);
                return new CompletedResult();
            case ShowFlagsStatement:
                return Flags();
            case WhoamiStatement:
                return Identity(service.Security.Run(RequireProject(), statement, asJson, cancellationToken));
            case var parsed:
                return SecurityClient.Takes(statement)
                    ? Shown(service.Security.Run(RequireProject(), statement, asJson, cancellationToken))
                    : Run(statement, parsed is SelectStatement or ReadTableStatement or CountRowsStatement, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void SwitchCaller(Principal caller) => throw new RametException(
        ErrorCode.InvalidParameter,
        ErrorKind.User,
        "a service knows its callers by their keys",
        hint: $"Use --profile with a key of {caller}.");

    /// <inheritdoc/>
    public void Dispose() => service.Dispose();

    private StatementResult Run(string statement, bool isQuery, CancellationToken cancellationToken)
    {
        var job = service.Jobs.Submit(RequireProject(), statement, new Dictionary<string, string>(settings) { [OutputSetting] = asJson ? "json" : "HumanReadable" }, cancellationToken);
        try
        {
            service.Jobs.Wait(job, progress, cancellationToken);
        }
        finally
        {
            progress.Percent = null;
        }

        // A query's rows come through the tunnel, which has no limit on them; the other answer would hold the first ones once more.
        if (isQuery && service.Jobs.HasSucceeded(job, cancellationToken) && OpenRows(job, cancellationToken) is { } rows)
            return new RemoteRows(rows) { JobId = job.Id };
        var output = service.Jobs.Result(job, cancellationToken);
        if (output.IsRows && OpenRows(job, cancellationToken) is { } unexpected)
            return new RemoteRows(unexpected) { JobId = job.Id };
        var summary = service.Jobs.Summary(job, cancellationToken);
        return output.Text.Length == 0
            ? new CompletedResult { JobId = job.Id, Summary = summary }
            : new TextResult { Text = output.Text, Data = Facts(output.Text), JobId = job.Id, Summary = summary };
    }

    private InstanceRows? OpenRows(SubmittedJob job, CancellationToken cancellationToken) =>
        InstanceRows.Open(service.Tunnel, job, Zone(job.Project, cancellationToken), cancellationToken);

    /// <summary>The zone in which times are shown: that of the setting, else the project's, else UTC.</summary>
    private TimeZoneInfo Zone(string project, CancellationToken cancellationToken)
    {
        if (!settings.TryGetValue(ZoneSetting, out var name) && !PropertiesOf(project, cancellationToken).TryGetValue(ZoneSetting, out name))
            return TimeZoneInfo.Utc;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
    }

    private IReadOnlyDictionary<string, string> PropertiesOf(string project, CancellationToken cancellationToken)
    {
        if (!string.Equals(knownProject, project, StringComparison.OrdinalIgnoreCase))
            (knownProject, properties) = (project, service.Projects.Properties(project, cancellationToken));
        return properties;
    }

    private CompletedResult Use(string project, CancellationToken cancellationToken)
    {
        (knownProject, properties) = (project, service.Projects.Properties(project, cancellationToken));
        Project = project;
        return new CompletedResult();
    }

    private TextResult Flags()
    {
        var data = new JsonObject();
        foreach (var (key, value) in settings)
            data[key] = value;
        return new TextResult { Text = string.Concat(settings.Select(static pair => $"{pair.Key}={pair.Value}\n")), Data = data };
    }

    /// <summary>What the service answers to WHOAMI, in the lines of the embedded form.</summary>
    private TextResult Identity(string json)
    {
        var facts = Facts(json);
        var text = facts is JsonObject identity
            ? $"Name: {identity["DisplayName"]}\nSource IP: {identity["SourceIP"]}\nEnd_Point: {endpoint}\nProject: {Project}\nSchema: default\n"
            : json;
        return new TextResult { Text = text, Data = facts };
    }

    private string RequireProject() => Project ?? throw new RametException(
        ErrorCode.ProjectNotFound, ErrorKind.User, "no project is chosen", hint: "Choose one with USE <project>; or --project, or write project = ... into the profile.");

    /// <summary>The statement; null for one that only the service may know.</summary>
    private static Statement? TryParse(string text)
    {
        try
        {
            return SqlParser.ParseStatement(text);
        }
        catch (RametException)
        {
            return null;
        }
    }

    /// <summary>What a service said as JSON; a text that is none as a string.</summary>
    private static JsonNode Facts(string text)
    {
        try
        {
            return JsonNode.Parse(text) ?? JsonValue.Create(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private static StatementResult Shown(string text) => text is "" or "\"\"" or "OK"
        ? new CompletedResult()
        : new TextResult { Text = text.EndsWith('\n') ? text : text + "\n", Data = Facts(text) };
}
