using Ramet.Access;

namespace Ramet.Catalog.Audit;

/// <summary>One decision, for the audit.</summary>
public sealed record AuditEntry
{
    /// <summary>Who asked.</summary>
    public required Principal Principal { get; init; }

    /// <summary>The kind of statement, for example <c>CLONE TABLE</c>.</summary>
    public required string StatementKind { get; init; }

    /// <summary>The object, for example <c>acs:odps:*:projects/p/tables/t</c>; null when there is none.</summary>
    public string? ObjectName { get; init; }

    /// <summary>The project that the object belongs to; null when there is none.</summary>
    public string? ProjectName { get; init; }

    /// <summary>Whether it was allowed.</summary>
    public required bool IsAllowed { get; init; }

    /// <summary>The rule that decided, and what else is worth knowing; null when there is nothing.</summary>
    public string? Detail { get; init; }
}
