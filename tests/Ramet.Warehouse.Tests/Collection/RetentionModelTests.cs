using System.Globalization;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Tables.Partitions;

namespace Ramet.Warehouse.Tests.Collection;

/// <summary>
/// Random histories of changes, restores, passing time and collections against a plain model that remembers every state of every table: the
/// tables agree, each state can be read exactly as long as it is retained, and when everything has expired no other file remains than those
/// of the tables. <c>RAMET_RETENTION_SEED</c> repeats a history, <c>RAMET_RETENTION_STEPS</c> makes it longer.
/// </summary>
public class RetentionModelTests
{
    private static readonly int Steps = Number("RAMET_RETENTION_STEPS") ?? 60;

    /// <summary>The history of this seed drops two tables of one name, and the one that was made first last.</summary>
    private const int OldestDroppedLast = 372768585;

    public static TheoryData<int> Seeds => Number("RAMET_RETENTION_SEED") is { } seed
        ? [seed]
        : [OldestDroppedLast, .. Number("RAMET_RETENTION_STEPS") is null ? [1, 2, 3] : (int[])[Random.Shared.Next(), Random.Shared.Next(), Random.Shared.Next()]];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Tables_agree_with_the_model_and_nothing_unreachable_remains(int seed)
    {
        using var history = new RandomHistory(seed);
        for (var step = 0; step < Steps; step++)
            history.Step();
        history.End();
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}

/// <summary>One random history.</summary>
internal sealed class RandomHistory : IDisposable
{
    private static readonly TimeSpan Retention = TimeSpan.FromDays(1);
    private static readonly string[] Names = ["a", "b", "c"];
    private static readonly string[] Partitions = ["x", "y", "z"];

    private readonly CollectedWarehouse warehouse = new();
    private readonly Random random;
    private readonly Dictionary<string, ModelTable> tables = [];
    private readonly List<(string Name, string Id, ModelTable Table)> dropped = [];
    private readonly List<string> log = [];
    private DateTimeOffset now = DateTimeOffset.UtcNow;
    private long nextId;

    public RandomHistory(int seed)
    {
        random = new Random(seed);
        log.Add($"seed {seed}");
        warehouse.Test.Run("SET odps.sql.allow.fullscan=true");
    }

    public void Step()
    {
        var name = Pick(Names);
        if (!tables.TryGetValue(name, out var table))
        {
            Make(name);
        }
        else
        {
            switch (random.Next(12))
            {
                case 0 or 1 or 2:
                    var (id, added) = (nextId++, Pick(Partitions));
                    Change(name, table, $"INSERT INTO {name} PARTITION (ds='{added}') VALUES ({id})", [.. table.Rows, (id, added)]);
                    break;
                case 3 or 4:
                    var (newId, replaced) = (nextId++, Pick(Partitions));
                    Change(
                        name, table, $"INSERT OVERWRITE TABLE {name} PARTITION (ds='{replaced}') VALUES ({newId})",
                        [.. table.Rows.Where(row => row.Partition != replaced), (newId, replaced)]);
                    break;
                case 5:
                    var gone = Pick(Partitions);
                    Change(
                        name, table, $"ALTER TABLE {name} DROP IF EXISTS PARTITION (ds='{gone}')", [.. table.Rows.Where(row => row.Partition != gone)]);
                    break;
                case 6:
                    var source = Pick(tables.Keys.ToArray());
                    if (source != name)
                        CloneInto(name, table, source);
                    break;
                case 7:
                    Drop(name, table);
                    break;
                case 8:
                    var state = Pick(table.States.Where(state => IsRetained(state.ReplacedAt)).ToArray());
                    Change(name, table, $"RESTORE TABLE {name} TO LSN '{state.Number}'", state.Rows);
                    break;
                case 9 or 10:
                    Advance();
                    break;
                default:
                    Collect();
                    break;
            }
        }
        Compare();
    }

    /// <summary>Lets everything expire: what remains must be the files of the tables.</summary>
    public void End()
    {
        warehouse.CollectFully();
        Compare(states: false);
        Assert.Equal(FilesOfTables(), warehouse.Files);
        foreach (var name in tables.Keys)
            warehouse.Test.Run($"DROP TABLE {name}");
        warehouse.CollectFully();
        Assert.Empty(warehouse.Files);
    }

    public void Dispose() => warehouse.Dispose();

    private void Make(string name)
    {
        var restorable = dropped.FindAll(known => IsRetained(known.Table.DroppedAt));
        if (restorable.Count > 0 && random.Next(2) == 0)
        {
            var (oldName, id, table) = Pick(restorable.ToArray());
            Run($"RESTORE TABLE {oldName} ('id'='{id}') AS {name}");
            dropped.RemoveAll(known => known.Id == id);
            table.DroppedAt = null;
            tables[name] = table;
        }
        else if (tables.Count > 0 && random.Next(2) == 0)
        {
            var source = Pick(tables.Keys.ToArray());
            Run($"CLONE TABLE {source} TO {name}");
            tables[name] = new ModelTable();
            Record(name, tables[name], tables[source].Rows);
        }
        else
        {
            Run($"CREATE TABLE {name} (id BIGINT) PARTITIONED BY (ds STRING)");
            tables[name] = new ModelTable();
            Record(name, tables[name], []);
        }
    }

