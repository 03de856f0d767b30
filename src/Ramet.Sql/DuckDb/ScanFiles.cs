using System.Collections.Immutable;
using Ramet.Sql.Binding;

namespace Ramet.Sql.DuckDb;

/// <summary>Where the rows of a reading of a table come from.</summary>
public abstract record ScanSource;

/// <summary>Rows that are read in another way than by the table format, such as those of an external table.</summary>
/// <param name="Sql">
/// A query in the engine's dialect. It gives the used columns of the scan under their names and in their types; any one column when none is
/// used.
/// </param>
public sealed record ScanQuery(string Sql) : ScanSource;

/// <summary>The data files that a reading of a table must look at.</summary>
/// <param name="Paths">Paths as the engine opens them; empty when no partition can have a row that matters.</param>
/// <param name="RowCount">
/// The number of rows in them. The engine opens no file before it runs, so without it big tables would look as small as others, and joins
/// would begin at the wrong end.
/// </param>
public sealed record ScanFiles(ImmutableArray<string> Paths, long RowCount) : ScanSource
{
    /// <summary>
    /// The file has the columns that are read under the names and in the types that they have now, so it can be read by names. Then the engine
    /// uses the statistics in it for its plan, which it does not when columns are found by field ids. Only for a single file: of several it
    /// uses none.
    /// </summary>
    public bool HasColumnsAsRead { get; init; }

    /// <summary>Between which values a DECIMAL column lies in all of the files; null when that is not known.</summary>
    public Func<ColumnSymbol, DecimalRange?> RangeOf { get; init; } = static _ => null;

    /// <summary>No file at all.</summary>
    public static readonly ScanFiles None = new([], RowCount: 0);
}
