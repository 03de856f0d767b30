using Ramet.Access;

namespace Ramet.Catalog.Audit;

/// <summary>Which audit records to list. A condition that is null holds for all.</summary>
public sealed record AuditFilter
{
    /// <summary>Only decisions about this principal.</summary>
    public Principal? Principal { get; init; }

    /// <summary>Only decisions about objects of this project.</summary>
    public string? ProjectName { get; init; }

    /// <summary>Only decisions about this object, by its resource name without regard to case.</summary>
    public string? ObjectName { get; init; }

    /// <summary>Only allowed ones (true) or denied ones (false).</summary>
    public bool? IsAllowed { get; init; }

    /// <summary>At most so many, the latest first; default 100.</summary>
    public int Limit { get; init; } = 100;
}
