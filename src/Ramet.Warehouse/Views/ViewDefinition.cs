using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.Parsing;
using Ramet.Sql.Syntax;
using Ramet.Sql.Writing;
using Ramet.Tables.Metadata;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.InformationSchema;
using TableName = Ramet.Catalog.Tables.TableName;

namespace Ramet.Warehouse.Views;

/// <summary>
/// What a view stands for. It is kept as text in the properties of the view's state, with full names of tables and with the settings that
/// it was written under, so that it means the same in every session.
/// </summary>
/// <param name="Statement">
/// Parameters, steps and query. Names of tables have two parts, project and table; a name of one part is a common table.
/// </param>
/// <param name="Settings">The settings under which it was written.</param>
/// <param name="QueryColumns">For each column of the view the name that the query's result had for it.</param>
internal sealed record ViewDefinition(CreateViewStatement Statement, BinderSettings Settings, ImmutableArray<string> QueryColumns)
{
    // The catalog gives the same state object for a view until it changes, so that its text is parsed once.
    private static readonly ConditionalWeakTable<TableMetadata, ViewDefinition> known = [];

    /// <summary>The query.</summary>
    public Query Query => Statement.Query;

    /// <summary>What stands behind AS: the query, or steps.</summary>
    public string Text { get; } = MaxComputeWriter.WriteBodyOf(Statement);

    /// <summary>The parameters, and the columns that the view promises, as text; empty for an ordinary view.</summary>
    public string Signature { get; } = MaxComputeWriter.WriteSignatureOf(Statement);

    /// <summary>The tables that the query names, each once.</summary>
    public ImmutableArray<TableName> References { get; } =
        [.. Statement.DescendantsAndSelf().OfType<Sql.Syntax.TableName>().Where(name => name.Parts.Length > 1).Select(NameOf).Distinct()];

    /// <summary>How high the tree of the query is.</summary>
    public int Height { get; } = TreeHeight.Of(Statement);

    /// <summary>What the binder has to know, beside where the tables are found.</summary>
    public ViewSymbol ToSymbol(ITableResolver tables) => new(Query, Settings, QueryColumns, tables)
    {
        Parameters = Statement.Parameters,
        Returns = Statement.Returns,
        Steps = Statement.Steps,
    };

    /// <summary>The definition of what has a query and nothing else.</summary>
    public static ViewDefinition OfQuery(Query query, BinderSettings settings, ImmutableArray<string> queryColumns) => new(
        new CreateViewStatement(IsReplace: false, IfNotExists: false, ViewStatements.NoName, [], null, query) { Span = query.Span }, settings, queryColumns);

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
        if (Signature.Length > 0)
            yield return new(TableProperties.ViewSignature, Signature);
        foreach (var (id, name) in fieldIds.Zip(QueryColumns))
            yield return new(TableProperties.ViewColumn(id), name);
    }

    private static ViewDefinition Read(TableMetadata metadata)
    {
        var signature = metadata.Properties.GetValueOrDefault(TableProperties.ViewSignature, "");
        return new ViewDefinition(
            (CreateViewStatement)SqlParser.ParseStatement($"CREATE VIEW v{signature} AS {Property(metadata, TableProperties.ViewText)}"),
            KeptSettings.Read(Property(metadata, TableProperties.ViewSettings)),
            [.. metadata.CurrentSchema.Fields.Select(field => Property(metadata, TableProperties.ViewColumn(field.Id)))]);
    }

    private static string Property(TableMetadata metadata, string name) => metadata.Properties.GetValueOrDefault(name)
        ?? throw new RametException(ErrorCode.StorageError, ErrorKind.Environment, $"the view {metadata.TableUuid} has no property '{name}'");
}
