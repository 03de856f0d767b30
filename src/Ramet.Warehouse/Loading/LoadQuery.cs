using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.Syntax;
using Ramet.Tables.Partitions;
using Ramet.Warehouse.Files;
using Ramet.Warehouse.Statements;
using Ramet.Warehouse.Writing;

namespace Ramet.Warehouse.Loading;

/// <summary>Writes the query that reads the files of a LOAD as rows of the target.</summary>
internal static class LoadQuery
{
    /// <summary>The rows in the engine's dialect: the target's columns under their names and in their types.</summary>
    /// <exception cref="RametException">The files do not have the columns of the target.</exception>
    public static string Write(StatementContext context, LoadStatement statement, LoadSource source, TableSymbol target, PartitionKey? partition)
    {
        IReadOnlyList<ColumnSymbol> expected = partition is null ? target.Columns : [.. target.DataColumns];
        var relation = new FileRelation(context, source.Layout, expected);
        var names = relation.Names(source.Files);
        if (source.Layout.Format == FileFormat.Parquet)
            CheckNames(statement, names ?? [], target, expected);
        return PartitionColumns.AddTo(Located(statement, () => relation.Write(source.Files, names, expected)), target, partition);
    }

    /// <summary>Neither a column that is missing nor one that nobody asked for is passed over in silence.</summary>
    private static void CheckNames(LoadStatement statement, IReadOnlyList<string> names, TableSymbol target, IReadOnlyList<ColumnSymbol> expected)
    {
        var found = new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
        var missing = expected.Where(column => !found.Remove(column.Name)).Select(column => column.Name).ToList();
        if (missing.Count == 0 && found.Count == 0)
            return;
        var differences = new[] { Names("lacks", missing), Names("has besides", [.. found]) }.Where(part => part.Length > 0);
        throw StatementErrors.Semantic(
            statement.Location.Span,
            $"the columns of the file are not those of table {target}: it {string.Join(" and ", differences)}",
            "Load into a table with the file's columns, then INSERT ... SELECT what you need.");
    }

    private static string Names(string verb, List<string> names) => names.Count == 0 ? "" : $"{verb} {string.Join(", ", names)}";

    private static string Located(LoadStatement statement, Func<string> write)
    {
        try
        {
            return write();
        }
        catch (RametException error)
        {
            throw error.At(statement.Location.Span);
        }
    }
}
