using System.Runtime.InteropServices;

namespace Ramet.DuckDb;

/// <summary>
/// An INTERVAL (<c>duckdb_interval</c>): three numbers that do not convert into each other, as months and days vary in length.
/// </summary>
/// <param name="Months">Months, negative for the past.</param>
/// <param name="Days">Days, negative for the past.</param>
/// <param name="Micros">Microseconds, negative for the past.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DuckDbInterval(int Months, int Days, long Micros);
