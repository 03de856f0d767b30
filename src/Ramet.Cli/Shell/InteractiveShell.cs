using Ramet.Cli.Conversations;
using Ramet.Cli.Running;
using Ramet.Cli.Shell.Editing;
using Ramet.Cli.Terminal;
using Ramet.Sql.Parsing;

namespace Ramet.Cli.Shell;

/// <summary>
/// Reads statements from the keyboard and runs them until the user leaves. An error ends only what was entered together with the
/// statement that failed.
/// </summary>
internal sealed class InteractiveShell
{
    private const string PromptWithoutProject = "ramet";

    private readonly IConversation conversation;
    private readonly ScriptRunner scripts;
    private readonly Messages messages;
    private readonly StatementHistory history;
    private readonly StatementEditor editor;

    /// <summary>Makes a shell.</summary>
    /// <param name="conversation">Where statements run; its project is in the prompt.</param>
    /// <param name="scripts">Runs what was entered.</param>
    /// <param name="messages">Messages other than errors.</param>
    /// <param name="terminal">Keyboard and screen.</param>
    /// <param name="history">Earlier statements.</param>
    public InteractiveShell(IConversation conversation, ScriptRunner scripts, Messages messages, ITerminal terminal, StatementHistory history)
    {
        this.conversation = conversation;
        this.scripts = scripts;
        this.messages = messages;
        this.history = history;
        editor = new StatementEditor(terminal, history, IsComplete);
    }

    /// <summary>Runs until <c>\q</c>, Ctrl-D or <c>exit</c>.</summary>
    /// <exception cref="IOException">Standard output cannot be written.</exception>
    public void Run()
    {
        messages.Say("help lists the statements, \\q leaves.");
        while (editor.Read(Prompts(), out var entered) is var result && result != EditorResult.EndOfInput)
        {
            if (result == EditorResult.Entered && RunEntered(entered.TrimEnd()) == RunOutcome.Quit)
                return;
        }
    }

    private RunOutcome RunEntered(string entered)
    {
        Remember(entered);
        return scripts.Run(new ScriptSource(Name: null, CommandFor(entered) ?? entered), goesOn: false);
    }

    private void Remember(string entered)
    {
        try
        {
            history.Add(entered);
        }
        catch (IOException exception)
        {
            messages.Say($"The history could not be written: {exception.Message}");
        }
    }

    private EditorPrompts Prompts()
    {
        var name = conversation.Project ?? PromptWithoutProject;
        return new EditorPrompts($"{name}> ", $"{new string(' ', name.Length - 1)}-> ");
    }

    private static bool IsComplete(string text) => CommandFor(text.TrimEnd()) is not null || ScriptSplitter.Split(text).IsComplete;

    /// <summary>The command that a bare word stands for, because that is what people try first; null for anything else.</summary>
    private static string? CommandFor(string text) => text.Trim().TrimEnd(';').ToUpperInvariant() switch
    {
        "HELP" or "?" => "\\?",
        "QUIT" or "EXIT" => "\\q",
        _ => null,
    };
}
