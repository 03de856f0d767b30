using Ramet.Access;
using Ramet.Warehouse;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Sessions;

namespace Ramet.Cli.Conversations;

/// <summary>A warehouse that is opened in this process. It believes whom it is told.</summary>
/// <param name="warehouse">The warehouse, which is closed with the conversation.</param>
/// <param name="session">A session of it.</param>
internal sealed class EmbeddedConversation(RametWarehouse warehouse, Session session) : IConversation
{
    /// <inheritdoc/>
    public string? Project => session.Project;

    /// <inheritdoc/>
    public double? Progress => session.Progress;

    /// <inheritdoc/>
    public StatementResult Execute(string statement, CancellationToken cancellationToken) => session.Execute(statement, cancellationToken);

    /// <inheritdoc/>
    public void SwitchCaller(Principal caller) => session.Caller = caller;

    /// <inheritdoc/>
    public void Dispose()
    {
        session.Dispose();
        warehouse.Dispose();
    }
}
