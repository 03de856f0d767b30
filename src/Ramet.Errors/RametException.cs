using System.Text;

namespace Ramet.Errors;

/// <summary>
/// Every error that a user can meet: a stable code, a kind that says whose move it is, the place in the statement, and a hint.
/// Misuse of an API by a programmer throws the CLR's argument exceptions instead.
/// </summary>
public sealed class RametException : Exception
{
    /// <summary>Makes an error.</summary>
    /// <param name="code">The code and its general text.</param>
    /// <param name="kind">What the caller can do.</param>
    /// <param name="detail">What was expected, what was found; names are quoted or qualified. No final period is needed.</param>
    /// <param name="span">Where in the statement's text; null when the error has no place there.</param>
    /// <param name="hint">The next step, a full sentence; null when the detail already says it.</param>
    /// <param name="cause">The exception that lies behind, for logs.</param>
    public RametException(ErrorCode code, ErrorKind kind, string detail, SourceSpan? span = null, string? hint = null, Exception? cause = null)
        : base(Compose(code, detail, span), cause)
    {
        Code = code;
        Kind = kind;
        Detail = detail;
        Span = span;
        Hint = hint;
    }

    /// <summary>The code and its general text.</summary>
    public ErrorCode Code { get; }

    /// <summary>What the caller can do.</summary>
    public ErrorKind Kind { get; }

    /// <summary>The part of the message after the general text.</summary>
    public string Detail { get; }

    /// <summary>Where in the statement's text; null when the error has no place there.</summary>
    public SourceSpan? Span { get; }

    /// <summary>The next step, a full sentence; null when there is none.</summary>
    public string? Hint { get; }

    /// <summary>The same error at a place, unless it already has one: lower layers know what is wrong, upper ones know where it was written.</summary>
    public RametException At(SourceSpan span) =>
        Span is null ? new RametException(Code, Kind, Detail, span, Hint, InnerException) : this;

    /// <summary>The same error with another place, for text that the user did not write in this statement.</summary>
    public RametException MovedTo(SourceSpan span) => new(Code, Kind, Detail, span, Hint, InnerException);

    /// <summary>The same error without a place, for callers who wrote no statement.</summary>
    public RametException WithoutPlace() => Span is null ? this : new RametException(Code, Kind, Detail, span: null, Hint, InnerException);

    private static string Compose(ErrorCode code, string detail, SourceSpan? span)
    {
        var text = new StringBuilder(code.Number).Append(':');
        if (span is { } place)
            text.Append(place);
        return text.Append(span is null ? "" : " ").Append(code.Text).Append(" - ").Append(detail).ToString();
    }
}
