using Ramet.Errors;
using Ramet.Tables.Commits;
using Ramet.Tables.Metadata;
using Ramet.Tables.Schemas;
using Ramet.Tables.Snapshots;

namespace Ramet.Tables.Tests.Commits;

public sealed class TableCommitTests
{
    private static readonly TableMetadata Table = SampleTable.SaleDetail();

    [Fact]
    public void Added_columns_get_fresh_ids_and_stand_before_the_partition_columns()
    {
        var updates = SchemaEvolution.AddColumns(Table,
            [new Field(0, "note", IcebergType.String, false),
            new Field(0, "tags", new ListType(0, IcebergType.Int, false), false)]);
        var changed = TableCommit.Apply(Table, updates, SampleTable.NowMs + 1);

        Assert.Equal(
            ["shop_name:1", "total_price:2", "note:5", "tags:6", "sale_date:3", "region:4"],
            changed.CurrentSchema.Fields.Select(f => $"{f.Name}:{f.Id}"));
        Assert.Equal(7, changed.LastColumnId);
        Assert.Equal(1, changed.CurrentSchemaId);
        Assert.Equal(2, changed.Schemas.Count);
        Assert.Equal(SampleTable.NowMs + 1, changed.LastUpdatedMs);
    }

    [Fact]
    public void C1_ids_are_not_reused_when_an_older_schema_is_put_in_force_again()
    {
        var wider = TableCommit.Apply(Table, SchemaEvolution.AddColumns(Table, [new Field(0, "note", IcebergType.String, false)]), 1);
        var back = TableCommit.Apply(
            wider,
            [new TableUpdate.AddSchema(Table.CurrentSchema), new TableUpdate.SetCurrentSchema(TableUpdate.LastAdded)],
            2);
        var again = TableCommit.Apply(back, SchemaEvolution.AddColumns(back, [new Field(0, "note", IcebergType.Int, false)]), 3);

        Assert.Equal(0, back.CurrentSchemaId);
        Assert.Equal(6, again.CurrentSchema.FindColumn("note")!.Id);
        Assert.Equal(2, again.CurrentSchemaId);
    }

    [Fact]
    public void C2_snapshot_with_a_used_sequence_number_is_refused()
    {
        var changed = TableCommit.Apply(Table, new TableUpdate.AddSnapshot(SampleTable.Snapshot(1, 5)));
        Assert.Throws<ArgumentException>(() => TableCommit.Apply(changed, new TableUpdate.AddSnapshot(SampleTable.Snapshot(2, 5))));
        Assert.Throws<ArgumentException>(() => TableCommit.Apply(changed, new TableUpdate.AddSnapshot(SampleTable.Snapshot(1, 6))));
    }

    [Fact]
    public void C3_what_is_current_must_exist()
    {
        Assert.Throws<ArgumentException>(() => TableCommit.Apply(Table, new TableUpdate.SetCurrentSnapshot(new SnapshotId(9))));
        Assert.Throws<ArgumentException>(() => TableCommit.Apply(Table, new TableUpdate.SetCurrentSchema(9)));
        Assert.Throws<ArgumentException>(() => TableCommit.Apply(Table, new TableUpdate.SetDefaultSpec(9)));
        var changed = TableCommit.Apply(
            Table, [new TableUpdate.AddSnapshot(SampleTable.Snapshot(1, 1)), new TableUpdate.SetCurrentSnapshot(new SnapshotId(1))], 1);
        Assert.Throws<ArgumentException>(() => TableCommit.Apply(changed, new TableUpdate.RemoveSnapshots([new SnapshotId(1)])));
    }

    [Fact]
    public void Properties_are_set_and_removed()
    {
        var changed = TableCommit.Apply(
            Table,
            [
                new TableUpdate.SetProperties(TableMetadata.NoProperties.Add("a", "1").Add("b", "2")),
                new TableUpdate.SetProperties(TableMetadata.NoProperties.Add("b", "3")),
                new TableUpdate.RemoveProperties(["a", "absent"]),
            ],
            1);
        Assert.Equal([new KeyValuePair<string, string>("b", "3")], changed.Properties);
    }

    [Fact]
    public void Requirement_that_does_not_hold_is_a_conflict()
    {
        TableCommit.Check(null, new TableRequirement.IsNew());
        TableCommit.Check(Table, new TableRequirement.HasUuid(Table.TableUuid));
        TableCommit.Check(Table, new TableRequirement.HasCurrentSnapshot(null));
        TableCommit.Check(Table, new TableRequirement.HasCurrentSchema(0));
        TableCommit.Check(Table, new TableRequirement.HasLastColumnId(4));

        Assert.Equal(ErrorKind.Conflict, Failure(Table, new TableRequirement.IsNew()).Kind);
        Assert.Equal(ErrorKind.Conflict, Failure(null, new TableRequirement.HasCurrentSchema(0)).Kind);
        var error = Failure(Table, new TableRequirement.HasCurrentSnapshot(new SnapshotId(7)));
        Assert.Equal(ErrorCode.ConcurrentChange, error.Code);
        Assert.Contains("expected current snapshot 7, found none", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Clone_has_the_current_snapshot_as_its_first_and_its_own_identity()
    {
        var source = TableCommit.Apply(
            Table,
            [
                new TableUpdate.AddSnapshot(SampleTable.Snapshot(1, 1)),
                new TableUpdate.AddSnapshot(SampleTable.Snapshot(2, 2, parent: 1)),
                new TableUpdate.SetCurrentSnapshot(new SnapshotId(2)),
            ],
            SampleTable.NowMs);
        var clone = source.CloneAs(Guid.NewGuid(), "file:///warehouse/t9", TableMetadata.NoProperties, SampleTable.NowMs + 5);

        Assert.NotEqual(source.TableUuid, clone.TableUuid);
        Assert.Null(clone.CurrentSnapshot!.ParentId);
        Assert.Equal(source.CurrentSnapshot!.ManifestList, clone.CurrentSnapshot.ManifestList);
        Assert.Single(clone.Snapshots);
        Assert.Equal(2, clone.LastSequenceNumber);
    }
    private static RametException Failure(TableMetadata? table, TableRequirement requirement) =>
        Assert.Throws<RametException>(() => TableCommit.Check(table, requirement));
}
