using System.Runtime.InteropServices;
using Ramet.DuckDb.Interop;

namespace Ramet.DuckDb;

/// <summary>Makes logical types of the engine.</summary>
internal static unsafe class TypeMaker
{
    /// <summary>Makes a type, which the caller frees.</summary>
    /// <exception cref="ArgumentException">It is of a kind that is only ever read.</exception>
    public static LogicalTypeHandle Make(DuckDbType type) => type switch
    {
        DuckDbType.Scalar => NativeMethods.CreateLogicalType(type.Kind),
        DuckDbType.Decimal number => NativeMethods.CreateDecimalType((byte)number.Precision, (byte)number.Scale),
        DuckDbType.List list => MakeList(list),
        DuckDbType.Map map => MakeMap(map),
        DuckDbType.Struct fields => MakeStruct(fields),
        _ => throw new ArgumentException($"{type} is not made.", nameof(type)),
    };

    private static LogicalTypeHandle MakeList(DuckDbType.List list)
    {
        using var element = Make(list.Element);
        return NativeMethods.CreateListType(element);
    }

    private static LogicalTypeHandle MakeMap(DuckDbType.Map map)
    {
        using var key = Make(map.Key);
        using var value = Make(map.Value);
        return NativeMethods.CreateMapType(key, value);
    }

    private static LogicalTypeHandle MakeStruct(DuckDbType.Struct fields)
    {
        var types = new List<LogicalTypeHandle>();
        var names = new List<nint>();
        try
        {
            foreach (var field in fields.Fields)
            {
                types.Add(Make(field.Type));
                names.Add(Marshal.StringToCoTaskMemUTF8(field.Name));
            }
            fixed (nint* firstType = types.Select(static type => type.DangerousGetHandle()).ToArray()) // disposed below, not before
            fixed (nint* firstName = names.ToArray())
                return NativeMethods.CreateStructType(firstType, firstName, (ulong)types.Count);
        }
        finally
        {
            types.ForEach(static type => type.Dispose());
            names.ForEach(Marshal.FreeCoTaskMem);
        }
    }
}
