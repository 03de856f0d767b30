using System.Collections.Immutable;
using Ramet.Sql.Binding;
using Ramet.Sql.Types;
using Ramet.Tables.Commits;
using Ramet.Tables.Metadata;
using Ramet.Tables.Schemas;
using Ramet.Warehouse.Definitions;
using TableName = Ramet.Catalog.Tables.TableName;

namespace Ramet.Warehouse.Transfer;

/// <summary>
/// What the files of an upsert hold until its commit: the columns of the table, and behind them those that say what happens to the row. Only the
/// columns of the key are NOT NULL, for a row that is deleted needs no others.
/// </summary>
/// <param name="Metadata">The table as it would be with these columns; only files are written by it.</param>
/// <param name="Symbol">Its columns.</param>
internal sealed record UpsertLayout(TableMetadata Metadata, TableSymbol Symbol)
{
    /// <summary>The column that says what happens to a row: <see cref="Upsert"/> or <see cref="Delete"/>.</summary>
    public const string Operation = "__operation";

    /// <summary>The column with the ids of the columns that an operation is about; empty for all.</summary>
    public const string ValueColumns = "__value_cols";

    /// <summary>The row takes the place of the one with its key: the code of <c>U</c>.</summary>
    public const long Upsert = 'U';

    /// <summary>The row with this key goes: the code of <c>D</c>.</summary>
    public const long Delete = 'D';

    /// <summary>Above all field ids that tables get, so that all blocks of an upsert have the same ones.</summary>
    private const int LastColumnId = 1_000_000_000;

    private static readonly ImmutableArray<(string Name, DataType Type)> Extra =
    [
        ("__version", DataType.BigInt),
        ("__app_version", DataType.BigInt),
        (Operation, DataType.TinyInt),
        ("__key_cols", new ArrayType(DataType.BigInt)),
        (ValueColumns, new ArrayType(DataType.BigInt)),
    ];

    /// <summary>The layout for a table.</summary>
    /// <exception cref="Errors.RametException">The table has a column with a name that the protocol has for something else.</exception>
    public static UpsertLayout Of(TableMetadata table, TableName name)
    {
        if (Extra.Select(column => column.Name).FirstOrDefault(extra => table.CurrentSchema.FindColumn(extra) is not null) is { } taken)
            throw TransferSessions.Invalid($"table {name} has a column {taken}, whose name upserts use for something else", "Rename the column, or use MERGE.");
        var metadata = table with { LastColumnId = LastColumnId };
        var fields = Extra.Select(column => new Field(0, column.Name, StorageTypes.Of(column.Type), Required: false, Doc: null)).ToList();
        metadata = Apply(metadata, SchemaEvolution.AddColumns(metadata, fields));
        foreach (var column in table.CurrentSchema.Fields.Where(column => column.Required && !table.CurrentSchema.IdentifierFieldIds.Contains(column.Id)))
            metadata = Apply(metadata, SchemaEvolution.ChangeColumn(metadata, column with { Required = false }));
        var types = Extra.Select(column => KeyValuePair.Create(
            TableProperties.ColumnType(metadata.CurrentSchema.FindColumn(column.Name)!.Id), column.Type.ToString())); // just added
        metadata = metadata with { Properties = metadata.Properties.SetItems(types) };
        return new UpsertLayout(metadata, TableSymbols.Of(metadata, name));
    }

    private static TableMetadata Apply(TableMetadata metadata, IEnumerable<TableUpdate> updates) => TableCommit.Apply(metadata, updates, metadata.LastUpdatedMs);
}
