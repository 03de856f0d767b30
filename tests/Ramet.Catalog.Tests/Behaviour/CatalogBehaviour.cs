using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Projects;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Tables.Commits;
using Ramet.Tables.Metadata;
using Ramet.Tables.Schemas;
using Ramet.Tables.Snapshots;

namespace Ramet.Catalog.Tests.Behaviour;

/// <summary>What every catalog must do, whatever store is behind it: the common ground of the suite.</summary>
public abstract class CatalogBehaviour<TStore> : IDisposable
    where TStore : ICatalogStore, new()
{
    protected static readonly Principal Alice = Principal.Parse("ALIYUN$alice@example.com");
    protected static readonly Principal Bob = Principal.Parse("ALIYUN$bob@example.com");

    protected CatalogBehaviour()
    {
        Store = new TStore();
        Catalog = Store.Open();
    }

    protected TStore Store { get; }

    protected ICatalog Catalog { get; }

    public void Dispose()
    {
        Catalog.Dispose();
        Store.Dispose();
        GC.SuppressFinalize(this);
    }

    protected void Commit(params CatalogChange[] changes) => CommitTo(Catalog, changes);

    protected static void CommitTo(ICatalog catalog, params CatalogChange[] changes) =>
        catalog.Commit(new CatalogCommit { Changes = changes }, CancellationToken.None);

    protected RametException Refused(params CatalogChange[] changes) => Assert.Throws<RametException>(() => Commit(changes));

    protected static void AssertError(RametException error, ErrorCode code, ErrorKind kind, string detail) =>
        Assert.Equal((code, kind, detail), (error.Code, error.Kind, error.Detail));

    /// <summary>Creates Alice and a project of hers.</summary>
    protected Project CreateProject(string name)
    {
        if (Catalog.FindPrincipal(Alice) is null)
            Commit(new CatalogChange.CreatePrincipal(Alice));
        Commit(new CatalogChange.CreateProject(new ProjectDefinition { Name = name, Owner = Alice }));
        return Catalog.FindProject(name)!; // Just created.
    }

    protected CatalogTable CreateTable(Project project, string name)
    {
        Commit(new CatalogChange.CreateTable(project, name, Alice, NewState()));
        return Catalog.FindTable(new TableName(project.Name, name))!; // Just created.
    }

    /// <summary>The state of a table without files.</summary>
    protected static TableMetadata NewState() => TableMetadata.Create(
        Guid.NewGuid(),
        "file:///warehouse/data/t",
        [new Field(0, "id", IcebergType.Long, false)],
        [],
        TableMetadata.NoProperties,
        nowMs: 0);

    /// <summary>The state with one more snapshot, which becomes the current one.</summary>
    protected static TableMetadata WithSnapshot(TableMetadata state, string manifestList)
    {
        var snapshot = new Snapshot
        {
            Id = SnapshotId.New(),
            ParentId = state.CurrentSnapshotId,
            SequenceNumber = state.LastSequenceNumber + 1,
            TimestampMs = 1_705_305_600_000,
            ManifestList = manifestList,
            Summary = new SnapshotSummary(SnapshotOperation.Append, TableMetadata.NoProperties.Add("total-records", "1")),
            SchemaId = state.CurrentSchemaId,
        };
        return TableCommit.Apply(state, [new TableUpdate.AddSnapshot(snapshot), new TableUpdate.SetCurrentSnapshot(snapshot.Id)], nowMs: 1);
    }
}