    private void CloneInto(string name, ModelTable table, string source)
    {
        var rows = tables[source].Rows;
        var overwritten = rows.Select(row => row.Partition).Concat(ExistingPartitions(source)).ToHashSet();
        Change(
            name, table, $"CLONE TABLE {source} TO {name} IF EXISTS OVERWRITE", [.. table.Rows.Where(row => !overwritten.Contains(row.Partition)), .. rows]);
    }

    private void Drop(string name, ModelTable table)
    {
        var isPurge = random.Next(3) == 0;
        var id = Find(name).Metadata.TableUuid.ToString("n");
        Run($"DROP TABLE {name}{(isPurge ? " PURGE" : "")}");
        tables.Remove(name);
        if (isPurge)
            return;
        table.DroppedAt = now;
        dropped.Add((name, id, table));
    }

    private void Change(string name, ModelTable table, string statement, IReadOnlyList<(long Id, string Partition)> rows)
    {
        Run(statement);
        Record(name, table, rows);
    }

    /// <summary>Takes down the state that a statement has made. A statement that changed no file has made none.</summary>
    private void Record(string name, ModelTable table, IReadOnlyList<(long Id, string Partition)> rows)
    {
        now = Now();
        var number = long.Parse(Words(warehouse.Test.Text($"SHOW HISTORY FOR TABLE {name}").TrimEnd('\n').Split('\n')[^1])[3], CultureInfo.InvariantCulture);
        if (table.States is [.., var last])
        {
            if (last.Number == number)
                return;
            last.ReplacedAt = now;
        }
        table.States.Add(new ModelState(number, rows));
    }

    private void Advance()
    {
        var time = TimeSpan.FromHours(random.Next(1, 16));
        log.Add($"advance {time}");
        warehouse.Advance(time);
        now = Now();
    }

    private void Collect()
    {
        var grace = TimeSpan.FromHours(random.Next(2) * 24);
        log.Add($"collect, grace {grace}");
        warehouse.Collect(grace: grace);
        now = Now();
    }

    private void Compare(bool states = true)
    {
        now = Now();
        foreach (var (name, table) in tables)
        {
            AssertRows(table.Rows, name, $"SELECT * FROM {name}");
            foreach (var state in states ? table.States : [])
            {
                var query = $"SELECT * FROM {name} VERSION AS OF {state.Number}";
                if (IsRetained(state.ReplacedAt))
                    AssertRows(state.Rows, name, query);
                else
                    Assert.Equal(ErrorCode.SemanticError, Assert.Throws<RametException>(() => warehouse.Test.Rows(query)).Code);
            }
        }
    }

    private void AssertRows(IReadOnlyList<(long Id, string Partition)> expected, string name, string query)
    {
        var wanted = expected.Select(row => $"{row.Id}|{row.Partition}").Order(StringComparer.Ordinal);
        var found = warehouse.Test.Rows(query).Order(StringComparer.Ordinal);
        if (!wanted.SequenceEqual(found))
            Assert.Fail($"{name}: expected {string.Join(' ', wanted)}, found {string.Join(' ', found)} by {query} after\n{string.Join('\n', log)}");
    }

    private List<string> FilesOfTables()
    {
        var manifests = warehouse.Test.Warehouse.Manifests;
        var uris = new HashSet<string>();
        foreach (var name in tables.Keys)
        {
            var metadata = Find(name).Metadata;
            if (metadata.CurrentSnapshot is not { } current)
                continue;
            uris.Add(current.ManifestList);
            uris.UnionWith(manifests.ReadList(metadata, current).Select(manifest => manifest.Path));
            uris.UnionWith(warehouse.Test.Warehouse.Scan(metadata).LiveFiles(PartitionFilter.All).Select(file => file.Path));
        }
        var data = $"{warehouse.Test.Warehouse.Store.RootUri}/data/";
        return [.. uris.Select(uri => uri[data.Length..]).Order(StringComparer.Ordinal)];
    }

    private CatalogTable Find(string name) => warehouse.Test.Warehouse.Catalog.FindTable(new TableName("p", name))!;

    private IEnumerable<string> ExistingPartitions(string name) => warehouse.Test.Text($"SHOW PARTITIONS {name}")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line["ds=".Length..]);

    private void Run(string statement)
    {
        log.Add(statement);
        warehouse.Test.Run(statement);
        now = Now();
    }

    private DateTimeOffset Now() => warehouse.Test.Warehouse.Time.GetUtcNow();

    private bool IsRetained(DateTimeOffset? replacedAt) => replacedAt is not { } at || at + Retention > now;

    private T Pick<T>(T[] items) => items[random.Next(items.Length)];

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private sealed class ModelTable
    {
        public List<ModelState> States { get; } = [];

        public IReadOnlyList<(long Id, string Partition)> Rows => States[^1].Rows;

        public DateTimeOffset? DroppedAt { get; set; }
    }

    private sealed class ModelState(long number, IReadOnlyList<(long Id, string Partition)> rows)
    {
        public long Number { get; } = number;

        public IReadOnlyList<(long Id, string Partition)> Rows { get; } = rows;

        public DateTimeOffset? ReplacedAt { get; set; }
    }
}
