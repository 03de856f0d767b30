using Ramet.Errors;
using Ramet.Tables.Commits;
using Ramet.Tables.Metadata;
using Ramet.Tables.Snapshots;

namespace Ramet.Tables.Tests.Metadata;

public sealed class MetadataJsonTests
{
    [Fact]
    public void Metadata_is_read_as_it_is_written()
    {
        var metadata = WithTwoSnapshots(SampleTable.AllTypes()) with
        {
            Properties = TableMetadata.NoProperties.Add("maxcompute.lifecycle", "7").Add("comment", "a \"b\" \n 商店"),
            SortOrders = [SortOrder.Unsorted, new SortOrder(1, [new SortField(2, "identity", Ascending: false, NullsFirst: true)])],
            DefaultSortOrderId = 1,
        };

        var json = MetadataJson.Write(metadata);
        var read = MetadataJson.Read(json, "test");

        Assert.Equal(metadata.Schemas, read.Schemas);
        Assert.Equal(metadata.PartitionSpecs, read.PartitionSpecs);
        Assert.Equal(metadata.SortOrders, read.SortOrders);
        Assert.Equal(metadata.CurrentSnapshotId, read.CurrentSnapshotId);
        Assert.Equal(metadata.Properties, read.Properties);
        Assert.Equal(json, MetadataJson.Write(read));
        Assert.Contains("\"refs\": {\n    \"main\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void State_without_snapshots_is_read_as_it_is_written()
    {
        var metadata = WithTwoSnapshots(SampleTable.SaleDetail());

        var json = TableStateJson.Write(metadata);
        var read = TableStateJson.Read(json, [metadata.CurrentSnapshot!], "test");

        Assert.DoesNotContain("manifest-list", json, StringComparison.Ordinal);
        Assert.Equal(json, TableStateJson.Write(read));
        Assert.Equal(metadata.CurrentSnapshot, read.CurrentSnapshot);
    }

    [Fact]
    public void Summary_is_read_as_it_is_written()
    {
        var summary = SampleTable.Snapshot(1, 1).Summary;
        var read = SnapshotJson.ReadSummary(SnapshotJson.WriteSummary(summary), "test");
        Assert.Equal(summary.Operation, read.Operation);
        Assert.Equal(summary.Properties, read.Properties);
        Assert.Equal(new SnapshotTotals(3, 2, 150, 1, 50), read.Totals);
    }

    [Theory]
    [InlineData("", "is not JSON")]
    [InlineData("[]", "an object was expected")]
    [InlineData("{\"format-version\": 3}", "version 3; version 2 was expected")]
    [InlineData("{\"format-version\": 2}", "lacks the member 'table-uuid'")]
    [InlineData("{\"format-version\": 2, \"table-uuid\": 5}", "has 5 where a text was expected")]
    public void Broken_document_is_one_clear_error(string json, string problem)
    {
        var error = Assert.Throws<RametException>(() => MetadataJson.Read(json, "file:///t/metadata.json"));
        Assert.Equal(ErrorCode.StorageError, error.Code);
        Assert.Contains("file:///t/metadata.json", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Current_snapshot_that_is_missing_is_an_error()
    {
        var json = TableStateJson.Write(WithTwoSnapshots(SampleTable.SaleDetail()));
        var error = Assert.Throws<RametException>(() => TableStateJson.Read(json, [], "table t"));
        Assert.Contains("table t names snapshot 2 as the current one, but has no such snapshot", error.Message, StringComparison.Ordinal);
    }

    private static TableMetadata WithTwoSnapshots(TableMetadata metadata) => TableCommit.Apply(
        metadata,
        [
            new TableUpdate.AddSnapshot(SampleTable.Snapshot(1, 1)),
            new TableUpdate.AddSnapshot(SampleTable.Snapshot(2, 2, parent: 1)),
            new TableUpdate.SetCurrentSnapshot(new SnapshotId(2)),
        ],
        SampleTable.NowMs + 10);
}
