using System.Collections.Concurrent;
using Ramet.DuckDb;
using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Sql.Types;
using Ramet.Tables.Manifests;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Queries;

/// <summary>
/// Which columns big data files have, under which names and in which types. Files never change, so what was seen once is kept. A file whose
/// table was not altered since can be read by names, which lets the engine use its statistics (<see cref="ScanFiles.HasColumnsAsRead"/>).
/// </summary>
internal sealed class FileColumns
{
    /// <summary>Statistics do not pay off in smaller files.</summary>
    private const int RowsMin = 100_000;

    private const int FilesMax = 10_000;

    private readonly ConcurrentDictionary<string, IReadOnlySet<FileColumn>> known = new(StringComparer.Ordinal);

    /// <summary>Whether a reading of a table may take its one file by names.</summary>
    public bool AreAsRead(StatementContext context, BoundTableScan scan, IReadOnlyList<DataFile> files)
    {
        if (files is not [{ RecordCount: >= RowsMin } file])
            return false;
        var used = scan.UsedColumns;
        if (used.Any(static column => column.Type is ArrayType or MapType or StructType))
            return false;
        var columns = Find(context, file);
        return used.All(column => columns.Contains(new FileColumn(column.FieldId, column.Name, DuckDbTypes.NameOf(column.Type))));
    }

    private IReadOnlySet<FileColumn> Find(StatementContext context, DataFile file)
    {
        if (known.TryGetValue(file.Path, out var columns))
            return columns;
        if (known.Count >= FilesMax)
            known.Clear();
        try
        {
            return known[file.Path] = Read(context, context.Warehouse.Store.EngineLocation(file.Path));
        }
        catch (DuckDbException)
        {
            return new HashSet<FileColumn>(); // the query finds the same fault, and names it
        }
    }

    private static HashSet<FileColumn> Read(StatementContext context, string location)
    {
        var path = DuckDbNames.Literal(location);
        var columns = new HashSet<FileColumn>();
        using var rows = context.Session.Engine.Query(
            $"""
            SELECT CAST(ids.field_id AS INTEGER), names.column_name, replace(names.column_type, 'TIMESTAMP WITH TIME ZONE', 'TIMESTAMPTZ')
            FROM (DESCRIBE SELECT * FROM read_parquet([{path}], hive_partitioning = false)) AS names
            JOIN parquet_schema({path}) AS ids ON ids.name = names.column_name AND ids.field_id IS NOT NULL
            """,
            context.Zone,
            context.CancellationToken);
        while (rows.TryReadChunk(out var chunk))
        {
            for (var row = 0; row < chunk.RowCount; row++)
                columns.Add(new FileColumn(chunk.Vector(0).Values<int>()[row], chunk.Vector(1).Text(row), chunk.Vector(2).Text(row)));
        }
        return columns;
    }

    /// <summary>A column of a file. Field ids are never used again, so that of a nested field is none of a column.</summary>
    private readonly record struct FileColumn(int FieldId, string Name, string EngineType);
}
