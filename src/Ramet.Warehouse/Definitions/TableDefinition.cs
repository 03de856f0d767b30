using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;
using Ramet.Tables.Commits;
using Ramet.Tables.Metadata;
using Ramet.Tables.Schemas;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Definitions;

/// <summary>
/// The definition of a table on its way from a statement to the table format: columns with their declared types, comment, lifecycle.
/// The limits are those of the page "Limits of MaxCompute SQL".
/// </summary>
internal sealed record TableDefinition
{
    private const int ColumnCountMax = 1200;
    private const int PartitionLevelsMax = 6;
    private const int CommentBytesMax = 1024;

    /// <summary>The data columns.</summary>
    public required IReadOnlyList<DefinedColumn> Columns { get; init; }

    /// <summary>The partition columns, outermost first; empty for a table without partitions.</summary>
    public IReadOnlyList<DefinedColumn> PartitionColumns { get; init; } = [];

    /// <summary>The table's comment; null for none.</summary>
    public string? Comment { get; init; }

    /// <summary>Days after which unchanged data is recycled; null for no lifecycle.</summary>
    public long? LifecycleDays { get; init; }

    /// <summary>How the table is clustered; null for not at all.</summary>
    public ClusteringClause? Clustering { get; init; }

    /// <summary>The columns of the primary key as written; empty for none.</summary>
    public ImmutableArray<Identifier> PrimaryKey { get; init; } = [];

