using Ramet.Access;

namespace Ramet.Catalog.Jobs;

/// <summary>A statement that runs, or ran, as a job.</summary>
public sealed record Job
{
    /// <summary>The instance id by which users know the job.</summary>
    public required InstanceId Id { get; init; }

    /// <summary>The name of the project in which the statement was submitted.</summary>
    public required string ProjectName { get; init; }

    /// <summary>Who submitted it.</summary>
    public required Principal Owner { get; init; }

    /// <summary>The statement as it was written.</summary>
    public required string Statement { get; init; }

    /// <summary>When it was submitted, UTC.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public JobStatus Status { get; init; } = JobStatus.Waiting;

    /// <summary>When a process began to work on it, UTC; null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it reached a final status, UTC; null before.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How far it is, one line for people; null when there is nothing to say.</summary>
    public string? Progress { get; init; }

    /// <summary>What it did (counts, sizes), a JSON document; null until it succeeded.</summary>
    public string? Summary { get; init; }

    /// <summary>The message of the error that ended it, or of who cancelled it; null otherwise.</summary>
    public string? Error { get; init; }

    /// <summary>What was asked for besides the statement (task name, settings), a JSON document; null for a statement of a session.</summary>
    public string? Request { get; init; }

    /// <summary>
    /// What it gave and where that is kept, a JSON document; null when nothing was kept, and in lists, which leave it out: it may be long.
    /// </summary>
    public string? Result { get; init; }

    /// <summary>
    /// The rows that it gave, if they are few, in a form of the warehouse's; null otherwise, and in every record that is read: they are read by
    /// <see cref="ICatalog.FindJobRows"/>.
    /// </summary>
    public byte[]? Rows { get; init; }

    /// <summary>Whether the status is final.</summary>
    public bool IsFinished => Status is JobStatus.Success or JobStatus.Failed or JobStatus.Cancelled;
}
