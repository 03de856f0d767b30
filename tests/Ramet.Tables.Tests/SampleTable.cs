using Ramet.Tables.Metadata;
using Ramet.Tables.Schemas;
using Ramet.Tables.Snapshots;

namespace Ramet.Tables.Tests;

/// <summary>Small tables for tests.</summary>
internal static class SampleTable
{
    public const long NowMs = 1_700_000_000_000;

    public static readonly Field[] SaleColumns =
    [
        new(0, "shop_name", IcebergType.String, Required: false, "name of the \"shop\" – 商店"),
        new(0, "total_price", new DecimalType(18, 2), Required: false),
        new(0, "sale_date", IcebergType.String, Required: false),
        new(0, "region", IcebergType.String, Required: false),
    ];

    /// <summary>Partitioned by sale_date and region, without snapshots.</summary>
    public static TableMetadata SaleDetail(string location = "file:///warehouse/t1") =>
        TableMetadata.Create(Guid.NewGuid(), location, SaleColumns, ["sale_date", "region"], TableMetadata.NoProperties, NowMs);

    /// <summary>Not partitioned, with every type.</summary>
    public static TableMetadata AllTypes(string location = "file:///warehouse/t2") =>
        TableMetadata.Create(Guid.NewGuid(), location, AllTypeColumns(), [], TableMetadata.NoProperties, NowMs);

    public static Snapshot Snapshot(long id, long sequenceNumber, long? parent = null) => new()
    {
        Id = new SnapshotId(id),
        ParentId = parent is { } parentId ? new SnapshotId(parentId) : null,
        SequenceNumber = sequenceNumber,
        TimestampMs = NowMs + sequenceNumber,
        ManifestList = $"file:///warehouse/t1/metadata/snap-{id}.avro",
        Summary = SnapshotSummary.Of(SnapshotOperation.Append, new(3, 1, 100, 0, 0), default, new(3, 2, 150, 1, 50)),
        SchemaId = 0,
    };

    private static Field[] AllTypeColumns() =>
    [
        .. new IcebergType[]
        {
            IcebergType.Boolean, IcebergType.Int, IcebergType.Long, IcebergType.Float, IcebergType.Double, IcebergType.Date,
            IcebergType.Time,
            IcebergType.Timestamp, IcebergType.TimestampTz, IcebergType.String, IcebergType.Uuid, IcebergType.Binary, new DecimalType(9, 2),
            new DecimalType(18, 0), new DecimalType(38, 18), new FixedType(7),
        }.Select((type, i) => new Field(0, $"c{i}", type, Required: i % 2 == 0)),
        new(0, "list", new ListType(0, Struct(new(0, "a", IcebergType.Int, true), new(0, "b", IcebergType.String, false)), false), false),
        new(0, "map", new MapType(0, IcebergType.String, 0, new ListType(0, new DecimalType(20, 5), true), true), true),
        new(0, "struct", Struct(new Field(0, "x", new MapType(0, IcebergType.Int, 0, IcebergType.TimestampTz, false), false)), false),
    ];

    private static StructType Struct(params ReadOnlySpan<Field> fields) => new(ValueList.Create(fields));
}
