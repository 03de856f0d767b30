using Ramet.Tables.Avro;
using Ramet.Tables.Partitions;
using Ramet.Tables.Schemas;

namespace Ramet.Tables.Manifests;

/// <summary>Reads the <c>data_file</c> record of a manifest by the field ids of the specification ("Data File Fields").</summary>
/// <param name="document">The manifest, for errors.</param>
/// <param name="specId">The spec of its files.</param>
/// <param name="partitionType">The shape of their partition keys.</param>
/// <param name="statisticsOf">Which columns' statistics to read.</param>
internal sealed class DataFileReader(string document, int specId, PartitionType partitionType, ColumnSelection statisticsOf)
{
    private readonly AvroFields fields = new(document);
    private readonly ColumnStatisticsBuilder statistics = new();
    private PartitionKey lastKey = PartitionKey.Empty;

    public DataFile Read(ref AvroDecoder decoder, AvroSchema record)
    {
        string? path = null;
        var format = FileFormat.Parquet;
        var key = PartitionKey.Empty;
        long? recordCount = null;
        long? sizeBytes = null;
        ValueList<long> splitOffsets = [];
        long? sortOrderId = null;
        foreach (var field in record.Fields)
        {
            switch (field.FieldId)
            {
                case 134:
                    CheckContent(fields.Int(ref decoder, field));
                    break;
                case 100:
                    path = fields.Text(ref decoder, field);
                    break;
                case 101:
                    format = FormatOf(fields.Text(ref decoder, field));
                    break;
                case 102:
                    key = ReadKey(ref decoder, fields.Record(ref decoder, field));
                    break;
                case 103:
                    recordCount = fields.Long(ref decoder, field);
                    break;
                case 104:
                    sizeBytes = fields.Long(ref decoder, field);
                    break;
                case 132:
                    splitOffsets = ReadOffsets(ref decoder, field);
                    break;
                case 140:
                    sortOrderId = fields.OptionalLong(ref decoder, field);
                    break;
                default:
                    if (statisticsOf.IsEmpty || !TryReadStatistics(ref decoder, field))
                        decoder.Skip(field.Type);
                    break;
            }
        }

        return new DataFile
        {
            Path = path ?? throw fields.Missing("file_path"),
            Format = format,
            SpecId = specId,
            Partition = key,
            RecordCount = recordCount ?? throw fields.Missing("record_count"),
            SizeBytes = sizeBytes ?? throw fields.Missing("file_size_in_bytes"),
            Columns = statisticsOf.IsEmpty ? [] : statistics.BuildAndClear(),
            SplitOffsets = splitOffsets,
            SortOrderId = (int?)sortOrderId,
        };
    }

    private void CheckContent(int content)
    {
        if (content != 0)
            throw ManifestReader.DeletesAreNotSupported(document);
    }

    private FileFormat FormatOf(string name) => name.ToUpperInvariant() switch
    {
        "PARQUET" => FileFormat.Parquet,
        "AVRO" => FileFormat.Avro,
        "ORC" => FileFormat.Orc,
        _ => throw AvroErrors.Corrupt(document, $"a data file has the format '{name}'; parquet, avro or orc was expected"),
    };

    private PartitionKey ReadKey(ref AvroDecoder decoder, AvroSchema record)
    {
        var values = new PartitionValue[partitionType.Fields.Count];
        foreach (var field in record.Fields)
        {
            var level = LevelOf(field.FieldId);
            if (level < 0)
                decoder.Skip(field.Type);
            else
                values[level] = ReadValue(ref decoder, field, partitionType.Fields[level].Type);
        }

        // Files of one partition mostly stand together; they share one key.
        var key = new PartitionKey(values);
        return lastKey = key == lastKey ? lastKey : key;
    }

    private int LevelOf(int fieldId)
    {
        for (var level = 0; level < partitionType.Fields.Count; level++)
        {
            if (partitionType.Fields[level].Id == fieldId)
                return level;
        }

        return -1;
    }

