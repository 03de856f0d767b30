using System.Collections.Immutable;

namespace Ramet.Sql.Types;

/// <summary>ARRAY&lt;Element&gt;.</summary>
/// <param name="Element">The type of every element.</param>
public sealed record ArrayType(DataType Element) : DataType(TypeKind.Array);

/// <summary>MAP&lt;Key, Value&gt;.</summary>
/// <param name="Key">The type of every key.</param>
/// <param name="Value">The type of every value.</param>
public sealed record MapType(DataType Key, DataType Value) : DataType(TypeKind.Map);

/// <summary>
/// STRUCT&lt;name:type, ...&gt;. Two structs are equal when their fields are, in order; the case of names does not matter.
/// </summary>
/// <param name="Fields">The fields in order; at least one.</param>
public sealed record StructType(ImmutableArray<StructField> Fields) : DataType(TypeKind.Struct)
{
    /// <inheritdoc/>
    public bool Equals(StructType? other) => other is not null && Fields.SequenceEqual(other.Fields);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var field in Fields)
            hash.Add(field);
        return hash.ToHashCode();
    }
}

/// <summary>One field of a STRUCT.</summary>
/// <param name="Name">The name as it was written, without back-quotes.</param>
/// <param name="Type">The type of the field.</param>
public sealed record StructField(string Name, DataType Type)
{
    /// <inheritdoc/>
    public bool Equals(StructField? other) =>
        other is not null && string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase) && Type == other.Type;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(StringComparer.OrdinalIgnoreCase.GetHashCode(Name), Type);
}
