using Ramet.Sql.Types;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Transfer.Records;

namespace Ramet.Warehouse.Transfer;

/// <summary>The rows that a job gave, as bulk data.</summary>
public static class InstanceRows
{
    /// <summary>The fields of the records.</summary>
    public static TransferSchema SchemaOf(JobRows rows) => new(
        [.. rows.Columns.Select((column, index) => new TransferColumn(column.Name, NameOf(column.Type), IsNullable: true, Comment: "", index))], []);

    /// <summary>Writes rows as a record stream.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="range">Which of them. What lies behind the last row is left out.</param>
    /// <param name="columns">Which columns, in the order of the record's fields; null for all.</param>
    /// <param name="output">Gets the stream; the caller disposes it.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="Errors.RametException">There is no such column, or the rows are not kept any more.</exception>
    public static TransferCount Write(
        JobRows rows, RowRange range, IReadOnlyList<string>? columns, Stream output, CancellationToken cancellation = default)
    {
        var (start, count) = range.CutTo(rows.RecordCount);
        var selected = columns is null ? [.. Enumerable.Range(0, rows.Columns.Length)] : columns.Select(name => IndexOf(rows, name)).ToList();
        var encoder = new RecordEncoder([.. selected.Select(column => rows.Columns[column].Type)], output);
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
