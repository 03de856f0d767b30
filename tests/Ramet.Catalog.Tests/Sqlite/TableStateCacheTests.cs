using Ramet.Catalog.Sqlite;
using Ramet.Catalog.Tables;
using Ramet.Tables.Metadata;

namespace Ramet.Catalog.Tests.Sqlite;

public sealed class TableStateCacheTests
{
    private static readonly TableId First = new(1);
    private static readonly TableId Second = new(2);
    private static readonly TableId Third = new(3);

    private readonly TableStateCache states = new(capacity: 2);

    [Fact]
    public void State_is_loaded_once_per_version()
    {
        var loaded = Read(First, version: 1);

        Assert.Same(loaded, Read(First, version: 1));
        Assert.NotSame(loaded, Read(First, version: 2));
    }

    [Fact]
    public void Late_reader_of_an_earlier_version_does_not_displace_a_later_one()
    {
        var later = Read(First, version: 2);
        Read(First, version: 1);

        Assert.Same(later, Read(First, version: 2));
    }

    [Fact]
    public void Table_that_was_used_least_recently_makes_room()
    {
        var (first, second) = (Read(First, version: 1), Read(Second, version: 1));
        Read(First, version: 1);
        Read(Third, version: 1);

        Assert.Same(first, Read(First, version: 1));
        Assert.NotSame(second, Read(Second, version: 1));
    }

    private TableMetadata Read(TableId table, long version) => states.GetOrAdd(table, version, NewState);

    private static TableMetadata NewState() =>
        TableMetadata.Create(Guid.NewGuid(), "file:///t", [], [], TableMetadata.NoProperties, nowMs: 0);
}
