namespace Ramet.Sql.Binding;

/// <summary>What went wrong with a value while a query ran, as far as the engine tells: enough to look for the expression at fault.</summary>
/// <param name="Kind">What was tried.</param>
public sealed record ValueFault(ValueFaultKind Kind)
{
    /// <summary>The value, as text; null when it is not told.</summary>
    public string? Value { get; init; }

    /// <summary>The engine's name of the type that the value should have got, such as <c>INT64</c>; null when it is not told.</summary>
    public string? EngineType { get; init; }

    /// <summary>The operation: <c>addition</c>, or the beginning of a function's name in lower case; null when it is not told.</summary>
    public string? Operation { get; init; }
}

/// <summary>What was tried with a value.</summary>
public enum ValueFaultKind
{
    /// <summary>A text was converted that is none of the wanted type.</summary>
    TextConversion,

    /// <summary>A value was converted that the wanted type has no room for.</summary>
    RangeConversion,

    /// <summary>Numbers were calculated with; the result has no room in its type.</summary>
    Arithmetic,

    /// <summary>A scalar subquery gave more than one row.</summary>
    SubqueryRows,

    /// <summary>A regular expression was read.</summary>
    Pattern,

    /// <summary>A function was called.</summary>
    Call,

    /// <summary>A macro or managed function of ours, named by <see cref="ValueFault.Operation"/>, refused its arguments.</summary>
    Refusal,
}
