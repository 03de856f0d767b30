using Ramet.DuckDb;

namespace Ramet.Functions;

/// <summary>Random numbers that a seed determines.</summary>
internal static class RandomNumbers
{
    private const double FractionUnit = 1.0 / (1L << 53);

    /// <summary>
    /// RAND(seed): the numbers of one sequence, which begins anew with each chunk of rows. So each worker of a query draws the same sequence,
    /// as the processes of a job do in MaxCompute, and a query over the same rows gives the same numbers again.
    /// </summary>
    public static readonly ScalarFunction Seeded = new("mc_rand", [DuckDbKind.BigInt], DuckDbKind.Double, Draw) { IsVolatile = true };

    private static void Draw(DataChunk arguments, ScalarResults results)
    {
        for (var row = 0; row < arguments.RowCount; row++)
        {
            if (arguments.Vector(0).IsNull(row))
                results.SetNull(row);
            else
                results.Set(row, Number(arguments.Vector(0).Values<long>()[row], row));
        }
    }

    /// <summary>A number of the sequence of a seed, from 0 up to, but not including 1 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators").</summary>
    private static double Number(long seed, int index)
    {
        var state = unchecked((ulong)seed + (((ulong)index + 1) * 0x9E3779B97F4A7C15));
        state = unchecked((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9);
        state = unchecked((state ^ (state >> 27)) * 0x94D049BB133111EB);
        return ((state ^ (state >> 31)) >> 11) * FractionUnit;
    }
}
