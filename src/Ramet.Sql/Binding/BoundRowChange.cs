using System.Collections.Immutable;

namespace Ramet.Sql.Binding;

/// <summary>
/// An UPDATE, DELETE or MERGE as one query that finds every row to change and computes its new values. Conditions and values are thus
/// evaluated once for each row, whatever is done with the result.
/// </summary>
/// <param name="Target">The reading of the table that is changed.</param>
/// <param name="Changes">
/// One row for each change. Its columns: the position of the file in the list of the target's files, from 0; the position of the row in the
/// file, from 0 (both NULL for a row that is inserted); the <see cref="RowAction"/>; and a value for each of <paramref name="Assigned"/>.
/// Null when no statement asks for the changes, and they are found by their keys (<see cref="DuckDb.KeyText"/>).
/// </param>
/// <param name="Assigned">
/// The columns that get values, by their positions in the target, ascending: those that UPDATE sets, and all of them when rows are inserted.
/// </param>
/// <param name="Updated">Of these, the columns that UPDATE sets.</param>
/// <param name="MayRepeat">Whether the query may give two changes for one row of the target, which is an error when it does.</param>
/// <param name="DeletesPartitions">
/// Whether every row goes of the partitions that are read, so that the query need not be run: DELETE without a condition, or with one about
/// partition columns alone.
/// </param>
public sealed record BoundRowChange(
    BoundTableScan Target,
    BoundQuery? Changes,
    ImmutableArray<int> Assigned,
    ImmutableArray<int> Updated,
    bool MayRepeat,
    bool DeletesPartitions)
{
    /// <summary>The change that takes rows away, which are found by their keys.</summary>
    public static BoundRowChange DeleteFrom(TableSymbol table) =>
        new(BoundTableScan.OfWhole(table, default), Changes: null, Assigned: [], Updated: [], MayRepeat: false, DeletesPartitions: false);
}

/// <summary>What happens to a row.</summary>
public enum RowAction
{
    /// <summary>It gets new values.</summary>
    Update = 1,

    /// <summary>It goes.</summary>
    Delete = 2,

    /// <summary>It is a new one.</summary>
    Insert = 3,
}
