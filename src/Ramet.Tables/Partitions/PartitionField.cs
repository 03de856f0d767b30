using Ramet.Tables.Schemas;

namespace Ramet.Tables.Partitions;

/// <summary>One field of a partition spec: a value derived from a column.</summary>
/// <param name="SourceId">The field id of the column.</param>
/// <param name="FieldId">The id of the partition field, from 1000 on.</param>
/// <param name="Name">The name of the partition field; that of the column for identity.</param>
/// <param name="Transform">How the value is derived, in the specification's words: <c>identity</c>, <c>bucket[16]</c>, <c>day</c>.</param>
public sealed record PartitionField(int SourceId, int FieldId, string Name, string Transform)
{
    /// <summary>The transform that takes the column's value as it is: the only one that is written here.</summary>
    public const string Identity = "identity";

    /// <summary>Whether the value of the field is that of the column.</summary>
    public bool IsIdentity => Transform == Identity;

    /// <summary>The type of the field's values (specification, "Partition Transforms").</summary>
    /// <param name="source">The type of the column.</param>
    public IcebergType ResultType(IcebergType source) => Transform switch
    {
        Identity or "void" => source,
        "year" or "month" or "hour" => IcebergType.Int,
        "day" => IcebergType.Date,
        _ when Transform.StartsWith("truncate[", StringComparison.Ordinal) => source,
        _ when Transform.StartsWith("bucket[", StringComparison.Ordinal) => IcebergType.Int,
        _ => IcebergType.String,
    };
}
