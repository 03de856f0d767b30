using System.Globalization;
using Ramet.Catalog.Tables;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Statements;
using Ramet.Warehouse.Views;

namespace Ramet.Warehouse.MaterializedViews;

/// <summary>
/// In which states the tables were from which the rows of a materialized view were computed: its property <c>maxcompute.materialized.sources</c>,
/// an identity and a state for each table and view behind it.
/// </summary>
internal static class MaterializedSources
{
    private const string Unknown = "?";

    /// <summary>The states of everything behind a query.</summary>
    /// <param name="definition">The query.</param>
    /// <param name="find">Finds tables at one moment.</param>
    /// <returns>The text; null when a table is missing, or nobody can tell its state: files of others, or the catalog itself.</returns>
    public static string? Describe(ViewDefinition definition, Func<TableName, CatalogTable?> find)
    {
        var states = new SortedSet<string>(StringComparer.Ordinal);
        var pending = new Queue<TableName>(definition.References);
        var seen = new HashSet<TableName>();
        while (pending.TryDequeue(out var name))
        {
            if (!seen.Add(name))
                continue;
            if (find(name) is not { } table || StateOf(table) is not { } state)
                return null;
            states.Add(state);
            foreach (var reference in ViewDefinition.ReferencesOf(table))
                pending.Enqueue(reference);
        }
        return string.Join(';', states);
    }

    /// <summary>
    /// Whether the rows may be other than those that the query gives now. Never false when they are: a materialized view that was not computed yet, or
    /// not as a whole, counts as outdated, and so does one over tables of which nobody can tell.
    /// </summary>
    public static bool IsOutdated(StatementContext context, CatalogTable view)
    {
        var definition = ViewDefinition.Of(view);
        var found = context.Catalog.FindTables(definition.References, ViewDefinition.ReferencesOf);
        return Describe(definition, found.GetValueOrDefault) is not { } now || now != view.Metadata.Properties.GetValueOrDefault(TableProperties.MaterializedSources, Unknown);
    }

    private static string? StateOf(CatalogTable table) => table.Kind switch
    {
        TableKind.Managed or TableKind.Materialized => string.Create(CultureInfo.InvariantCulture, $"{table.Metadata.TableUuid:n}:{table.Metadata.CurrentSnapshotId?.Value ?? 0}:{table.Metadata.CurrentSchemaId}"),
        TableKind.View => string.Create(CultureInfo.InvariantCulture, $"{table.Metadata.TableUuid:n}:{table.Version}"),
        TableKind.External => null,
    };
}
