namespace Ramet.DuckDb;

/// <summary>Computes a function for the rows of a chunk.</summary>
/// <param name="arguments">The arguments, a column each. Valid during the call.</param>
/// <param name="results">Gets a value for each row. Valid during the call.</param>
/// <remarks>
/// Runs on threads of the engine, several at once. What it throws ends the query: the message becomes an
/// <see cref="DuckDbErrorType.InvalidInput"/>.
/// </remarks>
public delegate void ScalarFunctionBody(DataChunk arguments, ScalarResults results);

/// <summary>A function of SQL whose body is managed code; <see cref="DuckDbConnection.Register"/> makes it known to a database.</summary>
/// <param name="Name">The name by which SQL calls it.</param>
/// <param name="Parameters">The types of its arguments; types without parts.</param>
/// <param name="Result">The type of its result; a type without parts.</param>
/// <param name="Body">Computes it.</param>
public sealed record ScalarFunction(string Name, IReadOnlyList<DuckDbKind> Parameters, DuckDbKind Result, ScalarFunctionBody Body)
{
    /// <summary>True when two calls with the same arguments may differ, so that each call counts.</summary>
    public bool IsVolatile { get; init; }
}
