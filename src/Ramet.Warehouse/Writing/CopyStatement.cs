using System.Globalization;
using System.Text;
using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Sql.Types;
using Ramet.Tables.Metadata;
using Ramet.Tables.Schemas;

namespace Ramet.Warehouse.Writing;

/// <summary>
/// The engine's COPY that writes Parquet files for the table format: field ids on every column and nested part, the stored types, the
/// partition columns in the files too, and statistics as its result.
/// </summary>
internal static class CopyStatement
{
    /// <summary>Writes the statement.</summary>
    /// <param name="metadata">The table.</param>
    /// <param name="symbol">Its columns with their declared types.</param>
    /// <param name="sql">The rows.</param>
    /// <param name="target">The file, or the directory when the rows are divided by partition.</param>
    /// <param name="isDivided">Whether the rows decide on their partitions.</param>
    public static string Write(TableMetadata metadata, TableSymbol symbol, string sql, string target, bool isDivided)
    {
        var text = new StringBuilder("COPY (").Append(WithStoredTypes(symbol, sql)).Append(") TO ").Append(DuckDbNames.Literal(target))
            .Append(" (FORMAT parquet, RETURN_STATS true, FIELD_IDS {");
        AppendFieldIds(text, metadata.CurrentSchema.Fields);

        // Readers that resolve columns by the writer's schema find it here, also after columns were added or renamed.
        text.Append("}, KV_METADATA {'iceberg.schema': ").Append(DuckDbNames.Literal(SchemaJson.Write(metadata.CurrentSchema))).Append('}');

        // The engine's filters know only one of 0.0 and -0.0 where a column has both, so that a query for the other one finds nothing.
        if (symbol.Columns.Any(column => HasFloating(column.Type)))
            text.Append(", WRITE_BLOOM_FILTER false");
        if (isDivided)
        {
            text.Append(", PARTITION_BY (")
                .AppendJoin(", ", symbol.PartitionColumns.ToArray().Select(column => DuckDbNames.Quote(column.Name)))
                .Append("), WRITE_PARTITION_COLUMNS true, FILENAME_PATTERN '{uuid}'");
        }
        return text.Append(')').ToString();
    }

    /// <summary>TINYINT and SMALLINT are stored as 32-bit integers; everything else is stored as the engine computes it.</summary>
    private static string WithStoredTypes(TableSymbol symbol, string sql)
    {
        if (!symbol.Columns.Any(column => HasNarrowInteger(column.Type)))
            return sql;
        var replacements = symbol.Columns.Where(column => HasNarrowInteger(column.Type))
            .Select(column => $"CAST({DuckDbNames.Quote(column.Name)} AS {DuckDbTypes.NameOf(Widened(column.Type))}) AS {DuckDbNames.Quote(column.Name)}");
        return $"SELECT * REPLACE ({string.Join(", ", replacements)}) FROM ({sql})";
    }

    private static bool HasNarrowInteger(DataType type) => type != Widened(type);

    private static bool HasFloating(DataType type) => type switch
    {
        { Kind: TypeKind.Float or TypeKind.Double } => true,
        ArrayType { Element: var element } => HasFloating(element),
        Sql.Types.MapType { Key: var key, Value: var value } => HasFloating(key) || HasFloating(value),
        Sql.Types.StructType { Fields: var fields } => fields.Any(field => HasFloating(field.Type)),
        _ => false,
    };

    /// <summary>The type in which data files keep values: TINYINT and SMALLINT become INT, also within others.</summary>
    internal static DataType Widened(DataType type) => type switch
    {
        { Kind: TypeKind.TinyInt or TypeKind.SmallInt } => DataType.Int,
        ArrayType { Element: var element } => new ArrayType(Widened(element)),
        Sql.Types.MapType { Key: var key, Value: var value } => new Sql.Types.MapType(Widened(key), Widened(value)),
        Sql.Types.StructType { Fields: var fields } => new Sql.Types.StructType([.. fields.Select(field => field with { Type = Widened(field.Type) })]),
        _ => type,
    };

    private static void AppendFieldIds(StringBuilder text, IEnumerable<Field> fields)
    {
        var separator = "";
        foreach (var field in fields)
        {
            text.Append(separator).Append(DuckDbNames.Literal(field.Name)).Append(": ");
            if (field.Type.IsPrimitive)
            {
                text.Append(CultureInfo.InvariantCulture, $"{field.Id}");
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"{{__duckdb_field_id: {field.Id}, ");
                AppendFieldIds(text, field.Type.Children);
                text.Append('}');
            }
            separator = ", ";
        }
    }
}