    /// <summary>The properties that the user gave.</summary>
    public IReadOnlyDictionary<string, string> UserProperties { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Takes the definition from CREATE TABLE; its columns come from <paramref name="columns"/> when a query gives them.</summary>
    /// <exception cref="RametException">A limit is exceeded, or a clause is wrong or not supported.</exception>
    public static TableDefinition Of(StatementContext context, CreateTableStatement statement, IReadOnlyList<DefinedColumn>? columns = null)
    {
        var clauses = statement.Clauses;
        return new TableDefinition
        {
            Columns = columns ?? [.. statement.Columns.Select(column => DefinedColumn.Of(context, column))],
            PartitionColumns = [.. clauses.PartitionedBy.Select(column => DefinedColumn.Of(context, column))],
            Comment = CheckComment(clauses.Comment),
            LifecycleDays = CheckLifecycle(clauses.Lifecycle),
            Clustering = clauses.Clustering,
            PrimaryKey = statement.PrimaryKey,
            UserProperties = CheckProperties(clauses.Properties),
        }.WithoutClusteringByKey().Checked(statement.Table.Span);
    }

    /// <summary>The state of a new, empty table of this definition.</summary>
    /// <param name="uuid">The table's identity.</param>
    /// <param name="location">URI of the directory for its files.</param>
    /// <param name="nowMs">UTC milliseconds from 1970-01-01.</param>
    /// <exception cref="RametException">The table cannot be clustered in this way.</exception>
    public TableMetadata ToMetadata(Guid uuid, string location, long nowMs)
    {
        IReadOnlyList<DefinedColumn> all = [.. Columns, .. PartitionColumns];
        var fields = all.Select(column => column.ToField()).ToList();
        var metadata = TableMetadata.Create(
            uuid, location, fields, [.. PartitionColumns.Select(column => column.Name)], TableMetadata.NoProperties, nowMs);
        metadata = Definitions.PrimaryKey.Define(metadata, PrimaryKey.Select(column => column.Name)) with { Properties = Properties(all, metadata.CurrentSchema).ToImmutableSortedDictionary(StringComparer.Ordinal) };
        return Clustering is null
            ? metadata
            : TableCommit.Apply(metadata, Definitions.Clustering.Updates(Definitions.Clustering.Of(Clustering, metadata)), nowMs);
    }

    /// <summary>Checks a table or column comment and gives its text; null for none.</summary>
    public static string? CheckComment(TextValue? comment) =>
        comment is null || Encoding.UTF8.GetByteCount(comment.Value) <= CommentBytesMax
            ? comment?.Value
            : throw StatementErrors.Semantic(comment.Span, $"a comment can have at most {CommentBytesMax} bytes, found {Encoding.UTF8.GetByteCount(comment.Value)}");

    /// <summary>Checks a lifecycle and gives its days; null for none.</summary>
    public static long? CheckLifecycle(CountValue? days) =>
        days is null or { Value: > 0 and <= int.MaxValue }
            ? days?.Value
            : throw StatementErrors.Semantic(days.Span, $"a lifecycle is a number of days from 1 to {int.MaxValue}, found {days.Value}");

    /// <summary>Checks TBLPROPERTIES and gives them as a dictionary.</summary>
    public static ImmutableSortedDictionary<string, string> CheckProperties(ImmutableArray<PropertyPair> pairs)
    {
        var properties = TableMetadata.NoProperties.ToBuilder();
        foreach (var pair in pairs)
        {
            var name = pair.Key.Value;
            if (name.StartsWith(TableProperties.Prefix, StringComparison.OrdinalIgnoreCase))
                throw StatementErrors.Semantic(pair.Span, $"the property '{name}' is kept by the warehouse itself and cannot be set");
            if (string.Equals(name, TableProperties.Transactional, StringComparison.OrdinalIgnoreCase))
                properties[TableProperties.Transactional] = CheckTransactional(pair);
            else if (string.Equals(name, TableProperties.BucketCount, StringComparison.OrdinalIgnoreCase))
                properties[TableProperties.BucketCount] = CheckBucketCount(pair);
            else
                properties[name] = pair.Value.Value;
        }
        return properties.ToImmutable();
    }

    /// <summary>
    /// Clients are told that a table with a primary key is clustered by it, and write its definition so: that says no more than the key, and into
    /// how many buckets clients divide rows.
    /// </summary>
    private TableDefinition WithoutClusteringByKey()
    {
        if (PrimaryKey.IsEmpty || Clustering is not { IsRange: false, SortedBy.IsEmpty: true, BucketCount: { Value: > 0 and <= TableProperties.BucketCountMax } buckets } clause)
            return this;
        if (!clause.Columns.Select(column => column.Name).SequenceEqual(PrimaryKey.Select(column => column.Name), StringComparer.OrdinalIgnoreCase))
            return this;
        var properties = UserProperties.ToDictionary(StringComparer.Ordinal);
        properties.TryAdd(TableProperties.BucketCount, buckets.Value.ToString(CultureInfo.InvariantCulture));
        return this with { Clustering = null, UserProperties = properties };
    }

    private static string CheckTransactional(PropertyPair pair) => pair.Value.Value.ToLowerInvariant() is var value and ("true" or "false")
        ? value
        : throw StatementErrors.Semantic(pair.Span, $"the property 'transactional' is 'true' or 'false', found '{pair.Value.Value}'");

    private static string CheckBucketCount(PropertyPair pair) =>
        int.TryParse(pair.Value.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= TableProperties.BucketCountMax
            ? count.ToString(CultureInfo.InvariantCulture)
            : throw StatementErrors.Semantic(
                pair.Span, $"the property '{TableProperties.BucketCount}' is a number from 1 to {TableProperties.BucketCountMax}, found '{pair.Value.Value}'");

    /// <summary>Checks how many columns a table has, those of its partitions included.</summary>
    public static void CheckColumnCount(int count, SourceSpan span)
    {
        if (count > ColumnCountMax)
            throw StatementErrors.Semantic(span, $"a table can have at most {ColumnCountMax} columns, found {count}");
    }

    private IEnumerable<KeyValuePair<string, string>> Properties(IReadOnlyList<DefinedColumn> columns, Schema schema)
    {
        foreach (var property in UserProperties)
            yield return property;
        if (Comment is not null)
            yield return new(TableProperties.Comment, Comment);
        if (LifecycleDays is { } days)
            yield return new(TableProperties.Lifecycle, days.ToString(CultureInfo.InvariantCulture));
        for (var i = 0; i < columns.Count; i++)
        {
            foreach (var property in columns[i].Properties(schema.Fields[i].Id))
                yield return property;
        }
    }

    /// <summary>The definition itself.</summary>
    /// <param name="span">Where the table is named.</param>
    /// <exception cref="RametException">A limit is exceeded, or two columns have one name.</exception>
    public TableDefinition Checked(SourceSpan span)
    {
        if (Columns.Count == 0)
            throw StatementErrors.Semantic(span, "a table needs at least one column besides its partition columns");
        CheckColumnCount(Columns.Count + PartitionColumns.Count, span);
        if (PartitionColumns.Count > PartitionLevelsMax)
            throw StatementErrors.Semantic(span, $"a table can have at most {PartitionLevelsMax} levels of partitions, found {PartitionColumns.Count}");
        foreach (var column in Columns)
            column.CheckType(span);
        foreach (var column in PartitionColumns)
            column.CheckPartitionType();

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in Columns.Concat(PartitionColumns))
        {
            if (!names.Add(column.Name))
                throw StatementErrors.Semantic(column.Span ?? span, $"column {column.Name} is defined twice");
        }
        Definitions.PrimaryKey.Check(this);
        return this;
    }
}

/// <summary>A column of a definition.</summary>
/// <param name="Name">The name in lower case, as the dialect keeps it.</param>
/// <param name="Type">The declared type.</param>
/// <param name="IsNullable">False for NOT NULL.</param>
/// <param name="Default">The default as SQL text; null for none.</param>
/// <param name="Comment">The comment; null for none.</param>
/// <param name="Span">Where the column is defined; null when a query gave it.</param>
internal sealed record DefinedColumn(string Name, DataType Type, bool IsNullable, string? Default, string? Comment, SourceSpan? Span)
{
    private const int NameBytesMax = 128;

