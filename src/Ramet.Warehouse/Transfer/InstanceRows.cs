using Ramet.Sql.Types;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Transfer.Arrow;

namespace Ramet.Warehouse.Transfer;

/// <summary>The rows that a job gave, as bulk data.</summary>
public static class InstanceRows
{
    /// <summary>The fields of the records.</summary>
    public static TransferSchema SchemaOf(JobRows rows) => new(
        [.. rows.Columns.Select((column, index) => new TransferColumn(column.Name, NameOf(column.Type), IsNullable: true, Comment: "", index))], []);

    /// <summary>Writes rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="selection">Which of them, and which columns.</param>
    /// <param name="format">The form of the stream.</param>
    /// <param name="output">Gets the stream; the caller disposes it.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="Errors.RametException">There is no such column, or the rows are not kept any more.</exception>
    public static TransferCount Write(
        JobRows rows, RowSelection selection, TransferFormat format, Stream output, CancellationToken cancellation = default)
    {
        var (start, count) = (selection.Range ?? RowRange.All).CutTo(rows.RecordCount);
        var selected = Select(rows, selection);
        var encoder = IRowEncoder.Of(format, [.. selected.Select(column => rows.Columns[column])], ArrowTimes.SecondsAndNanos, output);
        using var reader = rows.Open(start, count, selected);
        while (reader.TryReadBatch(out var batch))
        {
            cancellation.ThrowIfCancellationRequested();
            encoder.Write(batch.Vector, batch.Start, batch.End);
        }
        encoder.Finish();
        return new TransferCount(encoder.Rows, encoder.Bytes);
    }

    /// <summary>Clients do not know the type of a column that is NULL in every row, so that they are told another one.</summary>
    private static string NameOf(DataType type) => (type.Kind == TypeKind.Void ? DataType.String : type).ToString();

    private static List<int> Select(JobRows rows, RowSelection selection)
    {
        if (selection.Columns is null)
            return [.. Enumerable.Range(0, rows.Columns.Length)];
        var selected = selection.Columns.Select(name => IndexOf(rows, name));
        return [.. selection.IsInTableOrder ? selected.Order() : selected];
    }

    private static int IndexOf(JobRows rows, string name)
    {
        for (var i = 0; i < rows.Columns.Length; i++)
        {
            if (rows.Columns[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return i;
        }
        throw TransferSessions.Invalid($"the result has no column '{name}'");
    }
}
