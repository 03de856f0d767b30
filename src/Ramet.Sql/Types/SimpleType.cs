namespace Ramet.Sql.Types;

/// <summary>A type without parameters; the instances are the fields of <see cref="DataType"/>.</summary>
public sealed record SimpleType : DataType
{
    internal SimpleType(TypeKind kind) : base(kind)
    {
    }
}
