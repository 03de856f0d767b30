using Ramet.Client.Tunnel;
using Ramet.Sql.Binding;
using Ramet.Warehouse.Results;

namespace Ramet.Cli.Conversations;

/// <summary>The rows of a query that a service ran.</summary>
internal sealed class RemoteRows(InstanceRows rows) : RowsResult
{
    /// <inheritdoc/>
    public override IReadOnlyList<ResultColumn> Columns => rows.Columns;

    /// <inheritdoc/>
    public override bool TryReadRow(Span<string?> cells) => rows.TryReadRow(cells);

    /// <inheritdoc/>
    public override void Dispose()
    {
        rows.Dispose();
        base.Dispose();
    }
}
