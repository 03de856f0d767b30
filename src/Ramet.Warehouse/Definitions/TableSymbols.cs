using System.Runtime.CompilerServices;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.Types;
using Ramet.Tables.Metadata;
using Ramet.Tables.Schemas;

namespace Ramet.Warehouse.Definitions;

/// <summary>What the binder knows about a table of the catalog, made from the table's state: schema, partition spec and properties.</summary>
internal static class TableSymbols
{
    // The catalog gives the same state object for a table until it changes, so that a table of 1,200 columns is worked out once.
    private static readonly ConditionalWeakTable<TableMetadata, TableSymbol> known = [];

    /// <summary>The symbol of a table.</summary>
    public static TableSymbol Of(CatalogTable table) =>
        table.Kind == TableKind.External ? Of(table.Metadata, table.FullName) with { IsExternal = true } : Of(table.Metadata, table.FullName);

    /// <summary>The symbol of a table in a state that the catalog need not have.</summary>
    public static TableSymbol Of(TableMetadata metadata, TableName name)
    {
        var symbol = known.GetValue(metadata, state => Make(state, name));

        // A rename leaves the state as it is.
        return symbol.Name == name.Table && symbol.Project == name.Project
            ? symbol
            : symbol with { Project = name.Project, Name = name.Table };
    }

    private static TableSymbol Make(TableMetadata metadata, TableName name) => new(
        name.Project,
        name.Table,
        [.. metadata.CurrentSchema.Fields.Select(field => Column(metadata, field))],
        metadata.DefaultSpec.Fields.Count)
    {
        PrimaryKey = [.. Definitions.PrimaryKey.Positions(metadata.CurrentSchema)],
    };

    private static ColumnSymbol Column(TableMetadata metadata, Field field) => new(
        field.Name,
        DeclaredType(metadata, field),
        field.Id,
        IsNullable: !field.Required,
        metadata.Properties.GetValueOrDefault(TableProperties.ColumnDefault(field.Id)));

    /// <summary>
    /// The declared type of a column, for example VARCHAR(10) where the schema has a string. It is kept for the column as it is now; a schema
    /// of before it was widened says itself what it had then.
    /// </summary>
    public static DataType DeclaredType(TableMetadata metadata, Field field) =>
        metadata.Properties.TryGetValue(TableProperties.ColumnType(field.Id), out var declared)
            ? BeforeWidening(DataType.Parse(declared), field.Type)
            : throw new RametException(
                ErrorCode.StorageError,
                ErrorKind.Environment,
                $"column {field.Name} of the table {metadata.TableUuid} has no property '{TableProperties.ColumnType(field.Id)}'");

    private static DataType BeforeWidening(DataType declared, IcebergType stored) => (declared, stored) switch
    {
        ({ Kind: TypeKind.BigInt }, PrimitiveType { Kind: PrimitiveKind.Int }) => DataType.Int,
        ({ Kind: TypeKind.Double }, PrimitiveType { Kind: PrimitiveKind.Float }) => DataType.Float,
        (Sql.Types.DecimalType wide, Tables.Schemas.DecimalType narrow) when wide.Precision != narrow.Precision =>
            new Sql.Types.DecimalType(narrow.Precision, narrow.Scale),
        _ => declared,
    };
}
