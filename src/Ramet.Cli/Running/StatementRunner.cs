using System.Diagnostics;
using System.Globalization;
using Ramet.Cli.Conversations;
using Ramet.Cli.Printing;
using Ramet.Cli.Terminal;
using Ramet.Errors;
using Ramet.Sql.Parsing;
using Ramet.Warehouse.Results;

namespace Ramet.Cli.Running;

/// <summary>
/// Runs one statement at a time and shows what comes of it: the result on standard output; progress, the job's id and summary, the
/// number of rows or <c>OK</c>, the time, and errors on standard error.
/// </summary>
/// <param name="conversation">Where statements run.</param>
/// <param name="console">Where results and messages go.</param>
/// <param name="messages">Messages other than errors.</param>
/// <param name="format">How results are written.</param>
/// <param name="cancelKey">Ctrl-C.</param>
internal sealed class StatementRunner(IConversation conversation, CliConsole console, Messages messages, IResultFormat format, CancelKey cancelKey)
{
    private readonly ErrorReport errors = new(console);

    /// <summary>Runs a statement of a script.</summary>
    /// <exception cref="IOException">Standard output cannot be written: <see cref="OutputClosedException"/> if nobody reads it.</exception>
    public RunOutcome Run(ScriptSource source, ScriptPart statement)
    {
        using var scope = cancelKey.BeginStatement();
        try
        {
            Execute(statement.Text, scope.Token);
            return RunOutcome.Succeeded;
        }
        catch (RametException error)
        {
            // Rows that were printed before the error come first, also when both streams end in one file.
            console.Output.Flush();
            errors.Write(error, source, statement.Span);
            return error.Kind == ErrorKind.Cancelled ? RunOutcome.Cancelled : RunOutcome.Failed;
        }
    }

    /// <summary>
    /// Runs a statement that must be refused. The error is its result: it goes to standard output, without the places in the script, which
    /// change whenever the script does.
    /// </summary>
    /// <param name="source">The script.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="expectedCode">The code of the error.</param>
    /// <returns><see cref="RunOutcome.Failed"/> when the statement succeeded or failed otherwise.</returns>
    /// <exception cref="IOException">Standard output cannot be written: <see cref="OutputClosedException"/> if nobody reads it.</exception>
    public RunOutcome RunExpectingError(ScriptSource source, ScriptPart statement, string expectedCode)
    {
        using var scope = cancelKey.BeginStatement();
        RametException unexpected;
        try
        {
            Execute(statement.Text, scope.Token);
            unexpected = new RametException(ErrorCode.InvalidParameter, ErrorKind.User, $"expected the error {expectedCode}, but the statement succeeded");
        }
        catch (RametException error) when (error.Code.Number == expectedCode)
        {
            console.Output.Write($"FAILED: {error.Code.Number}: {error.Code.Text} - {error.Detail}\n");
            console.Output.Flush();
            return RunOutcome.Succeeded;
        }
        catch (RametException error)
        {
            unexpected = error;
        }
        console.Output.Flush();
        errors.Write(unexpected, source, statement.Span);
        return unexpected.Kind == ErrorKind.Cancelled ? RunOutcome.Cancelled : RunOutcome.Failed;
    }

    private void Execute(string statement, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var progress = messages.ShowProgress(() => conversation.Progress);
        using var result = conversation.Execute(statement, cancellationToken);
        var verdict = Print(result, progress);
        console.Output.Flush();
        progress?.Dispose();
        if (result.JobId is { } id)
            messages.Say($"ID = {id}");
        if (result.Summary is { } summary)
            messages.Say(summary);
        messages.Say($"{verdict} ({Duration.Exact(Stopwatch.GetElapsedTime(started))})");
    }

    /// <summary>Writes the result and gives the word that ends it on standard error.</summary>
    private string Print(StatementResult result, ProgressLine? progress)
    {
        switch (result)
        {
            case RowsResult rows:
                return Counted(format.WriteRows(rows.Columns, rows.TryReadRow, () => BeginOutput(progress)));
            case TextResult text:
                format.WriteText(text, BeginOutput(progress));
                return "OK";
            case CompletedResult:
                return "OK";
            default:
                throw new UnreachableException($"The command cannot print a {result.GetType().Name}.");
        }
    }

    /// <summary>On a terminal the progress line gives way to the first line of the result.</summary>
    private TextWriter BeginOutput(ProgressLine? progress)
    {
        if (console.OutputIsTerminal)
            progress?.Dispose();
        return console.Output;
    }

    private static string Counted(long rows) =>
        rows == 1 ? "1 row" : string.Create(CultureInfo.InvariantCulture, $"{rows} rows");
}