    /// <summary>Takes a column from a statement.</summary>
    public static DefinedColumn Of(StatementContext context, ColumnDefinition column)
    {
        var name = CheckName(column.Name);
        return new DefinedColumn(
            name,
            context.Settings.Binder.Effective(column.Type.Type, column.Type.Span),
            !column.IsNotNull,
            ColumnDefault.Check(context, column),
            TableDefinition.CheckComment(column.Comment),
            column.Span);
    }

    /// <summary>Checks the name of a column or table and gives it.</summary>
    public static string CheckName(Identifier name)
    {
        var bytes = Encoding.UTF8.GetByteCount(name.Name);
        return bytes is > 0 and <= NameBytesMax
            ? name.Name.ToLowerInvariant()
            : throw StatementErrors.Semantic(name.Span, $"a name can have 1 to {NameBytesMax} bytes, found {bytes}");
    }

    /// <summary>The column for a schema; its field ids are given by the table.</summary>
    public Field ToField() => new(0, Name, StorageTypes.Of(Type), Required: !IsNullable, Comment);

    /// <summary>The properties that keep what the schema has no place for.</summary>
    public IEnumerable<KeyValuePair<string, string>> Properties(int fieldId)
    {
        yield return new(TableProperties.ColumnType(fieldId), Type.ToString());
        if (Default is not null)
            yield return new(TableProperties.ColumnDefault(fieldId), Default);
    }

    /// <summary>A query can give intervals, a table cannot keep them.</summary>
    /// <param name="table">Where the table is named, for a column that a query gave.</param>
    public void CheckType(SourceSpan table)
    {
        if (HasInterval(Type))
            throw StatementErrors.Semantic(Span ?? table, $"column {Name} is an interval, which only expressions have", "Add it to a date, or count its parts with DATEDIFF.");
    }

    private static bool HasInterval(DataType type) => type switch
    {
        ArrayType { Element: var element } => HasInterval(element),
        Sql.Types.MapType { Key: var key, Value: var value } => HasInterval(key) || HasInterval(value),
        Sql.Types.StructType { Fields: var fields } => fields.Any(field => HasInterval(field.Type)),
        _ => type.Kind is TypeKind.IntervalDayTime or TypeKind.IntervalYearMonth,
    };

    public void CheckPartitionType()
    {
        if (Type.Kind is not (TypeKind.TinyInt or TypeKind.SmallInt or TypeKind.Int or TypeKind.BigInt or TypeKind.String or TypeKind.VarChar
            or TypeKind.Char or TypeKind.Date))
        {
            throw StatementErrors.Semantic(
                Span,
                $"partition column {Name} has type {Type}, expected tinyint, smallint, int, bigint, string, varchar, char or date");
        }
    }
}
