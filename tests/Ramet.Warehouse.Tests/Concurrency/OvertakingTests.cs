using Ramet.Access;
using Ramet.Errors;
using Ramet.Sql.Parsing;
using Ramet.Warehouse.Sessions;
using Ramet.Warehouse.Tests.Faults;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests.Concurrency;

/// <summary>
/// Every statement is overtaken by every other one that touches the same tables: when its work is done and it is about to commit, the
/// other runs in another process and commits first. The two must come out as if they had run one after the other, in either order; or the
/// first has failed with a conflict and only the second has happened.
/// </summary>
public sealed class OvertakingTests : IClassFixture<OvertakingTests.TwoProcesses>
{
    private const string Setup = """
        CREATE TABLE np (id BIGINT, name STRING);
        INSERT INTO np VALUES (1, 'a'), (2, 'b');
        CREATE TABLE plain (id BIGINT, name STRING);
        INSERT INTO plain VALUES (9, 'z');
        CREATE TABLE pt (id BIGINT) PARTITIONED BY (ds STRING);
        INSERT INTO pt PARTITION (ds) VALUES (1, 'x'), (2, 'y');
        INSERT INTO pt PARTITION (ds) VALUES (3, 'x'), (4, 'y');
        ALTER TABLE pt ADD PARTITION (ds='empty');
        CREATE MATERIALIZED VIEW m BUILD DEFERRED AS SELECT name FROM np;
        CREATE TABLE existing (id BIGINT) PARTITIONED BY (ds STRING);
        INSERT INTO existing PARTITION (ds) VALUES (10, 'x'), (30, 'z');
        CREATE TABLE keyed (id BIGINT NOT NULL, name STRING, PRIMARY KEY (id)) TBLPROPERTIES ('transactional'='true');
        INSERT INTO keyed VALUES (1, 'a'), (2, 'b');
        """;

