using System.Collections.Immutable;

namespace Ramet.Sql.DuckDb;

/// <summary>The data files that a reading of a table must look at.</summary>
/// <param name="Paths">Paths as the engine opens them; empty when no partition can have a row that matters.</param>
public sealed record ScanFiles(ImmutableArray<string> Paths)
{
    /// <summary>No file at all.</summary>
    public static readonly ScanFiles None = new([]);
}
