namespace Ramet.Catalog.Jobs;

/// <summary>Where a job stands. The last three are final: a job that has reached one of them never changes again.</summary>
public enum JobStatus
{
    /// <summary>Submitted, not started.</summary>
    Waiting,

    /// <summary>A process is working on it.</summary>
    Running,

    /// <summary>Done; its changes are committed.</summary>
    Success,

    /// <summary>Ended by an error; nothing was changed.</summary>
    Failed,

    /// <summary>Ended by its user; nothing was changed.</summary>
    Cancelled,
}
