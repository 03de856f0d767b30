using Ramet.Catalog.Commits;
using Ramet.Catalog.Tables;
using Ramet.Catalog.Transfers;
using Ramet.Errors;

namespace Ramet.Catalog.Tests.Behaviour;

public abstract class TransferBehaviour<TStore> : CatalogBehaviour<TStore>
    where TStore : ICatalogStore, new()
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Session_is_found_as_it_was_opened()
    {
        var opened = Open("a") with { Partition = "pt=a", IsOverwrite = true, Rows = 7, Kind = TransferKind.Download };
        Commit(new CatalogChange.OpenTransfer(opened));

        Assert.Equal(opened, Catalog.FindTransfer("a"));
        Assert.Null(Catalog.FindTransfer("b"));
        Assert.Empty(Catalog.ListUploadBlocks("a"));
    }

    [Fact]
    public void Block_of_a_number_is_replaced_and_each_one_counts()
    {
        Commit(new CatalogChange.OpenTransfer(Open("a")));
        Commit(new CatalogChange.PutUploadBlock("a", new UploadBlock(3, 1, 10, new byte[] { 1 })));
        Commit(new CatalogChange.PutUploadBlock("a", new UploadBlock(1, 2, 20, new byte[] { 2, 3 })));
        Commit(new CatalogChange.PutUploadBlock("a", new UploadBlock(3, 4, 30, new byte[] { 4 })));

        Assert.Equal([(1, 2, 20), (3, 4, 30)], Catalog.ListUploadBlocks("a").Select(static block => (block.Number, block.FileCount, block.RecordCount)));
        Assert.Equal([4], Catalog.FindUploadBlock("a", 3)!.Files.ToArray());
        Assert.Null(Catalog.FindUploadBlock("a", 2));
        Assert.Equal(3, Catalog.FindTransfer("a")!.Revision);
    }

    [Fact]
    public void Appended_blocks_are_numbered_in_their_order()
    {
        Commit(new CatalogChange.OpenTransfer(Open("a") with { Kind = TransferKind.Upsert }));
        for (byte block = 7; block < 10; block++)
            Commit(new CatalogChange.AppendUploadBlock("a", new UploadBlock(0, block, 0, new[] { block })));

        Assert.Equal([(1, 7), (2, 8), (3, 9)], Catalog.ListUploadBlocks("a").Select(static block => (block.Number, block.FileCount)));
        Assert.Equal((TransferKind.Upsert, 3), (Catalog.FindTransfer("a")!.Kind, Catalog.FindTransfer("a")!.Revision));
    }

    [Fact]
    public void Abandoned_session_is_gone_with_its_blocks()
    {
        Commit(new CatalogChange.OpenTransfer(Open("a")), new CatalogChange.OpenTransfer(Open("b")));
        Commit(new CatalogChange.AppendUploadBlock("a", new UploadBlock(0, 0, 0, new byte[] { 1 })));
        Commit(new CatalogChange.CloseTransfer("b", Revision: 0));

        Commit(new CatalogChange.AbandonTransfer("a"));

        Assert.Null(Catalog.FindTransfer("a"));
        Assert.Empty(Catalog.ListUploadBlocks("a"));
        Assert.Equal(ErrorKind.NotFound, Refused(new CatalogChange.AppendUploadBlock("a", new UploadBlock(0, 0, 0, new byte[] { 1 }))).Kind);
        Assert.Equal(ErrorKind.NotFound, Refused(new CatalogChange.AbandonTransfer("a")).Kind);
        Assert.Equal(ErrorKind.Conflict, Refused(new CatalogChange.AbandonTransfer("b")).Kind);
    }

    [Fact]
    public void Session_is_closed_once_and_only_by_who_has_seen_its_last_block()
    {
        Commit(new CatalogChange.OpenTransfer(Open("a")));
        Commit(new CatalogChange.PutUploadBlock("a", new UploadBlock(1, 0, 0, new byte[] { 1 })));
        Assert.Equal(ErrorKind.Conflict, Refused(new CatalogChange.CloseTransfer("a", Revision: 0)).Kind);
        Commit(new CatalogChange.CloseTransfer("a", Revision: 1));

        Assert.Equal(Store.Clock.Now, Catalog.FindTransfer("a")!.ClosedAt);
        Assert.Equal(ErrorKind.Conflict, Refused(new CatalogChange.CloseTransfer("a", Revision: 1)).Kind);
        Assert.Equal(ErrorKind.Conflict, Refused(new CatalogChange.PutUploadBlock("a", new UploadBlock(2, 0, 0, new byte[] { 1 }))).Kind);
        AssertError(Refused(new CatalogChange.CloseTransfer("b", 0)), ErrorCode.InvalidParameter, ErrorKind.NotFound, "there is no tunnel session 'b'");
    }

    [Fact]
    public void Expired_session_takes_nothing_and_is_forgotten_with_its_blocks()
    {
        Commit(new CatalogChange.OpenTransfer(Open("a")));
        Commit(new CatalogChange.PutUploadBlock("a", new UploadBlock(1, 0, 0, new byte[] { 1 })));
        Store.Clock.Advance(2 * Hour);

        Assert.Equal(ErrorKind.Conflict, Refused(new CatalogChange.PutUploadBlock("a", new UploadBlock(2, 0, 0, new byte[] { 1 }))).Kind);
        Assert.Equal(["a"], Catalog.ListExpiredTransfers(Store.Clock.Now).Select(static session => session.Id));
        Assert.Empty(Catalog.ListExpiredTransfers(Store.Clock.Now - (1.5 * Hour)));
        Commit(new CatalogChange.ForgetTransfers(Store.Clock.Now));
        Assert.Null(Catalog.FindTransfer("a"));
        Assert.Empty(Catalog.ListUploadBlocks("a"));
    }

    [Fact]
    public void Horizon_of_collections_stays_behind_open_sessions()
    {
        var began = Store.Clock.Now;
        Commit(new CatalogChange.OpenTransfer(Open("a")));
        Store.Clock.Advance(0.5 * Hour);
        Assert.Equal(began, Catalog.FindOldestOpenTransfer());
        Commit(new CatalogChange.ForgetExpired(Store.Clock.Now));
        Assert.Equal(began, Catalog.FindCollectionHorizon());

        Commit(new CatalogChange.CloseTransfer("a", 0));
        Assert.Null(Catalog.FindOldestOpenTransfer());
        Commit(new CatalogChange.ForgetExpired(Store.Clock.Now));
        Assert.Equal(Store.Clock.Now, Catalog.FindCollectionHorizon());
    }

    [Fact]
    public void Snapshot_is_found_also_when_it_has_expired()
    {
        var table = CreateTable(CreateProject("p"), "t");
        var state = WithSnapshot(table.Metadata, "list-1");
        Commit(new CatalogChange.ReplaceTableState(table, state, TableAspects.Data));
        var second = Catalog.FindTable(table.FullName)!;
        Commit(new CatalogChange.ReplaceTableState(second, WithSnapshot(state, "list-2"), TableAspects.Data));
        Commit(new CatalogChange.PurgeTable(Catalog.FindTable(table.FullName)!));

        Assert.Equal("list-1", Catalog.FindSnapshot(table.Id, state.CurrentSnapshotId!.Value)?.ManifestList);
        Assert.Null(Catalog.FindSnapshot(new TableId(table.Id.Value + 1), state.CurrentSnapshotId!.Value));
    }

    private TransferSession Open(string id) => new()
    {
        Id = id,
        Kind = TransferKind.Upload,
        Owner = Alice,
        Table = new TableId(1),
        SchemaId = 0,
        CreatedAt = Store.Clock.Now,
        ExpiresAt = Store.Clock.Now + Hour,
    };
}
