using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.Parsing;
using Ramet.Sql.Syntax;
using Ramet.Tables.Metadata;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.InformationSchema;
using TableName = Ramet.Catalog.Tables.TableName;

namespace Ramet.Warehouse.Views;

/// <summary>
/// What a view stands for. It is kept as text in the properties of the view's state, with full names of tables and with the settings that
/// it was written under, so that it means the same in every session.
/// </summary>
/// <param name="Query">The query. Its names of tables have two parts, project and table; a name of one part is a common table.</param>
/// <param name="Text">The query as text.</param>
/// <param name="Settings">The settings under which it was written.</param>
/// <param name="QueryColumns">For each column of the view the name that the query's result had for it.</param>
internal sealed record ViewDefinition(Query Query, string Text, BinderSettings Settings, ImmutableArray<string> QueryColumns)
{
    // The catalog gives the same state object for a view until it changes, so that its text is parsed once.
    private static readonly ConditionalWeakTable<TableMetadata, ViewDefinition> known = [];

    /// <summary>The tables that the query names, each once.</summary>
    public ImmutableArray<TableName> References { get; } =
        [.. Query.DescendantsAndSelf().OfType<Sql.Syntax.TableName>().Where(name => name.Parts.Length > 1).Select(NameOf).Distinct()];

    /// <summary>How high the tree of the query is.</summary>
    public int Height { get; } = TreeHeight.Of(Query);

    /// <summary>The definition of a view.</summary>
    public static ViewDefinition Of(CatalogTable view) => known.GetValue(view.Metadata, Read);

    /// <summary>The tables that a view leads to; none for a table.</summary>
    public static IEnumerable<TableName> ReferencesOf(CatalogTable table) => table.Kind == TableKind.View ? Of(table).References : [];

    /// <summary>The name that stands in the text of a view.</summary>
    public static TableName NameOf(Sql.Syntax.TableName name) =>
        InformationSchemaName.Resolve(name) ?? new(name.Parts[0].Name, name.Parts[1].Name);

    /// <summary>The properties that keep the definition, for columns with these field ids.</summary>
    public IEnumerable<KeyValuePair<string, string>> Properties(IEnumerable<int> fieldIds)
    {
        yield return new(TableProperties.ViewText, Text);
        yield return new(TableProperties.ViewSettings, KeptSettings.Write(Settings));
        foreach (var (id, name) in fieldIds.Zip(QueryColumns))
            yield return new(TableProperties.ViewColumn(id), name);
    }

    private static ViewDefinition Read(TableMetadata metadata)
    {
        var text = Property(metadata, TableProperties.ViewText);
        return new ViewDefinition(
            SqlParser.ParseQuery(text),
            text,
            KeptSettings.Read(Property(metadata, TableProperties.ViewSettings)),
            [.. metadata.CurrentSchema.Fields.Select(field => Property(metadata, TableProperties.ViewColumn(field.Id)))]);
    }

    private static string Property(TableMetadata metadata, string name) => metadata.Properties.GetValueOrDefault(name)
        ?? throw new RametException(ErrorCode.StorageError, ErrorKind.Environment, $"the view {metadata.TableUuid} has no property '{name}'");
}
