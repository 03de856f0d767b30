using System.Collections.Immutable;

namespace Ramet.Sql.DuckDb;

/// <summary>The data files that a reading of a table must look at.</summary>
/// <param name="Paths">Paths as the engine opens them; empty when no partition can have a row that matters.</param>
/// <param name="RowCount">
/// The number of rows in them. The engine opens no file before it runs, so without it big tables would look as small as others, and joins
/// would begin at the wrong end.
/// </param>
public sealed record ScanFiles(ImmutableArray<string> Paths, long RowCount)
{
    /// <summary>No file at all.</summary>
    public static readonly ScanFiles None = new([], RowCount: 0);
}
