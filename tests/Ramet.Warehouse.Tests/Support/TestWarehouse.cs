using Ramet.Access;
using Ramet.Sql.Parsing;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Sessions;

namespace Ramet.Warehouse.Tests.Support;

/// <summary>A warehouse in a directory of its own, deleted afterwards, with a session of the administrator in project <c>p</c>.</summary>
internal sealed class TestWarehouse : IDisposable
{
    private readonly WarehouseOptions options;

    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="jobs">How jobs run; null for the defaults.</param>
    public TestWarehouse(TimeProvider? time = null, JobOptions? jobs = null)
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("ramet-test-").FullName;
        options = new WarehouseOptions
        {
            Directory = Directory,
            Threads = 2,
            MemoryLimitBytes = 1L << 30,
            Jobs = jobs ?? new JobOptions(),
            Time = time ?? TimeProvider.System,
            UnloadLocations = [UnloadDirectory],
        };
        Warehouse = RametWarehouse.Open(options);
        Session = Warehouse.OpenSession(Principal.Administrator);
        Run("CREATE PROJECT p; USE p");
    }

    public string Directory { get; }

    /// <summary>A directory that is open to UNLOAD.</summary>
    public string UnloadDirectory { get; } = System.IO.Directory.CreateTempSubdirectory("ramet-unload-").FullName;

    public RametWarehouse Warehouse { get; private set; }

    public Session Session { get; private set; }

    /// <summary>Closes the warehouse and opens it again, as the next process would.</summary>
    public void Reopen()
    {
        Session.Dispose();
        Warehouse.Dispose();
        Warehouse = RametWarehouse.Open(options);
        Session = Warehouse.OpenSession(Principal.Administrator, "p");
    }

    /// <summary>Opens the same warehouse once more, beside this one, as another process would. The caller disposes it.</summary>
    public RametWarehouse OpenAgain() => RametWarehouse.Open(options);

    /// <summary>Runs statements for their effect.</summary>
    public void Run(string script)
    {
        foreach (var part in ScriptSplitter.Split(script).Parts)
            Session.Execute(part.Text).Dispose();
    }

    /// <summary>The rows of a query, each as its cells joined by <c>|</c>, NULL as <c>NULL</c>.</summary>
    public IReadOnlyList<string> Rows(string query)
    {
        using var result = (RowsResult)Session.Execute(query);
        var rows = new List<string>();
        var cells = new string?[result.Columns.Count];
        while (result.TryReadRow(cells))
            rows.Add(string.Join('|', cells.Select(cell => cell ?? "NULL")));
        return rows;
    }

    /// <summary>The names of a query's columns.</summary>
    public IReadOnlyList<string> Columns(string query)
    {
        using var result = (RowsResult)Session.Execute(query);
        return [.. result.Columns.Select(column => column.Name)];
    }

    /// <summary>The text that a statement shows.</summary>
    public string Text(string statement)
    {
        using var result = (TextResult)Session.Execute(statement);
        return result.Text;
    }

    public void Dispose()
    {
        Session.Dispose();
        Warehouse.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
        System.IO.Directory.Delete(UnloadDirectory, recursive: true);
    }
}