    private PartitionValue ReadValue(ref AvroDecoder decoder, AvroField field, IcebergType type)
    {
        switch (type)
        {
            case PrimitiveType { Kind: PrimitiveKind.Boolean }:
                return fields.OptionalBoolean(ref decoder, field) is { } flag ? PartitionValue.OfBoolean(flag) : PartitionValue.Null;
            case PrimitiveType { Kind: PrimitiveKind.Float or PrimitiveKind.Double }:
                return ReadFloating(ref decoder, field);
            case PrimitiveType { Kind: PrimitiveKind.String or PrimitiveKind.Binary or PrimitiveKind.Uuid } or DecimalType or FixedType:
                var bytes = fields.OptionalBytes(ref decoder, field, out var isNull);
                return isNull ? PartitionValue.Null : SingleValue.TryDecode(bytes, type) ?? PartitionValue.Null;
            default:
                return fields.OptionalLong(ref decoder, field) is { } number ? OfNumber(number, type) : PartitionValue.Null;
        }
    }

    private PartitionValue ReadFloating(ref AvroDecoder decoder, AvroField field)
    {
        var type = decoder.ReadBranch(field.Type);
        return type.Kind switch
        {
            AvroKind.Null => PartitionValue.Null,
            AvroKind.Float => PartitionValue.OfDouble(decoder.ReadFloat()),
            AvroKind.Double => PartitionValue.OfDouble(decoder.ReadDouble()),
            _ => throw AvroErrors.Corrupt(document, $"partition field '{field.Name}' has the unexpected type {type.Kind}"),
        };
    }

    private static PartitionValue OfNumber(long number, IcebergType type) => type switch
    {
        PrimitiveType { Kind: PrimitiveKind.Date } => PartitionValue.OfDate((int)number),
        PrimitiveType { Kind: PrimitiveKind.Timestamp } => PartitionValue.OfTimestamp(number),
        PrimitiveType { Kind: PrimitiveKind.TimestampTz } => PartitionValue.OfTimestampTz(number),
        _ => PartitionValue.OfInteger(number),
    };

    private ValueList<long> ReadOffsets(ref AvroDecoder decoder, AvroField field)
    {
        if (fields.OptionalItems(ref decoder, field) is not { Kind: AvroKind.Long or AvroKind.Int })
            return [];
        var offsets = new List<long>();
        for (var count = decoder.ReadBlockCount(); count > 0; count = decoder.ReadBlockCount())
        {
            for (var i = 0; i < count; i++)
                offsets.Add(decoder.ReadLong());
        }

        return offsets.ToValueList();
    }

    private bool TryReadStatistics(ref AvroDecoder decoder, AvroField field)
    {
        if (ColumnStatisticsBuilder.KindOf(field.FieldId) is not { } kind)
            return false;
        if (fields.OptionalItems(ref decoder, field) is not { } pair)
            return true;
        if (pair is not { Kind: AvroKind.Record, Fields: [var key, var value] })
            throw AvroErrors.Corrupt(document, $"field '{field.Name}' is not a map");
        for (var count = decoder.ReadBlockCount(); count > 0; count = decoder.ReadBlockCount())
        {
            for (var i = 0; i < count; i++)
                ReadStatistic(ref decoder, kind, key, value);
        }

        return true;
    }

    private void ReadStatistic(ref AvroDecoder decoder, ColumnStatisticsBuilder.Kind kind, AvroField key, AvroField value)
    {
        var columnId = fields.Int(ref decoder, key);
        if (!statisticsOf.Contains(columnId))
        {
            decoder.Skip(value.Type);
            return;
        }

        if (kind is not (ColumnStatisticsBuilder.Kind.LowerBound or ColumnStatisticsBuilder.Kind.UpperBound))
        {
            if (fields.OptionalLong(ref decoder, value) is { } count)
                statistics.SetCount(columnId, kind, count);
            return;
        }

        var bound = fields.OptionalBytes(ref decoder, value, out var isNull);
        if (isNull)
            return;
        if (kind == ColumnStatisticsBuilder.Kind.LowerBound)
            statistics.SetBounds(columnId, lower: bound.ToArray());
        else
            statistics.SetBounds(columnId, upper: bound.ToArray());
    }
}
