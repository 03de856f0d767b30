using System.Globalization;
using Ramet.Tables.Avro;
using Ramet.Tables.Metadata;
using Ramet.Tables.Partitions;
using Ramet.Tables.Snapshots;

namespace Ramet.Tables.Manifests;

/// <summary>Writes and reads manifest lists (specification, "Manifest Lists").</summary>
internal static class ManifestListAvro
{
    /// <summary>Writes the list of a snapshot.</summary>
    /// <param name="manifests">Its manifests.</param>
    /// <param name="metadata">The table, for the types of partition values.</param>
    /// <param name="snapshotId">The snapshot.</param>
    /// <param name="parentId">The snapshot before it; null for none.</param>
    /// <param name="sequenceNumber">Its sequence number.</param>
    public static ReadOnlyMemory<byte> Write(
        IReadOnlyList<ManifestFile> manifests, TableMetadata metadata, SnapshotId snapshotId, SnapshotId? parentId, long sequenceNumber)
    {
        var file = new AvroFileWriter(ManifestAvroSchema.ManifestList,
        [
            new("snapshot-id", snapshotId.ToString()),
            new("parent-snapshot-id", parentId?.ToString() ?? "null"),
            new("sequence-number", sequenceNumber.ToString(CultureInfo.InvariantCulture)),
            new("format-version", TableMetadata.FormatVersion.ToString(CultureInfo.InvariantCulture)),
        ]);
        foreach (var manifest in manifests)
        {
            WriteManifest(file.Record, manifest, metadata.PartitionTypeOf(manifest.SpecId));
            file.EndRecord();
        }

        return file.Finish();
    }

    /// <summary>Reads a list.</summary>
    /// <param name="content">All bytes of the file.</param>
    /// <param name="uri">The file, for errors.</param>
    /// <param name="metadata">The table, for the types of partition values.</param>
    /// <exception cref="Ramet.Errors.RametException">StorageError: it is not a manifest list.</exception>
    public static List<ManifestFile> Read(ReadOnlyMemory<byte> content, string uri, TableMetadata metadata)
    {
        var file = new AvroFileReader(content, uri);
        var manifests = new List<ManifestFile>();
        foreach (var (count, records) in file.ReadBlocks())
        {
            var decoder = new AvroDecoder(records.Span, uri);
            for (var i = 0; i < count; i++)
                manifests.Add(ReadManifest(ref decoder, file.Schema, uri, metadata));
        }

        return manifests;
    }

    private static void WriteManifest(AvroBuffer buffer, ManifestFile manifest, PartitionType partitionType)
    {
        buffer.WriteString(manifest.Path);
        buffer.WriteLong(manifest.SizeBytes);
        buffer.WriteLong(manifest.SpecId);
        buffer.WriteLong(0); // content: data
        buffer.WriteLong(manifest.SequenceNumber);
        buffer.WriteLong(manifest.MinSequenceNumber);
        buffer.WriteLong(manifest.AddedSnapshotId.Value);
        buffer.WriteLong(manifest.AddedFiles);
        buffer.WriteLong(manifest.ExistingFiles);
        buffer.WriteLong(manifest.DeletedFiles);
        buffer.WriteLong(manifest.AddedRows);
        buffer.WriteLong(manifest.ExistingRows);
        buffer.WriteLong(manifest.DeletedRows);
        WriteSummaries(buffer, manifest.Partitions, partitionType);
        buffer.WriteLong(0); // key metadata: null
    }

    private static void WriteSummaries(AvroBuffer buffer, ValueList<PartitionFieldSummary>? summaries, PartitionType partitionType)
    {
        if (summaries is null)
        {
            buffer.WriteLong(0);
            return;
        }

        buffer.WriteLong(1);
        if (summaries.Count > 0)
            buffer.WriteLong(summaries.Count);
        for (var i = 0; i < summaries.Count; i++)
        {
            buffer.WriteBoolean(summaries[i].ContainsNull);
            WriteOptionalBoolean(buffer, summaries[i].ContainsNaN);
            WriteBound(buffer, summaries[i].Lower, partitionType.Fields[i]);
            WriteBound(buffer, summaries[i].Upper, partitionType.Fields[i]);
        }

        buffer.WriteLong(0);
    }

    private static void WriteOptionalBoolean(AvroBuffer buffer, bool? value)
    {
        buffer.WriteLong(value is null ? 0 : 1);
        if (value is { } flag)
            buffer.WriteBoolean(flag);
    }

    private static void WriteBound(AvroBuffer buffer, PartitionValue? value, Schemas.Field field)
    {
        buffer.WriteLong(value is null ? 0 : 1);
        if (value is { } bound)
            buffer.WriteBytes(SingleValue.Encode(bound, field.Type));
    }

