using Ramet.DuckDb.Interop;

namespace Ramet.DuckDb;

/// <summary>Reads logical types out of the engine.</summary>
internal static class TypeReader
{
    /// <summary>Reads a type and frees its handle.</summary>
    public static DuckDbType Read(LogicalTypeHandle handle)
    {
        using (handle)
            return Describe(handle);
    }

    /// <summary>Reads a type whose handle stays the caller's.</summary>
    public static DuckDbType Describe(LogicalTypeHandle handle)
    {
        var kind = NativeMethods.TypeId(handle);
        return kind switch
        {
            DuckDbKind.Decimal => new DuckDbType.Decimal(NativeMethods.DecimalWidth(handle), NativeMethods.DecimalScale(handle)),
            DuckDbKind.Enum => new DuckDbType.Enum(Labels(handle)),
            DuckDbKind.List => new DuckDbType.List(Read(NativeMethods.ListElementType(handle))),
            DuckDbKind.Array => new DuckDbType.Array(Read(NativeMethods.ArrayElementType(handle)), (int)NativeMethods.ArrayLength(handle)),
            DuckDbKind.Map => new DuckDbType.Map(Read(NativeMethods.MapKeyType(handle)), Read(NativeMethods.MapValueType(handle))),
            DuckDbKind.Struct => new DuckDbType.Struct(Fields(handle)),
            DuckDbKind.Union => new DuckDbType.Union(Members(handle)),
            _ => new DuckDbType.Scalar(kind, NativeText.Owned(NativeMethods.TypeAlias(handle))),
        };
    }

    // The library gives the names of existing parts only: none of them is null.

    private static string[] Labels(LogicalTypeHandle handle)
    {
        var labels = new string[NativeMethods.EnumSize(handle)];
        for (var i = 0; i < labels.Length; i++)
            labels[i] = NativeText.Owned(NativeMethods.EnumLabel(handle, (ulong)i))!;
        return labels;
    }

    private static DuckDbField[] Fields(LogicalTypeHandle handle)
    {
        var fields = new DuckDbField[NativeMethods.StructFieldCount(handle)];
        for (var i = 0; i < fields.Length; i++)
        {
            var name = NativeText.Owned(NativeMethods.StructFieldName(handle, (ulong)i))!;
            fields[i] = new DuckDbField(name, Read(NativeMethods.StructFieldType(handle, (ulong)i)));
        }
        return fields;
    }

    private static DuckDbField[] Members(LogicalTypeHandle handle)
    {
        var members = new DuckDbField[NativeMethods.UnionMemberCount(handle)];
        for (var i = 0; i < members.Length; i++)
        {
            var name = NativeText.Owned(NativeMethods.UnionMemberName(handle, (ulong)i))!;
            members[i] = new DuckDbField(name, Read(NativeMethods.UnionMemberType(handle, (ulong)i)));
        }
        return members;
    }
}
