using System.Collections.Immutable;
using System.Globalization;
using Ramet.Catalog.Tables;
using Ramet.Errors;
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
    /// <exception cref="RametException">A level is missing, unknown or written twice, or a value does not fit.</exception>
    public static PartitionKey Key(StatementContext context, CatalogTable table, PartitionSpec written)
    {
        var constants = context.Binder(table).BindPartition(TableSymbols.Of(table), written);
        return new PartitionKey([.. constants.Select((constant, level) => Value(table, level, constant))]);
    }

    /// <summary>Several partitions, all of which the table has.</summary>
    /// <exception cref="RametException">As <see cref="Key"/>; or the table lacks one of them.</exception>
    public static IReadOnlySet<PartitionKey> ExistingKeys(StatementContext context, CatalogTable table, ImmutableArray<PartitionSpec> written)
    {
        var keys = written.Select(partition => Key(context, table, partition)).ToList();
        var existing = context.Warehouse.Scan(table.Metadata).FindExisting(keys);
        for (var i = 0; i < keys.Count; i++)
        {
            if (!existing.Contains(keys[i]))
                throw StatementErrors.PartitionNotFound(written[i].Span, table.FullName, keys[i].ToText(table.Metadata.DefaultSpec));
        }
        return existing;
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
