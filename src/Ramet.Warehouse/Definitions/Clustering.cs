using System.Collections.Immutable;
using System.Globalization;
using Ramet.Errors;
using Ramet.Sql.DuckDb;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;
using Ramet.Sql.Writing;
using Ramet.Tables;
using Ramet.Tables.Commits;
using Ramet.Tables.Metadata;
using Ramet.Tables.Schemas;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Definitions;

/// <summary>
/// How new files of a table are clustered: CLUSTERED BY or RANGE CLUSTERED BY. Kept in the table's properties; the order of the rows is also
/// the table's default sort order, by which other engines know it. What a file that exists holds is said by the file itself.
/// </summary>
/// <param name="IsRange">Whether a bucket holds a range of keys; otherwise it holds the keys of some hashes.</param>
/// <param name="Columns">Field ids of the clustering columns, at least one.</param>
/// <param name="SortedBy">The declared order within a bucket; empty for none.</param>
/// <param name="BucketCount">The number of buckets of a partition; null, with a range only, when it follows from the number of rows.</param>
internal sealed record Clustering(bool IsRange, ValueList<int> Columns, ValueList<SortedColumn> SortedBy, int? BucketCount)
{
    private const int BucketCountMax = 4096;

    private static readonly ValueList<string> propertyNames =
        [TableProperties.ClusteringType, TableProperties.ClusteringColumns, TableProperties.ClusteringOrder, TableProperties.ClusteringBuckets];

    /// <summary>The order in which rows are written: that of SORTED BY, or else of the clustering columns.</summary>
    public ValueList<SortedColumn> WrittenOrder =>
        SortedBy.Count > 0 ? SortedBy : Columns.Select(id => new SortedColumn(id, IsDescending: false)).ToValueList();

    /// <summary>The clustering of new files of a table; null when it has none.</summary>
    public static Clustering? Of(TableMetadata metadata) =>
        metadata.Properties.TryGetValue(TableProperties.ClusteringType, out var type) ? Read(metadata.Properties, isRange: type == "range") : null;

    /// <summary>Takes the clause of a statement.</summary>
    /// <param name="clause">The clause.</param>
    /// <param name="metadata">The table with its columns.</param>
    /// <exception cref="RametException">A column does not exist or cannot be clustered or sorted by, the number of buckets is out of bounds, or the table is transactional.</exception>
    public static Clustering Of(ClusteringClause clause, TableMetadata metadata)
    {
        // A row change writes the rows that stay anew, and would have to put them back into sorted buckets.
        if (TableProperties.IsTransactional(metadata))
            throw StatementErrors.Semantic(clause.Span, "a transactional table cannot be clustered", "Leave CLUSTERED BY or 'transactional' out.");
        if (clause.BucketCount is { Value: < 1 or > BucketCountMax } count)
            throw StatementErrors.Semantic(count.Span, $"the number of buckets must be from 1 to {BucketCountMax}, found {count.Value}");
        var columns = clause.Columns.Select(name => ColumnOf(metadata, name, clause.IsRange ? IsSortable : BucketHash.IsHashable, "clustered by"));
        var order = clause.SortedBy.Select(item => SortedColumnOf(metadata, item));
        var clustering = new Clustering(clause.IsRange, columns.ToValueList(), order.ToValueList(), (int?)clause.BucketCount?.Value);
        CheckDistinct(clause.Columns, clustering.Columns);
        CheckDistinct(clause.SortedBy, clustering.SortedBy.Select(column => column.FieldId).ToValueList());
        return clustering;
    }

    /// <summary>The changes of a table that make this its clustering, or that it has none.</summary>
    /// <param name="clustering">The clustering; null for none.</param>
    public static IReadOnlyList<TableUpdate> Updates(Clustering? clustering)
    {
        var remove = new TableUpdate.RemoveProperties(propertyNames);
        if (clustering is null)
            return [remove, new TableUpdate.SetDefaultSortOrder(SortOrder.Unsorted.Id)];

        // NULL is the smallest value of the dialect.
        var order = SortOrder.Of(clustering.WrittenOrder.Select(column =>
            new SortField(column.FieldId, "identity", Ascending: !column.IsDescending, NullsFirst: !column.IsDescending)).ToValueList());
        return
        [
            remove,
            new TableUpdate.SetProperties(clustering.Properties().ToImmutableSortedDictionary(StringComparer.Ordinal)),
            new TableUpdate.AddSortOrder(order),
            new TableUpdate.SetDefaultSortOrder(order.Id),
        ];
    }

    /// <summary>Whether rows are divided or sorted by a column. It cannot be dropped; widened it keeps its buckets (<see cref="BucketHash"/>).</summary>
    public bool Uses(int fieldId) => Columns.Contains(fieldId) || SortedBy.Any(column => column.FieldId == fieldId);

