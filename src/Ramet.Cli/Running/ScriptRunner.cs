using System.Diagnostics;
using Ramet.Cli.Conversations;
using Ramet.Cli.Shell;
using Ramet.Cli.Terminal;
using Ramet.Errors;
using Ramet.Sql.Parsing;

namespace Ramet.Cli.Running;

/// <summary>Runs the parts of a script one after the other: statements, and the commands between them.</summary>
/// <param name="conversation">Whose caller <c>\as</c> switches.</param>
/// <param name="console">Where help and errors go.</param>
/// <param name="messages">Messages other than errors.</param>
/// <param name="statements">Runs the statements.</param>
internal sealed class ScriptRunner(IConversation conversation, CliConsole console, Messages messages, StatementRunner statements)
{
    private readonly ErrorReport errors = new(console);

    // What \expect said about the next statement; null for nothing.
    private string? expectedError;

    /// <summary>Runs a script until its end, <c>\q</c>, Ctrl-C, or the first error.</summary>
    /// <param name="source">The script.</param>
    /// <param name="goesOn">Whether to go on after an error; the outcome then is <see cref="RunOutcome.Failed"/> all the same.</param>
    /// <exception cref="IOException">Standard output cannot be written: <see cref="OutputClosedException"/> if nobody reads it.</exception>
    public RunOutcome Run(ScriptSource source, bool goesOn)
    {
        var overall = RunOutcome.Succeeded;
        foreach (var part in ScriptSplitter.SplitToRun(source.Text))
        {
            var outcome = Run(source, part);
            if (outcome is RunOutcome.Cancelled or RunOutcome.Quit)
                return outcome == RunOutcome.Quit && overall == RunOutcome.Failed ? RunOutcome.Failed : outcome;
            if (outcome == RunOutcome.Failed)
                overall = RunOutcome.Failed;
            if (overall == RunOutcome.Failed && !goesOn)
                break;
        }
        return overall;
    }

    private RunOutcome Run(ScriptSource source, ScriptPart part) => part.Kind switch
    {
        ScriptPartKind.Statement => RunStatement(source, part),
        ScriptPartKind.Command => RunCommand(source, part),
    };

    private RunOutcome RunStatement(ScriptSource source, ScriptPart part)
    {
        var expected = expectedError;
        expectedError = null;
        return expected is null ? statements.Run(source, part) : statements.RunExpectingError(source, part, expected);
    }

    private RunOutcome RunCommand(ScriptSource source, ScriptPart part)
    {
        try
        {
            return Run(ShellCommand.Parse(part.Text));
        }
        catch (RametException error)
        {
            errors.Write(error, source, part.Span);
            return RunOutcome.Failed;
        }
    }

    private RunOutcome Run(ShellCommand command)
    {
        switch (command)
        {
            case ShellCommand.SwitchCaller(var caller):
                conversation.SwitchCaller(caller);
                messages.Say($"Statements now run as {caller}.");
                return RunOutcome.Succeeded;
            case ShellCommand.ExpectError(var code):
                expectedError = code;
                return RunOutcome.Succeeded;
            case ShellCommand.Help:
                console.Output.Write(HelpText.Read());
                console.Output.Flush();
                return RunOutcome.Succeeded;
            case ShellCommand.Quit:
                return RunOutcome.Quit;
            default:
                throw new UnreachableException($"The command {command} is not known here.");
        }
    }
}
