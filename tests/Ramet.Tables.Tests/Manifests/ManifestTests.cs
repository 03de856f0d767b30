using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ramet.Errors;
using Ramet.Tables.Avro;
using Ramet.Tables.Manifests;
using Ramet.Tables.Metadata;
using Ramet.Tables.Partitions;
using Ramet.Tables.Schemas;
using Ramet.Tables.Snapshots;

namespace Ramet.Tables.Tests.Manifests;

public sealed class ManifestTests
{
    private static readonly SnapshotId Adder = new(77);

    private static readonly IcebergType[] PartitionTypes =
    [
        IcebergType.Boolean, IcebergType.Int, IcebergType.Long, IcebergType.Float, IcebergType.Double, IcebergType.Date, IcebergType.Time,
        IcebergType.Timestamp, IcebergType.TimestampTz, IcebergType.String, IcebergType.Binary, new DecimalType(9, 2),
        new DecimalType(38, 18),
        IcebergType.Uuid, new FixedType(3),
    ];

    [Fact]
    public void Entries_of_every_partition_type_are_read_as_they_are_written()
    {
        var property = Prop.ForAll(Gen.ListOf(Gen.Choose(int.MinValue, int.MaxValue)).ToArbitrary(), seeds =>
        {
            var table = TableOf(PartitionTypes);
            ManifestEntry[] entries = [.. seeds.Select((seed, i) => Entry(new Random(seed), i))];
            var manifest = Write(table, entries, out var content);

            var read = new ManifestReader(content, manifest, table.PartitionTypeOf(0), ColumnSelection.All).ReadEntries();
            Assert.Equal(entries.Select(ManifestText.Describe), read.Select(ManifestText.Describe));

            var light = new ManifestReader(content, manifest, table.PartitionTypeOf(0), ColumnSelection.None).ReadEntries();
            Assert.Equal(entries.Select(entry => entry.File.Path), light.Select(entry => entry.File.Path));
            Assert.All(light, entry => Assert.Empty(entry.File.Columns));
            return true;
        });
        Check.One(Config.QuickThrowOnFailure, property);
    }

    [Fact]
    public void Manifest_list_is_read_as_it_is_written()
    {
        var table = TableOf(PartitionTypes);
        var manifest = Write(table, [.. Enumerable.Range(0, 20).Select(i => Entry(new Random(i), i))], out _);
        var bare = manifest with { Path = "file:///t/bare.avro", Partitions = null };

        var content = ManifestListAvro.Write([manifest, bare], table, new SnapshotId(5), new SnapshotId(4), 9);
        var read = ManifestListAvro.Read(content, "list", table);

        Assert.Equal([manifest, bare], read);
        Assert.All(manifest.Partitions!, summary => Assert.NotNull(summary.Lower));
    }

    [Fact]
    public void Head_of_a_manifest_has_what_other_readers_need()
    {
        var table = SampleTable.SaleDetail();
        Write(table, [], out var content);
        var head = new AvroFileReader(content, "m").Metadata;

        Assert.Equal(["0", "2", "data", "0"],
            new[] { "schema-id", "format-version", "content", "partition-spec-id" }.Select(key => head[key]));
        Assert.Equal(table.CurrentSchema, SchemaJson.Read(head["schema"], "head"));
        Assert.Equal(
            """[{"source-id":3,"field-id":1000,"name":"sale_date","transform":"identity"},"""
            + """{"source-id":4,"field-id":1001,"name":"region","transform":"identity"}]""",
            head["partition-spec"]);
    }

    [Fact]
    public void Partition_names_that_Avro_does_not_allow_are_written_in_another_way()
    {
        var table = TableMetadata.Create(
            Guid.NewGuid(), "file:///t", [new Field(0, "1 日", IcebergType.String, false)], ["1 日"], TableMetadata.NoProperties, 0);
        var file = new DataFile { Path = "p", RecordCount = 1, SizeBytes = 1, Partition = new(PartitionValue.OfString("x")) };
        var manifest = Write(table, [Existing(file)], out var content);

        Assert.Contains(
            "\"name\":\"_1_x20_x65E5\",\"iceberg-field-name\":\"1 日\"", Encoding.UTF8.GetString(content.Span), StringComparison.Ordinal);
        var read = new ManifestReader(content, manifest, table.PartitionTypeOf(0), ColumnSelection.None).ReadEntries().Single();
        Assert.Equal("x", read.File.Partition[0].AsString);
    }

