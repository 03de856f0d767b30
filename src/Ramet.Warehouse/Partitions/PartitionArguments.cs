using System.Globalization;
using Ramet.Catalog.Tables;
using Ramet.Sql.Binding;
using Ramet.Tables.Partitions;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Statements;
using PartitionFilter = Ramet.Tables.Partitions.PartitionFilter;
using PartitionSpec = Ramet.Sql.Syntax.PartitionSpec;

namespace Ramet.Warehouse.Partitions;

/// <summary>Reads the PARTITION(...) groups of statements against the partition columns of a table.</summary>
internal static class PartitionArguments
{
    /// <summary>One partition: every level with a value, in any order.</summary>
    /// <exception cref="Errors.RametException">A level is missing, unknown or written twice, or a value does not fit.</exception>
    public static PartitionKey Key(StatementContext context, CatalogTable table, PartitionSpec written)
    {
        var constants = context.Binder(table).BindPartition(TableSymbols.Of(table), written);
        return new PartitionKey([.. constants.Select((constant, level) => Value(table, level, constant))]);
    }

    /// <summary>The partitions that agree with the values written; levels that are not written may have any value.</summary>
    public static PartitionFilter Filter(StatementContext context, CatalogTable table, PartitionSpec written)
    {
        var constants = context.Binder(table).BindPartitionPrefix(TableSymbols.Of(table), written);
        return PartitionFilter.Matching([.. constants.Select((constant, level) => constant is null ? (PartitionValue?)null : Value(table, level, constant))]);
    }

    private static PartitionValue Value(CatalogTable table, int level, BoundConstant constant)
    {
        var column = TableSymbols.Of(table).PartitionColumns[level];
        var stored = table.Metadata.CurrentSchema.FindField(column.FieldId)!.Type; // the symbol was made from this schema
        var text = constant.Value is DateOnly day
            ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{constant.Value}");
        return PartitionValue.TryParse(stored, text, out var value) && PartitionValueRules.Allows(column.Type, value)
            ? value
            : throw PartitionValueRules.Illegal($"{column.Name}={text}").At(constant.Span);
    }
}
