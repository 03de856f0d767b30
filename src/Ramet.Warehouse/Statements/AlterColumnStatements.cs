using System.Collections.Immutable;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Parsing;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;
using Ramet.Tables.Commits;
using Ramet.Tables.Metadata;
using Ramet.Tables.Schemas;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Results;

namespace Ramet.Warehouse.Statements;

/// <summary>
/// The actions of ALTER TABLE on columns. None of them touches a data file (<see cref="SchemaEvolution"/>). Each is worked out on the
/// state that it is committed to, so that it is right, or refused, also when another statement changed the columns meanwhile.
/// </summary>
internal static class AlterColumnStatements
{
    public static CompletedResult Add(StatementContext context, CatalogTable table, AddColumnsAction action)
    {
        foreach (var column in action.Columns.Where(column => column.IsNotNull))
            throw StatementErrors.Semantic(column.Span, $"column {column.Name.Name} cannot be NOT NULL: the rows that exist have no value for it");
        var columns = action.Columns.Select(column => DefinedColumn.Of(context, column)).ToList();
        return Commit(context, table, metadata => WithColumns(context, metadata, table, action, columns));
    }

    public static CompletedResult Drop(StatementContext context, CatalogTable table, DropColumnsAction action) => Commit(context, table, metadata =>
    {
        var dropped = new HashSet<int>();
        foreach (var name in action.Columns)
        {
            var column = FindDataColumn(metadata, table, name, "dropped");
            RefuseLabelled(context, table, column, name.Span);
            if (!dropped.Add(column.Id))
                throw StatementErrors.Semantic(name.Span, $"column {name.Name} is named twice");
        }
        if (Clustering.Of(metadata) is { } clustering && action.Columns.FirstOrDefault(name => clustering.Uses(FindColumn(metadata, table, name).Id)) is { } used)
            throw StatementErrors.Semantic(used.Span, $"table {table.FullName} is clustered or sorted by column {used.Name}, so it cannot be dropped");
        if (dropped.Count == metadata.CurrentSchema.Fields.Count - metadata.DefaultSpec.Fields.Count)
            throw StatementErrors.Semantic(action.Span, $"table {table.FullName} has no other columns; a table keeps at least one besides its partition columns");
        return Apply(context, metadata, SchemaEvolution.DropColumns(metadata, dropped));
    });

    /// <summary>
    /// A column more sensitive than its table cannot be dropped: older states and RESTORE still show it, and nothing would say any more how
    /// sensitive it is. Who may set labels takes it away first.
    /// </summary>
    private static void RefuseLabelled(StatementContext context, CatalogTable table, Field column, SourceSpan span)
    {
        var labels = context.Access.ObjectOf(table).Project.Security.Labels.GetValueOrDefault(table.SecurityKey);
        if (labels is null || labels.Of(column.Name) <= labels.Label)
            return;
        throw StatementErrors.Semantic(
            span,
            $"column {column.Name} has the label {labels.Of(column.Name)}, above that of its table, and older states of the table would show it without",
            $"UNSET LABEL FROM TABLE {table.Name}({column.Name}), or give the table that label.");
    }

    public static CompletedResult Rename(StatementContext context, CatalogTable table, RenameColumnAction action) => Commit(context, table, metadata =>
    {
        var column = FindDataColumn(metadata, table, action.Column, "renamed");
        return Apply(context, metadata, SchemaEvolution.ChangeColumn(metadata, column with { Name = NewName(metadata, table, column, action.NewName) }));
    });

    public static CompletedResult SetComment(StatementContext context, CatalogTable table, SetColumnCommentAction action)
    {
        var comment = TableDefinition.CheckComment(action.Comment);
        return Commit(context, table, metadata =>
            Apply(context, metadata, SchemaEvolution.ChangeColumn(metadata, FindColumn(metadata, table, action.Column) with { Doc = comment })));
    }

    public static CompletedResult AllowNull(StatementContext context, CatalogTable table, AllowNullAction action) => Commit(context, table, metadata =>
        Apply(context, metadata, SchemaEvolution.ChangeColumn(metadata, FindDataColumn(metadata, table, action.Column, "changed") with { Required = false })));

    /// <summary>Name, type, comment and place at once.</summary>
    public static CompletedResult Change(StatementContext context, CatalogTable table, ChangeColumnAction action)
    {
        var type = context.Session.Settings.Binder.Effective(action.Type.Type, action.Type.Span);
        var comment = TableDefinition.CheckComment(action.Comment);
        return Commit(context, table, metadata =>
        {
            var column = FindColumn(metadata, table, action.Column);
            var declared = TableSymbols.Of(metadata, table.FullName).Columns.First(known => known.FieldId == column.Id).Type;
            var onlyComment = action.NewName.Matches(column.Name) && type == declared && action.Position is null;
            if (!onlyComment)
                column = FindDataColumn(metadata, table, action.Column, "changed");
            if (!TypeWidening.Allows(declared, type))
                throw CannotBecome(column, declared, type, action.Type.Span);

            var changed = column with
            {
                Name = NewName(metadata, table, column, action.NewName),
                Type = StorageTypes.Of(type),
                Doc = comment ?? column.Doc,
            };
            var updates = SchemaEvolution.ChangeColumn(metadata, changed, Place(metadata, table, action.Position, column));
            var properties = TableMetadata.NoProperties.SetItem(TableProperties.ColumnType(column.Id), type.ToString());
            return Apply(context, metadata, [.. updates, new TableUpdate.SetProperties(properties)]);
        });
    }