    /// <summary>The clustering columns as they are shown, under their names of today.</summary>
    public IEnumerable<string> ColumnNames(Schema schema) => Columns.Select(id => schema.FindField(id)!.Name); // cannot be dropped

    /// <summary>The declared order as it is shown: <c>id ASC</c>.</summary>
    public IEnumerable<(string Name, string Direction)> SortedColumnNames(Schema schema) =>
        SortedBy.Select(column => (schema.FindField(column.FieldId)!.Name, column.IsDescending ? "DESC" : "ASC")); // cannot be dropped

    /// <summary>The clause that defines this clustering.</summary>
    public string ToSql(Schema schema)
    {
        var type = IsRange ? "RANGE CLUSTERED" : "CLUSTERED";
        var order = string.Join(",", SortedColumnNames(schema).Select(column => $"{Quoting.Name(column.Name)} {column.Direction}"));
        var sortedBy = order.Length > 0 ? $" SORTED BY ({order})" : "";
        var buckets = BucketCount is { } count ? string.Create(CultureInfo.InvariantCulture, $" INTO {count} BUCKETS") : "";
        return $"{type} BY ({string.Join(",", ColumnNames(schema).Select(Quoting.Name))}){sortedBy}{buckets}";
    }

    private static Clustering Read(ImmutableSortedDictionary<string, string> properties, bool isRange) => new(
        isRange,
        properties[TableProperties.ClusteringColumns].Split(',').Select(Number).ToValueList(),
        properties.TryGetValue(TableProperties.ClusteringOrder, out var order) ? order.Split(',').Select(SortedColumn.Parse).ToValueList() : [],
        properties.TryGetValue(TableProperties.ClusteringBuckets, out var count) ? Number(count) : null);

    private IEnumerable<KeyValuePair<string, string>> Properties()
    {
        yield return new(TableProperties.ClusteringType, IsRange ? "range" : "hash");
        yield return new(TableProperties.ClusteringColumns, string.Join(',', Columns));
        if (SortedBy.Count > 0)
            yield return new(TableProperties.ClusteringOrder, string.Join(',', SortedBy));
        if (BucketCount is { } count)
            yield return new(TableProperties.ClusteringBuckets, count.ToString(CultureInfo.InvariantCulture));
    }

    private static SortedColumn SortedColumnOf(TableMetadata metadata, SortItem item)
    {
        if (item.Key is not ColumnReference { Parts: [var name] } || item.Nulls is not null)
            throw StatementErrors.Semantic(item.Span, "SORTED BY takes columns of the table, each with ASC or DESC");
        return new SortedColumn(ColumnOf(metadata, name, IsSortable, "sorted by"), item.IsDescending);
    }

    private static int ColumnOf(TableMetadata metadata, Identifier name, Func<DataType, bool> isAllowed, string use)
    {
        if (metadata.CurrentSchema.FindColumn(name.Name) is not { } field)
            throw StatementErrors.Semantic(name.Span, $"column {name.Name}, which the table is {use}, does not exist");
        if (metadata.DefaultSpec.Fields.Any(level => level.SourceId == field.Id))
            throw StatementErrors.Semantic(name.Span, $"a table cannot be {use} its partition column {field.Name}", "All rows of a partition have the same value there.");
        var type = TableSymbols.DeclaredType(metadata, field);
        return isAllowed(type)
            ? field.Id
            : throw StatementErrors.Semantic(name.Span, $"a table cannot be {use} column {field.Name}, which has type {type.ToSql()}");
    }

    /// <summary>Whether rows can be sorted by values of a type.</summary>
    public static bool IsSortable(DataType type) => BucketHash.IsHashable(type) || type.Kind is TypeKind.Float or TypeKind.Double;

    private static void CheckDistinct(IReadOnlyList<SyntaxNode> written, ValueList<int> ids)
    {
        for (var i = 0; i < ids.Count; i++)
        {
            if (ids.Take(i).Contains(ids[i]))
                throw StatementErrors.Semantic(written[i].Span, "the column is named twice");
        }
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}

/// <summary>A column of SORTED BY.</summary>
/// <param name="FieldId">Its field id.</param>
/// <param name="IsDescending">Whether large values come first, and NULL last.</param>
internal sealed record SortedColumn(int FieldId, bool IsDescending)
{
    /// <summary>Reads the form of the table's properties.</summary>
    public static SortedColumn Parse(string text) => text.Split(' ') is [var id, var direction]
        ? new SortedColumn(int.Parse(id, NumberStyles.None, CultureInfo.InvariantCulture), direction == "desc")
        : throw new FormatException($"'{text}' is not a field id with asc or desc.");

    /// <summary>The form of the table's properties: <c>1 asc</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{FieldId} {(IsDescending ? "desc" : "asc")}");
}
