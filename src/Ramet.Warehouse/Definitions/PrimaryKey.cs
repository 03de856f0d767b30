using System.Globalization;
using Ramet.Errors;
using Ramet.Sql.Types;
using Ramet.Tables;
using Ramet.Tables.Metadata;
using Ramet.Tables.Schemas;
using Ramet.Warehouse.Describe;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Definitions;

/// <summary>
/// The primary key of a table: columns whose values together no two rows of a partition share. In the table format they are the identifier
/// fields of the schema, so that every state of the table, and every clone, has the key with its columns.
/// </summary>
internal static class PrimaryKey
{
    private const int BucketCountDefault = 16;
    private const string RetainHoursDefault = "24";

    /// <summary>Whether a table has one.</summary>
    public static bool IsDefined(TableMetadata metadata) => metadata.CurrentSchema.IdentifierFieldIds.Count > 0;

    /// <summary>The positions of its columns in the schema, in the order of the key; none for a table without one.</summary>
    public static IEnumerable<int> Positions(Schema schema)
    {
        foreach (var id in schema.IdentifierFieldIds)
            yield return schema.Fields.Index().First(column => column.Item.Id == id).Index;
    }

    /// <summary>Into how many buckets clients divide what they upsert.</summary>
    public static int BucketCount(TableMetadata metadata) =>
        metadata.Properties.TryGetValue(TableProperties.BucketCount, out var count) ? int.Parse(count, CultureInfo.InvariantCulture) : BucketCountDefault;

    /// <summary>What DESC says about it; null for a table without one.</summary>
    public static PrimaryKeyDescription? Describe(TableMetadata metadata) => IsDefined(metadata)
        ? new PrimaryKeyDescription(
            [.. Positions(metadata.CurrentSchema).Select(position => metadata.CurrentSchema.Fields[position].Name)],
            BucketCount(metadata),
            metadata.Properties.GetValueOrDefault(TableProperties.RetainHours, RetainHoursDefault))
        : null;

    /// <summary>A new table with the key.</summary>
    /// <param name="metadata">The table.</param>
    /// <param name="columns">The names of the columns; none for no key.</param>
    public static TableMetadata Define(TableMetadata metadata, IEnumerable<string> columns)
    {
        var schema = metadata.CurrentSchema;
        var ids = columns.Select(name => schema.FindColumn(name)!.Id).ToValueList(); // they were checked
        return metadata with { Schemas = [new Schema(schema.Id, schema.Fields, ids)] };
    }

    /// <summary>Checks the key of a definition.</summary>
    /// <exception cref="RametException">A column cannot be part of a key, or the table is not transactional.</exception>
    public static void Check(TableDefinition definition)
    {
        if (definition.PrimaryKey.IsEmpty)
            return;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var written in definition.PrimaryKey)
        {
            if (definition.PartitionColumns.Any(column => written.Matches(column.Name)))
            {
                throw StatementErrors.Semantic(
                    written.Span, $"{written.Name} is a partition column and cannot be part of the primary key", "Leave it out: a key is unique within each partition.");
            }
            var key = definition.Columns.FirstOrDefault(column => written.Matches(column.Name))
                ?? throw StatementErrors.Semantic(written.Span, $"column {written.Name} of the primary key is not defined");
            if (!names.Add(written.Name))
                throw StatementErrors.Semantic(written.Span, $"column {written.Name} is named twice in the primary key");
            if (key.IsNullable)
                throw StatementErrors.Semantic(written.Span, $"column {key.Name} of the primary key must be NOT NULL", $"Define it as {key.Name} {key.Type.ToSql()} NOT NULL.");
            CheckType(key, written.Span);
        }
        if (definition.UserProperties.GetValueOrDefault(TableProperties.Transactional) != "true")
        {
            throw StatementErrors.Semantic(
                definition.PrimaryKey[0].Span, "only a transactional table can have a primary key", "Add TBLPROPERTIES ('transactional'='true').");
        }
    }

    // Floating-point numbers are no identifiers: equal ones may look different, and the table format forbids them.
    private static void CheckType(DefinedColumn column, SourceSpan span)
    {
        if (column.Type.Kind is TypeKind.TinyInt or TypeKind.SmallInt or TypeKind.Int or TypeKind.BigInt or TypeKind.Decimal or TypeKind.String
            or TypeKind.VarChar or TypeKind.Char or TypeKind.Boolean or TypeKind.Binary or TypeKind.Date or TypeKind.DateTime or TypeKind.Timestamp
            or TypeKind.TimestampNtz)
        {
            return;
        }
        throw StatementErrors.Semantic(
            span, $"column {column.Name} of the primary key has type {column.Type}, expected a whole number, decimal, text, boolean, binary, date or time");
    }
}
