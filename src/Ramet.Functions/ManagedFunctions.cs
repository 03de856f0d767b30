using System.Collections.Frozen;
using Ramet.DuckDb;

namespace Ramet.Functions;

/// <summary>
/// The functions that SQL cannot express or that would be slow in it, by their names in the engine. To add one, add a line to the table of
/// its family.
/// </summary>
internal static class ManagedFunctions
{
    private static readonly FrozenDictionary<string, ScalarFunction> functions =
        new[] { HashFunctions.All, CharsetFunctions.All, EncryptionFunctions.All, TextFunctions.All, DateTextFunctions.All }
            .SelectMany(family => family)
            .Append(RandomNumbers.Seeded)
            .ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);

    /// <summary>The function of this name; null when there is none.</summary>
    public static ScalarFunction? Find(string name) => functions.GetValueOrDefault(name);

    /// <summary>A function that is NULL when an argument is, and is computed row by row otherwise.</summary>
    /// <param name="name">Its name in the engine, which begins with <c>mc_</c>.</param>
    /// <param name="parameters">The types of its arguments.</param>
    /// <param name="result">The type of its result.</param>
    /// <param name="body">Computes it.</param>
    public static ScalarFunction Define(string name, DuckDbKind[] parameters, DuckDbKind result, RowBody body) =>
        new(name, parameters, result, (arguments, results) => ComputeRows(name, parameters.Length, arguments, results, body));

    private static void ComputeRows(string name, int argumentCount, DataChunk arguments, ScalarResults results, RowBody body)
    {
        try
        {
            for (var row = 0; row < arguments.RowCount; row++)
            {
                if (HasNull(arguments, argumentCount, row))
                    results.SetNull(row);
                else
                    body(new FunctionRow(arguments, results, row));
            }
        }
        catch (FunctionException error)
        {
            throw new InvalidOperationException(error.TextFor(name), error);
        }
    }

    private static bool HasNull(DataChunk arguments, int argumentCount, int row)
    {
        for (var argument = 0; argument < argumentCount; argument++)
        {
            if (arguments.Vector(argument).IsNull(row))
                return true;
        }
        return false;
    }
}
