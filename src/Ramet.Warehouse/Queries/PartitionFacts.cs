using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Tables.Partitions;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Queries;

/// <summary>
/// MAX_PT and PARTITION_EXISTS: questions about a table that its manifests answer before the query is planned, so that the answer is a
/// constant by which partitions are pruned. No data file is opened. They need the right to read the partition columns.
/// </summary>
internal sealed class PartitionFacts
{
    private readonly StatementContext context;

    private PartitionFacts(StatementContext context, CatalogTable table)
    {
        this.context = context;
        Table = table;
    }

    /// <summary>The table.</summary>
    public CatalogTable Table { get; }

    /// <summary>What can be asked about a table.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="name">The table.</param>
    /// <param name="tables">The tables of the statement, as they were at one moment.</param>
    /// <param name="span">Where the table is named.</param>
    /// <param name="view">The view with whose owner's rights it is read; null when the statement names it.</param>
    /// <exception cref="RametException">There is no such table, it is not partitioned, or its partition columns may not be read.</exception>
    public static PartitionFacts Of(StatementContext context, TableName name, QueryTables tables, SourceSpan span, CatalogTable? view)
    {
        var table = context.AdmitReading(name, tables.Find(name), span, view) ?? throw context.TableNotFound(name, span);
        var spec = table.Metadata.DefaultSpec;
        if (!spec.IsPartitioned)
            throw StatementErrors.NotPartitioned(span, table.FullName);
        var columns = table.Metadata.PartitionTypeOf(spec.Id).Fields.Select(field => field.Name);
        context.AuthorizeColumns(table, name, [.. columns], span, view);
        return new PartitionFacts(context, table);
    }

    /// <summary>The greatest value of the first partition column, in the order of texts, among partitions with rows; null for none.</summary>
    public string? GreatestPartition() => context.Warehouse.Scan(Table.Metadata).Partitions(PartitionFilter.All)
        .Where(partition => partition.Records > 0)
        .Select(partition => partition.Key[0].ToString())
        .Max(StringComparer.Ordinal);

    /// <summary>Whether the table has the partition, with rows or without.</summary>
    /// <exception cref="RametException">The table is partitioned by another number of columns.</exception>
    public bool HasPartition(IReadOnlyList<string> values)
    {
        var levels = Table.Metadata.PartitionTypeOf(Table.Metadata.DefaultSpecId).Fields;
        if (levels.Count != values.Count)
        {
            throw new RametException(
                ErrorCode.WrongArgumentCount,
                ErrorKind.User,
                $"function partition_exists needs a value for each of the {levels.Count} partition columns of {Table.FullName}, actually have {values.Count}");
        }

        var key = new PartitionValue[values.Count];
        for (var level = 0; level < key.Length; level++)
        {
            if (!PartitionValue.TryParse(levels[level].Type, values[level], out key[level]))
                return false;
        }
        return context.Warehouse.Scan(Table.Metadata).FindExisting([new PartitionKey(key)]).Count > 0;
    }
}
