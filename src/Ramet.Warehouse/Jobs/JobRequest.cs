using System.Net;
using Ramet.Access;

namespace Ramet.Warehouse.Jobs;

/// <summary>What somebody asks the warehouse to run as a job.</summary>
public sealed record JobRequest
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    /// <summary>On whose behalf.</summary>
    public required Principal Caller { get; init; }

    /// <summary>The name of the project in which it runs.</summary>
    public required string Project { get; init; }

    /// <summary>The statement; SET statements may stand before it.</summary>
    public required string Text { get; init; }

    /// <summary>The settings in force for it, as SET gives them.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = None;

    /// <summary>The address from which the caller comes; null on the machine itself.</summary>
    public IPAddress? SourceAddress { get; init; }

    /// <summary>The name by which clients ask for the one task of the job.</summary>
    public string TaskName { get; init; } = "AnonymousSQLTask";

    /// <summary>What is to be done with the statement.</summary>
    public JobKind Kind { get; init; } = JobKind.Sql;

    /// <summary>What clients want to find in the job again, such as <c>guid</c>. It has no effect.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = None;
}

/// <summary>What a job does with its statement.</summary>
public enum JobKind
{
    /// <summary>Runs it.</summary>
    Sql,

    /// <summary>Tells how much it would read.</summary>
    SqlCost,
}
