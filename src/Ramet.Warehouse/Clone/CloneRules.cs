using Ramet.Catalog.Projects;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.Syntax;
using Ramet.Tables.Metadata;
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

    /// <summary>Whether the rows of the source can become rows of the destination.</summary>
    /// <exception cref="RametException">They cannot; the message says why.</exception>
    public static void CheckCompatible(CloneTableStatement statement, CatalogTable source, CatalogTable destination)
    {
        CheckPlaces(statement, source.Project, destination.Project);
        CheckTransactional(statement, source, destination);
        CheckSchemas(statement, source, destination);
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
    /// Whether files and manifests of the source mean the same in the destination, whose columns are compatible: the same field ids for the
    /// columns and their parts, and the same partition specs by id. Tables that were made alike have these, unless columns were added to one
    /// of them, or dropped, in another order.
    /// </summary>
    public static bool CanShareFiles(TableMetadata source, TableMetadata destination) =>
        source.CurrentSchema.Fields.Zip(destination.CurrentSchema.Fields).All(pair => HasSameIds(pair.First, pair.Second))
        && source.DefaultSpecId == destination.DefaultSpecId
        && source.PartitionSpecs.All(spec => destination.FindSpec(spec.Id)?.HasSameFieldsAs(spec) == true);

    private static bool HasSameIds(Field ours, Field theirs) =>
        ours.Id == theirs.Id && ours.Type.Children.Zip(theirs.Type.Children).All(pair => HasSameIds(pair.First, pair.Second));

    /// <summary>Every difference that matters, column by column.</summary>
    private static IEnumerable<string> Differences(TableSymbol source, TableSymbol destination)
    {
        var theirPositions = Enumerable.Range(0, destination.Columns.Length)
            .ToDictionary(position => destination.Columns[position].Name, StringComparer.OrdinalIgnoreCase);
        var order = new List<int>();
        for (var position = 0; position < source.Columns.Length; position++)
        {
            var name = source.Columns[position].Name;
            if (!theirPositions.Remove(name, out var theirPosition))
            {
                yield return $"column {name} is missing in the destination";
                continue;
            }
            order.Add(theirPosition);
            if (Difference(source, position, destination, theirPosition) is { } difference)
                yield return difference;
        }
        foreach (var name in theirPositions.OrderBy(left => left.Value).Select(left => left.Key))
            yield return $"column {name} is only in the destination";
        if (!order.SequenceEqual(order.Order()))
            yield return $"the order in the destination is {string.Join(", ", order.Order().Select(position => destination.Columns[position].Name))}";
    }

    private static string? Difference(TableSymbol source, int position, TableSymbol destination, int theirPosition)
    {
        var (ours, theirs) = (source.Columns[position], destination.Columns[theirPosition]);
        var isPartition = source.IsPartitionColumn(position);
        if (isPartition != destination.IsPartitionColumn(theirPosition))
            return $"column {ours.Name} is a partition column only in the {(isPartition ? "source" : "destination")}";
        if (ours.Type != theirs.Type)
            return $"column {ours.Name} is {ours.Type} in the source and {theirs.Type} in the destination";
        return ours.IsNullable && !theirs.IsNullable ? $"column {ours.Name} may be NULL in the source and not in the destination" : null;
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
