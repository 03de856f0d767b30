using System.Text;
using Ramet.Catalog.Tables;
using Ramet.Sql.Writing;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Views;

namespace Ramet.Warehouse.Describe;

/// <summary>Writes the statement that SHOW CREATE TABLE prints for a view: run elsewhere, it makes the view again.</summary>
internal static class CreateViewText
{
    public static string Write(CatalogTable view)
    {
        var text = new StringBuilder("CREATE VIEW IF NOT EXISTS ")
            .Append(Quoting.Name(view.Project.Name)).Append('.').Append(Quoting.Name(view.Name));
        if (ViewDefinition.Of(view).Signature is { Length: > 0 } signature)
            text.Append(signature);
        else
            text.Append('(').AppendJoin(',', view.Metadata.CurrentSchema.Fields.Select(field => Column(field.Name, field.Doc))).Append(')');
        if (view.Metadata.Properties.TryGetValue(TableProperties.Comment, out var comment))
            text.Append(" COMMENT ").Append(Quoting.Text(comment));
        return text.Append(" AS ").Append(ViewDefinition.Of(view).Text).Append(';').ToString();
    }

    private static string Column(string name, string? comment) =>
        string.IsNullOrEmpty(comment) ? Quoting.Name(name) : $"{Quoting.Name(name)} COMMENT {Quoting.Text(comment)}";
}
