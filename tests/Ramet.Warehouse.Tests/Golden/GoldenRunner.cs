using System.Text;
using System.Text.RegularExpressions;
using Ramet.Access;
using Ramet.Errors;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Sessions;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests.Golden;

/// <summary>
/// Runs one golden file against a warehouse of its own, in which account <c>ALIYUN$main</c> owns project <c>p</c>. A failing step is noted
/// and the file goes on, so that one run shows everything that is wrong with it.
/// </summary>
internal sealed partial class GoldenRunner : IDisposable
{
    private const string Project = "p";
    private const string MainAccount = "ALIYUN$main";

    private readonly GoldenFile file;
    private readonly string directory;
    private readonly string output;
    private readonly StringBuilder failures = new();
    private readonly ShiftedClock clock = new();
    private string lastJob = "";
    private RametWarehouse warehouse;
    private Session session;

    private GoldenRunner(GoldenFile file)
    {
        this.file = file;
        directory = Directory.CreateTempSubdirectory("ramet-golden-").FullName;
        output = Directory.CreateTempSubdirectory("ramet-output-").FullName;
        (warehouse, session) = Open();
        Execute($"CREATE ACCOUNT {MainAccount}");
        Execute($"CREATE PROJECT {Project} OWNER {MainAccount}");
        EnterProject();
    }

    /// <summary>Runs a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="rewrites">Takes the text that a <c>plan</c> gave instead of comparing it; null to compare.</param>
    /// <returns>What failed, with file, line, statement, expected and found; empty when all is well.</returns>
    public static string Run(GoldenFile file, GoldenRewriter? rewrites = null)
    {
        using var runner = new GoldenRunner(file);
        foreach (var block in file.Blocks)
            runner.Run(block, rewrites);
        return runner.failures.ToString();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        session.Dispose();
        warehouse.Dispose();
        Directory.Delete(directory, recursive: true);
        Directory.Delete(output, recursive: true);
    }

    private void Run(GoldenBlock block, GoldenRewriter? rewrites)
    {
        switch (block)
        {
            case CallerBlock { Caller: "admin" }:
                session.Caller = Principal.Administrator;
                break;
            case CallerBlock caller:
                session.Caller = Principal.Parse(caller.Caller);
                break;
            case ReopenBlock:
                Reopen();
                break;
            case ErrorBlock refused:
                RunRefused(refused);
                break;
            case AdvanceBlock advance:
                clock.Advance(advance.Time);
                break;
            case StatementBlock statement:
                RunAccepted(statement, rewrites);
                break;
            default:
                throw new ArgumentException($"No way to run {block.GetType().Name}.", nameof(block));
        }
    }

    private void RunRefused(ErrorBlock block)
    {
        try
        {
            using var result = session.Execute(Substitute(block.Sql), CancellationToken.None);
            Fail(block, block.Error.ToString(), Describe(result));
        }
        catch (RametException error) when (block.Error.IsMetBy(error))
        {
            // As expected.
        }
        catch (Exception error)
        {
            Fail(block, block.Error.ToString(), Describe(error));
        }
    }

    private void RunAccepted(StatementBlock block, GoldenRewriter? rewrites)
    {
        try
        {
            using var result = session.Execute(Substitute(block.Sql), CancellationToken.None);
            lastJob = result.JobId ?? lastJob;
            Check(block, result, rewrites);
        }
        catch (Exception error)
        {
            Fail(block, Expected(block), Describe(error));
        }
    }

    private void Check(StatementBlock block, StatementResult result, GoldenRewriter? rewrites)
    {
        switch (block, result)
        {
            case (OkBlock, CompletedResult):
                break;
            case (QueryBlock query, RowsResult rows):
                CheckRows(query, rows);
                break;
            case (PlanBlock plan, TextResult text) when rewrites is not null:
                rewrites.Replace(plan, Mask(text.Text));
                break;
            case (PlanBlock plan, TextResult text) when Joined(plan.Text) == Mask(text.Text):
            case (TextBlock wanted, TextResult found) when new TextPattern(wanted.Text).IsMetBy(found.Text):
                break;
            default:
                Fail(block, Expected(block), Describe(result));
                break;
        }
    }