    [Fact]
    public void Foreign_manifest_is_read_by_field_ids()
    {
        // Other names and order, unions the other way round, an unknown field, an int where a long was expected, inherited numbers.
        const string schema =
            """
            {"type":"record","name":"x","fields":[
            {"name":"f","field-id":2,"type":{"type":"record","name":"f2","fields":[
              {"name":"rows","type":"int","field-id":103},
              {"name":"block_size_in_bytes","type":"long","field-id":105},
              {"name":"labels","type":["null",{"type":"map","values":"string"}],"field-id":900},
              {"name":"part","field-id":102,"type":{"type":"record","name":"f102","fields":[
                {"name":"b","type":["string","null"],"field-id":1001},
                {"name":"a","type":["null","string"],"field-id":1000}]}},
              {"name":"size","type":"long","field-id":104},
              {"name":"path","type":"string","field-id":100},
              {"name":"format","type":"string","field-id":101}]}},
            {"name":"st","type":"int","field-id":0},
            {"name":"seq","type":["long","null"],"field-id":3}]}
            """;
        var file = new AvroFileWriter(schema, [new("content", "data")]);
        file.Record.WriteLong(12);
        file.Record.WriteLong(999);
        file.Record.WriteLong(1);
        file.Record.WriteLong(-1); // one item, and the size of the block
        file.Record.WriteLong(4);
        file.Record.WriteString("k");
        file.Record.WriteString("v");
        file.Record.WriteLong(0);
        file.Record.WriteLong(1); // b is null
        file.Record.WriteLong(1);
        file.Record.WriteString("2013");
        file.Record.WriteLong(345);
        file.Record.WriteString("s3://b/x.parquet");
        file.Record.WriteString("parquet");
        file.Record.WriteLong(1); // added
        file.Record.WriteLong(1); // no sequence number
        file.EndRecord();
        var content = file.Finish();
        var table = SampleTable.SaleDetail();
        var manifest = Write(table, [], out _) with { SizeBytes = content.Length, AddedFiles = 1, ExistingFiles = 0, SequenceNumber = 8 };

        var entry = new ManifestReader(content, manifest, table.PartitionTypeOf(0), ColumnSelection.All).ReadEntries().Single();

        Assert.Equal(
            "Added by 77 at 8/8: s3://b/x.parquet Parquet spec 0 [2013/__HIVE_DEFAULT_PARTITION__] 12 rows 345 bytes, "
            + "offsets [], order , columns ",
            ManifestText.Describe(entry));
    }

    [Fact]
    public void Added_file_inherits_its_numbers_and_an_existing_one_keeps_them()
    {
        var table = SampleTable.SaleDetail();
        var key = new PartitionKey(PartitionValue.OfString("a"), PartitionValue.OfString("b"));
        var file = new DataFile { Path = "p", RecordCount = 1, SizeBytes = 1, Partition = key };
        var writer = new ManifestWriter(table.CurrentSchema, table.DefaultSpec, table.PartitionTypeOf(0), Adder);
        writer.Add(file);
        writer.AddExisting(new ManifestEntry(EntryStatus.Added, new SnapshotId(3), 5, 6, file));
        var manifest = writer.Finish("m", 9, out var content);

        Assert.Equal(5, manifest.MinSequenceNumber);
        var line = manifest with { SequenceNumber = 12 };
        var read = new ManifestReader(content, line, table.PartitionTypeOf(0), ColumnSelection.None).ReadEntries();
        Assert.Equal(
            [("Added", 77, 12, 12), ("Existing", 3, 5, 6)],
            read.Select(entry => (entry.Status.ToString(), entry.SnapshotId.Value, entry.SequenceNumber, entry.FileSequenceNumber)));
    }

    [Fact]
    public void M1_file_of_another_shape_is_refused()
    {
        var table = SampleTable.SaleDetail();
        var writer = new ManifestWriter(table.CurrentSchema, table.DefaultSpec, table.PartitionTypeOf(0), Adder);
        var file = new DataFile { Path = "p", RecordCount = 1, SizeBytes = 1 };
        Assert.Throws<ArgumentException>(() => writer.Add(file));
        var wrongKind = new PartitionKey(PartitionValue.OfInteger(1), PartitionValue.OfString("b"));
        Assert.Throws<ArgumentException>(() => writer.Add(file with { Partition = wrongKind }));
    }

