using System.Text;
using Ramet.Catalog.Tables;
using Ramet.Sql.Writing;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.MaterializedViews;
using Ramet.Warehouse.Views;

namespace Ramet.Warehouse.Describe;

/// <summary>Writes the statement that SHOW CREATE TABLE prints for a materialized view: run elsewhere, it makes and computes it again.</summary>
internal static class CreateMaterializedViewText
{
    public static string Write(CatalogTable view)
    {
        var properties = view.Metadata.Properties;
        var fields = view.Metadata.CurrentSchema.Fields;
        var symbol = TableSymbols.Of(view);
        var text = new StringBuilder("CREATE MATERIALIZED VIEW IF NOT EXISTS ").Append(Quoting.Name(view.Project.Name)).Append('.').Append(Quoting.Name(view.Name));
        if (properties.TryGetValue(TableProperties.Lifecycle, out var days))
            text.Append(" LIFECYCLE ").Append(days);

        // The list names the columns of the query, in its order.
        var inOrderOfQuery = MaterializedRows.ReadOrder(view.Metadata).Zip(fields).OrderBy(static pair => pair.First);
        text.Append(" (").AppendJoin(',', inOrderOfQuery.Select(static pair => Column(pair.Second.Name, pair.Second.Doc))).Append(')');
        if (properties[TableProperties.MaterializedRewrite] == "false")
            text.Append(" DISABLE REWRITE");
        if (properties.TryGetValue(TableProperties.Comment, out var comment))
            text.Append(" COMMENT ").Append(Quoting.Text(comment));
        if (symbol.IsPartitioned)
            text.Append(" PARTITIONED BY (").AppendJoin(',', symbol.PartitionColumns.ToArray().Select(static column => Quoting.Name(column.Name))).Append(')');
        var own = properties.Where(static property => !property.Key.StartsWith(TableProperties.Prefix, StringComparison.Ordinal)).ToList();
        if (own.Count > 0)
            text.Append(" TBLPROPERTIES (").AppendJoin(',', own.Select(static property => $"{Quoting.Text(property.Key)}={Quoting.Text(property.Value)}")).Append(')');
        return text.Append(" AS ").Append(ViewDefinition.Of(view).Text).Append(';').ToString();
    }

    private static string Column(string name, string? comment) =>
        string.IsNullOrEmpty(comment) ? Quoting.Name(name) : $"{Quoting.Name(name)} COMMENT {Quoting.Text(comment)}";
}
