using Ramet.Sql.Binding;
using Ramet.Tables.Metadata;

namespace Ramet.Warehouse.Transfer;

/// <summary>The columns of a transfer: the fields of its records, numbered from 1 in this order, and the partition columns, which are no fields.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="PartitionColumns">The partition columns; none for results of queries.</param>
public sealed record TransferSchema(IReadOnlyList<TransferColumn> Columns, IReadOnlyList<TransferColumn> PartitionColumns)
{
    internal static TransferSchema Of(TableMetadata metadata, TableSymbol symbol) => new(
        [.. symbol.DataColumns.ToArray().Select(column => Of(metadata, column))],
        [.. symbol.PartitionColumns.ToArray().Select(column => Of(metadata, column))]);

    private static TransferColumn Of(TableMetadata metadata, ColumnSymbol column) => new(
        column.Name,
        column.Type.ToString(),
        column.IsNullable,
        metadata.CurrentSchema.FindField(column.FieldId)?.Doc ?? "",
        column.FieldId);
}

/// <summary>A column of a transfer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as DESC prints it, for example <c>decimal(10,2)</c>.</param>
/// <param name="IsNullable">False for NOT NULL columns.</param>
/// <param name="Comment">Its comment; empty when there is none.</param>
/// <param name="Id">Identifies the column in the table, also when it gets another name.</param>
public sealed record TransferColumn(string Name, string Type, bool IsNullable, string Comment, int Id);
