using Ramet.Catalog.Projects;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.Syntax;
using Ramet.Tables.Schemas;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Clone;

/// <summary>What CLONE TABLE refuses. Source: the limits on the page of the statement; "compatible" schemas are defined here.</summary>
internal static class CloneRules
{
    /// <summary>A clone shares files, so both projects must keep theirs in the same place.</summary>
    public static void CheckPlaces(CloneTableStatement statement, Project source, Project destination)
    {
        Check(statement, "region", source.Definition.Region, destination.Definition.Region, source, destination);
        Check(statement, "storage class", source.Definition.StorageClass, destination.Definition.StorageClass, source, destination);
    }

    /// <summary>Whether the files of the source can become files of the destination.</summary>
    /// <exception cref="RametException">They cannot; the message says why.</exception>
    public static void CheckCompatible(CloneTableStatement statement, CatalogTable source, CatalogTable destination)
    {
        CheckPlaces(statement, source.Project, destination.Project);
        CheckTransactional(statement, source, destination);
        CheckSchemas(statement, source, destination);
        CheckIds(statement, source, destination);
    }

    /// <summary>A transactional table is cloned to a new name only, which is then transactional too.</summary>
    private static void CheckTransactional(CloneTableStatement statement, CatalogTable source, CatalogTable destination)
    {
        if (TableProperties.IsTransactional(destination.Metadata))
        {
            throw StatementErrors.Semantic(
                statement.Destination.Span,
                $"{destination.FullName} is a transactional table and exists, CLONE TABLE makes a transactional table only under a new name",
                "Clone to a new name, or drop the table first.");
        }
        if (TableProperties.IsTransactional(source.Metadata))
        {
            throw StatementErrors.Semantic(
                statement.Destination.Span,
                $"{source.FullName} is a transactional table and {destination.FullName} is none; both must be of the same kind",
                "Clone to a new name, or copy with INSERT OVERWRITE ... SELECT.");
        }
    }

    /// <summary>
    /// Source and destination must have the same columns: names, types, order, and which of them are partition columns, and the same
    /// clustering. Comments and defaults may differ, and the destination may allow NULL where the source does not.
    /// </summary>
    private static void CheckSchemas(CloneTableStatement statement, CatalogTable source, CatalogTable destination)
    {
        var differences = Differences(TableSymbols.Of(source), TableSymbols.Of(destination)).Concat(ClusteringDifference(source, destination)).ToList();
        if (differences.Count > 0)
        {
            throw StatementErrors.Semantic(
                statement.Destination.Span,
                $"the schemas of {source.FullName} and {destination.FullName} are not compatible: {string.Join("; ", differences)}",
                "Clone to a new name, or copy with INSERT OVERWRITE ... SELECT.");
        }
    }

    /// <summary>
    /// The files of the source hold its columns under its field ids. Tables with equal columns have equal ids unless columns were added
    /// to one of them after it was made.
    /// </summary>
    private static void CheckIds(CloneTableStatement statement, CatalogTable source, CatalogTable destination)
    {
        var (ours, theirs) = (source.Metadata, destination.Metadata);
        var isSame = ours.CurrentSchema.Fields.Zip(theirs.CurrentSchema.Fields).All(pair => HasSameIds(pair.First, pair.Second));
        if (isSame && ours.DefaultSpecId == theirs.DefaultSpecId && ours.DefaultSpec.HasSameFieldsAs(theirs.DefaultSpec))
            return;
        throw StatementErrors.NotSupported(
            statement.Destination.Span,
            $"sharing the files of {source.FullName} with {destination.FullName}, whose columns were added in another order,",
            "Clone to a new name, or copy with INSERT OVERWRITE ... SELECT.");
    }

    private static bool HasSameIds(Field ours, Field theirs) =>
        ours.Id == theirs.Id && ours.Type.Children.Zip(theirs.Type.Children).All(pair => HasSameIds(pair.First, pair.Second));

    private static IEnumerable<string> Differences(TableSymbol source, TableSymbol destination)
    {
        if (source.PartitionColumnCount != destination.PartitionColumnCount)
            yield return $"the source has {Count(source.PartitionColumnCount, "partition column")}, the destination {destination.PartitionColumnCount}";
        if (source.DataColumnCount != destination.DataColumnCount)
            yield return $"the source has {Count(source.DataColumnCount, "data column")}, the destination {destination.DataColumnCount}";
        if (source.PartitionColumnCount != destination.PartitionColumnCount || source.DataColumnCount != destination.DataColumnCount)
            yield break;

        foreach (var (ours, theirs) in source.Columns.Zip(destination.Columns))
        {
            if (!string.Equals(ours.Name, theirs.Name, StringComparison.OrdinalIgnoreCase))
                yield return $"column {ours.Name} of the source is {theirs.Name} in the destination";
            else if (ours.Type != theirs.Type)
                yield return $"column {ours.Name} is {ours.Type} in the source and {theirs.Type} in the destination";
            else if (ours.IsNullable && !theirs.IsNullable)
                yield return $"column {ours.Name} may be NULL in the source and not in the destination";
        }
    }

    /// <summary>
    /// A clustered destination takes files of its own clustering only; one without takes any, which are looked up by their keys there too.
    /// </summary>
    private static IEnumerable<string> ClusteringDifference(CatalogTable source, CatalogTable destination)
    {
        var (ours, theirs) = (Clustering.Of(source.Metadata), Clustering.Of(destination.Metadata));
        if (theirs is null)
            yield break;
        var (our, their) = (ours?.ToSql(source.Metadata.CurrentSchema) ?? "not clustered", theirs.ToSql(destination.Metadata.CurrentSchema));
        if (our != their)
            yield return $"the source is {our}, the destination {their}";
    }

    private static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";

    private static void Check<T>(CloneTableStatement statement, string what, T ours, T theirs, Project source, Project destination)
    {
        if (EqualityComparer<T>.Default.Equals(ours, theirs))
            return;
        throw StatementErrors.Semantic(
            statement.Destination.Span,
            $"project {source.Name} is in {what} '{ours}', project {destination.Name} in '{theirs}'; a clone needs the same {what}",
            "Copy the rows: CREATE TABLE ... LIKE, then INSERT OVERWRITE ... SELECT.");
    }
}
