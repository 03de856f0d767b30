using System.Globalization;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Projects;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.History;

/// <summary>
/// The states of a table that can be read and brought back: the current one, and those that were replaced within the retention time of
/// the project. A state is replaced when the next one begins, so no commit has to write that down.
/// </summary>
internal sealed class TableHistory
{
    private readonly CatalogTable table;
    private readonly TimeSpan retention;

    private TableHistory(CatalogTable table, IReadOnlyList<TableState> states, TimeSpan retention)
    {
        this.table = table;
        this.retention = retention;
        States = states;
    }

    /// <summary>The states, oldest first; the last one is the current one.</summary>
    public IReadOnlyList<TableState> States { get; }

    /// <summary>The history of a table as it was read: what came later is left out (I2).</summary>
    public static TableHistory Of(StatementContext context, CatalogTable table)
    {
        var snapshots = context.Catalog.ListSnapshots(table.Id)
            .Where(snapshot => snapshot.SequenceNumber <= table.Metadata.LastSequenceNumber)
            .ToList();
        var retention = ProjectProperties.Retention(table.Project);
        var now = context.Now;
        return new TableHistory(table, [.. AllStates(table, snapshots).Where(state => IsRetained(state, now, retention))], retention);
    }

    /// <summary>The state of a number.</summary>
    /// <exception cref="RametException">There is none, or no longer.</exception>
    public TableState Find(long number, SourceSpan span) => States.FirstOrDefault(state => state.Number == number) ?? throw StatementErrors.Semantic(
        span, string.Create(CultureInfo.InvariantCulture, $"table {table.FullName} has no version {number} that is retained"), Hint());

    /// <summary>The state at a time.</summary>
    /// <param name="time">UTC.</param>
    /// <param name="written">The time as it was written, for errors.</param>
    /// <param name="span">Where it was written.</param>
    /// <exception cref="RametException">The table did not exist by then, or its state is not retained.</exception>
    public TableState At(DateTimeOffset time, string written, SourceSpan span)
    {
        if (States.LastOrDefault(state => state.Since <= time) is { } found)
            return found;
        throw time < table.CreatedAt
            ? StatementErrors.Semantic(span, $"table {table.FullName} did not exist at {written}", Hint())
            : StatementErrors.Semantic(span, $"the state of table {table.FullName} at {written} is not retained any more", Hint());
    }

    private static IEnumerable<TableState> AllStates(CatalogTable table, List<Snapshot> snapshots)
    {
        // A table that was made with rows has its first snapshot before it exists itself.
        var beganEmpty = snapshots.Count == 0 || (snapshots[0].ParentId is null && Time(snapshots[0]) > table.CreatedAt);
        if (beganEmpty)
            yield return new TableState(0, null, table.CreatedAt, snapshots.Count > 0 ? Time(snapshots[0]) : null);
        for (var i = 0; i < snapshots.Count; i++)
            yield return new TableState(snapshots[i].SequenceNumber, snapshots[i], Time(snapshots[i]), i + 1 < snapshots.Count ? Time(snapshots[i + 1]) : null);
    }

    private static bool IsRetained(TableState state, DateTimeOffset now, TimeSpan retention) =>
        state.ReplacedAt is not { } replacedAt || replacedAt + retention > now;

    private static DateTimeOffset Time(Snapshot snapshot) => DateTimeOffset.FromUnixTimeMilliseconds(snapshot.TimestampMs);

    private string Hint() => string.Create(
        CultureInfo.InvariantCulture,
        $"SHOW HISTORY FOR TABLE {table.FullName} lists what there is; {ProjectProperties.RetentionDays}={retention.Days} says for how many days the project keeps what was replaced.");
}
