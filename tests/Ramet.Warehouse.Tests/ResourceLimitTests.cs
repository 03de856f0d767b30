using System.Diagnostics;
using Ramet.Access;
using Ramet.Errors;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Sessions;

namespace Ramet.Warehouse.Tests;

/// <summary>A query that needs more memory than it may have spills or ends with an error; one that is cancelled ends soon. The session works on.</summary>
public sealed class ResourceLimitTests : IDisposable
{
    private const string Numbers = "(SELECT 1L AS one) a LATERAL VIEW EXPLODE(SEQUENCE(1L, 1500000L)) s AS x";

    /// <summary>More rows than any machine works through before it is told to end.</summary>
    private const string Many = Numbers + " LATERAL VIEW EXPLODE(SEQUENCE(1L, 1000L)) many AS y";

    private static readonly TimeSpan CancelAfter = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(1); // less than a second, but tests run beside each other

    private readonly string directory = Directory.CreateTempSubdirectory("ramet-limit-").FullName;
    private readonly RametWarehouse warehouse;
    private readonly Session session;

    public ResourceLimitTests()
    {
        warehouse = RametWarehouse.Open(new WarehouseOptions { Directory = directory, Threads = 2, MemoryLimitBytes = 100L << 20 });
        session = warehouse.OpenSession(Principal.Administrator);
    }

    [Theory]
    [InlineData($"SELECT MAX(r) FROM (SELECT ROW_NUMBER() OVER (ORDER BY MD5(CAST(x AS STRING))) AS r FROM {Numbers}) t")]
    [InlineData($"SELECT COUNT(*) FROM (SELECT MD5(CAST(x AS STRING)) AS k FROM {Numbers}) l JOIN (SELECT MD5(CAST(x AS STRING)) AS k FROM {Numbers}) r ON l.k = r.k")]
    [InlineData($"SELECT SIZE(COLLECT_LIST(CONCAT(MD5(CAST(x AS STRING)), MD5(CAST(x AS STRING))))) FROM {Numbers}")]
    [InlineData($"SELECT LENGTH(WM_CONCAT(',', CONCAT(MD5(CAST(x AS STRING)), MD5(CAST(x AS STRING))))) FROM {Numbers}")]
    public void A_query_that_needs_more_memory_spills_or_ends_with_an_error_and_the_session_works_on(string query)
    {
        try
        {
            Read(session, query, CancellationToken.None);
        }
        catch (RametException error)
        {
            Assert.Equal(ErrorKind.Limit, error.Kind);
        }
        Read(session, "SELECT 1", CancellationToken.None);
    }

    [Theory]
    [InlineData("SELECT SUM(x) FROM (SELECT 1L AS one) a LATERAL VIEW EXPLODE(SEQUENCE(1L, 100000L)) s AS x LATERAL VIEW EXPLODE(SEQUENCE(1L, 1000000L)) u AS y")]
    [InlineData($"SELECT COUNT(*) FROM {Numbers} JOIN (SELECT x AS y FROM {Numbers}) t ON x + y = -1")]
    [InlineData($"SELECT MAX(r) FROM (SELECT ROW_NUMBER() OVER (ORDER BY SHA2(CAST(x AS STRING), 512), SHA2(CAST(-x AS STRING), 512)) AS r FROM {Many}) t")]
    [InlineData($"SELECT SUM(LENGTH(REGEXP_REPLACE(REPEAT(CAST(x AS STRING), 200), '(1|2)*3?(4|5)+', 'a'))) FROM {Many}")]
    public void A_cancelled_query_ends_soon_and_the_session_works_on(string query)
    {
        using var ample = RametWarehouse.Open(new WarehouseOptions { Directory = directory, Threads = 2 });
        using var session = ample.OpenSession(Principal.Administrator);
        Read(session, "SELECT 1", CancellationToken.None); // opens the engine
        using var cancellation = new CancellationTokenSource(CancelAfter);
        var clock = Stopwatch.StartNew();

        var error = Assert.Throws<RametException>(() => Read(session, query, cancellation.Token));

        Assert.Equal(ErrorKind.Cancelled, error.Kind);
        Assert.True(clock.Elapsed < CancelAfter + EndsWithin, $"It took {clock.Elapsed}.");
        Read(session, "SELECT 1", CancellationToken.None);
    }

    public void Dispose()
    {
        session.Dispose();
        warehouse.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private static void Read(Session session, string query, CancellationToken cancellationToken)
    {
        using var result = (RowsResult)session.Execute(query, cancellationToken);
        var cells = new string?[result.Columns.Count];
        while (result.TryReadRow(cells))
        {
        }
    }
}
