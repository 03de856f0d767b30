using Ramet.Access;

namespace Ramet.Catalog.Tables;

/// <summary>Which tables of a project to list, in the order of their names without regard to case.</summary>
public sealed record TableFilter
{
    /// <summary>Only names that match this pattern, in which <c>*</c> stands for any characters; null for all.</summary>
    public string? NamePattern { get; init; }

    /// <summary>Only names that begin with this, without regard to case; null for all.</summary>
    public string? NamePrefix { get; init; }

    /// <summary>Only tables of this principal; null for all.</summary>
    public Principal? Owner { get; init; }

    /// <summary>Only tables of this kind; null for all.</summary>
    public TableKind? Kind { get; init; }

    /// <summary>Which tables, as to whether they were dropped; default those that exist.</summary>
    public TableStanding Standing { get; init; } = TableStanding.Existing;

    /// <summary>Only names after this one: where the previous page ended; null for the first page.</summary>
    public string? After { get; init; }

    /// <summary>At most so many; default all.</summary>
    public int Limit { get; init; } = int.MaxValue;
}

/// <summary>Whether a table exists or was dropped.</summary>
public enum TableStanding
{
    /// <summary>It exists.</summary>
    Existing,

    /// <summary>It was dropped and can be restored: it is neither purged nor has it expired.</summary>
    Dropped,
}
