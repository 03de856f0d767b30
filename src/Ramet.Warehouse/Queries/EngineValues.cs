using System.Numerics;
using Ramet.DuckDb;
using Ramet.Tables.Partitions;

namespace Ramet.Warehouse.Queries;

/// <summary>Hands values of the table format to the engine.</summary>
internal static class EngineValues
{
    /// <summary>Appends a value to a column of the engine's type for it.</summary>
    public static void Append(this DuckDbAppender appender, PartitionValue value)
    {
        switch (value.Kind)
        {
            case PartitionValueKind.Null:
                appender.AppendNull();
                break;
            case PartitionValueKind.Boolean:
                appender.Append(value.AsInteger != 0);
                break;
            case PartitionValueKind.Integer:
                appender.Append(value.AsInteger);
                break;
            case PartitionValueKind.Floating:
                appender.Append(value.AsDouble);
                break;
            case PartitionValueKind.Decimal:
                appender.AppendDecimal((Int128)new BigInteger(value.AsBytes, isUnsigned: false, isBigEndian: true), value.DecimalScale);
                break;
            case PartitionValueKind.String:
                appender.Append(value.AsString);
                break;
            case PartitionValueKind.Binary:
                appender.AppendBytes(value.AsBytes);
                break;
            case PartitionValueKind.Date:
                appender.AppendDate((int)value.AsInteger);
                break;
            case PartitionValueKind.Timestamp or PartitionValueKind.TimestampTz:
                appender.AppendTimestamp(value.AsInteger);
                break;
        }
    }
}
