using Ramet.Errors;

namespace Ramet.Sql.Binding;

/// <summary>A subquery whose rows choose partitions; it uses no column of the queries around it.</summary>
public sealed class PartitionSubquery
{
    internal PartitionSubquery(BoundSubquery subquery) => Subquery = subquery;

    /// <summary>Where it was written.</summary>
    public SourceSpan Span => Subquery.Span;

    /// <summary>Whether it stands for one value, so that it may give at most one row.</summary>
    public bool IsScalar => Subquery is BoundScalarQuery;

    internal BoundSubquery Subquery { get; }
}
