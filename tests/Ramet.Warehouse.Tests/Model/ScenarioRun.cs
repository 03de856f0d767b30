using Ramet.Errors;
using Ramet.Warehouse.Collection;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Sessions;
using Ramet.Warehouse.Tests.Model.Commands;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests.Model;

/// <summary>Runs a scenario against a warehouse of its own, and compares the whole warehouse with the model after each step.</summary>
internal sealed class ScenarioRun : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("ramet-model-").FullName;
    private readonly Dictionary<TableSlot, List<PastState>> histories = [];
    private readonly ShiftedClock clock = new();
    private RametWarehouse warehouse;
    private Session session;

    private ScenarioRun()
    {
        (warehouse, session) = Open();
        foreach (var account in (Caller[])[Caller.FirstAccount, Caller.SecondAccount])
            session.Execute($"CREATE ACCOUNT {account.Principal()}").Dispose();
        for (var project = 0; project < TableSlot.Projects; project++)
        {
            var owner = project < 2 ? Caller.FirstAccount : Caller.SecondAccount;
            session.Execute($"CREATE PROJECT p{project} OWNER {owner.Principal()}").Dispose();
        }
    }

    /// <summary>Runs it.</summary>
    /// <exception cref="ModelMismatchException">The warehouse does something else than the model.</exception>
    public static void Run(Scenario scenario)
    {
        using var run = new ScenarioRun();
        var world = new ModelWorld();
        foreach (var step in scenario.Steps)
            world = run.Run(step, world);
        run.CompareHistories();
    }

    public void Dispose()
    {
        session.Dispose();
        warehouse.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private (RametWarehouse, Session) Open()
    {
        var opened = RametWarehouse.Open(new WarehouseOptions { Directory = directory, Threads = 1, MemoryLimitBytes = 1L << 28, Time = clock });
        var newSession = opened.OpenSession(Caller.Administrator.Principal());
        newSession.Execute("SET odps.sql.allow.fullscan=true").Dispose();
        return (opened, newSession);
    }

    private ModelWorld Run(Step step, ModelWorld world)
    {
        var expected = step.Expect(world);
        switch (step.Command)
        {
            case Reopen:
                session.Dispose();
                warehouse.Dispose();
                (warehouse, session) = Open();
                break;
            case CollectGarbage:
                clock.Advance(TimeSpan.FromHours(25)); // the past is kept for a day
                GarbageCollection.Run(session, new CollectionOptions { Grace = TimeSpan.Zero });
                foreach (var history in histories.Values)
                    history.RemoveRange(0, Math.Max(0, history.Count - 1));
                break;
            default:
                Run(step.Caller, expected);
                break;
        }

        Compare(expected);
        Remember(step, world, expected.After);
        return expected.After;
    }

    private void Run(Caller caller, Expectation expected)
    {
        session.Caller = caller.Principal();
        RametException? error = null;
        try
        {
            session.Execute(expected.Sql).Dispose();
        }
        catch (RametException refusal)
        {
            error = refusal;
        }
        session.Caller = Caller.Administrator.Principal();

        var isAsExpected = error is null ? expected.Reasons.Count == 0 : expected.Reasons.Contains(error.Code);
        if (!isAsExpected)
        {
            var wanted = expected.Reasons.Count == 0 ? "success" : string.Join(" or ", expected.Reasons);
            throw new ModelMismatchException(expected.Sql, $"expected {wanted}, found {error?.Message ?? "success"}");
        }
    }

    private void Compare(Expectation expected)
    {
        Compare(expected.Sql, "tables", expected.After.Tables.Keys.Select(slot => slot.ToString()), Tables());
        foreach (var (slot, table) in expected.After.Tables)
        {
            if (table.IsPartitioned)
                Compare(expected.Sql, $"partitions of {slot}", table.Partitions.Keys.Select(key => key.ToString()), Lines($"SHOW PARTITIONS {slot}"));
            CompareRows(expected.Sql, $"{slot}", table);
        }
    }

    /// <summary>Keeps what the tables hold now, with the numbers under which it can be read later.</summary>
    private void Remember(Step step, ModelWorld before, ModelWorld after)
    {
        if (step.Command is RenameTable { Table: var old } rename && before.Find(old) is not null && after.Find(old) is null && histories.Remove(old, out var moved))
            histories[old with { Table = rename.NewTable }] = moved;
        foreach (var slot in histories.Keys.Where(slot => after.Find(slot) is null).ToList())
            histories.Remove(slot);
        // Also of tables that are as before: TRUNCATE of an empty table makes a state, whose columns are those of before a later ALTER TABLE.
        foreach (var (slot, table) in after.Tables)
        {
            var history = histories.GetValueOrDefault(slot) ?? (histories[slot] = []);
            var number = LastNumber(slot);
            var isNew = history.Count == 0 || history[^1].Number != number;
            if (isNew)
                history.Add(new PastState(number, table));
        }
    }

    /// <summary>The number of a table's current state: the last one in the fourth column of its history.</summary>
    private long LastNumber(TableSlot slot) => Lines($"SHOW HISTORY FOR TABLE {slot}").Skip(1)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3])
        .Max(number => long.Parse(number, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Every state that a table ever had is still what it was (I4), with the columns of when it was made.</summary>
    private void CompareHistories()
    {
        foreach (var (slot, history) in histories)
        {
            foreach (var (number, table) in history)
                CompareRows("the end", $"{slot} VERSION AS OF {number}", table);
        }
    }

    private void CompareRows(string sql, string slot, ModelTable table)
    {
        using var result = (RowsResult)session.Execute($"SELECT * FROM {slot}");
        IEnumerable<string> partitionColumns = ((string[])["p0 STRING", "p1 BIGINT"]).Take(table.Levels);
        Compare(
            sql,
            $"columns of {slot}",
            table.Columns.Select(column => column.ToString()).Concat(partitionColumns),
            result.Columns.Select(column => $"{column.Name} {column.Type.ToString().ToUpperInvariant()}"));

        var rows = new List<string>();
        var cells = new string?[result.Columns.Count];
        while (result.TryReadRow(cells))
            rows.Add(ModelTable.Text(cells));
        rows.Sort(StringComparer.Ordinal);
        Compare(sql, $"rows of {slot}", table.RowTexts, rows);
    }

    private IEnumerable<string> Tables() =>
        from project in Enumerable.Range(0, TableSlot.Projects)
        from line in Lines($"SHOW TABLES IN p{project}")
        select $"p{project}.{line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..]}";

    private string[] Lines(string statement)
    {
        using var result = (TextResult)session.Execute(statement);
        return result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static void Compare(string sql, string what, IEnumerable<string> expected, IEnumerable<string> found)
    {
        var (wanted, seen) = (expected.ToList(), found.ToList());
        if (!wanted.SequenceEqual(seen))
            throw new ModelMismatchException(sql, $"{what}: expected [{string.Join(", ", wanted)}], found [{string.Join(", ", seen)}]");
    }
}

/// <summary>What a table once held.</summary>
/// <param name="Number">The number of the state.</param>
/// <param name="Table">Its columns and rows.</param>
internal sealed record PastState(long Number, ModelTable Table);

/// <summary>The warehouse and the model disagree.</summary>
/// <param name="sql">The statement after which they do.</param>
/// <param name="difference">What differs.</param>
internal sealed class ModelMismatchException(string sql, string difference) : Exception($"after: {sql}\n{difference}");
