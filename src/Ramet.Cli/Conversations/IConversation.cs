using Ramet.Access;
using Ramet.Errors;
using Ramet.Warehouse.Results;

namespace Ramet.Cli.Conversations;

/// <summary>What statements are said to: a warehouse in this process, or a service far away. One statement runs at a time.</summary>
internal interface IConversation : IDisposable
{
    /// <summary>The current project; null for none.</summary>
    string? Project { get; }

    /// <summary>How far the running statement is, in percent; null when none runs or nobody can tell. For any thread.</summary>
    double? Progress { get; }

    /// <summary>Runs one statement. Places in its errors count from the beginning of its text.</summary>
    /// <param name="statement">The statement; a semicolon at its end is allowed.</param>
    /// <param name="cancellationToken">Ends the statement early.</param>
    /// <returns>The result, which the caller disposes before the next statement.</returns>
    /// <exception cref="RametException">The statement is wrong, is not allowed, or failed.</exception>
    StatementResult Execute(string statement, CancellationToken cancellationToken);

    /// <summary>Lets the statements that follow run on behalf of somebody else.</summary>
    /// <exception cref="RametException">That is decided by a key.</exception>
    void SwitchCaller(Principal caller);
}
