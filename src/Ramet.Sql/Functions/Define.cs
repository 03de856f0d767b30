namespace Ramet.Sql.Functions;

/// <summary>
/// The verbs of the definition tables: each makes one <see cref="FunctionOverload"/> of a signature and the engine's text.
/// </summary>
internal static class Define
{
    /// <summary>A function of one row. Without an engine text it is the engine's function of the same name.</summary>
    public static FunctionOverload Scalar(string signature, string? engine = null) => Make(FunctionKind.Scalar, signature, engine);

    /// <summary>A function over the rows of a group or window.</summary>
    /// <param name="signature">See <see cref="SignatureParser"/>.</param>
    /// <param name="engine">The aggregate call; by default the engine's function of the same name.</param>
    /// <param name="finish">A text around the finished call; null for none.</param>
    public static FunctionOverload Aggregate(string signature, string? engine = null, string? finish = null) =>
        Make(FunctionKind.Aggregate, signature, engine) with { Finish = finish };

    /// <summary>A function that needs OVER.</summary>
    public static FunctionOverload Window(string signature, string? engine = null) => Make(FunctionKind.Window, signature, engine);

    /// <summary>A function that gives rows; the engine text is the select list of its columns.</summary>
    public static FunctionOverload Table(string signature, string engine) => Make(FunctionKind.Table, signature, engine);

    private static FunctionOverload Make(FunctionKind kind, string signature, string? engine)
    {
        var (name, parameters, results) = SignatureParser.Parse(signature);
        return new FunctionOverload(kind, name, parameters, results, engine ?? name) { Signature = signature };
    }
}