    private static readonly string[] All =
    [
        "INSERT INTO np VALUES (3, 'c')",
        "INSERT OVERWRITE TABLE np VALUES (4, 'd')",
        "INSERT OVERWRITE TABLE np SELECT id + 1, name FROM np",
        "FROM (SELECT * FROM VALUES (7L, 'g') v (id, name)) s INSERT INTO np SELECT * INSERT OVERWRITE TABLE pt PARTITION (ds='x') SELECT id",
        "FROM np INSERT OVERWRITE TABLE np SELECT id + 1, name INSERT INTO pt PARTITION (ds='x') SELECT id",
        "INSERT INTO np VALUES (5, 'e'); INSERT OVERWRITE TABLE pt PARTITION (ds='x') VALUES (6)",
        "@old := SELECT id, name FROM np; INSERT OVERWRITE TABLE np SELECT id + 1, name FROM @old",
        "TRUNCATE TABLE np",
        "ALTER TABLE np ADD COLUMNS (extra STRING)",
        "ALTER TABLE np DROP COLUMNS name",
        "ALTER TABLE np RENAME TO copy",
        "CREATE TABLE copy AS SELECT * FROM np",
        "CREATE MATERIALIZED VIEW created AS SELECT * FROM np",
        "ALTER MATERIALIZED VIEW m REBUILD",
        "DROP MATERIALIZED VIEW m",
        "CLONE TABLE np TO plain IF EXISTS OVERWRITE",
        "INSERT INTO pt PARTITION (ds='x') VALUES (5)",
        "INSERT OVERWRITE TABLE pt PARTITION (ds='x') VALUES (6)",
        "INSERT OVERWRITE TABLE pt PARTITION (ds) VALUES (7, 'x'), (8, 'new')",
        "ALTER TABLE pt ADD PARTITION (ds='new')",
        "ALTER TABLE pt ADD IF NOT EXISTS PARTITION (ds='new')",
        "ALTER TABLE pt DROP PARTITION (ds='x')",
        "ALTER TABLE pt DROP PARTITION (ds='y') PURGE",
        "ALTER TABLE pt DROP IF EXISTS PARTITION (ds >= 'x')",
        "ALTER TABLE pt MERGE PARTITION (ds='x'), PARTITION (ds='y') OVERWRITE PARTITION (ds='x')",
        "ALTER TABLE pt MERGE IF EXISTS PARTITION (ds >= 'x') OVERWRITE PARTITION (ds='new')",
        "ALTER TABLE pt MERGE SMALLFILES",
        "TRUNCATE TABLE pt PARTITION (ds='x')",
        "ALTER TABLE pt ADD COLUMNS (extra STRING)",
        "DROP TABLE pt",
        "CLONE TABLE pt TO copy",
        "CLONE TABLE pt TO existing IF EXISTS OVERWRITE",
        "CLONE TABLE pt TO existing IF EXISTS IGNORE",
        "CLONE TABLE pt PARTITION (ds='x') TO existing IF EXISTS OVERWRITE",
        "INSERT INTO existing PARTITION (ds='y') VALUES (11)",
        "ALTER TABLE existing DROP PARTITION (ds='x')",
        "ALTER TABLE existing ADD COLUMNS (extra STRING)",
        "DROP TABLE existing",
        "CREATE SQL FUNCTION IF NOT EXISTS f (@a BIGINT) AS @a + 10",
        "CREATE OR REPLACE SQL FUNCTION f (@a BIGINT) AS @a + 20",
        "DROP FUNCTION f",
        "CREATE TABLE copy AS SELECT f (1) AS a",
        "INSERT INTO keyed VALUES (2, 'c'), (3, 'c')",
        "INSERT INTO keyed VALUES (2, 'd'), (3, 'd'), (3, 'e')",
        "INSERT INTO keyed SELECT id + 1, name FROM keyed",
        "INSERT OVERWRITE TABLE keyed VALUES (2, 'f'), (3, 'f')",
        "FROM (SELECT * FROM VALUES (3L, 'g') v (id, name)) s INSERT INTO keyed SELECT * INSERT INTO np SELECT *",
        "INSERT INTO keyed VALUES (3, 'h'); INSERT INTO keyed VALUES (3, 'i')",
        "UPDATE keyed SET name = 'j' WHERE id = 2",
        "DELETE FROM keyed WHERE id = 2",
        "MERGE INTO keyed t USING (SELECT 3L AS id) s ON t.id = s.id WHEN MATCHED THEN UPDATE SET name = 'k' WHEN NOT MATCHED THEN INSERT VALUES (3, 'l')",
        "ALTER TABLE keyed CHANGE COLUMN name RENAME TO label",
    ];

    private readonly TwoProcesses processes;

    public OvertakingTests(TwoProcesses processes) => this.processes = processes;

    public static TheoryData<string> Statements => [.. All];

    [Theory]
    [MemberData(nameof(Statements))]
    public void A_statement_that_is_overtaken_comes_out_as_if_it_had_run_before_or_after_or_fails_with_a_conflict(string statement)
    {
        var problems = All.Where(other => Tables(statement).Intersect(Tables(other)).Any()).Select(other => Problem(statement, other));
        var text = string.Concat(problems);
        Assert.True(text.Length == 0, text);
    }

    private string Problem(string statement, string other)
    {
        var found = processes.RunOvertaken(statement, other);
        if (found.First is { Kind: ErrorKind.Conflict })
        {
            var alone = processes.RunInOrder(other);
            return alone.Contents == found.Contents ? "" : $"\nAfter the conflict of {statement}\novertaken by {other}\n{found.Contents}\nexpected\n{alone.Contents}\n";
        }

        var after = processes.RunInOrder(other, statement);
        if (found.IsLike(new Outcome(after.Second, after.First, after.Contents)))
            return "";
        var before = processes.RunInOrder(statement, other);
        return found.IsLike(before) ? "" : $"\n{statement}\novertaken by {other}\n{found}\nbefore it\n{before}\nafter it\n{after}\n";
    }

