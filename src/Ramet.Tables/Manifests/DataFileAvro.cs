using System.Numerics;
using Ramet.Tables.Avro;
using Ramet.Tables.Partitions;
using Ramet.Tables.Schemas;

namespace Ramet.Tables.Manifests;

/// <summary>Writes the <c>data_file</c> record of a manifest, in the order of <see cref="ManifestAvroSchema"/>.</summary>
internal static class DataFileAvro
{
    public static void Write(AvroBuffer buffer, DataFile file, PartitionType partitionType)
    {
        buffer.WriteLong(0); // content: data
        buffer.WriteString(file.Path);
        buffer.WriteString(FormatName(file.Format));
        for (var i = 0; i < file.Partition.Count; i++)
            WritePartitionValue(buffer, file.Partition[i], partitionType.Fields[i].Type);
        buffer.WriteLong(file.RecordCount);
        buffer.WriteLong(file.SizeBytes);
        WriteCounts(buffer, file.Columns, column => column.SizeBytes);
        WriteCounts(buffer, file.Columns, column => column.ValueCount);
        WriteCounts(buffer, file.Columns, column => column.NullCount);
        WriteCounts(buffer, file.Columns, column => column.NanCount);
        WriteBounds(buffer, file.Columns, column => column.LowerBound);
        WriteBounds(buffer, file.Columns, column => column.UpperBound);
        WriteNull(buffer); // key metadata
        WriteSplitOffsets(buffer, file.SplitOffsets);
        WriteNull(buffer); // equality ids
        WriteSortOrder(buffer, file.SortOrderId);
    }

    private static string FormatName(FileFormat format) => format switch
    {
        FileFormat.Parquet => "PARQUET",
        FileFormat.Avro => "AVRO",
        FileFormat.Orc => "ORC",
    };

    private static void WritePartitionValue(AvroBuffer buffer, PartitionValue value, IcebergType type)
    {
        if (value.IsNull)
        {
            WriteNull(buffer);
            return;
        }

        WritePresent(buffer);
        switch (type)
        {
            case PrimitiveType { Kind: PrimitiveKind.Boolean }:
                buffer.WriteBoolean(value.AsInteger != 0);
                break;
            case PrimitiveType { Kind: PrimitiveKind.Float }:
                buffer.WriteFloat((float)value.AsDouble);
                break;
            case PrimitiveType { Kind: PrimitiveKind.Double }:
                buffer.WriteDouble(value.AsDouble);
                break;
            case PrimitiveType { Kind: PrimitiveKind.String }:
                buffer.WriteString(value.AsString);
                break;
            case PrimitiveType { Kind: PrimitiveKind.Binary }:
                buffer.WriteBytes(value.AsBytes);
                break;
            case PrimitiveType { Kind: PrimitiveKind.Uuid } or FixedType:
                buffer.WriteRaw(value.AsBytes);
                break;
            case DecimalType { ByteWidth: var width }:
                WriteFixedDecimal(buffer, value, width);
                break;
            default: // integers, dates and times
                buffer.WriteLong(value.AsInteger);
                break;
        }
    }

    // The minimal two's complement is extended with its sign to the width of the fixed.
    private static void WriteFixedDecimal(AvroBuffer buffer, PartitionValue value, int width)
    {
        var minimal = value.AsBytes;
        var sign = new BigInteger(minimal, isUnsigned: false, isBigEndian: true).Sign < 0 ? (byte)0xFF : (byte)0;
        for (var i = minimal.Length; i < width; i++)
            buffer.WriteByte(sign);
        buffer.WriteRaw(minimal);
    }

    // Loops by position: the enumerator of an interface would be one more allocation for each of six maps of each file.
    private static void WriteCounts(AvroBuffer buffer, IReadOnlyList<ColumnStatistics> columns, Func<ColumnStatistics, long?> select)
    {
        var known = 0;
        for (var i = 0; i < columns.Count; i++)
            known += select(columns[i]) is null ? 0 : 1;
        if (!WriteArrayHead(buffer, known))
            return;
        for (var i = 0; i < columns.Count; i++)
        {
            if (select(columns[i]) is not { } count)
                continue;
            buffer.WriteLong(columns[i].FieldId);
            buffer.WriteLong(count);
        }

        buffer.WriteLong(0);
    }

    private static void WriteBounds(AvroBuffer buffer, IReadOnlyList<ColumnStatistics> columns, Func<ColumnStatistics, byte[]?> select)
    {
        var known = 0;
        for (var i = 0; i < columns.Count; i++)
            known += select(columns[i]) is null ? 0 : 1;
        if (!WriteArrayHead(buffer, known))
            return;
        for (var i = 0; i < columns.Count; i++)
        {
            if (select(columns[i]) is not { } bound)
                continue;
            buffer.WriteLong(columns[i].FieldId);
            buffer.WriteBytes(bound);
        }

        buffer.WriteLong(0);
    }

    private static void WriteSplitOffsets(AvroBuffer buffer, ValueList<long> offsets)
    {
        if (!WriteArrayHead(buffer, offsets.Count))
            return;
        foreach (var offset in offsets.AsSpan())
            buffer.WriteLong(offset);
        buffer.WriteLong(0);
    }

    private static void WriteSortOrder(AvroBuffer buffer, int? sortOrderId)
    {
        if (sortOrderId is not { } id)
        {
            WriteNull(buffer);
            return;
        }

        WritePresent(buffer);
        buffer.WriteLong(id);
    }

    // The head of an optional array with one block; false when there are no items, which is written as null.
    private static bool WriteArrayHead(AvroBuffer buffer, int count)
    {
        if (count == 0)
        {
            WriteNull(buffer);
            return false;
        }

        WritePresent(buffer);
        buffer.WriteLong(count);
        return true;
    }

    // The alternatives of an optional value: 0 is null, 1 the value.
    private static void WriteNull(AvroBuffer buffer) => buffer.WriteLong(0);

    private static void WritePresent(AvroBuffer buffer) => buffer.WriteLong(1);
}
