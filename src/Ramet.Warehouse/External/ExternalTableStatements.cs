using Ramet.Access;
using Ramet.Catalog.Tables;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;
using Ramet.Sql.Writing;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Files;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.External;

/// <summary>CREATE EXTERNAL TABLE and MSCK REPAIR TABLE.</summary>
internal static class ExternalTableStatements
{
    public static StatementResult Create(StatementContext context, CreateTableStatement statement)
    {
        Check(statement);
        var target = NewTable.Find(context, statement.Table, statement.IfNotExists);
        if (target is null)
            return context.Done();
        var (storage, clauses) = Split(context, statement);
        var definition = TableDefinition.Of(context, statement with { Clauses = clauses });
        CheckColumns(statement, FileLayout.Of(storage), PathOf(context, storage), definition);
        context.Warehouse.Locations.Check(PathOf(context, storage), context.Caller, storage.Location!.Span);
        var create = target.Create(
            (uuid, location, nowMs) =>
            {
                var metadata = definition.ToMetadata(uuid, location, nowMs);
                return metadata with
                {
                    Properties = metadata.Properties.SetItem(TableProperties.ExternalStorage, MaxComputeWriter.Write(storage).TrimStart()),
                };
            },
            TableKind.External);
        return target.Commit(create, statement.IfNotExists);
    }

    /// <summary>
    /// MSCK REPAIR TABLE: partitions of an external table are looked for each time it is read, so that none has to be added. It tells how many
    /// there are, and finds files that lie in none.
    /// </summary>
    public static StatementResult Repair(StatementContext context, RepairTableStatement statement)
    {
        var table = context.RequireTableOrView(statement.Table, AccessAction.Alter);
        if (table.Kind != TableKind.External)
        {
            throw StatementErrors.Semantic(
                statement.Table.Span,
                $"{table.FullName} is {TableKinds.Describe(table.Kind)}, and MSCK REPAIR TABLE is about files that others keep",
                "Partitions of tables are made by ALTER TABLE ... ADD PARTITION and by INSERT.");
        }
        if (!table.Metadata.DefaultSpec.IsPartitioned)
            throw StatementErrors.NotPartitioned(statement.Table.Span, table.FullName);
        return context.Commit(new JobSummary(("partitions", ExternalPartitions.Find(context, table, statement.Table.Span).Count)));
    }

    private static string PathOf(StatementContext context, StorageClause storage) =>
        FileLocation.PathOf(storage.Location!, context.Session.BaseDirectory); // Check has asked for it

    private static void Check(CreateTableStatement statement)
    {
        var clauses = statement.Clauses;
        if (statement.IsReplace || statement.IsTemporary)
            throw StatementErrors.NotSupported(statement.Table.Span, "OR REPLACE or TEMPORARY of an external table", "DROP TABLE IF EXISTS, then CREATE EXTERNAL TABLE.");
        if (statement.Query is { } query)
            throw StatementErrors.Semantic(query.Span, "an external table is only read, so no query can fill it", "Leave EXTERNAL out.");
        if (!statement.PrimaryKey.IsEmpty || clauses.AutoPartitionedBy is not null || clauses.Clustering is not null || clauses.Lifecycle is not null)
        {
            throw StatementErrors.Semantic(
                statement.Table.Span, "an external table has no primary key, no clustering, no automatic partitions and no lifecycle");
        }
        if (clauses.Storage?.Location is null)
        {
            throw StatementErrors.Semantic(
                statement.Table.Span, "an external table needs a location", "Write STORED AS PARQUET|CSV|JSON|TEXTFILE LOCATION 'file:///directory/'.");
        }
        foreach (var property in clauses.Properties)
        {
            if (string.Equals(property.Key.Value, "transactional", StringComparison.OrdinalIgnoreCase))
                throw StatementErrors.Semantic(property.Span, "an external table cannot be transactional: it is only read");
        }
    }

    /// <summary>
    /// What says how the files are read, with a location that does not depend on the session, and the rest. Options of files may stand among
    /// the table's properties too, as in Hive.
    /// </summary>
    private static (StorageClause Storage, TableClauses Others) Split(StatementContext context, CreateTableStatement statement)
    {
        var clauses = statement.Clauses;
        var written = clauses.Storage!; // Check has asked for it
        var options = clauses.Properties.Where(property => FileLayout.IsOption(property.Key.Value));
        var storage = written with
        {
            SerdeProperties = [.. written.SerdeProperties, .. options],
            Location = written.Location! with { Value = FileLocation.Of(PathOf(context, written)) },
        };
        var others = clauses with { Storage = null, Properties = [.. clauses.Properties.Where(property => !FileLayout.IsOption(property.Key.Value))] };
        return (storage, others);
    }

    private static void CheckColumns(CreateTableStatement statement, FileLayout layout, string path, TableDefinition definition)
    {
        foreach (var column in definition.Columns.Concat(definition.PartitionColumns))
        {
            if (!column.IsNullable || column.Default is not null)
                throw StatementErrors.Semantic(column.Span, $"column {column.Name} of an external table has neither NOT NULL nor DEFAULT: nothing is written to it");
        }
        foreach (var column in definition.Columns)
        {
            if (layout.IsText && column.Type is ArrayType or MapType or StructType)
                throw StatementErrors.Semantic(column.Span, $"column {column.Name} is {column.Type}, and text files have no nested values", "Keep them in Parquet or JSON files.");
        }
        if (definition.PartitionColumns.Count == 0)
            return;

        // The engine takes every directory name=value of a path for a column, and it would hide one of the files.
        var above = path.Split(Path.DirectorySeparatorChar).Select(directory => directory.Split('=', 2)).Where(parts => parts.Length == 2);
        var names = definition.Columns.Concat(definition.PartitionColumns).Select(column => column.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (above.FirstOrDefault(parts => names.Contains(parts[0])) is { } hiding)
        {
            throw StatementErrors.Semantic(
                statement.Clauses.Storage!.Location!.Span,
                $"the directory {hiding[0]}={hiding[1]} of the location has the name of a column",
                "Choose another location, or another name for the column.");
        }
    }
}