    private static IEnumerable<string> Tables(string statement) =>
        ((string[])["np", "plain", "pt", "existing", "copy", "f", "keyed"]).Where(table => statement.Split(' ').Contains(table));

    /// <summary>How two statements came out.</summary>
    /// <param name="First">The error of the first; null when it succeeded.</param>
    /// <param name="Second">The error of the second; null when it succeeded.</param>
    /// <param name="Contents">The tables afterwards.</param>
    internal sealed record Outcome(RametException? First, RametException? Second, string Contents)
    {
        public bool IsLike(Outcome other) =>
            First?.Code == other.First?.Code && Second?.Code == other.Second?.Code && Contents == other.Contents;
    }

    /// <summary>One directory, open twice as by two processes. Each run has a project of its own, with copies of the same tables.</summary>
    public sealed class TwoProcesses : IDisposable
    {
        private readonly string directory = Directory.CreateTempSubdirectory("ramet-overtaking-").FullName;
        private readonly Overtaking overtaking = new();
        private readonly RametWarehouse slow;
        private readonly RametWarehouse fast;
        private readonly Session first;
        private readonly Session second;
        private int runs;

        public TwoProcesses()
        {
            var options = new WarehouseOptions { Directory = directory, Threads = 1, MemoryLimitBytes = 1L << 28 };
            slow = RametWarehouse.Open(options, catalog => InterceptedCatalog.Wrap(catalog, overtaking.Around), store => store);
            fast = RametWarehouse.Open(options);
            (first, second) = (slow.OpenSession(Principal.Administrator), fast.OpenSession(Principal.Administrator));
            Execute(first, "CREATE PROJECT base");
            Execute(first, "USE base");
            foreach (var part in ScriptSplitter.Split(Setup).Parts)
                Execute(first, part.Text);
        }

        public void Dispose()
        {
            first.Dispose();
            second.Dispose();
            slow.Dispose();
            fast.Dispose();
            Directory.Delete(directory, recursive: true);
        }

        /// <summary>The first statement runs; before it commits, the second runs.</summary>
        internal Outcome RunOvertaken(string statement, string other)
        {
            var project = NewProject();
            RametException? errorOfOther = null;
            var hasOvertaken = false;
            overtaking.BeforeNextCommit = () =>
            {
                hasOvertaken = true;
                errorOfOther = Try(second, other);
            };
            var error = Try(first, statement);
            overtaking.BeforeNextCommit = null;
            if (!hasOvertaken)
                errorOfOther = Try(second, other);
            return new Outcome(error, errorOfOther, Contents(project));
        }

        /// <summary>One or two statements run one after the other.</summary>
        internal Outcome RunInOrder(string statement, string? other = null)
        {
            var project = NewProject();
            var error = Try(first, statement);
            return new Outcome(error, other is null ? null : Try(first, other), Contents(project));
        }

        private string NewProject()
        {
            var project = $"run{++runs}_";
            Execute(first, $"CREATE PROJECT {project}");
            foreach (var table in (string[])["np", "plain", "pt", "existing", "keyed"])
                Execute(first, $"CLONE TABLE base.{table} TO {project}.{table}");
            Execute(first, $"USE {project}");
            Execute(second, $"USE {project}");
            Execute(first, "CREATE SQL FUNCTION f(@a BIGINT) AS @a");
            return project;
        }

        private string Contents(string project) => WarehouseContents.Of(first).Replace(project, "p", StringComparison.Ordinal);

        private static RametException? Try(Session session, string statement)
        {
            try
            {
                Execute(session, statement);
                return null;
            }
            catch (RametException error)
            {
                return error;
            }
        }

        private static void Execute(Session session, string statement) => session.Execute(statement).Dispose();
    }
}
