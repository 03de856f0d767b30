using System.Globalization;
using Ramet.Tables.Avro;
using Ramet.Tables.Metadata;
using Ramet.Tables.Partitions;
using Ramet.Tables.Schemas;
using Ramet.Tables.Snapshots;

namespace Ramet.Tables.Manifests;

/// <summary>Builds one manifest: add the entries, then <see cref="Finish"/>.</summary>
/// <remarks>
/// M1 All files of a manifest belong to one partition spec, and their keys have its shape.
/// M2 An added file leaves its sequence numbers to be inherited, so the manifest stays good when the commit is tried again;
///    an existing file says them, because it is older than the manifest.
/// </remarks>
internal sealed class ManifestWriter
{
    private readonly PartitionSpec spec;
    private readonly PartitionType partitionType;
    private readonly SnapshotId snapshotId;
    private readonly AvroFileWriter file;
    private readonly PartitionSummaryBuilder summary;
    private int addedFiles;
    private int existingFiles;
    private long addedRows;
    private long existingRows;
    private long minSequenceNumber = long.MaxValue;

    /// <summary>Begins a manifest.</summary>
    /// <param name="schema">The schema of the table.</param>
    /// <param name="spec">The spec of all its files.</param>
    /// <param name="partitionType">The shape of their keys.</param>
    /// <param name="snapshotId">The snapshot that is being made.</param>
    public ManifestWriter(Schema schema, PartitionSpec spec, PartitionType partitionType, SnapshotId snapshotId)
    {
        this.spec = spec;
        this.partitionType = partitionType;
        this.snapshotId = snapshotId;
        summary = new PartitionSummaryBuilder(partitionType.Fields.Count);
        file = new AvroFileWriter(ManifestAvroSchema.ManifestEntry(partitionType),
        [
            new("schema", SchemaJson.Write(schema)),
            new("schema-id", schema.Id.ToString(CultureInfo.InvariantCulture)),
            new("partition-spec", PartitionSpecJson.WriteFields(spec)),
            new("partition-spec-id", spec.Id.ToString(CultureInfo.InvariantCulture)),
            new("format-version", TableMetadata.FormatVersion.ToString(CultureInfo.InvariantCulture)),
            new("content", "data"),
        ]);
    }

    /// <summary>Size of the manifest so far; the end of it is not compressed yet.</summary>
    public int Length => file.Length;

    /// <summary>Number of entries so far.</summary>
    public int Count => addedFiles + existingFiles;

    /// <summary>Adds a file that is new in the table.</summary>
    public void Add(DataFile dataFile)
    {
        addedFiles++;
        addedRows += dataFile.RecordCount;
        WriteStatus(EntryStatus.Added, snapshotId);
        WriteInherited(); // sequence number (M2)
        WriteInherited(); // file sequence number
        WriteFile(dataFile);
    }

    /// <summary>Adds a file that the table had before.</summary>
    /// <param name="entry">Its entry in another manifest.</param>
    public void AddExisting(ManifestEntry entry)
    {
        existingFiles++;
        existingRows += entry.File.RecordCount;
        minSequenceNumber = Math.Min(minSequenceNumber, entry.SequenceNumber);
        WriteStatus(EntryStatus.Existing, entry.SnapshotId);
        WriteExplicit(entry.SequenceNumber);
        WriteExplicit(entry.FileSequenceNumber);
        WriteFile(entry.File);
    }

    /// <summary>Ends the manifest.</summary>
    /// <param name="uri">Where it will be written.</param>
    /// <param name="sequenceNumber">The sequence number of the snapshot that is being made; only the manifest list says it.</param>
    /// <param name="content">The bytes of the manifest.</param>
    /// <returns>Its line in the manifest list. The writer must not be used any more.</returns>
    public ManifestFile Finish(string uri, long sequenceNumber, out ReadOnlyMemory<byte> content)
    {
        content = file.Finish();
        return new ManifestFile
        {
            Path = uri,
            SizeBytes = content.Length,
            SpecId = spec.Id,
            SequenceNumber = sequenceNumber,
            MinSequenceNumber = Math.Min(minSequenceNumber, sequenceNumber),
            AddedSnapshotId = snapshotId,
            AddedFiles = addedFiles,
            ExistingFiles = existingFiles,
            DeletedFiles = 0,
            AddedRows = addedRows,
            ExistingRows = existingRows,
            DeletedRows = 0,
            Partitions = summary.Build(),
        };
    }

    private void WriteStatus(EntryStatus status, SnapshotId addedBy)
    {
        file.Record.WriteLong((int)status);
        WriteExplicit(addedBy.Value);
    }

    private void WriteFile(DataFile dataFile)
    {
        if (dataFile.SpecId != spec.Id || !partitionType.Matches(dataFile.Partition)) // M1
        {
            throw new ArgumentException(
                $"File '{dataFile.Path}' is of partition '{dataFile.Partition}' of spec {dataFile.SpecId}, the manifest of spec {spec.Id}.",
                nameof(dataFile));
        }

        summary.Add(dataFile.Partition);
        DataFileAvro.Write(file.Record, dataFile, partitionType);
        file.EndRecord();
    }

    // The alternatives of an optional value: 0 is null, 1 the value.
    private void WriteInherited() => file.Record.WriteLong(0);

    private void WriteExplicit(long value)
    {
        file.Record.WriteLong(1);
        file.Record.WriteLong(value);
    }
}
