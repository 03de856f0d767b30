namespace Ramet.Errors;

/// <summary>A place in the text of a statement. Lines and columns start at 1; a column counts UTF-16 characters.</summary>
/// <param name="Line">The line on which the place begins.</param>
/// <param name="Column">The column on that line.</param>
/// <param name="Start">Zero-based offset of the first character in the text.</param>
/// <param name="Length">Number of characters; 0 at the end of the text.</param>
public readonly record struct SourceSpan(int Line, int Column, int Start, int Length)
{
    /// <summary>Zero-based offset just after the last character.</summary>
    public int End => Start + Length;

    /// <summary>The smallest span that begins where this one does and ends where <paramref name="last"/> does.</summary>
    public SourceSpan To(SourceSpan last) => this with { Length = Math.Max(Length, last.End - Start) };

    /// <summary>The form that error texts use: <c>[line,column]</c>.</summary>
    public override string ToString() => $"[{Line},{Column}]";
}