    private static TableMetadata WithColumns(
        StatementContext context, TableMetadata metadata, CatalogTable table, AddColumnsAction action, List<DefinedColumn> columns)
    {
        var added = new List<DefinedColumn>();
        foreach (var column in columns)
        {
            var exists = metadata.CurrentSchema.FindColumn(column.Name) is not null || added.Exists(other => other.Name == column.Name);
            if (!exists)
                added.Add(column);
            else if (!action.IfNotExists)
                throw StatementErrors.Semantic(column.Span, $"table {table.FullName} already has a column {column.Name}");
        }
        var place = Place(metadata, table, action.Position, moved: null);
        if (added.Count == 0)
            return metadata;
        TableDefinition.CheckColumnCount(metadata.CurrentSchema.Fields.Count + added.Count, action.Span);

        var changed = Apply(context, metadata, SchemaEvolution.AddColumns(metadata, [.. added.Select(column => column.ToField())], place));
        var properties = added.SelectMany(column => column.Properties(changed.CurrentSchema.FindColumn(column.Name)!.Id)); // just added
        return TableCommit.Apply(changed, new TableUpdate.SetProperties(properties.ToImmutableSortedDictionary(StringComparer.Ordinal)));
    }

    private static CompletedResult Commit(StatementContext context, CatalogTable table, Func<TableMetadata, TableMetadata> change) =>
        TableChange.Commit(context, table, TableAspects.Definition, null, change);

    private static TableMetadata Apply(StatementContext context, TableMetadata metadata, IEnumerable<TableUpdate> updates) =>
        TableCommit.Apply(metadata, updates, context.Now.ToUnixTimeMilliseconds());

    private static Field FindColumn(TableMetadata metadata, CatalogTable table, Identifier name) =>
        metadata.CurrentSchema.FindColumn(name.Name) ?? throw StatementErrors.Semantic(
            name.Span,
            $"column {name.Name} of table {table.FullName} cannot be resolved",
            Spelling.Nearest(name.Name, metadata.CurrentSchema.Fields.Select(field => field.Name)) is { } near ? $"Did you mean {near}?" : null);

    /// <param name="metadata">The state of the table.</param>
    /// <param name="table">The table.</param>
    /// <param name="name">The column.</param>
    /// <param name="done">What would be done with it, for the error.</param>
    private static Field FindDataColumn(TableMetadata metadata, CatalogTable table, Identifier name, string done)
    {
        var column = FindColumn(metadata, table, name);
        if (metadata.DefaultSpec.Fields.Any(level => level.SourceId == column.Id))
            throw StatementErrors.Semantic(name.Span, $"{column.Name} is a partition column of {table.FullName} and cannot be {done}");
        if (metadata.CurrentSchema.IdentifierFieldIds.Contains(column.Id))
            throw StatementErrors.Semantic(name.Span, $"{column.Name} is part of the primary key of {table.FullName} and cannot be {done}");
        return column;
    }

    private static string NewName(TableMetadata metadata, CatalogTable table, Field column, Identifier written)
    {
        var name = DefinedColumn.CheckName(written);
        return metadata.CurrentSchema.FindColumn(name) is null || written.Matches(column.Name)
            ? name
            : throw StatementErrors.Semantic(written.Span, $"table {table.FullName} already has a column {name}");
    }

    /// <param name="metadata">The state of the table.</param>
    /// <param name="table">The table.</param>
    /// <param name="position">FIRST or AFTER; null for none.</param>
    /// <param name="moved">The column that is moved; null when columns are added.</param>
    private static ColumnPlace? Place(TableMetadata metadata, CatalogTable table, ColumnPosition? position, Field? moved)
    {
        if (position is null)
            return null;
        if (position.After is not { } name)
            return new ColumnPlace(null);
        var before = FindColumn(metadata, table, name);
        if (metadata.DefaultSpec.Fields.Any(level => level.SourceId == before.Id))
        {
            throw StatementErrors.Semantic(
                name.Span, $"{before.Name} is a partition column of {table.FullName}; no column stands behind it", "Leave AFTER out to put a column behind the data columns.");
        }
        return before.Id == moved?.Id
            ? throw StatementErrors.Semantic(name.Span, $"column {before.Name} cannot stand behind itself")
            : new ColumnPlace(before.Id);
    }

    private static RametException CannotBecome(Field column, DataType from, DataType to, SourceSpan span) => StatementErrors.Semantic(
        span,
        $"column {column.Name} is {from} and cannot be changed to {to}: rows that exist would have to be rewritten",
        TypeWidening.Describe(from) is { Length: > 0 } wider
            ? $"It can become {wider}. For another type add a column, or copy with CREATE TABLE ... AS SELECT CAST(...)."
            : "Add a column of the new type, or copy with CREATE TABLE ... AS SELECT CAST(...).");
}
