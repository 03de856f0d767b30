using System.Text;
using Ramet.Catalog.Tables;
using Ramet.Sql.Binding;
using Ramet.Sql.Writing;
using Ramet.Tables.Schemas;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.External;

namespace Ramet.Warehouse.Describe;

/// <summary>Writes the statement that SHOW CREATE TABLE prints: run elsewhere, it makes an equal, empty table.</summary>
internal static class CreateTableText
{
    public static string Write(CatalogTable table)
    {
        var symbol = TableSymbols.Of(table);
        var fields = table.Metadata.CurrentSchema.Fields;
        var properties = table.Metadata.Properties;
        var text = new StringBuilder(table.Kind == TableKind.External ? "CREATE EXTERNAL TABLE IF NOT EXISTS " : "CREATE TABLE IF NOT EXISTS ")
            .Append(Quoting.Name(table.Project.Name)).Append('.').Append(Quoting.Name(table.Name)).Append('(');
        AppendColumns(text, symbol.DataColumns, fields.AsSpan()[..symbol.DataColumnCount]);
        if (!symbol.PrimaryKey.IsEmpty)
            text.Append($",PRIMARY KEY ({string.Join(",", symbol.PrimaryKey.Select(column => Quoting.Name(symbol.Columns[column].Name)))})");
        text.Append(')');
        if (properties.TryGetValue(TableProperties.Comment, out var comment))
            text.Append(" COMMENT ").Append(Quoting.Text(comment));
        if (symbol.IsPartitioned)
        {
            text.Append(" PARTITIONED BY (");
            AppendColumns(text, symbol.PartitionColumns, fields.AsSpan()[symbol.DataColumnCount..]);
            text.Append(')');
        }
        if (Clustering.Of(table.Metadata) is { } clustering)
            text.Append(' ').Append(clustering.ToSql(table.Metadata.CurrentSchema));
        text.Append(' ').Append(table.Kind == TableKind.External ? ExternalTable.Of(table).Storage : "STORED AS ALIORC");
        var userProperties = properties.Where(property => !property.Key.StartsWith(TableProperties.Prefix, StringComparison.Ordinal)).ToList();
        if (userProperties.Count > 0)
            text.Append($" TBLPROPERTIES ({string.Join(",", userProperties.Select(property => $"{Quoting.Text(property.Key)}={Quoting.Text(property.Value)}"))})");
        if (properties.TryGetValue(TableProperties.Lifecycle, out var days))
            text.Append(" LIFECYCLE ").Append(days);
        return text.Append(';').ToString();
    }

    private static void AppendColumns(StringBuilder text, ReadOnlySpan<ColumnSymbol> columns, ReadOnlySpan<Field> fields)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            var column = columns[i];
            text.Append(i > 0 ? "," : "").Append(Quoting.Name(column.Name)).Append(' ').Append(column.Type.ToSql());
            if (!column.IsNullable)
                text.Append(" NOT NULL");
            if (column.DefaultText is { } value)
                text.Append(" DEFAULT ").Append(value);
            if (fields[i].Doc is { Length: > 0 } comment)
                text.Append(" COMMENT ").Append(Quoting.Text(comment));
        }
    }
}
