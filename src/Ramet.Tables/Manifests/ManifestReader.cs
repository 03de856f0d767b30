using System.Globalization;
using Ramet.Errors;
using Ramet.Tables.Avro;
using Ramet.Tables.Partitions;
using Ramet.Tables.Snapshots;

namespace Ramet.Tables.Manifests;

/// <summary>
/// Reads the entries of one manifest, whoever wrote it: fields are found by id in the schema of its writer, unknown ones are skipped.
/// </summary>
/// <remarks>
/// What was promised in writing is checked in reading: the file has the size and as many entries as the manifest list says, and it is
/// of the spec that the list says (M1, M2 of <see cref="ManifestWriter"/>).
/// </remarks>
internal sealed class ManifestReader
{
    private readonly ManifestFile manifest;
    private readonly AvroFileReader file;
    private readonly AvroFields fields;
    private readonly DataFileReader dataFiles;

    /// <summary>Opens a manifest.</summary>
    /// <param name="content">All of its bytes.</param>
    /// <param name="manifest">Its line in the manifest list.</param>
    /// <param name="partitionType">The shape of its files' partition keys.</param>
    /// <param name="statisticsOf">Which columns' statistics to read; those of all are most of a manifest.</param>
    /// <exception cref="RametException">StorageError: it is not a manifest, or not this one.</exception>
    public ManifestReader(ReadOnlyMemory<byte> content, ManifestFile manifest, PartitionType partitionType, ColumnSelection statisticsOf)
    {
        this.manifest = manifest;
        if (content.Length != manifest.SizeBytes)
            throw AvroErrors.Corrupt(manifest.Path, $"it has {content.Length} bytes where the manifest list says {manifest.SizeBytes}");
        file = new AvroFileReader(content, manifest.Path);
        fields = new AvroFields(manifest.Path);
        dataFiles = new DataFileReader(manifest.Path, manifest.SpecId, partitionType, statisticsOf);
        CheckHead();
    }

    /// <summary>The entries in the order of the file, block by block.</summary>
    public IEnumerable<ManifestEntry> ReadEntries()
    {
        var count = 0L;
        foreach (var block in file.ReadBlocks())
        {
            count += block.Count;
            foreach (var entry in ReadBlock(block))
                yield return entry;
        }

        var expected = (long)manifest.LiveFiles + manifest.DeletedFiles;
        if (count != expected)
            throw AvroErrors.Corrupt(manifest.Path, $"it has {count} entries where the manifest list says {expected}");
    }

    private void CheckHead()
    {
        if (file.Metadata.TryGetValue("content", out var content) && content != "data")
            throw DeletesAreNotSupported(manifest.Path);
        var specId = manifest.SpecId.ToString(CultureInfo.InvariantCulture);
        if (file.Metadata.TryGetValue("partition-spec-id", out var found) && found != specId)
            throw AvroErrors.Corrupt(manifest.Path, $"it is of partition spec {found} where the manifest list says {specId}");
    }

    /// <summary>The error for a table that another engine deleted single rows from.</summary>
    internal static RametException DeletesAreNotSupported(string document) => new(
        ErrorCode.StorageError,
        ErrorKind.User,
        $"'{document}' lists deleted rows (Iceberg delete files), which are not supported",
        hint: "Rewrite the data files of the table with the engine that deleted the rows.");

    private ManifestEntry[] ReadBlock(AvroBlock block)
    {
        var entries = new ManifestEntry[block.Count];
        var decoder = new AvroDecoder(block.Records.Span, manifest.Path);
        for (var i = 0; i < entries.Length; i++)
            entries[i] = ReadEntry(ref decoder);
        if (!decoder.AtEnd)
            throw AvroErrors.Corrupt(manifest.Path, $"a block has {decoder.Remaining} bytes after its last record");
        return entries;
    }

    private ManifestEntry ReadEntry(ref AvroDecoder decoder)
    {
        EntryStatus? status = null;
        long? snapshotId = null;
        long? sequenceNumber = null;
        long? fileSequenceNumber = null;
        DataFile? dataFile = null;
        foreach (var field in file.Schema.Fields)
        {
            switch (field.FieldId)
            {
                case 0:
                    status = StatusOf(fields.Int(ref decoder, field));
                    break;
                case 1:
                    snapshotId = fields.OptionalLong(ref decoder, field);
                    break;
                case 3:
                    sequenceNumber = fields.OptionalLong(ref decoder, field);
                    break;
                case 4:
                    fileSequenceNumber = fields.OptionalLong(ref decoder, field);
                    break;
                case 2:
                    dataFile = dataFiles.Read(ref decoder, fields.Record(ref decoder, field));
                    break;
                default:
                    decoder.Skip(field.Type);
                    break;
            }
        }

        var known = status ?? throw fields.Missing("status");
        return new ManifestEntry(
            known,
            snapshotId is { } id ? new SnapshotId(id) : manifest.AddedSnapshotId,
            sequenceNumber ?? Inherit(known),
            fileSequenceNumber ?? Inherit(known),
            dataFile ?? throw fields.Missing("data_file"));
    }

    private EntryStatus StatusOf(int value) => value is >= (int)EntryStatus.Existing and <= (int)EntryStatus.Deleted
        ? (EntryStatus)value
        : throw AvroErrors.Corrupt(manifest.Path, $"an entry has the status {value}; 0, 1 or 2 was expected");

    // Only added files inherit the number of the manifest (M2). Manifests of format version 1 have none at all: their files count as 0.
    private long Inherit(EntryStatus status) => status == EntryStatus.Added || manifest.SequenceNumber == 0
        ? manifest.SequenceNumber
        : throw AvroErrors.Corrupt(manifest.Path, $"an entry with the status {status} has no sequence number");
}