    [Fact]
    public void Manifest_that_differs_from_its_list_is_an_error_that_names_it()
    {
        var table = TableOf(PartitionTypes);
        var manifest = Write(table, [.. Enumerable.Range(0, 3).Select(i => Entry(new Random(i), i))], out var content);

        AssertCorrupt(manifest with { SizeBytes = 5 }, "bytes where the manifest list says 5");
        AssertCorrupt(manifest with { ExistingFiles = 4 }, "it has 3 entries where the manifest list says 4");
        AssertCorrupt(manifest with { SpecId = 1 }, "it is of partition spec 0 where the manifest list says 1");

        void AssertCorrupt(ManifestFile line, string problem)
        {
            var error = Assert.Throws<RametException>(() => Count(content, line, table));
            Assert.Contains("file 'file:///t/m.avro' is corrupt", error.Message, StringComparison.Ordinal);
            Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Damaged_manifest_is_an_error_or_other_values_and_never_anything_else()
    {
        var table = TableOf(PartitionTypes);
        var manifest = Write(table, [.. Enumerable.Range(0, 30).Select(i => Entry(new Random(i), i))], out var content);
        var list = ManifestListAvro.Write([manifest], table, Adder, null, 1).ToArray();
        var whole = content.ToArray();
        var property = Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(1, 255).ToArbitrary(), (place, change) =>
        {
            AssertErrorOrValues(() => Count(Damage(whole, place, change), manifest, table));
            AssertErrorOrValues(() => ManifestListAvro.Read(Damage(list, place, change), "list", table).Count);
            return true;
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), property);

        static byte[] Damage(byte[] bytes, int place, int change)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[place % bytes.Length] ^= (byte)change;
            return damaged;
        }
    }

