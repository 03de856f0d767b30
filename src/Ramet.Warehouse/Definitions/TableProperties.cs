using System.Globalization;
using Ramet.Tables.Metadata;

namespace Ramet.Warehouse.Definitions;

/// <summary>
/// The properties by which a table carries MaxCompute's facts that the table format has no word for. Properties that users set with
/// TBLPROPERTIES stand beside them under their own names.
/// </summary>
internal static class TableProperties
{
    /// <summary>All of MaxCompute's own properties begin with this; users cannot set such names.</summary>
    public const string Prefix = "maxcompute.";

    /// <summary>The table's comment.</summary>
    public const string Comment = Prefix + "comment";

    /// <summary>Days after which unchanged data is recycled.</summary>
    public const string Lifecycle = Prefix + "lifecycle";

    /// <summary>
    /// Whether rows can be changed one by one: <c>true</c> or <c>false</c>. The user gives it, when the table is created and never later.
    /// </summary>
    public const string Transactional = "transactional";

    /// <summary>
    /// Into how many buckets clients divide what they upsert into a table with a primary key. The user gives it; it has no effect on files.
    /// </summary>
    public const string BucketCount = "write.bucket.num";

    /// <summary>The largest number of buckets.</summary>
    public const int BucketCountMax = 4096;

    /// <summary>For how many hours older states of a delta table can be read: kept and shown, while the project's property decides.</summary>
    public const string RetainHours = "acid.data.retain.hours";

    /// <summary>The table that a clone was made from, <c>project.table</c>.</summary>
    public const string CloneSource = Prefix + "clone.source";

    /// <summary>When a clone was made, UTC in the form of ISO 8601.</summary>
    public const string CloneTime = Prefix + "clone.time";

    /// <summary>The snapshot of the source that a clone began as.</summary>
    public const string CloneSnapshot = Prefix + "clone.snapshot";

    /// <summary>The query of a view, with full names of tables.</summary>
    public const string ViewText = ViewPrefix + "text";

    /// <summary>The settings that the query of a view was written under: <c>name=value;name=value</c>.</summary>
    public const string ViewSettings = ViewPrefix + "settings";

    /// <summary>The parameters of a view and the columns that it promises, as CREATE VIEW has them; absent for an ordinary view.</summary>
    public const string ViewSignature = ViewPrefix + "signature";

    /// <summary>All properties that make a view.</summary>
    public const string ViewPrefix = Prefix + "view.";

    /// <summary>Which column of its query each column of a materialized view is: positions from 0 with commas between them.</summary>
    public const string MaterializedOrder = MaterializedPrefix + "order";

    /// <summary>Whether other queries may be answered from a materialized view: <c>true</c> or <c>false</c>. It is kept, and never done.</summary>
    public const string MaterializedRewrite = MaterializedPrefix + "rewrite";

    /// <summary>The states of the tables from which a materialized view was computed; absent when nobody can tell, or it was not.</summary>
    public const string MaterializedSources = MaterializedPrefix + "sources";

    private const string MaterializedPrefix = Prefix + "materialized.";

    /// <summary>The name that the query of a view has for a column of the view.</summary>
    public static string ViewColumn(int fieldId) => string.Create(CultureInfo.InvariantCulture, $"{ViewPrefix}column.{fieldId}");

    /// <summary>How rows are divided into buckets, <c>hash</c> or <c>range</c>; absent for a table that is not clustered.</summary>
    public const string ClusteringType = Prefix + "clustering.type";

    /// <summary>The field ids of the clustering columns with commas between them.</summary>
    public const string ClusteringColumns = Prefix + "clustering.columns";

    /// <summary>The declared order within a bucket, field ids with <c>asc</c> or <c>desc</c>: <c>1 asc,2 desc</c>; absent for none.</summary>
    public const string ClusteringOrder = Prefix + "clustering.order";

    /// <summary>The declared number of buckets; absent when it follows from the size of the data.</summary>
    public const string ClusteringBuckets = Prefix + "clustering.buckets";

    /// <summary>How and from where the rows of an external table are read: the clause of CREATE TABLE as SQL text.</summary>
    public const string ExternalStorage = Prefix + "external.storage";

    /// <summary>Whether UPDATE, DELETE and MERGE may change rows of a table.</summary>
    public static bool IsTransactional(TableMetadata metadata) =>
        metadata.Properties.GetValueOrDefault(Transactional) == "true";

    /// <summary>The declared type of a column in lower case, for example <c>varchar(10)</c>.</summary>
    public static string ColumnType(int fieldId) => ColumnPrefix(fieldId) + "type";

    /// <summary>The default of a column as SQL text.</summary>
    public static string ColumnDefault(int fieldId) => ColumnPrefix(fieldId) + "default";

    private static string ColumnPrefix(int fieldId) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}column.{fieldId}.");
}