    private void CheckRows(QueryBlock query, RowsResult result)
    {
        var header = RowText.Header(result);
        var found = RowText.ReadAll(result);
        var expected = query.Rows.ToList();
        if (query.IsUnordered)
        {
            found.Sort(StringComparer.Ordinal);
            expected.Sort(StringComparer.Ordinal);
        }
        if (!RowText.HeaderMatches(query.Header, header) || !expected.SequenceEqual(found))
            Fail(query, Joined([query.Header, .. expected]), Joined([header, .. found]));
    }

    private (RametWarehouse, Session) Open()
    {
        var opened = RametWarehouse.Open(new WarehouseOptions
        {
            Directory = directory,
            Time = clock,
            AllowedLocations = [Path.GetFullPath("..", Path.GetDirectoryName(file.Path)!), output],
            UnloadLocations = [output],
        });
        var newSession = opened.OpenSession(Principal.Administrator, project: null);
        newSession.BaseDirectory = Path.GetDirectoryName(file.Path)!;
        return (opened, newSession);
    }

    private void Reopen()
    {
        session.Dispose();
        warehouse.Dispose();
        (warehouse, session) = Open();
        EnterProject();
    }

    private void EnterProject()
    {
        session.Caller = Principal.Parse(MainAccount);
        Execute($"USE {Project}");
    }

    private void Execute(string sql) => session.Execute(sql, CancellationToken.None).Dispose();

    private string Substitute(string sql) => DroppedTable().Replace(
        sql.Replace("${directory}", Path.GetDirectoryName(file.Path), StringComparison.Ordinal)
            .Replace("${output}", output, StringComparison.Ordinal)
            .Replace("${job}", lastJob, StringComparison.Ordinal),
        name => IdOfDropped(name.Groups["table"].Value));

    /// <summary>The id of the table of this name that was dropped last.</summary>
    private string IdOfDropped(string table)
    {
        using var result = (TextResult)session.Execute("SHOW RECYCLEBIN", CancellationToken.None);
        return result.Text.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Last(cells => cells is [var name, ..] && name == table)[1];
    }

    /// <summary>A text without what differs from run to run.</summary>
    private string Mask(string text) => ByteCount().Replace(text.Replace(directory, "<warehouse>", StringComparison.Ordinal), "<size>");

    private void Fail(StatementBlock block, string expected, string found) => failures
        .Append(file.Path).Append(':').Append(block.Line).Append('\n')
        .Append(Indent(block.Sql)).Append('\n')
        .Append("  expected\n").Append(Indent(expected)).Append('\n')
        .Append("  found\n").Append(Indent(found)).Append("\n\n");

    private static string Expected(StatementBlock block) => block switch
    {
        QueryBlock query => Joined([query.Header, .. query.Rows]),
        TextBlock text => Joined(text.Text),
        PlanBlock plan => Joined(plan.Text),
        ErrorBlock refused => refused.Error.ToString(),
        _ => "OK",
    };

    private static string Describe(StatementResult result) => result switch
    {
        RowsResult rows => Joined([RowText.Header(rows), .. RowText.ReadAll(rows)]),
        TextResult text => text.Text,
        _ => "OK",
    };

    private static string Describe(Exception error) =>
        error is RametException known ? $"{known.Message}{(known.Hint is null ? "" : $"\nHint: {known.Hint}")}" : error.ToString();

    private static string Joined(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    [GeneratedRegex(@"\$\{dropped:(?<table>\w+)\}")]
    private static partial Regex DroppedTable();

    [GeneratedRegex("(?<=bytes( shared| copied| read)?: )[1-9][0-9]*")]
    private static partial Regex ByteCount();

    private static string Indent(string text) => string.Join('\n', text.TrimEnd('\n').Split('\n').Select(line => "    " + line));
}
