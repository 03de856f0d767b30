using System.Collections.Immutable;
using Ramet.Errors;

namespace Ramet.Access;

/// <summary>The answer to an <see cref="AccessRequest"/>.</summary>
/// <param name="Reason">The rule that decided, in a few words, for the audit.</param>
public abstract record AccessDecision(string Reason)
{
    /// <summary>Whether the request is allowed.</summary>
    public bool IsAllowed => this is AccessAllowed;

    /// <summary>Does nothing when the request is allowed.</summary>
    /// <exception cref="RametException">The request is denied (kind <see cref="ErrorKind.Denied"/>).</exception>
    public void ThrowIfDenied()
    {
        if (this is AccessDenied denied)
            throw denied.ToException();
    }
}

/// <summary>The request is allowed.</summary>
public sealed record AccessAllowed(string Reason) : AccessDecision(Reason);

/// <summary>The request is denied.</summary>
/// <param name="Reason">The rule that decided, in a few words, for the audit.</param>
/// <param name="Code">The code of the error that the caller gets.</param>
/// <param name="Detail">The text of that error, as the service words it: which action is missing on which object.</param>
/// <param name="Hint">Who can help, and by which statement.</param>
public sealed record AccessDenied(string Reason, ErrorCode Code, string Detail, string Hint) : AccessDecision(Reason)
{
    /// <summary>The columns that the caller may not touch; empty when the denial is not about columns.</summary>
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>The error that the caller gets.</summary>
    public RametException ToException() => new(Code, ErrorKind.Denied, Detail, hint: Hint);
}
