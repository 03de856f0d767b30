using Ramet.Errors;
using Ramet.Sql.DuckDb;
using Ramet.Tables.Manifests;
using Ramet.Tables.Partitions;
using Ramet.Warehouse.Changes;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Keys;

/// <summary>
/// The rule of a table with a primary key: no two rows of a partition have the same key, in no state of the table. INSERT and uploads keep it by
/// replacing rows (<see cref="KeyReplacement"/>), UPDATE since it cannot change a key; MERGE, which says itself what it inserts, is checked.
/// </summary>
internal static class KeyRule
{
    /// <summary>Checks a change that inserts rows, before it is committed.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="plan">The change.</param>
    /// <param name="rewrite">Its files.</param>
    /// <exception cref="RametException">Two rows would have the same key.</exception>
    public static void Check(StatementContext context, RowChangePlan plan, RowRewrite rewrite)
    {
        var symbol = plan.Change.Target.Table;
        if (symbol.PrimaryKey.IsEmpty || FindRepeated(context, plan, rewrite) is not { } key)
            return;
        throw new RametException(
            ErrorCode.InvalidArguments,
            ErrorKind.User,
            $"more than one row of {symbol} would have the primary key ({key})",
            plan.Span,
            "Compare all columns of the key, and of partitions, in ON, and let the source give at most one row for each key.");
    }

    private static string? FindRepeated(StatementContext context, RowChangePlan plan, RowRewrite rewrite)
    {
        var metadata = plan.Table.Metadata;
        var partitions = metadata.DefaultSpec.IsPartitioned ? PartitionFilter.Of(rewrite.Added.Select(file => file.Partition)) : PartitionFilter.All;
        var removed = rewrite.Removed.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        List<DataFile> files = [.. rewrite.Added, .. context.Warehouse.Scan(metadata).FilesWithRows(partitions).Where(file => !removed.Contains(file.Path))];
        var query = KeyText.WriteRepeated(plan.Change.Target.Table, QueryPlanner.FilesToScan(context, files));
        using var rows = context.Session.Engine.Query(query, context.Zone, context.CancellationToken);
        return rows.TryReadChunk(out var chunk) && chunk.RowCount > 0 ? chunk.Vector(0).Text(0) : null;
    }
}
