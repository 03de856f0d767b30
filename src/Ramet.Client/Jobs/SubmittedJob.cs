namespace Ramet.Client.Jobs;

/// <summary>A job that a service runs, or ran.</summary>
/// <param name="Project">The project in which it runs.</param>
/// <param name="Id">Its instance id.</param>
public sealed record SubmittedJob(string Project, string Id)
{
    /// <summary>Its path behind the endpoint.</summary>
    internal string Target => $"/projects/{Uri.EscapeDataString(Project)}/instances/{Uri.EscapeDataString(Id)}";

    /// <summary>The query that every request has.</summary>
    internal string Query => $"?curr_project={Uri.EscapeDataString(Project)}";
}

/// <summary>What a job gave, as the service writes it into its answer.</summary>
/// <param name="Text">A text, or the first rows as comma-separated values.</param>
/// <param name="IsRows">Whether the job gave rows, which can be read in full through the tunnel.</param>
public sealed record JobOutput(string Text, bool IsRows);