    [Fact]
    public void Any_bytes_in_a_block_are_an_error_or_values_and_never_anything_else()
    {
        var table = TableOf(PartitionTypes);
        var schema = ManifestAvroSchema.ManifestEntry(table.PartitionTypeOf(0));
        var property = Prop.ForAll(Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var file = new AvroFileWriter(schema, []);
            file.Record.WriteLong(random.Next(3)); // a status, so that not all fail at once
            var mostlySmall = Bytes(random, random.Next(1, 400)).Select(value => random.Next(3) > 0 ? (byte)(value % 4) : value);
            file.Record.WriteRaw(mostlySmall.ToArray());
            file.EndRecord();
            var content = file.Finish();
            var manifest = Write(table, [], out _) with { SizeBytes = content.Length, ExistingFiles = 1 };
            AssertErrorOrValues(() => Count(content, manifest, table));
            return true;
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), property);
    }

    [Fact]
    public void Delete_files_of_other_engines_are_refused_and_not_ignored()
    {
        var table = SampleTable.SaleDetail();
        var file = new AvroFileWriter(ManifestAvroSchema.ManifestEntry(table.PartitionTypeOf(0)), [new("content", "deletes")]);
        var content = file.Finish();
        var manifest = Write(table, [], out _) with { SizeBytes = content.Length };
        var error = Assert.Throws<RametException>(() => new ManifestReader(content, manifest, table.PartitionTypeOf(0), ColumnSelection.None));
        Assert.Equal(ErrorKind.User, error.Kind);
        Assert.Contains("delete files", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("m", true)]
    [InlineData("a", true)]
    [InlineData("z", true)]
    [InlineData("zz", false)]
    [InlineData("A", false)]
    public void Summary_never_excludes_a_value_that_occurs(string value, bool mayContain)
    {
        var summary = new PartitionFieldSummary(
            ContainsNull: false, ContainsNaN: null, Lower: PartitionValue.OfString("a"), Upper: PartitionValue.OfString("z"));
        Assert.Equal(mayContain, summary.MayContain(PartitionValue.OfString(value)));
        Assert.False(summary.MayContain(PartitionValue.Null));
        Assert.True((summary with { ContainsNull = true }).MayContain(PartitionValue.Null));
        Assert.True((summary with { Upper = null }).MayContain(PartitionValue.OfString("zz")));
    }

    private static int Count(ReadOnlyMemory<byte> content, ManifestFile manifest, TableMetadata table) =>
        new ManifestReader(content, manifest, table.PartitionTypeOf(0), ColumnSelection.All).ReadEntries().Count();

    private static void AssertErrorOrValues(Func<int> read)
    {
        try
        {
            Assert.InRange(read(), 0, 1000);
        }
        catch (RametException e)
        {
            Assert.Equal(ErrorCode.StorageError, e.Code);
        }
    }

    private static TableMetadata TableOf(IcebergType[] partitionTypes)
    {
        Field[] partitions = [.. partitionTypes.Select((type, i) => new Field(0, $"p{i}", type, Required: false))];
        Field[] columns = [new Field(0, "data", IcebergType.String, Required: false), .. partitions];
        string[] names = [.. partitions.Select(field => field.Name)];
        return TableMetadata.Create(Guid.NewGuid(), "file:///t", columns, names, TableMetadata.NoProperties, SampleTable.NowMs);
    }

    private static ManifestFile Write(TableMetadata table, ManifestEntry[] entries, out ReadOnlyMemory<byte> content)
    {
        var writer = new ManifestWriter(table.CurrentSchema, table.DefaultSpec, table.PartitionTypeOf(0), Adder);
        foreach (var entry in entries)
            writer.AddExisting(entry);
        return writer.Finish("file:///t/m.avro", 100, out content);
    }

    private static ManifestEntry Existing(DataFile file) => new(EntryStatus.Existing, Adder, 1, 1, file);

    private static ManifestEntry Entry(Random random, int number) => new(
        EntryStatus.Existing,
        new SnapshotId(random.NextInt64()),
        random.NextInt64(1000),
        random.NextInt64(1000),
        new DataFile
        {
            Path = $"file:///t/data/{number}-{random.Next()}.parquet",
            Partition = new PartitionKey([.. PartitionTypes.Select(type => Value(random, type))]),
            RecordCount = random.NextInt64(1_000_000),
            SizeBytes = random.NextInt64(),
            SplitOffsets = [.. Enumerable.Range(0, random.Next(3)).Select(i => i * 1000L)],
            SortOrderId = random.Next(2) == 0 ? null : random.Next(5),
            Columns = [.. Enumerable.Range(1, random.Next(4)).Select(id => Column(random, id))],
        });

    private static ColumnStatistics Column(Random random, int id) => new()
    {
        FieldId = id,
        SizeBytes = random.NextInt64(), // at least one is known: a column of which nothing is known is not written
        ValueCount = random.Next(2) == 0 ? null : random.NextInt64(),
        NullCount = random.Next(2) == 0 ? null : random.NextInt64(),
        NanCount = random.Next(2) == 0 ? null : random.NextInt64(),
        LowerBound = random.Next(2) == 0 ? null : Bytes(random, random.Next(5)),
        UpperBound = random.Next(2) == 0 ? null : Bytes(random, random.Next(5)),
    };

    private static PartitionValue Value(Random random, IcebergType type) => random.Next(8) == 0
        ? PartitionValue.Null
        : PartitionType.KindOf(type) switch
        {
            PartitionValueKind.Boolean => PartitionValue.OfBoolean(random.Next(2) == 0),
            PartitionValueKind.Integer => PartitionValue.OfInteger(random.Next(int.MinValue, int.MaxValue)),
            PartitionValueKind.Floating => PartitionValue.OfDouble(
                random.Next(9) switch { 0 => double.NaN, 1 => float.MaxValue, var n => n / 4.0 }),
            PartitionValueKind.Decimal => PartitionValue.OfDecimal(random.Next(-999_999_999, 999_999_999), ((DecimalType)type).Scale),
            PartitionValueKind.Date => PartitionValue.OfDate(random.Next(-700_000, 700_000)),
            PartitionValueKind.Timestamp => PartitionValue.OfTimestamp(random.NextInt64()),
            PartitionValueKind.TimestampTz => PartitionValue.OfTimestampTz(-random.NextInt64()),
            PartitionValueKind.String => PartitionValue.OfString(new string((char)('a' + random.Next(26)), random.Next(4)) + "商"),
            PartitionValueKind.Binary => PartitionValue.OfBinary(Bytes(random, LengthOf(random, type))),
            PartitionValueKind.Null or _ => PartitionValue.Null,
        };

    private static int LengthOf(Random random, IcebergType type) => type switch
    {
        FixedType { Length: var length } => length,
        PrimitiveType { Kind: PrimitiveKind.Uuid } => 16,
        _ => random.Next(4),
    };

    private static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
