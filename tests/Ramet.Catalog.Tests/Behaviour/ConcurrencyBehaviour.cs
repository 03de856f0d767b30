using System.Collections.Concurrent;
using System.Globalization;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Tables;
using Ramet.Errors;

namespace Ramet.Catalog.Tests.Behaviour;

public abstract class ConcurrencyBehaviour<TStore> : CatalogBehaviour<TStore>
    where TStore : ICatalogStore, new()
{
    private const int WriterCount = 4;
    private const int CommitsEach = 25;

    [Fact]
    public void No_update_is_lost_between_threads_and_openings()
    {
        var name = CreateTable(CreateProject("p"), "t").FullName;
        using var other = Store.Open();

        InParallel(writer => Repeat(CommitsEach, i => AppendOrRetry(writer % 2 == 0 ? Catalog : other, name, $"{writer}-{i}")));

        var table = Catalog.FindTable(name);
        var snapshots = Catalog.ListSnapshots(table!.Id); // Created above.
        Assert.Equal(1 + WriterCount * CommitsEach, table.Version);
        Assert.Equal(Enumerable.Range(1, WriterCount * CommitsEach), snapshots.Select(static snapshot => (int)snapshot.SequenceNumber));
        Assert.Equal(
            from writer in Enumerable.Range(0, WriterCount)
            from i in Enumerable.Range(0, CommitsEach)
            orderby $"{writer}-{i}"
            select $"{writer}-{i}",
            snapshots.Select(static snapshot => snapshot.ManifestList).Order());
    }

    [Fact]
    public void Name_goes_to_exactly_one_of_those_who_want_it()
    {
        var project = CreateProject("p");
        using var other = Store.Open();
        var winners = new ConcurrentBag<int>();

        InParallel(writer => Repeat(CommitsEach, i =>
        {
            try
            {
                var commit = new CatalogCommit
                {
                    Requirements = [new CatalogRequirement.ProjectExists(project)],
                    Changes = [new CatalogChange.CreateTable(project, "t" + i.ToString(CultureInfo.InvariantCulture), Alice, NewState())],
                };
                (writer % 2 == 0 ? Catalog : other).Commit(commit, CancellationToken.None);
                winners.Add(i);
            }
            catch (RametException error) when (error.Code == ErrorCode.TableAlreadyExists)
            {
                // Another writer was first.
            }
        }));

        Assert.Equal(Enumerable.Range(0, CommitsEach), winners.Order());
        Assert.Equal(CommitsEach, Catalog.ListTables(project.Id, new TableFilter()).Count);
    }

    [Fact]
    public void Tables_that_change_together_are_read_together() // I2
    {
        var project = CreateProject("p");
        var names = new[] { CreateTable(project, "a").FullName, CreateTable(project, "b").FullName };
        using var other = Store.Open();

        InParallel(writer => Repeat(CommitsEach, i =>
        {
            if (writer == 0)
                CommitTo(Catalog, [.. Catalog.FindTables(names).Select(table => Append(table!, $"{i}"))]); // Created above; one writer.
            else
                Assert.Single((writer % 2 == 0 ? Catalog : other).FindTables(names).Select(ManifestList).Distinct());
        }));
    }

    private static string? ManifestList(CatalogTable? table) => table?.Metadata.CurrentSnapshot?.ManifestList;

    private static void AppendOrRetry(ICatalog catalog, TableName name, string manifestList)
    {
        while (true)
        {
            try
            {
                CommitTo(catalog, Append(catalog.FindTable(name)!, manifestList)); // The table is never dropped.
                return;
            }
            catch (RametException error) when (error.Kind == ErrorKind.Conflict)
            {
                // Another writer was first: read again.
            }
        }
    }

    private static CatalogChange.ReplaceTableState Append(CatalogTable table, string manifestList) =>
        new(table, WithSnapshot(table.Metadata, manifestList), TableAspects.Data);

    private static void InParallel(Action<int> write)
    {
        var threads = Enumerable.Range(0, WriterCount).Select(writer => Task.Factory.StartNew(
            () => write(writer), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        Task.WaitAll([.. threads]);
    }

    private static void Repeat(int count, Action<int> action)
    {
        for (var i = 0; i < count; i++)
            action(i);
    }
}
