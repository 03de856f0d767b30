namespace Ramet.Server.Errors;

/// <summary>
/// An error of the protocol itself, which has no counterpart in SQL: a request that is not signed, a session of bulk data that does not exist.
/// What the warehouse refuses is a <see cref="Ramet.Errors.RametException"/> and becomes a reply by <see cref="ErrorTable"/>.
/// </summary>
/// <param name="error">Status and code.</param>
/// <param name="message">What was expected, what was found.</param>
internal sealed class ProtocolException(WireError error, string message) : Exception(message)
{
    /// <summary>Status and code.</summary>
    public WireError Error { get; } = error;

    /// <summary>Headers that the reply has to carry; default none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}