    private static ManifestFile ReadManifest(ref AvroDecoder decoder, AvroSchema record, string uri, TableMetadata metadata)
    {
        var fields = new AvroFields(uri);
        string? path = null;
        int? specId = null;
        long? size = null, sequenceNumber = null, minSequenceNumber = null, snapshotId = null;
        long? addedFiles = null, existingFiles = null, deletedFiles = null, addedRows = null, existingRows = null, deletedRows = null;
        List<RawSummary>? summaries = null;
        foreach (var field in record.Fields)
        {
            switch (field.FieldId)
            {
                case 500:
                    path = fields.Text(ref decoder, field);
                    break;
                case 501:
                    size = fields.Long(ref decoder, field);
                    break;
                case 502:
                    specId = fields.Int(ref decoder, field);
                    break;
                case 517:
                    if (fields.Long(ref decoder, field) != 0)
                        throw ManifestReader.DeletesAreNotSupported(uri);
                    break;
                case 515:
                    sequenceNumber = fields.Long(ref decoder, field);
                    break;
                case 516:
                    minSequenceNumber = fields.Long(ref decoder, field);
                    break;
                case 503:
                    snapshotId = fields.Long(ref decoder, field);
                    break;
                case 504:
                    addedFiles = fields.OptionalLong(ref decoder, field);
                    break;
                case 505:
                    existingFiles = fields.OptionalLong(ref decoder, field);
                    break;
                case 506:
                    deletedFiles = fields.OptionalLong(ref decoder, field);
                    break;
                case 512:
                    addedRows = fields.OptionalLong(ref decoder, field);
                    break;
                case 513:
                    existingRows = fields.OptionalLong(ref decoder, field);
                    break;
                case 514:
                    deletedRows = fields.OptionalLong(ref decoder, field);
                    break;
                case 507:
                    summaries = ReadSummaries(ref decoder, field, fields);
                    break;
                default:
                    decoder.Skip(field.Type);
                    break;
            }
        }

        var spec = specId ?? throw fields.Missing("partition_spec_id");
        return new ManifestFile
        {
            Path = path ?? throw fields.Missing("manifest_path"),
            SizeBytes = size ?? throw fields.Missing("manifest_length"),
            SpecId = spec,
            SequenceNumber = sequenceNumber ?? 0, // lists of format version 1 have none
            MinSequenceNumber = minSequenceNumber ?? 0,
            AddedSnapshotId = new SnapshotId(snapshotId ?? throw fields.Missing("added_snapshot_id")),
            AddedFiles = (int)(addedFiles ?? throw fields.Missing("added_files_count")),
            ExistingFiles = (int)(existingFiles ?? throw fields.Missing("existing_files_count")),
            DeletedFiles = (int)(deletedFiles ?? throw fields.Missing("deleted_files_count")),
            AddedRows = addedRows ?? throw fields.Missing("added_rows_count"),
            ExistingRows = existingRows ?? throw fields.Missing("existing_rows_count"),
            DeletedRows = deletedRows ?? throw fields.Missing("deleted_rows_count"),
            Partitions = summaries is null ? null : Resolve(summaries, metadata.PartitionTypeOf(spec)),
        };
    }

    private static List<RawSummary>? ReadSummaries(ref AvroDecoder decoder, AvroField field, AvroFields fields)
    {
        if (fields.OptionalItems(ref decoder, field) is not { } record)
            return null;
        var summaries = new List<RawSummary>();
        for (var count = decoder.ReadBlockCount(); count > 0; count = decoder.ReadBlockCount())
        {
            for (var i = 0; i < count; i++)
                summaries.Add(ReadSummary(ref decoder, record, fields));
        }

        return summaries;
    }

    private static RawSummary ReadSummary(ref AvroDecoder decoder, AvroSchema record, AvroFields fields)
    {
        var summary = new RawSummary(ContainsNull: true, ContainsNaN: null, Lower: null, Upper: null);
        foreach (var field in record.Fields)
        {
            switch (field.FieldId)
            {
                case 509:
                    summary = summary with { ContainsNull = fields.OptionalBoolean(ref decoder, field) ?? true };
                    break;
                case 518:
                    summary = summary with { ContainsNaN = fields.OptionalBoolean(ref decoder, field) };
                    break;
                case 510:
                    summary = summary with { Lower = ReadBound(ref decoder, field, fields) };
                    break;
                case 511:
                    summary = summary with { Upper = ReadBound(ref decoder, field, fields) };
                    break;
                default:
                    decoder.Skip(field.Type);
                    break;
            }
        }

        return summary;
    }

    private static byte[]? ReadBound(ref AvroDecoder decoder, AvroField field, AvroFields fields)
    {
        var bytes = fields.OptionalBytes(ref decoder, field, out var isNull);
        return isNull ? null : bytes.ToArray();
    }

    // Bounds are only bytes until the spec is known, which may stand behind them in the record. Summaries that do not fit the spec say
    // nothing.
    private static ValueList<PartitionFieldSummary>? Resolve(List<RawSummary> summaries, PartitionType partitionType)
    {
        if (summaries.Count != partitionType.Fields.Count)
            return null;
        var resolved = new PartitionFieldSummary[summaries.Count];
        for (var i = 0; i < resolved.Length; i++)
        {
            var type = partitionType.Fields[i].Type;
            var (containsNull, containsNaN, lower, upper) = summaries[i];
            resolved[i] = new PartitionFieldSummary(containsNull, containsNaN, Decode(lower), Decode(upper));

            PartitionValue? Decode(byte[]? bytes) => bytes is null ? null : SingleValue.TryDecode(bytes, type);
        }

        return new ValueList<PartitionFieldSummary>(resolved);
    }

    private sealed record RawSummary(bool ContainsNull, bool? ContainsNaN, byte[]? Lower, byte[]? Upper);
}
